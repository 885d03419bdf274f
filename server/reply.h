#pragma once
/* The answer to one command. With a label (labeled-response) its lines are held until reply_end and
 * then sent as one labelled line, as a batch, or as ACK; without one they go straight out. */
#include <stdbool.h>

#include "irc/bytes.h"

struct user;
struct world;

enum { LABEL_MAX = 64 };

struct reply {
    struct world *world;
    struct user *user;
    char label[LABEL_MAX + 1]; /* as it stood in the tag, escaped; "": none */
    struct bytes held;         /* tags NUL body NUL ... */
    int count;                 /* lines held */
    bool cut;                  /* reply_too_much was true */
};

void reply_start(struct reply *r, struct world *w, struct user *u, const char *label);
void reply_end(struct reply *r);

/* A finished line: `tags` without '@', may be "". */
void reply_line(struct reply *r, const char *tags, const char *body);

/* ":server " and the text. */
void reply_text(struct reply *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ":server 401 nick ", the text, and the fixed text of the numeric when it has one. */
void reply_numeric(struct reply *r, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Whether the answer has come near to what may wait for this user; the first time it says so. What
 * can be long asks before each line, so that nobody is put out for having asked. */
bool reply_too_much(struct reply *r, const char *verb);

/* A standard reply. `context` may be "". */
void reply_fail(struct reply *r, const char *verb, const char *code, const char *context,
                const char *text);

/* `text` if it can stand in the middle of a line, otherwise "*". */
const char *reply_word(const char *text);
