#pragma once
/* One connected person. The world owns users; everything else points at them.
 * user_doom() marks, world_reap() frees: nobody frees a user inside a turn. */
#include <stdbool.h>
#include <stdint.h>
#include <uthash.h>

#include "irc/line.h"
#include "server/flood.h"
#include "server/masks.h"
#include "server/metadata.h"
#include "server/outbox.h"

struct answer;
struct gather;
struct job;
struct member;
struct sasl;
struct watching;
struct world;

enum {
    NICK_BYTES = 33, /* with the NUL, as all of these */
    IDENT_BYTES = 12,
    HOST_BYTES = 64,
    MASK_BYTES = NICK_BYTES + IDENT_BYTES + HOST_BYTES,
};

/* What is still missing before somebody is registered. */
enum user_need { NEED_NICK = 1, NEED_USER = 2, NEED_CAP_END = 4, NEED_PASS = 8 };

enum user_mode {
    USER_INVISIBLE = 1,
    USER_OPERATOR = 2,  /* of the server */
    USER_WALLOPS = 4,   /* reads what operators say to everybody */
    USER_BOT = 8,
    USER_CALLER_ID = 16, /* only whom ACCEPT names may write to them */
    USER_ACCOUNTS_ONLY = 32, /* only who is logged in may write to them */
};

struct user {
    struct world *world;
    uint64_t id; /* never used again */
    char nick[NICK_BYTES];
    char folded[NICK_BYTES]; /* key in world.nicks */
    char wanted[NICK_BYTES]; /* asked for before registration, and taken by another */
    char ident[IDENT_BYTES];
    char host[HOST_BYTES];    /* what others see */
    char address[HOST_BYTES]; /* where they really come from, as text */
    char *mask;            /* "nick!ident@host", kept true by world_rename */
    char *realname;
    char *away;    /* NULL: here */
    char *account; /* NULL: not logged in */

    unsigned need; /* enum user_need; registered when 0 */
    uint64_t caps; /* CAP() */
    unsigned modes;
    int cap_version;
    bool registered;
    bool secure; /* the connection is encrypted */

    struct line_reader in;
    struct outbox out;
    struct flood flood;

    uint64_t lines_in, lines_out, bytes_in, bytes_out; /* for STATS */

    int64_t connected_at; /* now */
    int64_t heard_at;     /* now, of the last byte */
    int64_t spoke_at;     /* now, of the last message to others */
    int64_t pinged_at;    /* now, of the unanswered PING; 0: none */
    int64_t caller_again_at; /* now; not told before that of those +g keeps out */
    int64_t knock_again_at;  /* now */
    int64_t read_at;      /* now; over recvq_soft we read nothing before that */
    int64_t signed_on;    /* wall clock */
    int64_t deadline;     /* now, place in world.deadlines */
    int deadline_at;      /* index there; -1: not in it */

    struct member *rooms; /* by next_of_user */
    int room_count;
    struct watching *watching; /* MONITOR; by next_of_user */
    struct job *job;           /* owned by whoever does it: we wait */
    struct answer *answer;     /* a long one, in the middle */
    struct gather *gather;     /* a batch that is coming in */
    struct sasl *sasl;         /* an exchange under way */
    unsigned powers;           /* enum power, of an operator of the server */
    char *oper_name;           /* NULL: none */
    struct masks silenced;     /* whom this user does not hear */
    struct masks accepted;     /* nicknames let through by ACCEPT */
    struct metadata metadata;
    struct keys subscribed;    /* of metadata */

    char *doom;     /* why this connection ends; NULL: it goes on */
    unsigned seen;  /* serial of the last pass that reached this user */
    bool pending;   /* in world.pending */
    bool stalled;   /* input waits until the outbox drains */
    void *conn;     /* whoever carries the bytes */

    struct user *prev, *next;  /* world.users */
    struct user *next_pending; /* world.pending */
    struct user *next_doomed;  /* world.doomed */
    UT_hash_handle hh;         /* world.nicks, once there is a nickname */
};

/* Puts a line into the outbox. Over the hard limit the user is doomed instead. */
void user_send(struct user *u, struct outline *line);

/* The same for a body without tags. */
void user_send_text(struct user *u, const char *body);

/* Marks the connection to be ended after this turn. The first reason stays. */
void user_doom(struct user *u, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Whether `u` may know where `other` comes from. */
bool user_may_see_address(const struct user *u, const struct user *other);

/* "*" until there is a nickname. */
const char *user_name(const struct user *u);

void user_set_text(char **field, const char *text, size_t max);

/* Forgets a batch that did not come to its end. */
void batch_drop(struct user *u);

/* Ends a SASL exchange that came to nothing. */
void sasl_drop(struct user *u);

/* Whether we want to read more from this client now. */
bool user_wants_input(const struct user *u);
