#pragma once
/* The editing keys of a text field. */
#include <stdbool.h>

struct app;
struct edit;

/* False: not an editing key. */
bool editing_key(struct app *app, struct edit *e, int key, unsigned mods);

/* Copies the selection, or else that of the conversation; `cut` deletes it. */
void editing_copy(struct app *app, struct edit *e, bool cut);
