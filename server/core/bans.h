#pragma once
/* Server bans: by user@host, by network, by real name; and rooms that nobody may join. Kept in the
 * store with their reasons; expired ones are dropped. */
#include <stdbool.h>
#include <stdint.h>

struct reply;
struct user;
struct world;

enum ban_kind { BAN_USER, BAN_ADDRESS, BAN_REALNAME, BAN_ROOM, BAN_KINDS };

struct ban {
    enum ban_kind kind;
    char *mask;
    char *reason;
    char *by;
    int64_t set_at; /* wall clock, ms */
    int64_t until;  /* 0: permanent */
    struct ban *next;
};

/* Reads them from the store. */
void bans_load(struct world *w);
void bans_finish(struct world *w);

/* Adds a ban, or replaces the one of the same kind and mask. False: it could not be stored. */
bool bans_add(struct world *w, const struct ban *ban);

/* False: there is no such ban. */
bool bans_remove(struct world *w, enum ban_kind kind, const char *mask);

/* The ban that keeps an address out, or NULL. */
const struct ban *bans_of_address(struct world *w, const char *address);

/* The ban of any kind that keeps out `u` who comes from `address`, or NULL. */
const struct ban *bans_of_user(struct world *w, const struct user *u, const char *address);

/* The ban on a room (`key`: that of its name), or NULL. */
const struct ban *bans_of_room(struct world *w, const char *key);

/* Whether `ban` covers `u`, connecting from `address`. */
bool ban_covers(const struct ban *ban, const struct user *u, const char *address);
