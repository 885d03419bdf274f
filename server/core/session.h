#pragma once
/* One connection of a user; several sessions of one account may speak for the same user.
 * session_doom() marks it, world_reap() frees it: nobody frees a session inside a turn. */
#include <stdbool.h>
#include <stdint.h>

#include "irc/line.h"
#include "server/core/deadlines.h"
#include "server/core/flood.h"
#include "server/core/metadata.h"
#include "server/core/user.h"
#include "server/wire/outbox.h"

struct reply_stream;
struct multiline;
struct job;
struct sasl;

/* What is still missing before somebody is registered. */
enum session_need { NEED_NICK = 1, NEED_USER = 2, NEED_CAP_END = 4, NEED_PASS = 8, NEED_GATE = 16 };

enum { CERTIFICATE_BYTES = 65 };

struct session {
    /* What each line that goes to it touches comes first: of many connections few are in the
     * processor's cache. */
    struct world *world;
    uint64_t caps; /* CAP() */
    struct outbox out;
    char *doom; /* why this connection ends; NULL: it goes on */
    void *conn; /* whoever carries the bytes */
    struct session *next_of_user;
    struct session *next_pending;  /* world.pending */
    uint64_t lines_out, bytes_out; /* for STATS */
    bool pending;                  /* in world.pending */
    bool stalled;                  /* input waits until the outbox drains */
    bool buried;   /* out of every list of the world; only its last lines are still written */
    bool one_room; /* it stays in the one that it asks for: see telnet.h */
    bool proxied;  /* perhaps by a proxy of web pages, which cuts what is silent for a minute */
    bool secure;   /* the connection is encrypted */
    struct line_reader in;

    struct user *user;        /* for whom it speaks: never NULL; until registered one of its own */
    uint64_t id;              /* never used again */
    char address[HOST_BYTES]; /* where it really comes from, as text */
    char wanted[NICK_BYTES];  /* a nickname asked for and not free; it may be ours after login */
    char certificate[CERTIFICATE_BYTES]; /* SHA-256 of the one it showed, 64 digits; "": none */
    bool gate_done;   /* it has just been let in by the gate: it may be welcomed */
    uint64_t gate_id; /* of the question that counts; 0: none was asked */
    unsigned powers;  /* enum power, of an operator of the server who said so on this connection */
    unsigned need;    /* enum session_need; registered when 0 */
    int cap_version;
    struct flood flood;
    uint64_t lines_in, bytes_in; /* for STATS */

    int64_t connected_at; /* now */
    int64_t heard_at;     /* now, of the last byte */
    int64_t drained_at;   /* now, when some of its outbox was last written */
    int64_t pinged_at;    /* now, of the PING after which nothing came; 0: none */
    int64_t asked_at;     /* now, of the PING without a PONG; 0: none */
    int64_t lag_at;       /* now, of the last PONG, which took lag_ms; 0: none yet */
    int64_t read_at;      /* now; over recvq_soft we read nothing before that */
    struct deadline due;  /* of world.deadlines: something is to be done then */
    int lag_ms;

    struct job *job;             /* owned by whoever does it: we wait */
    struct reply_stream *stream; /* a long one, in the middle */
    struct multiline *multiline; /* a batch that is coming in */
    struct sasl *sasl;           /* an exchange under way */
    struct keys subscribed;      /* of metadata */

    struct session *prev, *next; /* world.sessions */
    struct session *next_doomed; /* world.doomed */
};

/* Puts a line into the outbox. Over the hard limit the session is doomed instead. */
void session_send(struct session *s, struct outline *line);

/* Asks for a sign of life; how long its PONG takes is the lag. */
void session_ping(struct session *s);

/* Marks the connection to be ended after this turn. The first reason stays. */
void session_doom(struct session *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Whether its outbox has room for what its next command answers, or for more of a long answer. */
bool session_has_room(const struct session *s);

/* Whether we want to read more from it now. */
bool session_wants_input(const struct session *s);

/* Whether its user may know where `other` comes from. */
bool session_may_see_address(const struct session *s, const struct user *other);

/* It speaks for its user no more. */
void session_detach(struct session *s);

/* Makes it speak for `u` from now on. Who had only this session and was not registered is gone. */
void session_attach(struct session *s, struct user *u);

/* Something is to be done for it at this moment; the one whose moment is next, or NULL. */
void session_set_due(struct session *s, int64_t at);
struct session *session_first_due(const struct world *w);
