#pragma once
/* Where two pictures differ: the screen is divided into cells, each with a hash of all that is
 * drawn in it, and only cells whose hash changed are drawn again. */
#include <stdint.h>

#include "client/draw/draw.h"

struct damage {
    uint64_t *cells; /* of the previous picture */
    uint64_t *next;
    int columns, rows;
    int width, height; /* logical px */
};

enum { DAMAGE_RECTS = 64 };

/* Compares a picture of this size with the previous one. Writes the rectangles that differ, in
 * logical px, to `out` (at most DAMAGE_RECTS; the first time, or in another size, it is all of it),
 * and returns their count. What is outside `within` (w 0: no limit) is left for the next call. */
int damage_take(struct damage *m, const struct draw *d, int width, int height, struct rect within,
                struct rect *out);

/* The screen has lost its contents: the next picture is drawn completely. */
void damage_forget(struct damage *m);
void damage_finish(struct damage *m);
