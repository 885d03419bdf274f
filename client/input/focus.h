#pragma once
/* Keyboard navigation through everything that can be pressed (F7): Tab and the arrows move, Enter
 * presses, the menu key opens its menu. */
#include <stdbool.h>

struct app;
struct bytes;
struct draw;
struct hit;

struct focus {
    bool on;
    int action, arg; /* of the focused area */
    char text[64];
    int at; /* its index: where to continue if it is gone */
};

/* Starts at the first area, or ends. */
void focus_turn(struct app *app);
void focus_end(struct app *app);
bool focus_key(struct app *app, int key, unsigned mods);

/* The focused area in a picture; NULL: none. */
const struct hit *focus_place(const struct app *app, const struct draw *d);

/* The text of the focused area, or the name of its icon. */
void focus_words(const struct app *app, struct bytes *out);

/* Whether F7 navigation is on, in the conversations. */
bool focus_is_on(const struct app *app);
