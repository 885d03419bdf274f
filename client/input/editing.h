#pragma once
/* The keys of a text with a caret in it. */
#include <stdbool.h>

struct app;
struct edit;

/* False: the key means nothing to a text. */
bool editing_key(struct app *app, struct edit *e, int key, unsigned mods);

/* Copies what is selected, or else what is marked in the conversation; cuts it out. */
void editing_copy(struct app *app, struct edit *e, bool cut);
