#pragma once
/* Closing the window while others are on the server that it hosts: asks what becomes of it. */
#include <stdbool.h>

struct app;
struct bytes;
struct rect;

enum closing_focus { CLOSING_KEEP, CLOSING_END, CLOSING_REMEMBER, CLOSING_CANCEL, CLOSING_PLACES };

struct closing {
    bool open;
    bool remember; /* the answer is for the next times too */
    enum closing_focus focus;
};

/* Whether others would be thrown out by closing the window now; opens the question then. */
bool closing_asks(struct app *app);
void closing_close(struct app *app);

/* How many others are on the server that runs here. */
int closing_others(const struct app *app);

bool closing_key(struct app *app, int key, unsigned mods);

/* Presses one of its places (enum closing_focus). */
void closing_press(struct app *app, int place);

/* What the keys are on, in words. */
void closing_words(const struct app *app, struct bytes *out);

/* The card, and its places (CLOSING_PLACES). */
struct rect closing_layout(const struct app *app, struct rect *places);
