#define _DEFAULT_SOURCE
#include "client/sys/hosting.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/event.h"
#include "client/base/hosted.h"
#include "client/sys/disk.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/error.h"
#include "irc/secret.h"

#ifndef _WIN32
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MAX = 16384, KEY_COST = 10 };

struct hosting {
    pid_t child;
    int lines, words; /* the server's output for programs, and for people */
    int life;         /* shows that this window is running */
    char key[HOSTING_KEY], old_key[HOSTING_KEY]; /* of this start, and of the one before */
    char folder[1024];
    char kept[1100]; /* the file that stores the lines */
    Uint32 wake;
    SDL_mutex *lock;
    SDL_Thread *thread;
    bool stays;
    struct bytes said, told; /* over those; under the lock, as what follows */
    struct hosted hosted;    /* what was read from them */
    struct hosted taken;     /* a copy for the event */
    bool ended;
    bool told_ready, told_ended;
};

static void push(const struct hosting *h)
{
    SDL_Event event = {.type = h->wake};
    SDL_PushEvent(&event);
}

/* The key of the previous start, if there was one. */
static bool read_key(const char *folder, char *out)
{
    char path[1100];
    struct bytes key = {0};
    snprintf(path, sizeof path, "%s/host.key", folder);
    bool fine = disk_read(path, &key) && key.len == HOSTING_KEY - 1;
    copy_text(out, HOSTING_KEY, fine ? bytes_string(&key) : "");
    bytes_finish(&key);
    return fine;
}

/* The configuration for the server: the settings in the folder, and the hash of the key of its
 * operator "host". */
static bool write_config(const char *folder, const char *key, struct error *error)
{
    char path[1100], hash[SECRET_HASH];
    struct bytes config = {0};
    snprintf(path, sizeof path, "%s/tertulia.ini", folder);
    disk_read(path, &config);
    secret_hash_password(key, KEY_COST, hash);
    bytes_format(&config, "\n[opers]\nhost = admin %s\n", hash);
    snprintf(path, sizeof path, "%s/host.ini", folder);
    bool fine = disk_write(path, config.data, config.len, error);
    bytes_finish(&config);
    return fine;
}

/* The server is ready: stores its output and its key for later windows. */
static void keep_lines(struct hosting *h)
{
    char path[1100];
    struct error error;
    snprintf(path, sizeof path, "%s/host.key", h->folder);
    if (!disk_write(path, h->key, strlen(h->key), &error) ||
        !disk_write(h->kept, h->said.data, h->said.len, &error)) {
        copy_text(h->hosted.reason, sizeof h->hosted.reason, error.text);
    }
}

/* The usual firewall that is on, or "": only root can read its rules. */
static const char *find_firewall(void)
{
    struct bytes text = {0};
    bool ufw =
        disk_read("/etc/ufw/ufw.conf", &text) && strstr(bytes_string(&text), "\nENABLED=yes");
    bytes_finish(&text);
    return ufw ? "ufw"
           : access("/run/firewalld.pid", F_OK) == 0 || access("/var/run/firewalld.pid", F_OK) == 0
               ? "firewalld"
               : "";
}

/* The last line of its output for people: what, why, what to do. */
static void take_reason(struct hosting *h)
{
    static const char name[] = "tertuliad: ";
    const char *at = bytes_string(&h->told), *next;
    while ((next = strchr(at, '\n')) && next[1]) {
        at = next + 1;
    }
    at += strncmp(at, name, sizeof name - 1) == 0 ? sizeof name - 1 : 0;
    snprintf(h->hosted.reason, sizeof h->hosted.reason, "%.*s", (int)strcspn(at, "\n"), at);
}

/* Reads what there is now; false: that was all. */
static bool take_some(struct hosting *h, int fd, struct bytes *out)
{
    char data[1024];
    ssize_t n = read(fd, data, sizeof data);
    SDL_LockMutex(h->lock);
    if (n > 0 && !h->hosted.ready && out->len < WORDS_MAX) {
        bytes_add(out, data, (size_t)n);
    }
    if (n > 0 && !h->hosted.ready && out == &h->said && strstr(bytes_string(out), "\nready\n")) {
        hosted_read(&h->hosted, bytes_string(out));
        copy_text(h->hosted.firewall, sizeof h->hosted.firewall, find_firewall());
        keep_lines(h);
        push(h);
    }
    SDL_UnlockMutex(h->lock);
    return n > 0 || (n < 0 && errno == EINTR);
}

