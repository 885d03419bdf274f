#define _GNU_SOURCE /* a session of its own for what is spawned */
#include "client/sys/child.h"

#ifndef _WIN32
#include <SDL.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "irc/check.h"

#ifdef __APPLE__
extern char **environ; /* elsewhere unistd.h has it */
#endif

enum { ARGS_MAX = 16 };

struct child {
    pid_t nurse;
    int outputs[CHILD_OUTPUTS];
    int life; /* shows that this program is running */
    bool stays;
    struct child_ears ears;
    SDL_Thread *thread;
};

/* Reads what there is now; false: that was all. */
static bool take_some(struct child *c, enum child_output where)
{
    char data[1024];
    ssize_t n = read(c->outputs[where], data, sizeof data);
    if (n > 0) {
        c->ears.heard(c->ears.context, where, data, (size_t)n);
    }
    return n > 0 || (n < 0 && errno == EINTR);
}

static int listen_to(void *context)
{
    struct child *c = context;
    struct pollfd fds[CHILD_OUTPUTS];
    for (int i = 0; i < CHILD_OUTPUTS; i++) {
        fds[i] = (struct pollfd){c->outputs[i], POLLIN, 0};
    }
    for (int open = CHILD_OUTPUTS; open > 0;) {
        if (poll(fds, CHILD_OUTPUTS, -1) < 0 && errno != EINTR) {
            break;
        }
        for (int i = 0; i < CHILD_OUTPUTS; i++) {
            if (fds[i].revents && !take_some(c, (enum child_output)i)) {
                fds[i].fd = -1; /* poll ignores it */
                open--;
            }
        }
    }
    c->ears.ended(c->ears.context);
    return 0;
}

/* The nurse stands between the two: when this program ends for any reason, its input ends, and it
 * stops the child unless it was told that it stays. Ctrl C in a terminal is for the window: it has
 * a session of its own. */
#if defined(__APPLE__) || defined(CHILD_BY_SHELL)
#define STAYS "+\n"
#define ENDS "-\n"

/* Where a program with threads and Cocoa may not fork: a shell is the nurse. 0: it did not start.
 */
static pid_t start_nurse(int life, const int *outs, const char *beside, const char *name,
                         const char *const *args)
{
    static const char nurse[] =
        "path=$1 name=$2; shift 2; [ -e \"$path\" ] || path=$name; "
        "command -v \"$path\" >/dev/null || "
        "{ echo \"$name, the server, is not installed on this computer\" >&2; exit 127; }; "
        "\"$path\" \"$@\" </dev/null & child=$!; exec >&- 2>&-; stays=-; "
        "while read -r word; do stays=$word; done; "
        "[ \"$stays\" = + ] || { kill $child; { sleep 10; kill -9 $child; } & wait $child; }";
    const char *all[ARGS_MAX + 6] = {"sh", "-c", nurse, "sh", beside, name};
    for (int i = 0; args[i]; i++) {
        all[i + 6] = args[i];
    }
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    short flags = POSIX_SPAWN_SETSID;
#ifdef __APPLE__
    flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, life, 0);
    posix_spawn_file_actions_adddup2(&files, outs[CHILD_LINES], 1);
    posix_spawn_file_actions_adddup2(&files, outs[CHILD_WORDS], 2);
    posix_spawnattr_init(&how);
    posix_spawnattr_setflags(&how, flags);
    pid_t started = 0;
    char *const *words = (char *const *)(uintptr_t)all;
    int failed = posix_spawn(&started, "/bin/sh", &files, &how, words, environ);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    return failed ? 0 : started;
}
#else
#define STAYS "+"
#define ENDS "-"

static _Noreturn void run(const int *outs, const char *beside, const char *name,
                          const char *const *args)
{
    static const char missing[] = ", the server, is not installed on this computer\n";
    char *all[ARGS_MAX] = {(char *)(uintptr_t)name};
    for (int i = 0; args[i]; i++) {
        all[i + 1] = (char *)(uintptr_t)args[i];
    }
    dup2(outs[CHILD_LINES], 1);
    dup2(outs[CHILD_WORDS], 2);
    execv(beside, all);
    if (errno == ENOENT) { /* one that is there and cannot be run is not replaced by another */
        execvp(name, all);
    }
    ssize_t ignored = write(2, name, strlen(name));
    ignored += write(2, missing, sizeof missing - 1);
    (void)ignored;
    _exit(127);
}

