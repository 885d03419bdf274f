#pragma once
/* Editing what one has said: a message with the tag +draft/edit=MSGID takes the place of that one.
 * For clients that asked for draft/message-edit; the others see it as a new message. In the history
 * it stands where the first one stood (but behind what was said in the same millisecond), under its
 * msgid, and its own tag says that it was edited. */
#include <stdbool.h>
#include <stdint.h>

#include "server/core/history.h"

struct relay;
struct reply;
struct speech;

/* What is edited. */
struct amended {
    int64_t time;
    char msgid[MSGID_BYTES];
    struct bytes tags; /* with which it is kept from now on */
};

/* Takes the message that `s` edits out of `place`, if it is one of the user's own and young enough;
 * otherwise false, and they are told. */
bool amend_take(struct reply *r, const struct speech *s, const char *target, const char *place,
                struct amended *out);

/* Keeps `line` (and, of a multiline message, `lines`) in its place, and frees `e`. */
void amend_keep(const struct relay *line, const char *place, const char *lines, struct amended *e);

void amend_finish(struct amended *e);
