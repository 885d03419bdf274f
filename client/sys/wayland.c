#define _DEFAULT_SOURCE
#include "client/sys/wayland.h"

#include <SDL.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__linux__) || defined(__FreeBSD__)
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#endif

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
    if (fd >= 0) {
        fcntl(fd, F_SETFD, FD_CLOEXEC);
        fcntl(fd, F_SETFL, O_NONBLOCK); /* who does not take us in now is not there */
    }
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        close(fd);
        fd = -1;
    }
    return fd;
}

/* Reads all of it before that time. */
static bool take(int fd, Uint64 until, void *out, size_t len)
{
    struct pollfd wait = {fd, POLLIN, 0};
    for (size_t at = 0; at < len;) {
        Uint64 now = SDL_GetTicks64();
        bool came = now < until && poll(&wait, 1, (int)(until - now)) > 0;
        ssize_t got = came ? read(fd, (char *)out + at, len - at) : -1;
        if (got <= 0) {
            return false;
        }
        at += (size_t)got;
    }
    return true;
}

/* Asks for what the desktop offers (wl_display.get_registry, then sync, whose answer ends the
 * list). A message: the object, size << 16 | number, its arguments. */
bool wayland_is_complete(void)
{
    enum {
        DISPLAY = 1,
        REGISTRY = 2,
        DONE = 3,
        GET_REGISTRY = 1,
        SYNC = 0,
        GLOBAL = 0,
        MOST = 4096,
        WAIT_MS = 1000
    };
    const uint32_t ask[] = {DISPLAY, 12u << 16 | GET_REGISTRY, REGISTRY,
                            DISPLAY, 12u << 16 | SYNC,         DONE};
    Uint64 until = SDL_GetTicks64() + WAIT_MS;
    int fd = connect_wayland();
    bool seat = false, frames = false, ended = false;
    bool goes = fd >= 0 && write(fd, ask, sizeof ask) == sizeof ask;
    while (goes && !ended) {
        uint32_t head[2], body[MOST / 4] = {0};
        goes = take(fd, until, head, sizeof head);
        uint32_t size = goes ? head[1] >> 16 : 0, number = goes ? head[1] & 0xFFFF : 0;
        goes = size >= 8 && size <= MOST && size % 4 == 0 && take(fd, until, body, size - 8);
        ended = goes && head[0] == DONE;
        if (ended) {
            goes = size == 12 && number == 0;
        } else if (goes && head[0] == REGISTRY &&
                   number == GLOBAL) { /* its number, name, version */
            const char *name = (const char *)&body[2];
            uint32_t len = body[1]; /* with its NUL */
            goes = size >= 24 && len > 0 && len <= size - 20 && (len + 3) / 4 * 4 == size - 20 &&
                   name[len - 1] == '\0';
            seat = seat || (goes && strcmp(name, "wl_seat") == 0);
            frames = frames || (goes && strcmp(name, "zxdg_decoration_manager_v1") == 0);
        }
    }
    if (fd >= 0) {
        close(fd);
    }
    void *drawer = frames ? NULL : SDL_LoadObject("libdecor-0.so.0");
    if (drawer) {
        SDL_UnloadObject(drawer);
    }
    return ended && goes && seat && (frames || drawer);
}

#else
bool wayland_is_complete(void)
{
    return false;
}
#endif
