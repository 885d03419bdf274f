#pragma once
/* The table of slash commands, for running and completing them and for /help. */
#include "client/base/words.h"

struct slash {
    const char *name;
    const char *usage; /* what follows the name */
    enum word help;
};

struct app;

enum { SLASH_USAGE = 128 };

struct words;

/* What follows the name, in this language, into `out` of SLASH_USAGE. */
void slash_usage(const struct words *lang, const struct slash *row, char *out);

/* The command in a text whose arguments have not been started yet; NULL: none. */
const struct slash *slash_wanting(const char *text);

/* The row at `index`, or NULL past the last. In alphabetical order. */
const struct slash *slash_at(int index);

/* Whether there is such a command; if not, tells the user. Runs "/verb rest" in the current chat.
 */
bool slash_known(struct app *app, const char *text);
void slash_run(struct app *app, const char *text);
