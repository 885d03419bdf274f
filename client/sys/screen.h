#pragma once
/* What the picture of the window is shown on: the window's own surface, or, where SDL makes that
 * one in points and so too small for a sharp picture (Wayland before SDL 2.28), a texture. */
#include <SDL.h>
#include <stdbool.h>

struct screen;

/* NULL: SDL_GetError says why. */
struct screen *screen_open(SDL_Window *window);
void screen_close(struct screen *s);

/* The format of pixels that need no conversion. */
Uint32 screen_format(const struct screen *s);

/* Gets it ready for a picture; its size in pixels, and whether nothing is on it yet. False: it
 * cannot be had now. */
bool screen_begin(struct screen *s, SDL_Rect *all, bool *fresh);

/* Shows these parts of the picture. */
void screen_show(struct screen *s, SDL_Surface *picture, const SDL_Rect *parts, int count);
