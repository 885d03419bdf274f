#pragma once
/* A message on its way to its readers: one line, or several (draft/multiline). */
#include <stdbool.h>

#include "irc/bytes.h"

struct message;
struct reply;
struct user;
struct world;

struct speech_line {
    const char *text; /* NULL: TAGMSG */
    bool joined;      /* goes on with the line before it */
};

struct speech {
    const char *verb;
    const struct speech_line *lines;
    int count;
    bool multiline;    /* was sent as a batch, and goes to those who know them as one */
    struct bytes tags; /* of the sender's client, "+a=b;+c" */
};

/* What the sender's client tagged for other clients and is not denied, written out again. */
void speech_tags(struct bytes *out, const struct world *w, const struct message *m);

/* Says it to each of the comma list `targets` (changed in place); refusals are answered but for a
 * NOTICE. */
void speech_say(struct user *u, const struct speech *s, struct reply *r, char *targets);
