#pragma once
/* The whole state of the server, as data: no socket, no clock. Owns users, rooms and sessions.
 * turn/world_turn.h brings it bytes and time. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/core/deadlines.h"
#include "server/core/history.h"
#include "server/core/whowas.h"

struct config;
struct session;
struct reply;
struct room;
struct user;
struct address;
struct ban;
struct guess;
struct job;
struct look;
struct store;
struct watch;

enum { COMMANDS_MAX = 128, CLAIM_BYTES = 24 };

/* What only the program around the world can do. */
enum world_wish { WISH_RELOAD = 1, WISH_STOP = 2, WISH_RESTART = 4, WISH_SETTINGS = 8 };

struct world {
    const struct config *config;
    struct store *store;
    int64_t now;               /* ms, only ever grows: deadlines and floods */
    int64_t wall;              /* ms since 1970: what people see */
    int64_t born;              /* wall */
    struct user *nicks;        /* hash by folded nick */
    struct room *rooms;        /* hash by folded name */
    struct look *looks;        /* see looks.h */
    struct address *addresses; /* hash by network: how many connections */
    int64_t conn_limit_swept;  /* now */
    bool lockdown;             /* only who has an account comes in: an operator said so */
    struct watch *watches;     /* hash by folded nick: who is watched */
    struct user *users;        /* everybody, the last to come first */
    struct user *gone;         /* those to bury whatever sessions they have */
    struct user *dirty_users;
    struct room *dirty_rooms; /* what has changed and is to be kept: see persist.h */
    bool closing;             /* leaving now is nobody's wish */
    struct user *grave;       /* taken out, waiting to be freed */
    struct session *sessions; /* every connection, the last to come first */
    struct session *pending;  /* those with something to flush */
    struct session *doomed;   /* those to bury */
    struct session *buried;   /* taken out, waiting to be freed */
    struct deadlines deadlines;
    int64_t stay_sweep_at;         /* now; when those who were away for long leave */
    int64_t sweep_at;              /* now; when old records are forgotten next */
    char swept_place[PLACE_BYTES]; /* of the rooms that are no more, the last looked at */
    bool guests_swept;             /* what guests left before this start is forgotten */
    struct whowas whowas;
    bool store_failed;   /* the last commit; logged once */
    struct job *jobs;    /* waiting for a worker */
    uint64_t *questions; /* ids of sessions that the gate is to be asked about */
    int question_count;
    struct ban *bans;
    struct guess *guesses; /* wrong passwords, by address and by account */
    unsigned char cloak_key[32];
    unsigned char salt_key[32]; /* of the salts of accounts that are not there */
    char claim[CLAIM_BYTES];    /* what makes the first administrator, "": there is one */
    unsigned wishes;            /* enum world_wish: what the loop is asked to do */
    uint64_t wisher;            /* id of the user who asked */
    uint64_t caps;              /* capabilities offered */
    unsigned serial;            /* pass over neighbours */
    uint64_t next_id;
    uint64_t next_stamp;               /* message ids and batches */
    int session_count, welcomed_count; /* all of them, and those that speak for somebody */
    int registered_count, most;
    int invisible_count, operator_count; /* of the registered */
    uint64_t uses[COMMANDS_MAX];         /* of each command, in the order of the table */
};

/* A user who is nobody yet, among all others; and one who is registered without a session, for the
 * caller to fill in. */
struct user *world_add_user(struct world *w);
struct user *world_revive(struct world *w);

/* Takes a user out of the world; freed by world_reap, once nobody in this turn can hold it any
 * more. */
void world_remove_user(struct world *w, struct user *u);

void world_note_pending(struct world *w, struct session *s);

/* The next session with something to flush, taken off the list; NULL when there is none. */
struct session *world_pop_pending(struct world *w);

struct user *world_user(const struct world *w, const char *nick);
struct room *world_room(const struct world *w, const char *name);
struct room *world_make_room(struct world *w, const char *name);
/* Gives a room a name that is free, or its own in other letters. */
void world_rename_room(struct world *w, struct room *room, const char *name);
void world_forget_room(struct world *w, struct room *room);
/* It goes, if nobody is in it and nothing keeps it. */
void world_settle_room(struct world *w, struct room *room);

/* Gives `u` its nickname, which must be free; "" takes it away. */
void world_rename(struct world *w, struct user *u, const char *nick);

/* The user with this id, or NULL. */
struct user *world_user_by_id(const struct world *w, uint64_t id);

/* A short unique text for a message id or a batch, into `out` of 32 bytes. */
void world_stamp(struct world *w, char *out);

/* Remembers for WHOWAS how somebody is called now. */
void world_note_departure(struct world *w, const struct user *u);
