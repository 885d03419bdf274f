#pragma once
/* The sockets of multicast DNS: one for each network this computer is in. What is announced on them is
 * server/announce; nothing goes farther than the local network. */
#include <stdbool.h>
#include <stdint.h>

struct announce;
struct multicast;
struct poller;

/* Opens them and begins to announce; `a` is copied. NULL: there is no network for it. */
struct multicast *multicast_new(struct poller *p, const struct announce *a, int64_t now);

/* From now on it is announced under this name, if it is another one. */
void multicast_rename(struct multicast *m, const char *name, int64_t now);

/* Says goodbye. */
void multicast_free(struct multicast *m);

/* Whether what the poller gave is one of its sockets: then it is read, and answered. */
bool multicast_read(struct multicast *m, void *owner, int people);

/* What is due; gives the ms until the next time, -1: nothing. */
int64_t multicast_tick(struct multicast *m, int64_t now, int people);
