#define _DEFAULT_SOURCE
#include "client/sys/screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"

#if defined(__linux__) || defined(__FreeBSD__)
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#endif

struct screen {
    SDL_Window *window;
    SDL_Surface *surface;   /* SDL's own */
    SDL_Renderer *renderer; /* NULL: the surface is used */
    SDL_Texture *texture;
    int width, height; /* of the texture */
};

/* --- which driver --- */

#if defined(__linux__) || defined(__FreeBSD__)
/* Connects to the desktop, as $WAYLAND_DISPLAY says. -1: there is none. */
static int connect_wayland(void)
{
    const char *name = getenv("WAYLAND_DISPLAY"), *folder = getenv("XDG_RUNTIME_DIR");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (!name || !*name || (name[0] != '/' && !folder)) {
        return -1;
    }
    int len = snprintf(address.sun_path, sizeof address.sun_path, "%s%s%s",
                       name[0] == '/' ? "" : folder, name[0] == '/' ? "" : "/", name);
    int fd = len < (int)sizeof address.sun_path ? socket(AF_UNIX, SOCK_STREAM, 0) : -1;
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

/* Reads whole, in a second at most. */
static bool take(int fd, void *out, size_t len)
{
    enum { WAIT_MS = 1000 };
    struct pollfd wait = {fd, POLLIN, 0};
    for (size_t at = 0; at < len;) {
        ssize_t got = poll(&wait, 1, WAIT_MS) > 0 ? read(fd, (char *)out + at, len - at) : -1;
        if (got <= 0) {
            return false;
        }
        at += (size_t)got;
    }
    return true;
}

/* Asks for what the desktop offers (wl_display.get_registry, then sync, whose answer ends the
 * list). A message: the object, size << 16 | number, its arguments. */
static bool is_wayland_complete(void)
{
    enum {
        DISPLAY = 1,
        REGISTRY = 2,
        DONE = 3,
        GET_REGISTRY = 1,
        SYNC = 0,
        GLOBAL = 0,
        MOST = 4096
    };
    const uint32_t ask[] = {DISPLAY, 12u << 16 | GET_REGISTRY, REGISTRY,
                            DISPLAY, 12u << 16 | SYNC,         DONE};
    int fd = connect_wayland();
    bool seat = false, frames = false, ended = false;
    bool goes = fd >= 0 && write(fd, ask, sizeof ask) == sizeof ask;
    while (goes && !ended) {
        uint32_t head[2], body[MOST / 4];
        goes = take(fd, head, sizeof head) && head[1] >> 16 >= 8 && head[1] >> 16 <= MOST &&
               take(fd, body, (head[1] >> 16) - 8);
        ended = goes && head[0] == DONE;
        if (goes && head[0] == REGISTRY && (head[1] & 0xFFFF) == GLOBAL && head[1] >> 16 > 16) {
            ((char *)body)[(head[1] >> 16) - 8 - 1] = '\0'; /* never the last of a name */
            const char *name = (const char *)&body[2];      /* after its number and its length */
            seat = seat || strcmp(name, "wl_seat") == 0;
            frames = frames || strcmp(name, "zxdg_decoration_manager_v1") == 0;
        }
    }
    if (fd >= 0) {
        close(fd);
    }
    void *drawer = frames ? NULL : SDL_LoadObject("libdecor-0.so.0");
    if (drawer) {
        SDL_UnloadObject(drawer);
    }
    return ended && seat && (frames || drawer);
}

void screen_choose_driver(void)
{
    if (!getenv("SDL_VIDEODRIVER") && is_wayland_complete()) {
        SDL_SetHint(SDL_HINT_VIDEODRIVER, "wayland,x11");
    }
}
#else
void screen_choose_driver(void)
{
}
#endif

/* --- showing --- */

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
