#pragma once
/* Lists of masks: bans, exceptions and invitations of a room, and what a user does not hear. A
 * mask is nick!user@host with '*' and '?', or an extban: a:ACCOUNT, r:REALNAME, m:MASK (may be
 * there, may not speak); a '!' before it negates. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MASK_TEXT_MAX = 100 };

#define MASK_EXTBANS "amr" /* as ISUPPORT EXTBAN names them */

struct mask {
    char *text;
    char *by;
    int64_t at; /* wall clock */
};

struct masks {
    struct mask *items;
    int count;
};

/* False when it was there already, or was not there. */
bool masks_add(struct masks *list, const char *mask, const char *by, int64_t at);
bool masks_remove(struct masks *list, const char *mask);
bool masks_has(const struct masks *list, const char *mask);
void masks_finish(struct masks *list);

/* Whom a mask may cover. */
struct mask_subject {
    const char *mask;    /* nick!user@host */
    const char *account; /* NULL: none */
    const char *realname;
};

/* Whether one of them covers somebody; those with m: count only when it is about `speaking`. */
bool masks_cover(const struct masks *list, const struct mask_subject *who, bool speaking);

/* "nick", "user@host" or a part of it, alone or inside an extban, as a whole mask into `out`. */
void mask_complete(char *out, size_t cap, const char *mask);