/* Closes what this program has open: otherwise a connection that it closes would stay open here. */
static void close_others(int life, const int *outs)
{
    enum { MOST = 65536 };
    long limit = sysconf(_SC_OPEN_MAX);
    for (int fd = 3; fd < (limit < 0 || limit > MOST ? MOST : limit); fd++) {
        if (fd != life && fd != outs[CHILD_LINES] && fd != outs[CHILD_WORDS]) {
            close(fd);
        }
    }
}

static _Noreturn void nurse(int life, const int *outs, const char *beside, const char *name,
                            const char *const *args)
{
    char word;
    bool stays = false;
    close_others(life, outs);
    setsid();
    pid_t child = fork();
    if (child == 0) {
        run(outs, beside, name, args);
    }
    close(outs[CHILD_LINES]);
    close(outs[CHILD_WORDS]);
    close(1);
    close(2);
    for (ssize_t n; (n = read(life, &word, 1)) != 0;) {
        stays = n > 0 ? word == '+' : stays;
    }
    if (child > 0 && !stays) {
        enum { STEPS = 200, STEP_US = 50000 };
        kill(child, SIGTERM);
        int i = 0;
        while (waitpid(child, NULL, WNOHANG) == 0 && i++ < STEPS) {
            usleep(STEP_US);
        }
        if (i > STEPS) { /* it does not listen */
            kill(child, SIGKILL);
        }
    }
    _exit(0);
}

static pid_t start_nurse(int life, const int *outs, const char *beside, const char *name,
                         const char *const *args)
{
    pid_t started = fork();
    if (started == 0) {
        nurse(life, outs, beside, name, args); /* it closes all the rest */
    }
    return started;
}
#endif

static void close_pipe(const int *ends)
{
    close(ends[0]);
    close(ends[1]);
}

static bool open_pipes(int (*pipes)[2], int count)
{
    for (int i = 0; i < count; i++) {
        if (pipe(pipes[i])) {
            while (i-- > 0) {
                close_pipe(pipes[i]);
            }
            return false;
        }
        fcntl(pipes[i][0], F_SETFD, FD_CLOEXEC);
        fcntl(pipes[i][1], F_SETFD, FD_CLOEXEC);
    }
    return true;
}

struct child *child_start(const char *beside, const char *name, const char *const *args,
                          const struct child_ears *ears)
{
    enum { LIFE = CHILD_OUTPUTS, PIPES };
    int pipes[PIPES][2], count = 0;
    while (args[count]) {
        count++;
    }
    CHECK(count + 2 <= ARGS_MAX);
    if (!open_pipes(pipes, PIPES)) {
        return NULL;
    }
    struct child *c = xcalloc(1, sizeof *c);
    c->ears = *ears;
    const int outs[CHILD_OUTPUTS] = {pipes[CHILD_LINES][1], pipes[CHILD_WORDS][1]};
    c->nurse = start_nurse(pipes[LIFE][0], outs, beside, name, args);
    for (int i = 0; i < CHILD_OUTPUTS; i++) {
        close(pipes[i][1]);
        c->outputs[i] = pipes[i][0];
    }
    close(pipes[LIFE][0]);
    c->life = pipes[LIFE][1];
    c->thread = SDL_CreateThread(listen_to, "child", c); /* without a child, the pipes end */
    return c;
}

void child_stays(struct child *c, bool stays)
{
    c->stays = stays;
    ssize_t ignored = write(c->life, stays ? STAYS : ENDS, sizeof STAYS - 1);
    (void)ignored;
}

bool child_stop(struct child *c)
{
    enum { STEPS = 60, STEP_MS = 50 };
    close(c->life);
    int i = 0;
    while (c->nurse > 0 && waitpid(c->nurse, NULL, WNOHANG) == 0 && i++ < STEPS) {
        SDL_Delay(STEP_MS);
    }
    if (c->stays) { /* it and its reading thread go on until this program ends */
        SDL_DetachThread(c->thread);
        return false;
    }
    SDL_WaitThread(c->thread, NULL);
    for (int k = 0; k < CHILD_OUTPUTS; k++) {
        close(c->outputs[k]);
    }
    free(c);
    return true;
}

bool child_holds(const char *path)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    bool held = fd >= 0 && fcntl(fd, F_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
    if (fd >= 0) {
        close(fd);
    }
    return held;
}
#endif
