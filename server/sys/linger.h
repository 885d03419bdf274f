#pragma once
/* Connections whose session is gone. Closing at once, with input unread, would reset the
 * connection and could lose our last words: we shut down our side and wait a little for the
 * other. */
#include <stdbool.h>
#include <stdint.h>

struct conn;
struct poller;

struct lingering {
    struct poller *poller; /* borrowed */
    struct conn *first;
    int count;
};

/* Takes the connection over; `now` on the clock of the other calls. */
void linger_begin(struct lingering *f, struct conn *c, int64_t now);

/* Something came: thrown away; closed when that was the end. */
void linger_hear(struct lingering *f, struct conn *c);

/* Closes those that waited for long enough, or all. Gives the ms until there is one to close; -1:
 * there is none. */
int64_t linger_end(struct lingering *f, int64_t now, bool all);
