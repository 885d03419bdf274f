#define _DEFAULT_SOURCE
#include "client/sys/single.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/event.h"
#include "irc/check.h"

#ifndef _WIN32
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { LINK_MAX = 1024 };

struct single {
    int socket;
    Uint32 wake;
    struct sockaddr_un address;
    SDL_Thread *thread;
    SDL_mutex *lock;
    char said[LINK_MAX], told[LINK_MAX]; /* the first under the lock */
    bool fresh, ends;                    /* under the lock too */
};

/* False: the path of the folder is too long for a socket. */
static bool address_of(const char *folder, struct sockaddr_un *out)
{
    *out = (struct sockaddr_un){.sun_family = AF_UNIX};
    int len = snprintf(out->sun_path, sizeof out->sun_path, "%s/window.sock", folder);
    return folder[0] && len > 0 && (size_t)len < sizeof out->sun_path;
}

static int open_socket(void)
{
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd >= 0) {
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    }
    return fd;
}

bool single_tell(const char *folder, const char *text)
{
    struct sockaddr_un address;
    int fd = address_of(folder, &address) ? open_socket() : -1;
    bool told = fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
    size_t len = strlen(text) + 1; /* with its NUL, so that "" is sent, too */
    told = told && write(fd, text, len) == (ssize_t)len;
    if (fd >= 0) {
        close(fd);
    }
    return told;
}

static void take_one(struct single *s, int fd)
{
    char text[LINK_MAX];
    size_t len = 0;
    ssize_t n;
    struct timeval patience = {.tv_sec = 2};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    while (len < sizeof text - 1 && (n = read(fd, text + len, sizeof text - 1 - len)) > 0) {
        len += (size_t)n;
    }
    text[len] = '\0';
    SDL_LockMutex(s->lock);
    if (len > 0 && !s->ends) {
        SDL_Event event = {.type = s->wake};
        copy_text(s->said, sizeof s->said, text);
        s->fresh = true;
        SDL_PushEvent(&event);
    }
    SDL_UnlockMutex(s->lock);
}

static bool ends(struct single *s)
{
    SDL_LockMutex(s->lock);
    bool is = s->ends;
    SDL_UnlockMutex(s->lock);
    return is;
}

static int listen_to(void *context)
{
    struct single *s = context;
    while (!ends(s)) {
        int fd = accept(s->socket, NULL, NULL);
        if (fd >= 0) {
            take_one(s, fd);
            close(fd);
        } else if (errno != EINTR && errno != ECONNABORTED) {
            break;
        }
    }
    return 0;
}

struct single *single_new(unsigned wake, const char *folder)
{
    struct sockaddr_un address;
    int fd = address_of(folder, &address) ? open_socket() : -1;
    if (fd >= 0) {
        unlink(address.sun_path); /* left by one that crashed: nobody answered there */
        mode_t mask = umask(077);
        bool bound =
            bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, 4) == 0;
        umask(mask);
        if (!bound) {
            close(fd);
            fd = -1;
        }
    }
    if (fd < 0) {
        return NULL;
    }
    struct single *s = xcalloc(1, sizeof *s);
    s->socket = fd;
    s->wake = wake;
    s->address = address;
    s->lock = SDL_CreateMutex();
    s->thread = SDL_CreateThread(listen_to, "single", s);
    return s;
}

void single_free(struct single *s)
{
    if (!s) {
        return;
    }
    SDL_LockMutex(s->lock);
    s->ends = true;
    SDL_UnlockMutex(s->lock);
    int fd = open_socket(); /* to wake it from accept */
    if (fd >= 0) {
        int ignored = connect(fd, (struct sockaddr *)&s->address, sizeof s->address);
        (void)ignored;
        close(fd);
    }
    SDL_WaitThread(s->thread, NULL);
    close(s->socket);
    unlink(s->address.sun_path);
    SDL_DestroyMutex(s->lock);
    free(s);
}

#else /* a named pipe; tried under wine: see README, "What was tried where" */
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

enum { LINK_MAX = 1024, NAME_MAX = 64 };

struct single {
    HANDLE pipe;
    char name[NAME_MAX];
    Uint32 wake;
    SDL_Thread *thread;
    SDL_mutex *lock;
    char said[LINK_MAX], told[LINK_MAX]; /* the first under the lock */
    bool fresh, ends;                    /* under the lock too */
};

