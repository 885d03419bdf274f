#pragma once
/* The table of slash commands, for running and completing them and for /help. */
#include <stdbool.h>

#include "client/input/typed.h"

struct app;

/* The command in a text whose arguments have not been started yet; NULL: none. */
const struct slash *slash_wanting(const char *text);

/* The row at `index`, or NULL past the last. In alphabetical order. */
const struct slash *slash_at(int index);

/* Whether there is such a command; if not, tells the user. Runs "/verb rest" in the current chat.
 */
bool slash_known(struct app *app, const char *text);
void slash_run(struct app *app, const char *text);
