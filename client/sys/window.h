#pragma once
/* The window: SDL's events become ours, a draw list becomes pixels. */
#include <stdbool.h>
#include <stdint.h>

#include "client/draw/geometry.h"

struct draw;
struct error;
struct event;
struct ruler;
struct theme;
struct window;

/* Opens a window of w x h logical px. `fonts` is the folder of the faces. NULL: `error` is one
 * sentence. */
struct window *window_open(int w, int h, const char *fonts, struct error *error);
void window_close(struct window *w);

/* SDL event type that means "look at the links". */
unsigned window_wake(const struct window *w);

/* Its size as it would be at a text size of 100 %. */
void window_units(const struct window *w, int *width, int *height);

/* Text size in percent and colours. Opens the faces again when the size changed. */
bool window_set(struct window *w, int percent, const struct theme *theme);
const struct ruler *window_ruler(const struct window *w);

/* The size in logical px. */
void window_size(const struct window *w, int *width, int *height);

/* Waits at most `wait` ms (-1: for ever) for the next event. False: none came. */
bool window_wait(struct window *w, int64_t wait, struct event *e);

/* Whether the screen has lost what was drawn on it. */
bool window_is_stale(const struct window *w);

/* Draws the picture, unless it is on the screen already; only what is inside `within` (w 0:
 * all). */
void window_draw(struct window *w, const struct draw *d, struct rect within);
bool window_save_picture(struct window *w, const char *path);

void window_title(struct window *w, const char *title);
void window_copy(const char *text);

/* The text of the clipboard, to be freed with SDL_free; "" if it is empty. */
char *window_paste(void);

/* Sets and gets the primary selection, which the middle button pastes, where there is one. The text
 * is to be freed with SDL_free; may be NULL. */
void window_mark(const char *text);
char *window_marked(void);
void window_flash(struct window *w);
void window_raise(struct window *w);
void window_browse(const char *address);

/* The monotonic clock, in ms. */
int64_t window_now(void);

/* The system's language, such as "es-ES", into `out`. */
void window_locale(char *out, int cap);
