#pragma once
/* One connection of a user; several sessions of one account may speak for the same user.
 * session_doom() marks it, world_reap() frees it: no session is freed inside a turn. */
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

/* What is still missing before registration is complete. */
enum session_need { NEED_NICK = 1, NEED_USER = 2, NEED_CAP_END = 4, NEED_PASS = 8, NEED_GATE = 16 };

enum { CERTIFICATE_BYTES = 65 };

struct session {
    /* What is touched for each line sent to it comes first: of many connections, few are in the
     * processor's cache. */
    struct world *world;
    uint64_t caps; /* CAP() */
    struct outbox out;
    char *doom; /* why this connection ends; NULL: it goes on */
    void *conn; /* opaque: the connection that carries it */
    struct session *next_of_user;
    struct session *next_pending;  /* world.pending */
    uint64_t lines_out, bytes_out; /* for STATS */
    bool pending;                  /* in world.pending */
    bool stalled;                  /* input waits until the outbox drains */
    bool buried;   /* removed from the lists of the world; only its last lines are still written */
    bool one_room; /* stays in the one room it joins: see telnet.h */
    bool proxied;  /* perhaps through an HTTP proxy, which cuts connections silent for a minute */
    bool secure;   /* the connection is encrypted */
    struct line_reader in;

    struct user *user;        /* never NULL; until registration, a user of its own */
    uint64_t id;              /* never used again */
    char address[HOST_BYTES]; /* its real address, as text */
    char wanted[NICK_BYTES];  /* a requested nickname that is taken; may be theirs after login */
    char certificate[CERTIFICATE_BYTES]; /* SHA-256 of the client's, 64 hex digits; "": none */
    bool gate_done;                      /* just let in by the gate: it may be welcomed */
    uint64_t gate_id; /* of its current question to the gate; 0: none was asked */
    unsigned powers;  /* enum power; those of a server operator, gained on this connection */
    unsigned need;    /* enum session_need; registered when 0 */
    int cap_version;
    struct flood flood;
    uint64_t lines_in, bytes_in; /* for STATS */

    int64_t connected_at; /* monotonic ms, like the following ones */
    int64_t heard_at;     /* of the last byte received */
    int64_t drained_at;   /* when some of its outbox was last written */
    int64_t pinged_at;    /* of the PING after which nothing came; 0: none */
    int64_t asked_at;     /* of the PING without a PONG; 0: none */
    int64_t lag_at;       /* of the last PONG, which took lag_ms; 0: none yet */
    int64_t read_at;      /* over recvq_soft nothing is read before that */
    struct deadline due;  /* in world.deadlines: when to look at it again */
    int lag_ms;

    struct job *job;             /* under way, owned by the worker; input waits */
    struct reply_stream *stream; /* long answers being sent */
    struct multiline *multiline; /* an incoming batch */
    struct sasl *sasl;           /* an exchange under way */
    struct keys subscribed;      /* metadata keys */

    struct session *prev, *next; /* world.sessions */
    struct session *next_doomed; /* world.doomed */
};

/* Puts a line into the outbox. Over the hard limit the session is doomed instead. */
void session_send(struct session *s, struct outline *line);

/* Sends a PING; how long its PONG takes is the lag. */
void session_ping(struct session *s);

/* Marks the connection to be ended after this turn. The first reason stays. */
void session_doom(struct session *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Whether its outbox has room for the answer to its next command, or for more of a long answer. */
bool session_has_room(const struct session *s);

/* Whether we want to read more from it now. */
bool session_wants_input(const struct session *s);

/* Whether its user may see the address of `other`. */
bool session_may_see_address(const struct session *s, const struct user *other);

/* Detaches it from its user. */
void session_detach(struct session *s);

/* Attaches it to `u`. Its user before, who was not registered, is removed. */
void session_attach(struct session *s, struct user *u);

/* Sets when to look at it again; and the session that is due first, or NULL. */
void session_set_due(struct session *s, int64_t at);
struct session *session_first_due(const struct world *w);
