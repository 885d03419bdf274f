#pragma once
/* A room and its members. A room owns its memberships and is freed when the last member leaves,
 * unless it stays. */
#include <stdbool.h>
#include <stdint.h>
#include <uthash.h>

#include "server/core/masks.h"
#include "server/core/metadata.h"
#include "server/core/precis.h"

struct access;
struct user;
struct world;

enum { ROOM_BYTES = 65, KEY_BYTES = 33, RANK_BYTES = 6 };

enum room_mode {
    ROOM_INVITE_ONLY = 1,
    ROOM_MODERATED = 2,
    ROOM_NO_OUTSIDE = 4,
    ROOM_SECRET = 8,
    ROOM_TOPIC_LOCKED = 16,
    ROOM_NO_CTCP = 32,
    ROOM_ACCOUNTS_SPEAK = 64, /* who is not logged in may only listen */
    ROOM_ACCOUNTS_ONLY = 128, /* who is not logged in may not come in */
    ROOM_PLAIN_TEXT = 256,    /* colours and the like are taken out */
    ROOM_PERMANENT = 512,     /* stays when the last one leaves */
    ROOM_TO_OPERATORS = 1024, /* what those without a rank say is for the ranks alone */
    ROOM_OWNED = 2048,        /* an account's: see access.h */
    ROOM_STAYS = ROOM_PERMANENT | ROOM_OWNED,
};

/* What somebody is in a room, strongest first: rank_prefix and ISUPPORT PREFIX follow this order.*/
enum rank {
    RANK_FOUNDER = 1,
    RANK_PROTECTED = 2,
    RANK_OPERATOR = 4,
    RANK_HALFOP = 8,
    RANK_VOICE = 16,
};

/* The ranks from the strongest to the weakest, and their signs. */
#define ROOM_RANK_MODES "qaohv"
#define ROOM_RANK_SIGNS "~&@%+"

/* How much somebody may do. */
enum level {
    LEVEL_NONE,
    LEVEL_VOICE,
    LEVEL_HALFOP,
    LEVEL_OPERATOR,
    LEVEL_PROTECTED,
    LEVEL_FOUNDER,
    LEVEL_SERVER, /* an operator of the server with POWER_ROOMS */
};

struct member {
    uint64_t id; /* later ones are larger; the list has them from the last to the first */
    struct user *user;
    struct room *room;
    unsigned ranks;              /* enum rank */
    struct member *prev, *next;  /* of the room */
    struct member *next_of_user; /* of the user */
};

/* The lists of masks of a room, in the order of ROOM_LIST_MODES. */
enum mask_list { LIST_BANS, LIST_EXCEPTIONS, LIST_INVITED, LIST_COUNT };

struct room {
    struct world *world;
    uint64_t id; /* larger than that of any room made before */
    char name[ROOM_BYTES];
    char key_name[NAME_KEY];   /* in world.rooms */
    char place[NAME_KEY + 20]; /* of its records: stays when the name changes */
    char *topic;               /* NULL: none */
    char *topic_by;
    int64_t topic_at; /* wall clock, as `created` */
    int64_t created;
    unsigned modes;
    char key[KEY_BYTES]; /* "": none */
    long limit;          /* 0: none */
    struct masks lists[LIST_COUNT];
    struct access *access; /* the founder first, if it is owned; owned */
    int access_count;
    char offered[NAME_KEY]; /* the account that the founder would give it to; "": none */
    bool told_few;          /* something was said while not everybody might read it */
    bool forgetful;         /* what is said is not kept */
    long keep_days;         /* and what is kept, for so long at most; 0: as for all rooms */
    long keep_count;        /* and so many messages at most; 0: any number */
    struct metadata metadata;
    uint64_t *invited; /* ids of people who may come in once */
    int invited_count;
    struct member *members;
    int member_count;
    long said;  /* messages that were kept since the server started */
    long swept; /* `said` when it was last seen whether there are too many, and one more */
    bool dirty; /* in world.dirty_rooms: to be kept */
    struct room *next_dirty;
    UT_hash_handle hh;
};

struct session;

struct member *room_member(const struct room *room, const struct user *u);
bool room_has(const struct room *room, const struct user *u);

/* The level that ranks give; and that a user has in the room, in it or not, by this session of
 * theirs, which may have the powers of an operator of the server. */
enum level rank_level(unsigned ranks);
enum level room_level(const struct room *room, const struct session *s);

/* Whether `s` may take the member out, or change what it is. */
bool room_outranks(const struct room *room, const struct session *s, const struct member *m);

/* Banned, and in no exception. */
bool room_banned(const struct room *room, const struct user *u);

/* Invited by somebody, to come in once; or by a mask of the invitation list. */
bool room_invited(const struct room *room, const struct user *u);
bool room_always_invited(const struct room *room, const struct user *u);

/* Why somebody may not speak here, as a numeric; 0: they may. */
int room_refuses_speech(const struct room *room, const struct session *s);

/* Whether a ban keeps the user of `s` from being called otherwise: with the nickname they have, or
 * as `mask` would make them. */
bool room_holds_nick(const struct room *room, const struct session *s, const char *mask);

/* Whether somebody may not come in, or not know of it. */
bool room_is_for_few(const struct room *room);

/* Whether `s` may know that the room is there. */
bool room_visible(const struct room *room, const struct session *s);

/* Adds somebody; the first one becomes its operator. */
struct member *room_join(struct room *room, struct user *u);

/* Takes somebody out; the room may be freed by this. */
void room_leave(struct world *w, struct room *room, struct user *u);

void room_set_topic(struct room *room, const char *topic, const char *by, int64_t at);
void room_invite(struct room *room, const struct user *u);

/* "@", "+", "@+" or "" into `out` of RANK_BYTES; only the strongest unless `all`. */
void rank_prefix(unsigned ranks, bool all, char *out);
void room_free(struct room *room);
