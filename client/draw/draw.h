#pragma once
/* A picture as data: boxes, texts and icons in logical pixels, and the places that react to the
 * mouse. Views append; paint and tests read. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "client/draw/geometry.h"
#include "client/draw/theme.h"
#include "irc/bytes.h"

/* The kinds of type of the design: face, size, weight, line. */
enum type {
    TYPE_TITLE,
    TYPE_BODY,
    TYPE_STRONG,
    TYPE_NAME,
    TYPE_SMALL,
    TYPE_LABEL,
    TYPE_CODE,
    TYPE_CODE_BIG,
    TYPE_ITALIC,
    TYPE_STRONG_ITALIC,
    TYPE_COUNT
};

struct type_style {
    const char *name;
    int size, line, baseline; /* px; baseline from the top of the line */
    bool bold, mono, italic;
};

extern const struct type_style type_styles[TYPE_COUNT];

/* Measures text, in logical pixels. The one thing layout needs from outside. */
struct ruler {
    int (*width)(const struct ruler *r, enum type type, const char *text, size_t len);
};

int ruler_width(const struct ruler *r, enum type type, const char *text);

enum draw_kind { DRAW_BOX, DRAW_TEXT, DRAW_ICON, DRAW_CLIP };

struct draw_item {
    enum draw_kind kind;
    struct rect at;          /* TEXT: x and y of its line; ICON: a square; CLIP: w < 0 ends it */
    int radius[4];           /* BOX: top left, top right, bottom right, bottom left */
    int border;              /* BOX: width of the border, inside; 0: none */
    int color;               /* enum color; BOX: the fill, COLOR_NONE for none */
    int border_color;        /* of a TEXT in a colour of its own: the ground that it stands on */
    int type;                /* TEXT: enum type; ICON: enum icon */
    uint32_t text, text_len; /* in draw.text */
};

/* What a click means; `arg` and `text` say on what. */
struct hit {
    struct rect at;
    int action; /* enum action of app.h */
    int arg;
    uint32_t text; /* in draw.text, NUL-terminated; 0: none */
};

struct draw {
    struct draw_item *items;
    int count, cap;
    struct hit *hits;
    int hit_count, hit_cap;
    struct bytes text;
    struct rect clip; /* of what is being drawn; hits outside it are cut */
    bool clipping;
    struct rect caret; /* where one writes, for input methods; w 0: nowhere */
};

void draw_start(struct draw *d);
void draw_finish(struct draw *d);

void draw_rect(struct draw *d, struct rect at, enum color fill);
void draw_box(struct draw *d, struct rect at, int radius, enum color fill);
void draw_border(struct draw *d, struct rect at, int radius, enum color fill, int width,
                 enum color border);
void draw_shape(struct draw *d, struct rect at, const int radius[4], enum color fill);
void draw_text(struct draw *d, int x, int y, enum type type, enum color color, const char *text,
               size_t len);

/* The text drawn last stands on this ground, which its own colour has to be read on. */
void draw_on(struct draw *d, int ground);
void draw_icon(struct draw *d, int x, int y, int size, int icon, enum color color);

/* Everything until draw_unclip stays inside `at`. Does not nest. */
void draw_clip(struct draw *d, struct rect at);
void draw_unclip(struct draw *d);

/* A place that answers; later ones lie over earlier ones. `text` may be NULL. */
void draw_hit(struct draw *d, struct rect at, int action, int arg, const char *text);

/* The topmost place at (x, y), or NULL. */
const struct hit *draw_find(const struct draw *d, int x, int y);

/* The same picture has the same hash. */
uint64_t draw_hash(const struct draw *d);

/* The picture as text, a line an item, for tests. */
void draw_dump(const struct draw *d, struct bytes *out);
