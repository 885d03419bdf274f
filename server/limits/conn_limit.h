#pragma once
/* How many connections each network has, and how many of them are unregistered. A network is an
 * IPv4 address, or the /64 of an IPv6 address (one household). */
#include <stdbool.h>
#include <stddef.h>

struct world;

struct conn_limit {
    long all;
    long strangers; /* of them those that have not said who they are */
};

/* One more from `address`, a stranger; gives how many there are now. */
struct conn_limit conn_limit_add(struct world *w, const char *address);

/* It is none any more; it left. */
void conn_limit_welcome(struct world *w, const char *address);
void conn_limit_remove(struct world *w, const char *address, bool stranger);

/* Whether this one comes too soon after others from there. */
bool conn_limit_hurries(struct world *w, const char *address);

/* Takes one step into a room for the people of an address. Gives 0, or the seconds to wait when
 * they took too many. */
int conn_limit_join_wait(struct world *w, const char *address);

/* Of all networks together: part of world_check. */
struct conn_limit conn_limit_total(const struct world *w);
void conn_limit_finish(struct world *w);
