#pragma once
/* The input box: sending, styles, the history of what was sent. */
#include <stdbool.h>

struct app;
struct bytes;

void prompt_send(struct app *app);

/* Cancels the reply or the edit in progress. */
void prompt_cancel(struct app *app);
bool prompt_key(struct app *app, int key, unsigned mods);
void prompt_click(struct app *app, int x, int y, int clicks, bool select);

/* Loads a message of ours for editing. */
void prompt_edit(struct app *app, int index);
