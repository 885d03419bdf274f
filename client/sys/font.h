#pragma once
/* The faces of fonts/faces.txt at every size the design has: measures text, and renders it run by
 * run (a run is a piece of one word in one face). Implements struct ruler. One thread only. */
#include <SDL.h>
#include <stdbool.h>
#include <stddef.h>

#include "client/draw/draw.h"

struct error;
struct fonts;

/* Opens the faces in `dir` for a scale of device px per logical px. NULL: `error` says what is
 * missing. */
struct fonts *fonts_open(const char *dir, double scale, struct error *error);
void fonts_close(struct fonts *f);
const struct ruler *fonts_ruler(const struct fonts *f);

/* The next run of `text`: returns its length in bytes, and in *face what to render it with. Spaces
 * are a separate run, with *face < 0. */
size_t fonts_run(struct fonts *f, enum type type, const char *text, size_t len, int *face);

/* Width of a run in device px. */
int fonts_run_width(struct fonts *f, enum type type, int face, const char *text, size_t len);

/* Renders a run. The caller frees the surface; NULL if nothing is visible. *above is the distance
 * from the baseline up to its top, in device px. */
SDL_Surface *fonts_render(struct fonts *f, enum type type, int face, const char *text, size_t len,
                          SDL_Color color, int *above);
