#pragma once
/* The sockets of multicast DNS, one for each network of this computer. wire/announce makes the
 * messages; nothing goes farther than the local network. */
#include <stdbool.h>
#include <stdint.h>

struct announce;
struct mdns;
struct poller;

/* Opens them and begins to announce; `a` is copied. NULL: there is no usable network. */
struct mdns *mdns_new(struct poller *p, const struct announce *a, int64_t now);

/* Announces the server under this name from now on, if it has changed. */
void mdns_rename(struct mdns *m, const char *name, int64_t now);

/* Withdraws the announcement and frees it. */
void mdns_free(struct mdns *m);

/* Does what is due; `people`: how many are online. The ms until the next call; -1: never. */
int64_t mdns_tick(struct mdns *m, int64_t now, int people);
