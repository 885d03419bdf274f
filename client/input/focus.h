#pragma once
/* Going through everything that can be pressed, by keys (F7): Tab and the arrows move, Enter
 * presses, the menu key opens its menu. */
#include <stdbool.h>

struct app;
struct bytes;
struct draw;
struct hit;

struct focus {
    bool on;
    int action, arg; /* of the place that one is at */
    char text[64];
    int at; /* its index: where to go on when it is gone */
};

/* Begins at the first place, or ends. */
void focus_turn(struct app *app);
void focus_end(struct app *app);
bool focus_key(struct app *app, int key, unsigned mods);

/* The place that one is at, in a picture; NULL: there is none. */
const struct hit *focus_place(const struct app *app, const struct draw *d);

/* What is written there, or the name of its picture. */
void focus_words(const struct app *app, struct bytes *out);

/* Whether the keys walk through the places of the conversation. */
bool focus_is_on(const struct app *app);
