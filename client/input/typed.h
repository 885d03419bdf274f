#pragma once
/* A typed command taken apart: for the functions behind the slash commands. */
#include <stddef.h>

#include "client/base/words.h"

struct app;

enum { TYPED_USAGE = 128 };

struct slash {
    const char *name;
    const char *usage; /* what follows the name */
    enum word help;
};

/* A command, and the text after its name. */
struct typed {
    const struct slash *row;
    const char *rest;
};

typedef void typed_runner(struct app *app, const struct typed *t);

/* The next word into `out`; returns what follows it. */
const char *typed_word(const char *at, char *out, size_t cap);

/* What follows the name, in this language, into `out` of TYPED_USAGE. */
void typed_arguments(const struct words *lang, const struct slash *row, char *out);

/* Says how the command is written. */
void typed_usage(struct app *app, const struct typed *t);

/* The room for a command: first in `rest`, or the current one. Returns the rest; NULL: neither, and
 * that was said. */
const char *typed_room(struct app *app, const struct typed *t, char *room, size_t cap);
