#pragma once
/* MONITOR: who is told when a nickname comes and goes.
 * https://ircv3.net/specs/extensions/monitor */
#include <stdbool.h>
#include <stdint.h>

struct relay;
struct reply;
struct user;
struct watch;
struct world;

/* One nickname that a user watches; in the user's list and in the nickname's. */
struct watching {
    struct user *user;
    struct watch *watch;
    struct watching *next_of_user;
    struct watching *next_of_nick;
};

/* False: the user watches as many as allowed. True also if it was watched already. */
bool monitor_add(struct world *w, struct user *u, const char *nick);
void monitor_remove(struct world *w, struct user *u, const char *nick);
void monitor_clear(struct world *w, struct user *u);
/* The nickname as it was first written. */
const char *monitor_nick(const struct watching *one);

/* Tells those who watch the nickname of `u` that it is online, or offline. `r`: the answer that
 * this is part of; NULL: none. */
void monitor_come(struct world *w, const struct user *u, struct reply *r);
void monitor_gone(struct world *w, const struct user *u, struct reply *r);

/* Visits users who watch `u` and were not marked by the last pass over neighbours. */
void monitor_visit(struct world *w, const struct user *u,
                   void (*visit)(void *context, struct user *to), void *context);

/* Part of world_check: both lists hold the same entries. */
void monitor_check(const struct world *w);

/* Relays (extended-monitor) to users who watch the nickname of `u`, share no room with it and have
 * all of `caps`. */
void monitor_relay(struct relay *r, struct user *u, uint64_t caps);
