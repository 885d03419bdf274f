#pragma once
/* Selecting text across messages with the mouse. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct app;
struct bytes;
struct chat;

struct place_in_talk {
    uint64_t seq; /* of the line */
    size_t at;    /* byte offset in its text */
};

struct selection {
    const struct chat *chat; /* only compared; NULL: no selection */
    struct place_in_talk anchor, head;
    int clicks; /* 2: word by word; 3: whole messages */
};

/* The button was pressed, or the pointer moved, in the talk. */
void select_start(struct app *app, int x, int y, int clicks);
void select_drag(struct app *app, int x, int y);
void select_clear(struct app *app);

/* Whether text is selected in the current chat. */
bool select_is_on(const struct app *app);

/* The selected part of the line at `index`; false: none. */
bool select_range(const struct app *app, const struct chat *c, int index, size_t *start,
                  size_t *end);

/* The selected text: of one message as it is, of several with time and sender. */
void select_text(const struct app *app, struct bytes *out);
