#pragma once
/* A message on its way to its readers: one line, or several (draft/multiline). */
#include <stdbool.h>

#include "irc/bytes.h"

struct message;
struct reply;
struct session;
struct user;

struct speech_line {
    const char *text; /* NULL: TAGMSG */
    bool joined;      /* continues the line before it */
};

struct speech {
    const char *verb;
    const struct speech_line *lines;
    int count;
    bool multiline;    /* sent as a batch, and goes as one to clients that know them */
    struct bytes tags; /* of the sender's client, "+a=b;+c" */
    const char *edits; /* msgid of the message it takes the place of (amend.h); NULL: none */
};

/* Writes the client-only tags of a message that are not denied, but for +draft/edit of a session
 * that may not edit. */
void speech_tags(struct bytes *out, const struct session *from, const struct message *m);

/* What a message from `from` edits (borrowed from `m`); NULL: nothing. */
const char *speech_edits(const struct session *from, const struct message *m);

/* Sends it to each of the comma-separated `targets` (changed in place); refusals are answered,
 * except for a NOTICE. */
void speech_say(struct user *u, const struct speech *s, struct reply *r, char *targets);