/* Of this user's folder. */
static void name_of(const char *folder, char *out)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    char user[256] = "";
    DWORD len = sizeof user;
    GetUserNameA(user, &len);
    for (const char *at = user; *at; at++) {
        hash = (hash ^ (unsigned char)*at) * UINT64_C(1099511628211);
    }
    for (const char *at = folder; *at; at++) {
        char c = *at >= 'A' && *at <= 'Z' ? (char)(*at + 32) : *at == '/' ? '\\' : *at;
        hash = (hash ^ (unsigned char)c) * UINT64_C(1099511628211);
    }
    snprintf(out, NAME_MAX, "\\\\.\\pipe\\tertulia-%08lx%08lx", (unsigned long)(hash >> 32),
             (unsigned long)(hash & 0xFFFFFFFF));
}

bool single_tell(const char *folder, const char *text)
{
    enum { WAIT_MS = 2000 };
    char name[NAME_MAX], answer[8];
    DWORD got;
    name_of(folder, name);
    AllowSetForegroundWindow(ASFW_ANY); /* the other one comes to the front */
    return CallNamedPipeA(name, (char *)(uintptr_t)text, (DWORD)strlen(text) + 1, answer,
                          sizeof answer, &got, WAIT_MS);
}

/* False: it is to end. */
static bool take_one(struct single *s)
{
    char text[LINK_MAX];
    DWORD len = 0, wrote;
    if (!ReadFile(s->pipe, text, sizeof text - 1, &len, NULL)) {
        len = 0;
    }
    text[len] = '\0';
    WriteFile(s->pipe, "ok", 3, &wrote, NULL);
    FlushFileBuffers(s->pipe);
    SDL_LockMutex(s->lock);
    bool goes_on = !s->ends;
    if (len > 0 && goes_on) {
        SDL_Event event = {.type = s->wake};
        copy_text(s->said, sizeof s->said, text);
        s->fresh = true;
        SDL_PushEvent(&event);
    }
    SDL_UnlockMutex(s->lock);
    return goes_on;
}

static int listen_to(void *context)
{
    struct single *s = context;
    bool goes_on = true;
    while (goes_on && (ConnectNamedPipe(s->pipe, NULL) || GetLastError() == ERROR_PIPE_CONNECTED)) {
        goes_on = take_one(s);
        DisconnectNamedPipe(s->pipe);
    }
    return 0;
}

struct single *single_new(unsigned wake, const char *folder)
{
    char name[NAME_MAX];
    name_of(folder, name);
    HANDLE pipe = CreateNamedPipeA(name, PIPE_ACCESS_DUPLEX | FILE_FLAG_FIRST_PIPE_INSTANCE,
                                   PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE | PIPE_WAIT |
                                       PIPE_REJECT_REMOTE_CLIENTS,
                                   1, LINK_MAX, LINK_MAX, 0, NULL);
    if (pipe == INVALID_HANDLE_VALUE) {
        return NULL;
    }
    struct single *s = xcalloc(1, sizeof *s);
    s->pipe = pipe;
    s->wake = wake;
    copy_text(s->name, sizeof s->name, name);
    s->lock = SDL_CreateMutex();
    s->thread = SDL_CreateThread(listen_to, "single", s);
    return s;
}

void single_free(struct single *s)
{
    char answer[8];
    DWORD got;
    if (!s) {
        return;
    }
    SDL_LockMutex(s->lock);
    s->ends = true;
    SDL_UnlockMutex(s->lock);
    CallNamedPipeA(s->name, "", 1, answer, sizeof answer, &got, 1000); /* wakes it */
    SDL_WaitThread(s->thread, NULL);
    CloseHandle(s->pipe);
    SDL_DestroyMutex(s->lock);
    free(s);
}

#endif

bool single_pop(struct single *s, struct event *e)
{
    if (!s) {
        return false;
    }
    SDL_LockMutex(s->lock);
    bool fresh = s->fresh;
    copy_text(s->told, sizeof s->told, s->said);
    s->fresh = false;
    SDL_UnlockMutex(s->lock);
    e->kind = EVENT_CALLED;
    e->text = s->told;
    return fresh;
}