static int listen_to(void *context)
{
    struct hosting *h = context;
    struct pollfd fds[] = {{h->lines, POLLIN, 0}, {h->words, POLLIN, 0}};
    struct bytes *const outs[] = {&h->said, &h->told};
    for (int open = COUNT_OF(fds); open > 0;) {
        if (poll(fds, COUNT_OF(fds), -1) < 0 && errno != EINTR) {
            break;
        }
        for (size_t i = 0; i < COUNT_OF(fds); i++) {
            if (fds[i].revents && !take_some(h, fds[i].fd, outs[i])) {
                fds[i].fd = -1; /* poll ignores it */
                open--;
            }
        }
    }
    SDL_LockMutex(h->lock);
    if (!h->hosted.ready) {
        hosted_read(&h->hosted, bytes_string(&h->said));
        take_reason(h);
    }
    if (h->hosted.taken) {
        struct error error;
        struct bytes before = {0};
        disk_read(h->kept, &before); /* what the running one said at its start */
        hosted_read(&h->hosted, bytes_string(&before));
        bytes_finish(&before);
        copy_text(h->key, sizeof h->key, h->old_key); /* which the running one knows */
        write_config(h->folder, h->key, &error);      /* the running one reads it when reloading */
        h->hosted.reason[0] = '\0';
    }
    h->ended = true;
    push(h);
    SDL_UnlockMutex(h->lock);
    return 0;
}

/* Runs the server program. The user may add settings to tertulia.ini in its folder; host.ini is
 * that plus the user as an operator. */
static _Noreturn void run_server(const int *outs, const char *beside, const char *folder,
                                 const char *config)
{
    dup2(outs[0], 1);
    dup2(outs[1], 2);
    char *const args[] = {
        "tertuliad", "--machine-readable",      "--data", (char *)(uintptr_t)folder,
        "--config",  (char *)(uintptr_t)config, NULL};
    execv(beside, args);
    execvp("tertuliad", args);
    static const char words[] = "tertuliad, the server, is not installed on this computer\n";
    ssize_t ignored = write(2, words, sizeof words - 1);
    (void)ignored;
    _exit(127);
}

/* Closes what the window has open: otherwise a connection that it closes would stay open here. */
static void close_others(int life, const int *outs)
{
    enum { MOST = 65536 };
    long limit = sysconf(_SC_OPEN_MAX);
    for (int fd = 3; fd < (limit < 0 || limit > MOST ? MOST : limit); fd++) {
        if (fd != life && fd != outs[0] && fd != outs[1]) {
            close(fd);
        }
    }
}

/* Runs between the window and the server: when the window ends for any reason, `life` ends, and the
 * server is stopped unless it was told to stay. `outs`: where the server writes lines, and
 * words. */
static _Noreturn void nurse(int life, const int *outs, const char *beside, const char *folder,
                            const char *config)
{
    char word;
    bool stays = false;
    close_others(life, outs);
    setsid(); /* Ctrl C in a terminal is for the window */
    pid_t server = fork();
    if (server == 0) {
        run_server(outs, beside, folder, config);
    }
    close(outs[0]);
    close(outs[1]);
    close(1);
    close(2);
    for (ssize_t n; (n = read(life, &word, 1)) != 0;) {
        stays = n > 0 ? word == '+' : stays;
    }
    if (server > 0 && !stays) {
        kill(server, SIGTERM);
        waitpid(server, NULL, 0);
    }
    _exit(0);
}

/* A password for the server's operator "host": a new one at each start, so that nobody can use an
 * old one. */
static void make_key(char *out)
{
    unsigned char random[(HOSTING_KEY - 1) / 2];
    secret_random(random, sizeof random);
    for (size_t i = 0; i < sizeof random; i++) {
        snprintf(out + 2 * i, 3, "%02x", random[i]);
    }
}

static void close_pipe(const int *ends)
{
    close(ends[0]);
    close(ends[1]);
}

/* Opens pipes, each with a read and a write end: for the lines, the words, and `life`. */
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

