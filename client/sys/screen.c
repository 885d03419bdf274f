#include "client/sys/screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"

struct screen {
    SDL_Window *window;
    SDL_Surface *surface;   /* SDL's own */
    SDL_Renderer *renderer; /* NULL: the surface is used */
    SDL_Texture *texture;
    int width, height; /* of the texture */
};

/* Whether the surface of a window has as many pixels as the window. */
static bool is_surface_sharp(void)
{
    SDL_version linked;
    const char *driver = SDL_GetCurrentVideoDriver();
    SDL_GetVersion(&linked);
    return linked.minor >= 28 || !driver || strcmp(driver, "wayland") != 0;
}

struct screen *screen_open(SDL_Window *window)
{
    struct screen *s = xcalloc(1, sizeof *s);
    s->window = window;
    if (is_surface_sharp()) {
        s->surface = SDL_GetWindowSurface(window);
    } else {
        s->renderer = SDL_CreateRenderer(window, -1, 0);
    }
    if (!s->surface && !s->renderer) {
        free(s);
        return NULL;
    }
    return s;
}

void screen_close(struct screen *s)
{
    if (s) {
        SDL_DestroyTexture(s->texture);
        SDL_DestroyRenderer(s->renderer);
        free(s);
    }
}

Uint32 screen_format(const struct screen *s)
{
    return s->surface && s->surface->format->BytesPerPixel == 4 ? s->surface->format->format
                                                                : SDL_PIXELFORMAT_ARGB8888;
}

static bool begin_texture(struct screen *s, SDL_Rect *all, bool *fresh)
{
    SDL_GetWindowSizeInPixels(s->window, &all->w, &all->h);
    *fresh = !s->texture || s->width != all->w || s->height != all->h;
    if (*fresh) {
        SDL_DestroyTexture(s->texture);
        s->texture = SDL_CreateTexture(s->renderer, SDL_PIXELFORMAT_ARGB8888,
                                       SDL_TEXTUREACCESS_STREAMING, all->w, all->h);
        s->width = all->w;
        s->height = all->h;
    }
    return s->texture;
}

bool screen_begin(struct screen *s, SDL_Rect *all, bool *fresh)
{
    *all = (SDL_Rect){0};
    if (s->renderer) {
        return begin_texture(s, all, fresh);
    }
    SDL_Surface *surface = SDL_GetWindowSurface(s->window); /* a new one after a resize */
    *fresh = surface != s->surface;
    s->surface = surface;
    if (surface) {
        all->w = surface->w;
        all->h = surface->h;
    }
    return surface;
}

void screen_show(struct screen *s, SDL_Surface *picture, const SDL_Rect *parts, int count)
{
    for (int i = 0; i < count; i++) {
        SDL_Rect to = parts[i];
        const char *from = (const char *)picture->pixels + to.y * picture->pitch + to.x * 4;
        if (s->renderer) {
            SDL_UpdateTexture(s->texture, &to, from, picture->pitch);
        } else {
            SDL_BlitSurface(picture, &parts[i], s->surface, &to);
        }
    }
    if (s->renderer) {
        SDL_RenderCopy(s->renderer, s->texture, NULL, NULL);
        SDL_RenderPresent(s->renderer);
    } else {
        SDL_UpdateWindowSurfaceRects(s->window, parts, count);
    }
}
