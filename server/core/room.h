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
    ROOM_ACCOUNTS_SPEAK = 64, /* users who are not logged in may not speak */
    ROOM_ACCOUNTS_ONLY = 128, /* users who are not logged in may not join */
    ROOM_PLAIN_TEXT = 256,    /* formatting codes are stripped */
    ROOM_PERMANENT = 512,     /* stays when the last member leaves */
    ROOM_TO_OPERATORS = 1024, /* messages of unranked members go to half-operators and above */
    ROOM_OWNED = 2048,        /* owned by an account: see access.h */
    ROOM_STAYS = ROOM_PERMANENT | ROOM_OWNED,
};

/* The ranks of a member, strongest first: rank_prefix and ISUPPORT PREFIX follow this order. */
enum rank {
    RANK_FOUNDER = 1,
    RANK_PROTECTED = 2,
    RANK_OPERATOR = 4,
    RANK_HALFOP = 8,
    RANK_VOICE = 16,
};

/* The modes of the ranks, strongest first, and their prefixes. */
#define ROOM_RANK_MODES "qaohv"
#define ROOM_RANK_SIGNS "~&@%+"

/* How much a user may do in a room. */
enum level {
    LEVEL_NONE,
    LEVEL_VOICE,
    LEVEL_HALFOP,
    LEVEL_OPERATOR,
    LEVEL_PROTECTED,
    LEVEL_FOUNDER,
    LEVEL_SERVER, /* a server operator with POWER_ROOMS */
};

struct member {
    uint64_t id; /* larger than that of any earlier member; the list has the newest first */
    struct user *user;
    struct room *room;
    int64_t spoke_at;            /* monotonic; counted while the room is slow */
    unsigned ranks;              /* enum rank */
    struct member *prev, *next;  /* of the room */
    struct member *next_of_user; /* of the user */
};

/* The lists of masks of a room, in the order of ROOM_LIST_MODES. */
enum mask_list { LIST_BANS, LIST_EXCEPTIONS, LIST_INVITED, LIST_COUNT };

/* When somebody who left a slow room spoke in it last, so that coming in again does not help. */
enum { SLOWED = 32 };
struct slowed {
    char who[NICK_BYTES + HOST_BYTES];
    int64_t spoke_at;
};

struct room {
    struct world *world;
    uint64_t id; /* larger than that of any room made before */
    char name[ROOM_BYTES];
    char key_name[NAME_KEY];   /* in world.rooms */
    char place[NAME_KEY + 20]; /* of its records: kept when the name changes */
    char *topic;               /* NULL: none */
    char *topic_by;
    int64_t topic_at; /* wall clock, as `created` */
    int64_t created;
    unsigned modes;
    char key[KEY_BYTES];   /* "": none */
    long limit;            /* 0: none */
    long slow;             /* seconds between two messages of a member without a rank; 0: none */
    struct slowed *slowed; /* those who left, SLOWED of them; NULL: none */
    int slowed_next;
    long joins; /* people who may join in `joins_seconds`; 0: any number */
    long joins_seconds;
    int64_t joins_full_at; /* monotonic; see irc/bucket.h */
    struct masks lists[LIST_COUNT];
    int64_t masks_end;     /* wall clock; when the first mask of them ends, 0: none does */
    struct access *access; /* owned array; the founder first, if there is one */
    int access_count;
    char offered[NAME_KEY]; /* the account that the founder offers it to; "": none */
    bool told_few;          /* something was said while not everybody could read it */
    bool forgetful;         /* messages are not kept */
    long keep_days;         /* days to keep messages; 0: as for all rooms */
    long keep_count;        /* messages to keep; 0: any number */
    struct metadata metadata;
    uint64_t *invited; /* ids of users who may join once */
    int invited_count;
    struct member *members;
    int member_count;
    long said;  /* messages that were kept since the server started */
    long swept; /* `said` + 1 when there was nothing more to delete; 0: check again */
    bool dirty; /* in world.dirty_rooms: changed, not yet stored */
    struct room *next_dirty;
    UT_hash_handle hh;
};

struct session;

struct member *room_member(const struct room *room, const struct user *u);
bool room_has(const struct room *room, const struct user *u);

/* The level that ranks give; and that of a session's user in the room, member or not: the session
 * may have the powers of a server operator. */
enum level rank_level(unsigned ranks);
enum level room_level(const struct room *room, const struct session *s);

/* Whether `s` may kick the member, or change their ranks. */
bool room_outranks(const struct room *room, const struct session *s, const struct member *m);

/* Whether the user is banned, and covered by no exception. */
bool room_banned(const struct room *room, const struct user *u);

/* Whether the user was invited to join once; or is covered by the invitation list. */
bool room_invited(const struct room *room, const struct user *u);
bool room_always_invited(const struct room *room, const struct user *u);

/* Why the user of `s` may not speak here, as a numeric; 0: they may. */
int room_refuses_speech(const struct room *room, const struct session *s);

/* Whether a ban or a mute is why the user of `s` may not speak there. */
bool room_mutes(const struct room *room, const struct session *s);

/* Seconds until the user of `s` may say something in a slow room; 0: now. */
long room_slow_wait(struct room *room, const struct session *s);

/* They say something now: in a slow room they wait from here on. */
void room_take_turn(struct room *room, const struct session *s);

/* Those whom these masks cover are not invited any more. */
void room_forget_invites(struct room *room, const struct masks *of);

/* A list of masks has changed: notes when the first of them ends. */
void room_note_masks_end(struct room *room);

/* Whether a ban keeps the user of `s` from changing the nickname: it covers them now, or would as
 * `mask`. */
bool room_holds_nick(const struct room *room, const struct session *s, const char *mask);

/* Whether not everybody may join the room, or know of it. */
bool room_is_for_few(const struct room *room);

/* Whether `s` may know that the room exists. */
bool room_visible(const struct room *room, const struct session *s);

/* Adds a user; the first one becomes its operator, unless the room stays. */
struct member *room_join(struct room *room, struct user *u);

/* Removes a user; this may free the room. */
void room_leave(struct world *w, struct room *room, struct user *u);

void room_set_topic(struct room *room, const char *topic, const char *by, int64_t at);
void room_invite(struct room *room, const struct user *u);

/* Writes "@", "+", "@+" or "" to `out` (RANK_BYTES); only the strongest unless `all`. */
void rank_prefix(unsigned ranks, bool all, char *out);
void room_free(struct room *room);
