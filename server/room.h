#pragma once
/* A room and who is in it. A room owns its memberships; it is gone when the last one leaves. */
#include <stdbool.h>
#include <stdint.h>
#include <uthash.h>

struct user;
struct world;

enum { ROOM_BYTES = 65, KEY_BYTES = 33 };

enum room_mode {
    ROOM_INVITE_ONLY = 1,
    ROOM_MODERATED = 2,
    ROOM_NO_OUTSIDE = 4,
    ROOM_SECRET = 8,
    ROOM_TOPIC_LOCKED = 16,
};

/* What somebody is in a room, strongest first: rank_prefix and ISUPPORT PREFIX follow this order.*/
enum rank { RANK_OPERATOR = 1, RANK_VOICE = 2 };

struct member {
    struct user *user;
    struct room *room;
    unsigned ranks; /* enum rank */
    struct member *prev, *next;  /* of the room */
    struct member *next_of_user; /* of the user */
};

struct mask {
    char *text;
    char *by;
    int64_t at; /* wall clock */
};

/* The lists of masks of a room, in the order of ROOM_LIST_MODES. */
enum mask_list { LIST_BANS, LIST_EXCEPTIONS, LIST_INVITED, LIST_COUNT };

struct masks {
    struct mask *items;
    int count;
};

struct room {
    char name[ROOM_BYTES];
    char folded[ROOM_BYTES]; /* key in world.rooms */
    char *topic;             /* NULL: none */
    char *topic_by;
    int64_t topic_at; /* wall clock, as `created` */
    int64_t created;
    unsigned modes;
    char key[KEY_BYTES]; /* "": none */
    long limit;          /* 0: none */
    struct masks lists[LIST_COUNT];
    uint64_t *invited; /* ids of people who may come in once */
    int invited_count;
    struct member *members;
    int member_count;
    UT_hash_handle hh;
};

struct member *room_member(const struct room *room, const struct user *u);
bool room_has(const struct room *room, const struct user *u);
bool room_is_operator(const struct room *room, const struct user *u);

/* Banned, and in no exception. */
bool room_banned(const struct room *room, const struct user *u);

/* Invited by somebody, to come in once; or by a mask of the invitation list. */
bool room_invited(const struct room *room, const struct user *u);
bool room_always_invited(const struct room *room, const struct user *u);
bool room_may_speak(const struct room *room, const struct user *u);

/* Whether `u` may know that the room is there. */
bool room_visible(const struct room *room, const struct user *u);

/* Adds somebody; the first one becomes its operator. */
struct member *room_join(struct room *room, struct user *u);

/* Takes somebody out; the room may be freed by this. */
void room_leave(struct world *w, struct room *room, struct user *u);

void room_set_topic(struct room *room, const char *topic, const char *by, int64_t at);
void room_invite(struct room *room, const struct user *u);

/* False when it was there already, or was not there. */
bool masks_add(struct masks *list, const char *mask, const char *by, int64_t at);
bool masks_remove(struct masks *list, const char *mask);

/* "@", "+", "@+" or "" into `out` of 3 bytes; only the strongest unless `all`. */
void rank_prefix(unsigned ranks, bool all, char *out);
void room_free(struct room *room);
