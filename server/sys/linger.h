#pragma once
/* Connections whose session is gone. Closing at once, with input unread, would reset the connection
 * and could lose our last lines: we shut down our side and wait a little for the peer. */
#include <stdbool.h>
#include <stdint.h>

struct conn;
struct poller;

struct lingering {
    struct poller *poller; /* borrowed */
    struct conn *first;
    int count;
};

/* Takes the connection over; `now` as in linger_end. */
void linger_begin(struct lingering *f, struct conn *c, int64_t now);

/* Discards what was received; closes the connection if that was the end. */
void linger_hear(struct lingering *f, struct conn *c);

/* Closes those that have waited for long enough, or all. Returns the ms until the next one is due;
 * -1: there is none. */
int64_t linger_end(struct lingering *f, int64_t now, bool all);
