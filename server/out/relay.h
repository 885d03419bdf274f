#pragma once
/* One line for many sessions, written out once per dialect: the capabilities of the receiver that
 * change this line. Each outbox then holds a reference. Nothing here writes to a socket. */

#include <stdbool.h>
#include <stdint.h>

#include "irc/bytes.h"
#include "irc/stamp.h"

struct session;
struct outline;
struct reply;
struct room;
struct user;
struct world;

/* The capabilities of a receiver that can change a line. */
enum dialect { DIALECT_TIME = 1, DIALECT_TAGS = 2, DIALECT_ACCOUNT = 4, DIALECT_OPER = 8 };
enum { RELAY_DIALECTS = 16, RELAY_ID = 32 };

struct relay {
    struct world *world;
    const struct user *from; /* NULL: the server itself */
    struct reply *reply;     /* borrowed; NULL: none */
    struct bytes body;       /* ":source VERB ..." */
    char time[STAMP_CAP];
    char id[RELAY_ID];       /* msgid, "" when it has none */
    const char *client_tags; /* "+a=b;+c", "" when there are none; borrowed */
    bool inside;             /* in a batch: `batch_tags` are all its tags */
    char batch_tags[64];
    struct outline *made[RELAY_DIALECTS];
    uint64_t last_caps;   /* of the last receiver, as far as they change the line */
    struct outline *last; /* what that one got; borrowed from `made` */
};

/* The body after the source, as in printf, cut at the length of a line. `from` NULL: the server.
 * `reply` (borrowed; NULL: none): the answer that the line is part of, for the session it
 * answers. */
void relay_start(struct relay *r, struct world *w, const struct user *from, struct reply *reply,
                 const char *format, ...) __attribute__((format(printf, 5, 6)));
void relay_end(struct relay *r);

/* Gives the line a msgid ("": none) and tags of the sender's client (borrowed). */
void relay_tag(struct relay *r, const char *id, const char *client_tags);

/* Makes it a line of this batch, or with NULL its end, without other tags. `joined`: no line break
 * before it (draft/multiline-concat). */
void relay_put_inside(struct relay *r, const char *batch, bool joined);

/* To the session that `reply` answers, with the label, which is then used up. */
void relay_to_labelled(struct relay *r, struct reply *reply);

/* To every session of a user. The session that `reply` answers gets it inside that answer. */
void relay_to(struct relay *r, struct user *to);

/* To sessions of a user whose capabilities under `mask` are `caps`; and to one session. */
void relay_to_able(struct relay *r, struct user *to, uint64_t mask, uint64_t caps);
void relay_to_session(struct relay *r, struct session *to);

/* To everybody in the room but `except` (may be NULL) whose capabilities under `mask` are `caps`.*/
void relay_room(struct relay *r, const struct room *room, const struct user *except, uint64_t mask,
                uint64_t caps);

/* Visits, once each, users who share a room with `u` or monitor it; not `u`. */
void relay_visit(struct world *w, struct user *u, void (*visit)(void *context, struct user *to),
                 void *context);

/* Once to each user who shares a room with `u`, not to `u`; only to sessions whose capabilities
 * under `mask` are `caps`. */
void relay_neighbours(struct relay *r, struct user *u, uint64_t mask, uint64_t caps);
