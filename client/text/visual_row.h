#pragma once
/* A row of text in visual order, from left to right, in pieces of one style (Unicode's
 * bidirectional algorithm, UAX #9). Drawing, selecting and clicking all use these pieces. */
#include <stdbool.h>
#include <stddef.h>

#include "client/draw/draw.h"
#include "client/text/wrap.h"

struct bytes;

struct piece {
    size_t start, end; /* bytes of the text */
    int run;           /* index of the wrap_run it belongs to */
    int x, w;          /* from the left edge of the row */
    bool rtl;
};

enum { PIECES_MAX = 512 };

struct visual_row {
    const struct ruler *ruler;
    const char *text;
    const struct wrap_run *runs;
    struct piece pieces[PIECES_MAX];
    int count, w;
};

/* Whether a text is read from right to left, decided by its first letter that has a direction. */
bool visual_row_is_rtl(const char *text, size_t len);

/* Splits a row into pieces. `text` is the whole text: what is around the row affects its order. */
void visual_row_take(struct visual_row *r, const struct ruler *ruler, const char *text, size_t len,
                     const struct wrap_run *runs, int run_count, struct wrap_row at);

/* Appends the text of a piece as drawn: punctuation in right-to-left text is reversed and
 * mirrored. */
void visual_row_shown(const struct visual_row *r, const struct piece *p, struct bytes *out);

/* The byte whose edge is nearest to x. */
size_t visual_row_byte_at(const struct visual_row *r, struct wrap_row at, int x);

/* The x of the edge before the byte at `at`. */
int visual_row_x_of(const struct visual_row *r, size_t at);

/* The part of a piece that lies in [start, end): false when none does. */
bool visual_row_part(const struct visual_row *r, const struct piece *p, size_t start, size_t end,
                     int *x, int *w);
