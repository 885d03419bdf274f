#pragma once
/* Draws a draw list with an SDL_Renderer. Words, icons and round corners come from an atlas. */
#include <SDL.h>

#include "client/draw/draw.h"

struct fonts;
struct paint;

struct paint *paint_new(SDL_Renderer *renderer);
void paint_free(struct paint *p);

/* Sets what to draw with; `scale` is device px per logical px. Empties the atlas. */
void paint_set(struct paint *p, struct fonts *fonts, const struct theme *theme, double scale);

/* Switches to another renderer, for which the atlas is made again. */
void paint_target(struct paint *p, SDL_Renderer *renderer);

/* Draws the list, or the part of it in `only` (device px; NULL: all); the caller presents. */
void paint_draw(struct paint *p, const struct draw *d, const SDL_Rect *only);

/* The logo as a picture of size x size; the caller frees it. */
SDL_Surface *paint_mark(const struct theme *theme, int size);
