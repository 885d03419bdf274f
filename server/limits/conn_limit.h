#pragma once
/* How many connections each network has, and how many of them are unregistered. A network is an
 * IPv4 address, or the /64 of an IPv6 address (one household). */
#include <stdbool.h>
#include <stddef.h>

struct world;

struct conn_limit {
    long all;
    long strangers; /* those of them that are not registered */
};

/* Counts a new, unregistered connection from `address`; returns how many there are now. */
struct conn_limit conn_limit_add(struct world *w, const char *address);

/* The connection has registered; or it has ended (`stranger`: unregistered). */
void conn_limit_welcome(struct world *w, const char *address);
void conn_limit_remove(struct world *w, const char *address, bool stranger);

/* Whether connections come too fast from there; counts this one. */
bool conn_limit_hurries(struct world *w, const char *address);

/* Counts a JOIN by a user of this address. Returns 0, or the seconds to wait if there were too
 * many. */
int conn_limit_join_wait(struct world *w, const char *address);

/* The sum over all networks: for world_check. */
struct conn_limit conn_limit_total(const struct world *w);
void conn_limit_finish(struct world *w);
