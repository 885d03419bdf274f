#pragma once
/* Completion in the prompt: nicknames, rooms, commands and :emoji:. */
#include <stdbool.h>

#include "client/chat/completions.h"

struct app;
struct bytes;

/* After the prompt changed: opens by itself at "@..." and "/...", follows, or closes. */
void complete_follow(struct app *app);

/* The second colon of a :name: makes it the emoji. */
void complete_emoji(struct app *app);

/* Tab (step 1) or Shift Tab (-1). False: there is nothing to complete. */
bool complete_tab(struct app *app, int step);

/* Moves the choice; puts the chosen one in. */
void complete_move(struct app *app, int step);
void complete_accept(struct app *app, int index);
void complete_close(struct app *app);

/* Whether a list is open; the chosen one in words. */
bool complete_is_open(const struct app *app);
void complete_words(const struct app *app, struct bytes *out);
