#pragma once
/* The strip under a conversation's head: the connection is lost, we are not in the room, an
 * operator has announced something. */
#include <stdbool.h>

#include "client/draw/draw.h"
#include "client/draw/icon.h"

struct app;
struct chat;
struct network;

enum { BANNER_BUTTONS = 2 };

struct banner {
    enum icon icon;
    struct bytes title, body;
    bool
        announces; /* the body is somebody's, in one row: a press shows all; and it can be closed */
    struct {
        const char *label;
        int action, arg;
    } buttons[BANNER_BUTTONS]; /* from the right; the first one of two is what one wants */
    int button_count;
    bool harmless; /* not even the first button is what one wants */
};

/* What there is to say; false: nothing. To be finished with banner_finish if it is true. */
bool banner_take(const struct app *app, const struct network *s, const struct chat *c,
                 struct banner *out);
void banner_finish(struct banner *b);

/* Where its parts are, from its top left. */
struct banner_places {
    int text_x, text_w, body_y, h;
    struct rect buttons[BANNER_BUTTONS];
};

/* In `w` px, of which `edge` are the margin of the talk. */
void banner_place(const struct app *app, const struct banner *b, int w, int edge,
                  struct banner_places *out);
