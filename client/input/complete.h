#pragma once
/* Completion in the prompt: nicknames, rooms, commands and :emoji:. */
#include <stdbool.h>

#include "client/chat/completions.h"

struct app;
struct bytes;

/* Call after the prompt has changed: opens at "@...", "/..." and ":...", updates, or closes. */
void complete_follow(struct app *app);

/* The second colon of a :name: turns it into the emoji. */
void complete_emoji(struct app *app);

/* Tab (step 1) or Shift Tab (-1). False: there is nothing to complete. */
bool complete_tab(struct app *app, int step);

/* Moves the selection; inserts the item at `index`. */
void complete_move(struct app *app, int step);
void complete_accept(struct app *app, int index);
void complete_close(struct app *app);

/* Whether the list is open; the selected item as text. */
bool complete_is_open(const struct app *app);
void complete_words(const struct app *app, struct bytes *out);
