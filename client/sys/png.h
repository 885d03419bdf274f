#pragma once
/* Pictures as files. */
#include <SDL.h>
#include <stdbool.h>

/* Writes a part of a surface of any format as PNG (RGBA, 8 bits). False: it failed, and
 * SDL_GetError says why. */
bool png_save(SDL_Surface *s, const SDL_Rect *part, const char *path);
