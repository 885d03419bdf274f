#pragma once
/* Lists of masks: bans, exceptions and invitations of a room, and whom a user silences or accepts.
 * A mask is nick!user@host with '*' and '?', or an extban: a:ACCOUNT, r:REALNAME, m:MASK (may join,
 * may not speak); a '!' in front negates. In front of all of it, t:MINUTES: says how long it holds;
 * two masks that differ only in this are one. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MASK_TEXT_MAX = 100 };

#define MASK_KINDS "amr"
#define MASK_EXTBANS MASK_KINDS "t" /* as ISUPPORT EXTBAN names them */

struct mask {
    char *text;
    char *by;
    int64_t at; /* wall clock */
};

struct masks {
    struct mask *items;
    int count;
};

/* The entry for a mask, whatever its time; NULL: none. */
const struct mask *masks_find(const struct masks *list, const char *mask);

/* When a mask stops to hold, on the wall clock; 0: never. */
int64_t mask_until(const struct mask *mask);

/* The soonest of these in a list; 0: none ends. */
int64_t masks_until(const struct masks *list);

/* False: it is there already (add), or not there (remove). */
bool masks_add(struct masks *list, const char *mask, const char *by, int64_t at);
bool masks_remove(struct masks *list, const char *mask);
bool masks_has(const struct masks *list, const char *mask);
void masks_finish(struct masks *list);

/* What a mask is matched against. */
struct mask_subject {
    const char *mask;    /* nick!user@host */
    const char *account; /* NULL: none */
    const char *realname;
};

/* Whether a mask of the list covers `who`; those with m: count only if `speaking`. */
bool masks_cover(const struct masks *list, const struct mask_subject *who, bool speaking);

/* Completes "nick", "user@host" or a part of it, also inside an extban, to a mask in `out`. False:
 * it begins with a time that is none. */
bool mask_complete(char *out, size_t cap, const char *mask);
