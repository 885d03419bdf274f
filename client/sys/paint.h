#pragma once
/* Draws a draw list with an SDL_Renderer. Words, icons and round corners come from an atlas. */
#include <SDL.h>

#include "client/draw/draw.h"

struct fonts;
struct paint;

struct paint *paint_new(SDL_Renderer *renderer);
void paint_free(struct paint *p);

/* What to draw with from now on; `scale` is device px a logical px. Forgets what was kept. */
void paint_set(struct paint *p, struct fonts *fonts, const struct theme *theme, double scale);

/* Another renderer, which knows nothing of the one before. */
void paint_target(struct paint *p, SDL_Renderer *renderer);

/* Draws the list, or what of it is in `only` (device px; NULL: all); the caller presents. */
void paint_draw(struct paint *p, const struct draw *d, const SDL_Rect *only);

/* The brand's mark as a picture of size x size; the caller frees. */
SDL_Surface *paint_mark(const struct theme *theme, int size);
