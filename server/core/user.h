#pragma once
/* One user: nickname, rooms, modes. The world owns users; everything else points at them. A user
 * speaks through sessions; with an account there may be several, or for a while none. */
#include <stdbool.h>
#include <stdint.h>
#include <uthash.h>

#include "server/core/masks.h"
#include "server/core/metadata.h"
#include "server/core/precis.h"

struct session;
struct member;
struct throttle;
struct watching;
struct world;

enum user_mode {
    USER_INVISIBLE = 1,
    USER_OPERATOR = 2, /* server operator */
    USER_WALLOPS = 4,  /* receives WALLOPS */
    USER_BOT = 8,
    USER_CALLER_ID = 16,     /* only those on their ACCEPT list may write to them */
    USER_ACCOUNTS_ONLY = 32, /* only users who are logged in may write to them */
};

struct user {
    struct world *world;
    struct session *sessions; /* by next_of_user; near the top, as it is read for each line */
    uint64_t id;              /* never used again */
    char nick[NICK_BYTES];
    char key[NAME_KEY]; /* in world.nicks */
    char ident[IDENT_BYTES];
    char host[HOST_BYTES];    /* what others see */
    char address[HOST_BYTES]; /* the real address of its first session, as text */
    char *mask;               /* "nick!ident@host", kept up to date by world_rename */
    char *realname;
    char *away;             /* NULL: not away */
    char *account;          /* NULL: not logged in */
    unsigned account_flags; /* enum account_flag */
    unsigned modes;
    bool registered;
    bool guest_rows; /* the store has markers or contacts of them as a guest */
    bool parted;     /* it stays without a session: away automatically */

    int64_t spoke_at;        /* monotonic; of the last message to others */
    int64_t caller_again_at; /* monotonic; no notice of those kept out by +g before that */
    int64_t knock_again_at;  /* monotonic; no KNOCK before that */
    int64_t signed_on;       /* wall clock */
    int64_t left_at;         /* wall clock; when the last session left, if the user stays */

    struct member *rooms; /* by next_of_user */
    int room_count;
    struct watching *watching; /* MONITOR; by next_of_user */
    unsigned snomask;          /* bits of enum snomask: what an operator is told of */
    struct masks silenced;     /* whom this user ignores (SILENCE) */
    struct masks accepted;     /* nicknames let through by ACCEPT */
    struct metadata metadata;

    struct throttle *throttle; /* NULL: nothing counted yet */

    bool buried;   /* in world.grave and in no other list, until it is freed */
    char *gone;    /* why this user is removed even if it could stay; NULL: it is not */
    bool dirty;    /* in world.dirty_users: changed, not yet stored */
    unsigned seen; /* serial of the last pass that reached this user */

    struct user *prev, *next; /* world.users */
    struct user *next_gone;   /* world.gone */
    struct user *next_dirty;
    UT_hash_handle hh; /* world.nicks, once there is a nickname */
};

/* Ends every session, and the user with them. */
void user_doom(struct user *u, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Whether every session of the user is encrypted, and there is one. */
bool user_is_secure(const struct user *u);

void user_free(struct user *u);

/* The nickname; "*" until there is one. */
const char *user_name(const struct user *u);

void user_set_text(char **field, const char *text, size_t max);

/* Whether a mask of the list covers the user, as they are or as they would be with `mask`
 * ("nick!user@host"); see masks_cover. */
bool user_is_covered(const struct user *u, const struct masks *list, bool speaking);
bool user_is_covered_as(const struct user *u, const char *mask, const struct masks *list,
                        bool speaking);
