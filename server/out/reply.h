#pragma once
/* The answer to one command. With a label (labeled-response) its lines are held until reply_end and
 * then sent as one labelled line, as a batch, or as ACK; without one they go straight out. */
#include <stdbool.h>

#include "irc/bytes.h"

struct session;
struct user;
struct world;

enum {
    LABEL_BYTES_MAX = 64,
    LABEL_MAX = 2 * LABEL_BYTES_MAX,
    BATCH_BYTES = 32
}; /* LABEL_MAX: escaped, up to twice as long */

struct reply {
    struct world *world;
    struct session *session;
    struct user *user;         /* of the session */
    char label[LABEL_MAX + 1]; /* as it stood in the tag, escaped; "": none */
    struct bytes held;         /* tags NUL body NUL ... */
    int count;                 /* lines held */
    char batch[BATCH_BYTES];   /* the open batch its lines go into; "": none */
    char outer[BATCH_BYTES];   /* the one around it, if it is an inner one */
    bool lent;                 /* another reply closes the batch */
};

void reply_start(struct reply *r, struct session *s, const char *label);
void reply_end(struct reply *r);

/* Opens a batch, "TYPE parameters": what follows goes into it at once, until reply_close_batch or
 * reply_end. It gets the label, if there is one, and `tags`. Clients without batches get bare
 * lines. */
void reply_open_batch(struct reply *r, const char *tags, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void reply_close_batch(struct reply *r);

/* Opens a batch inside the open one; its first line gets `tags`. Only if one is open. */
void reply_open_inner(struct reply *r, const char *tags, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void reply_close_inner(struct reply *r);

/* Continues the answer begun as `from` as `to`, in later turns. `from` stays valid for what is left
 * to say in this one. */
void reply_hand_over(struct reply *to, struct reply *from);

/* A finished line: `tags` without '@', may be "". */
void reply_line(struct reply *r, const char *tags, const char *body);

/* The same as reply_text with a tag for programs, which goes to those who take tags. */
void reply_tagged(struct reply *r, const char *tag, const char *value, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* ":server " and the text. */
void reply_text(struct reply *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ":server 401 nick ", the text, and the fixed text of the numeric when it has one. */
void reply_numeric(struct reply *r, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A numeric to all sessions of a user; the one that `r` (NULL: none) answers gets it in that
 * answer. */
void reply_to(struct reply *r, struct user *u, int code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* A whole line to all sessions of a user; a whole line, or a numeric, to one session. */
void reply_raw_to(struct reply *r, struct user *u, const char *line);
void reply_raw_to_session(struct reply *r, struct session *s, const char *line);
void reply_tags_to_session(struct reply *r, struct session *s, const char *tags, const char *line);
void reply_to_session(struct reply *r, struct session *s, int code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* A standard reply. `context` may be "". */
void reply_fail(struct reply *r, const char *verb, const char *code, const char *context,
                const char *text);

/* `text` if it is valid as a middle parameter, otherwise "*". */
const char *reply_word(const char *text);
