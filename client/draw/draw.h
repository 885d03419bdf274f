#pragma once
/* A picture as data: boxes, texts and icons in logical pixels, and the places that react to the
 * mouse. Views append; paint and tests read. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "client/draw/geometry.h"
#include "client/draw/theme.h"
#include "irc/bytes.h"

/* The text styles of the design: face, size, weight, line height. */
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
    int border_color;        /* TEXT in a custom colour: the background it is on */
    int type;                /* TEXT: enum type; ICON: enum icon */
    uint32_t text, text_len; /* in draw.text */
};

/* What a click means; `arg` and `text` say on what it acts. */
struct hit {
    struct rect at;
    int action; /* enum action of layout/action.h */
    int arg;
    uint32_t text; /* in draw.text, NUL-terminated; 0: none */
};

enum { DRAW_CLIPS = 4 }; /* inside each other */

struct draw {
    struct draw_item *items;
    int count, cap;
    struct hit *hits;
    int hit_count, hit_cap;
    struct bytes text;
    struct rect clips[DRAW_CLIPS]; /* the last one holds; hits are cut to it */
    int clip_count;
    struct rect caret; /* the text caret, for input methods; w 0: none */
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

/* Sets the background of the text drawn last, on which its custom colour must be readable. */
void draw_on(struct draw *d, int ground);
void draw_icon(struct draw *d, int x, int y, int size, int icon, enum color color);

/* Everything until draw_unclip stays inside `at`, and inside what holds already. */
void draw_clip(struct draw *d, struct rect at);
void draw_unclip(struct draw *d);

/* Adds an area that reacts to clicks; later ones are on top. `text` may be NULL. */
void draw_hit(struct draw *d, struct rect at, int action, int arg, const char *text);

/* The topmost such area at (x, y), or NULL. */
const struct hit *draw_find(const struct draw *d, int x, int y);

/* A hash of the picture: equal pictures have equal hashes. */
uint64_t draw_hash(const struct draw *d);

/* The picture as text, one line per item, for tests. */
void draw_dump(const struct draw *d, struct bytes *out);
