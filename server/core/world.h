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

/* What the program around the world is asked to do. */
enum world_wish { WISH_RELOAD = 1, WISH_STOP = 2, WISH_RESTART = 4, WISH_SETTINGS = 8 };

struct world {
    const struct config *config;
    struct store *store;
    int64_t now;               /* monotonic ms: for deadlines and flood control */
    int64_t wall;              /* ms since 1970: what people see */
    int64_t born;              /* wall clock, at the start */
    struct user *nicks;        /* hash by folded nick */
    struct room *rooms;        /* hash by folded name */
    bool offers;               /* perhaps a room is offered to an account */
    struct look *looks;        /* see looks.h */
    struct address *addresses; /* hash by network: connection counts */
    int64_t conn_limit_swept;  /* monotonic */
    bool lockdown;             /* only users with an account are let in (LOCKDOWN) */
    struct watch *watches;     /* hash by folded nick: those watched by MONITOR */
    struct user *users;        /* all users, newest first */
    struct user *gone;         /* users to bury, whatever sessions they have */
    struct user *dirty_users;
    struct room *dirty_rooms; /* both: changed, not yet stored; see persist.h */
    bool closing;             /* the server is ending: nobody leaves by choice */
    struct user *grave;       /* removed users, waiting to be freed */
    struct session *sessions; /* all connections, newest first */
    struct session *pending;  /* sessions with something to flush */
    struct session *doomed;   /* sessions to bury */
    struct session *buried;   /* removed sessions, waiting to be freed */
    struct deadlines deadlines;
    int64_t masks_end;             /* wall clock; no mask of a room ends before; 0: none does */
    int64_t stay_sweep_at;         /* monotonic; next check for users away too long */
    int64_t sweep_at;              /* monotonic; next deletion of old records */
    char swept_place[PLACE_BYTES]; /* of rooms that are gone, the last one swept */
    bool guests_swept;             /* records of guests from before this start are deleted */
    struct whowas whowas;
    bool store_failed;   /* the last commit failed; logged once */
    struct job *jobs;    /* waiting for a worker */
    uint64_t *questions; /* ids of questions for the gate */
    int question_count;
    struct ban *bans;
    struct guess *guesses; /* wrong passwords, by address and by account */
    unsigned char cloak_key[32];
    unsigned char salt_key[32]; /* for invented salts of unknown accounts */
    char claim[CLAIM_BYTES];    /* token for the first administrator; "": there is one */
    unsigned wishes;            /* enum world_wish: what the loop is asked to do */
    uint64_t wisher;            /* id of the user who asked */
    uint64_t caps;              /* capabilities offered */
    unsigned serial;            /* pass over neighbours */
    uint64_t next_id;
    uint64_t next_stamp;               /* message ids and batches */
    int session_count, welcomed_count; /* all of them, and those that are registered */
    int registered_count, most;
    int invisible_count, operator_count; /* of the registered */
    uint64_t uses[COMMANDS_MAX];         /* of each command, in the order of the table */
};

/* Adds an unregistered user; or a registered one without a session, for the caller to fill in. */
struct user *world_add_user(struct world *w);
struct user *world_revive(struct world *w);

/* Removes a user from the world; world_reap frees it, once nothing in this turn can hold it any
 * more. */
void world_remove_user(struct world *w, struct user *u);

void world_note_pending(struct world *w, struct session *s);

/* The next session with something to flush, taken off the list; NULL when there is none. */
struct session *world_pop_pending(struct world *w);

struct user *world_user(const struct world *w, const char *nick);
struct room *world_room(const struct world *w, const char *name);
struct room *world_make_room(struct world *w, const char *name);
/* Renames a room to a free name, or to another spelling of its own. */
void world_rename_room(struct world *w, struct room *room, const char *name);
void world_forget_room(struct world *w, struct room *room);
/* Deletes the room if it is empty and nothing keeps it. */
void world_settle_room(struct world *w, struct room *room);

/* Sets the nickname of `u`, which must be free; "" removes it. */
void world_rename(struct world *w, struct user *u, const char *nick);

/* The user with this id, or NULL. */
struct user *world_user_by_id(const struct world *w, uint64_t id);

/* Writes a short unique text for a message id or a batch to `out` (32 bytes). */
void world_stamp(struct world *w, char *out);

/* Remembers the user under the current nickname for WHOWAS. */
void world_note_departure(struct world *w, const struct user *u);
