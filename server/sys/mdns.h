#pragma once
/* The sockets of multicast DNS, one for each network of this computer. wire/announce makes the
 * messages; nothing goes farther than the local network. */
#include <stdbool.h>
#include <stdint.h>

struct announce;
struct mdns;
struct poller;

/* Opens them and begins to announce; `a` is copied. NULL: there is no network for it. */
struct mdns *mdns_new(struct poller *p, const struct announce *a, int64_t now);

/* From now on it is announced under this name, if it is another one. */
void mdns_rename(struct mdns *m, const char *name, int64_t now);

/* Says goodbye. */
void mdns_free(struct mdns *m);

/* What is due, with how many people are there now; the ms until the next time, -1: nothing. */
int64_t mdns_tick(struct mdns *m, int64_t now, int people);