int hosting_find(const char *folder)
{
    char path[1100];
    struct bytes said = {0};
    struct hosted h = {0};
    snprintf(path, sizeof path, "%s/lock", folder);
    int fd = open(path, O_RDWR | O_CLOEXEC);
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    bool runs = fd >= 0 && fcntl(fd, F_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
    if (fd >= 0) {
        close(fd);
    }
    snprintf(path, sizeof path, "%s/host.words", folder);
    if (runs && disk_read(path, &said)) {
        hosted_read(&h, bytes_string(&said));
    }
    bytes_finish(&said);
    return h.plain_port;
}

struct hosting *hosting_start(unsigned wake, const char *folder)
{
    enum { LINES, WORDS, LIFE, PIPES };
    int pipes[PIPES][2];
    char beside[1024], config[1100], *base = SDL_GetBasePath();
    struct error error;
    snprintf(beside, sizeof beside, "%stertuliad", base ? base : "");
    snprintf(config, sizeof config, "%s/host.ini", folder);
    SDL_free(base);
    mkdir(folder, 0700);
    if (!open_pipes(pipes, PIPES)) {
        return NULL;
    }
    struct hosting *h = xcalloc(1, sizeof *h);
    bool before = read_key(folder, h->old_key);
    make_key(h->key);
    bool written = write_config(folder, h->key, &error);
    if (!written) {
        bytes_format(&h->told, "No server is started: its settings cannot be written: %s\n",
                     error.text);
    }
    copy_text(h->old_key, sizeof h->old_key, before ? h->old_key : h->key);
    copy_text(h->folder, sizeof h->folder, folder);
    snprintf(h->kept, sizeof h->kept, "%s/host.words", folder);
    h->child = written ? fork() : -1;
    if (h->child == 0) {
        const int outs[] = {pipes[LINES][1], pipes[WORDS][1]};
        close(pipes[LIFE][1]);
        close(pipes[LINES][0]);
        close(pipes[WORDS][0]);
        nurse(pipes[LIFE][0], outs, beside, folder, config);
    }
    close(pipes[LINES][1]);
    close(pipes[WORDS][1]);
    close(pipes[LIFE][0]);
    h->lines = pipes[LINES][0];
    h->words = pipes[WORDS][0];
    h->life = pipes[LIFE][1];
    h->wake = wake;
    h->lock = SDL_CreateMutex();
    h->thread = SDL_CreateThread(listen_to, "hosting", h); /* without a child, the pipes end */
    return h;
}

void hosting_stays(struct hosting *h, bool stays)
{
    if (h) {
        h->stays = stays;
    }
    ssize_t ignored = h ? write(h->life, stays ? "+" : "-", 1) : 0;
    (void)ignored;
}

const char *hosting_key(const struct hosting *h)
{
    return h->key;
}

bool hosting_pop(struct hosting *h, struct event *e)
{
    SDL_LockMutex(h->lock);
    bool ready = h->hosted.ready && !h->told_ready, ended = h->ended && !h->told_ended;
    h->taken = h->hosted;
    h->taken.ready = ready;
    e->kind = ready ? EVENT_HOSTED : EVENT_HOST_ENDED;
    e->hosted = &h->taken;
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
    close(h->life);
    int i = 0;
    while (h->child > 0 && waitpid(h->child, NULL, WNOHANG) == 0 && i++ < STEPS) {
        SDL_Delay(STEP_MS);
    }
    if (h->stays) { /* the server and its reading thread go on until this program ends */
        SDL_DetachThread(h->thread);
        return;
    }
    SDL_WaitThread(h->thread, NULL);
    close(h->lines);
    close(h->words);
    SDL_DestroyMutex(h->lock);
    bytes_finish(&h->said);
    bytes_finish(&h->told);
    free(h);
}

#else /* there the server is started separately */

int hosting_find(const char *folder)
{
    (void)folder;
    return 0;
}

struct hosting *hosting_start(unsigned wake, const char *folder)
{
    (void)wake, (void)folder;
    return NULL;
}

bool hosting_pop(struct hosting *h, struct event *e)
{
    (void)h, (void)e;
    return false;
}

void hosting_stop(struct hosting *h)
{
    (void)h;
}

void hosting_stays(struct hosting *h, bool stays)
{
    (void)h, (void)stays;
}

const char *hosting_key(const struct hosting *h)
{
    (void)h;
    return "";
}

#endif
