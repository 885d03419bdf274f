#define _DEFAULT_SOURCE
#include "client/sys/hosting.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/event.h"
#include "irc/bytes.h"
#include "irc/check.h"

#ifndef _WIN32
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

enum { WORDS_MAX = 16384 };

struct hosting {
    pid_t child;
    int pipe;
    Uint32 wake;
    SDL_mutex *lock;
    SDL_Thread *thread;
    struct bytes words; /* under the lock, as the next two: all it said until it was ready, or ended */
    bool ready, ended;
    bool told_ready, told_ended;
};

static void push(const struct hosting *h)
{
    SDL_Event event = {.type = h->wake};
    SDL_PushEvent(&event);
}

static int listen_to(void *context)
{
    struct hosting *h = context;
    char data[1024];
    ssize_t n;
    while ((n = read(h->pipe, data, sizeof data)) > 0 || (n < 0 && errno == EINTR)) {
        SDL_LockMutex(h->lock);
        if (n > 0 && !h->ready && h->words.len < WORDS_MAX) {
            bytes_add(&h->words, data, (size_t)n);
            h->ready = strstr(bytes_string(&h->words), "\nready\n");
            if (h->ready) {
                push(h);
            }
        }
        SDL_UnlockMutex(h->lock);
    }
    SDL_LockMutex(h->lock);
    h->ended = true;
    push(h);
    SDL_UnlockMutex(h->lock);
    return 0;
}

static void run(int out, const char *folder)
{
    char beside[1024];
    char *base = SDL_GetBasePath();
    snprintf(beside, sizeof beside, "%stertuliad", base ? base : "");
    dup2(out, 1);
    dup2(out, 2);
    fcntl(0, F_SETFD, FD_CLOEXEC);
    setsid(); /* Ctrl C in a terminal is for the window */
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
    char config[1100];
    snprintf(config, sizeof config, "%s/tertulia.ini", folder);
    bool has = access(config, R_OK) == 0; /* whoever hosts may set more there */
    const char *more = has ? "--config" : NULL;
    execl(beside, "tertuliad", "--data", folder, more, config, (char *)NULL);
    execlp("tertuliad", "tertuliad", "--data", folder, more, config, (char *)NULL);
    static const char words[] = "tertuliad, the server, is not installed on this computer\n";
    ssize_t ignored = write(2, words, sizeof words - 1);
    (void)ignored;
    _exit(127);
}

struct hosting *hosting_start(unsigned wake, const char *folder)
{
    int ends[2];
    if (pipe(ends)) {
        return NULL;
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    pid_t child = fork();
    if (child == 0) {
        run(ends[1], folder);
    }
    close(ends[1]);
    if (child < 0) {
        close(ends[0]);
        return NULL;
    }
    struct hosting *h = xcalloc(1, sizeof *h);
    h->child = child;
    h->pipe = ends[0];
    h->wake = wake;
    h->lock = SDL_CreateMutex();
    h->thread = SDL_CreateThread(listen_to, "hosting", h);
    return h;
}

bool hosting_take(struct hosting *h, struct event *e)
{
    SDL_LockMutex(h->lock);
    bool ready = h->ready && !h->told_ready, ended = h->ended && !h->told_ended;
    e->kind = ready ? EVENT_HOSTED : EVENT_HOST_ENDED;
    e->text = bytes_string(&h->words); /* it does not change any more */
    h->told_ready |= ready;
    h->told_ended |= ended && !ready;
    SDL_UnlockMutex(h->lock);
    return ready || ended;
}

void hosting_stop(struct hosting *h)
{
    enum { STEPS = 60, STEP_MS = 50 };
    if (!h) {
        return;
    }
    kill(h->child, SIGTERM);
    int i = 0;
    while (waitpid(h->child, NULL, WNOHANG) == 0 && i++ < STEPS) {
        SDL_Delay(STEP_MS);
    }
    if (i > STEPS) {
        kill(h->child, SIGKILL); /* it does not want to */
        waitpid(h->child, NULL, 0);
    }
    SDL_WaitThread(h->thread, NULL);
    close(h->pipe);
    SDL_DestroyMutex(h->lock);
    bytes_finish(&h->words);
    free(h);
}

#else /* the server is started by itself there */

struct hosting *hosting_start(unsigned wake, const char *folder)
{
    (void)wake, (void)folder;
    return NULL;
}

bool hosting_take(struct hosting *h, struct event *e)
{
    (void)h, (void)e;
    return false;
}

void hosting_stop(struct hosting *h)
{
    (void)h;
}

#endif
