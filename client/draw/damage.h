#pragma once
/* Where two pictures differ: the screen is divided into cells, each with a hash of all that is
 * drawn in it, and only cells whose hash changed are drawn again. */
#include <stdint.h>

#include "client/draw/draw.h"

struct damage {
    uint64_t *cells; /* of the picture before */
    uint64_t *next;
    int columns, rows;
    int width, height; /* logical px */
};

enum { DAMAGE_RECTS = 64 };

/* Takes in a picture of this size and gives the rectangles, in logical px, in which it differs from
 * the one before: at most DAMAGE_RECTS of them, into `out`. All of it the first time, or in another
 * size. What lies outside of `within` (w 0: everything is inside) is left for the next picture. */
int damage_take(struct damage *m, const struct draw *d, int width, int height, struct rect within,
                struct rect *out);

/* The screen has lost what was on it: the next picture is all new. */
void damage_forget(struct damage *m);
void damage_finish(struct damage *m);
