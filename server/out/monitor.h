#pragma once
/* MONITOR: who wants to know when a nickname comes and goes.
 * https://ircv3.net/specs/extensions/monitor */
#include <stdbool.h>
#include <stdint.h>

struct relay;
struct reply;
struct user;
struct watch;
struct world;

/* One nickname that a user watches; in the list of the user and in that of the nickname. */
struct watching {
    struct user *user;
    struct watch *watch;
    struct watching *next_of_user;
    struct watching *next_of_nick;
};

/* False: it was watched already, or the user watches as many as may be. */
bool monitor_add(struct world *w, struct user *u, const char *nick);
void monitor_remove(struct world *w, struct user *u, const char *nick);
void monitor_clear(struct world *w, struct user *u);
/* The nickname as it was first written. */
const char *monitor_nick(const struct watching *one);

/* Tells those who watch this nickname that `u` has come with it, or that it has gone. `r`: the
 * answer that this is part of; NULL: none. */
void monitor_come(struct world *w, const struct user *u, struct reply *r);
void monitor_gone(struct world *w, const struct user *u, struct reply *r);

/* Visits those who watch `u` and were not marked by the last pass over neighbours. */
void monitor_visit(struct world *w, const struct user *u,
                   void (*visit)(void *context, struct user *to), void *context);

/* Part of world_check: both lists hold the same entries. */
void monitor_check(const struct world *w);

/* To those who watch the nickname of `u`, share no room with it and have all of `caps`: lines of
 * extended-monitor. */
void monitor_relay(struct relay *r, struct user *u, uint64_t caps);
