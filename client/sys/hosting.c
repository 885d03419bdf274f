#define _DEFAULT_SOURCE
#include "client/sys/hosting.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/event.h"
#include "client/sys/disk.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/secret.h"

#ifndef _WIN32
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MAX = 16384, KEY_COST = 10 };

struct hosting {
    pid_t child;
    int pipe, life; /* what the server says; that this window is there */
    char key[HOSTING_KEY], old_key[HOSTING_KEY]; /* of this start, and of the one before */
    char folder[1024];
    char kept[1100]; /* the file of what the server said */
    Uint32 wake;
    SDL_mutex *lock;
    SDL_Thread *thread;
    bool stays;
    struct bytes
        words; /* under the lock, as the next two: all it said until it was ready, or ended */
    bool ready, ended;
    bool told_ready, told_ended;
};

static void push(const struct hosting *h)
{
    SDL_Event event = {.type = h->wake};
    SDL_PushEvent(&event);
}

/* The key of the start before, if it was one. */
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

/* What the server that is started reads: the settings of the folder, and the hash of the key of its
 * operator host. */
static bool write_config(const char *folder, const char *key, char *error)
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

/* The server has begun: what it said, and its key, are for the windows to come. */
static void keep_words(struct hosting *h)
{
    char path[1100], error[DISK_ERROR];
    snprintf(path, sizeof path, "%s/host.key", h->folder);
    if (!disk_write(path, h->key, strlen(h->key), error) ||
        !disk_write(h->kept, h->words.data, h->words.len, error)) {
        bytes_format(&h->words, "  not kept for the next window: %s\n", error);
    }
}

/* Whether one of the usual firewalls is on: its rules are only for root to read. Says "firewall
 * NAME". */
static void find_firewall(struct bytes *words)
{
    struct bytes text = {0};
    if (disk_read("/etc/ufw/ufw.conf", &text) && strstr(bytes_string(&text), "\nENABLED=yes")) {
        bytes_text(words, "firewall ufw\n");
    } else if (access("/run/firewalld.pid", F_OK) == 0 ||
               access("/var/run/firewalld.pid", F_OK) == 0) {
        bytes_text(words, "firewall firewalld\n");
    }
    bytes_finish(&text);
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
                find_firewall(&h->words);
                keep_words(h);
                push(h);
            }
        }
        SDL_UnlockMutex(h->lock);
    }
    SDL_LockMutex(h->lock);
    if (!h->ready && strstr(bytes_string(&h->words), "another tertuliad uses the folder")) {
        char error[DISK_ERROR];
        disk_read(h->kept, &h->words);                /* what that one said when it began */
        copy_text(h->key, sizeof h->key, h->old_key); /* that one knows */
        write_config(h->folder, h->key, error); /* that one reads it when its settings change */
    }
    h->ended = true;
    push(h);
    SDL_UnlockMutex(h->lock);
    return 0;
}

/* The server's own program. Whoever hosts may set more in tertulia.ini of its folder; host.ini is
 * that, and who hosts as an operator. */
static _Noreturn void run_server(int out, const char *beside, const char *folder,
                                 const char *config)
{
    dup2(out, 1);
    dup2(out, 2);
    execl(beside, "tertuliad", "--data", folder, "--config", config, (char *)NULL);
    execlp("tertuliad", "tertuliad", "--data", folder, "--config", config, (char *)NULL);
    static const char words[] = "tertuliad, the server, is not installed on this computer\n";
    ssize_t ignored = write(2, words, sizeof words - 1);
    (void)ignored;
    _exit(127);
}

/* What the window has open is its own: a connection that it closes would stay open here. */
static void close_others(int life, int out)
{
    enum { MOST = 65536 };
    long limit = sysconf(_SC_OPEN_MAX);
    for (int fd = 3; fd < (limit < 0 || limit > MOST ? MOST : limit); fd++) {
        if (fd != life && fd != out) {
            close(fd);
        }
    }
}

/* Between the window and the server: when the window ends, however it does, `life` ends and so does
 * the server, unless it was told that it stays. */
static _Noreturn void nurse(int life, int out, const char *beside, const char *folder,
                            const char *config)
{
    char word;
    bool stays = false;
    close_others(life, out);
    setsid(); /* Ctrl C in a terminal is for the window */
    pid_t server = fork();
    if (server == 0) {
        run_server(out, beside, folder, config);
    }
    close(out);
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

/* A password for the server's operator of the name host: another at each start, so that nobody who
 * once heard it has it. */
static void make_key(char *out)
{
    unsigned char random[(HOSTING_KEY - 1) / 2];
    secret_random(random, sizeof random);
    for (size_t i = 0; i < sizeof random; i++) {
        snprintf(out + 2 * i, 3, "%02x", random[i]);
    }
}

struct hosting *hosting_start(unsigned wake, const char *folder)
{
    int ends[2], life[2];
    char beside[1024], config[1100], error[DISK_ERROR], *base = SDL_GetBasePath();
    snprintf(beside, sizeof beside, "%stertuliad", base ? base : "");
    snprintf(config, sizeof config, "%s/host.ini", folder);
    SDL_free(base);
    mkdir(folder, 0700);
    if (pipe(ends)) {
        return NULL;
    }
    if (pipe(life)) {
        close(ends[0]);
        close(ends[1]);
        return NULL;
    }
    struct hosting *h = xcalloc(1, sizeof *h);
    bool before = read_key(folder, h->old_key);
    make_key(h->key);
    bool written = write_config(folder, h->key, error);
    if (!written) {
        char words[DISK_ERROR + 64];
        int len = snprintf(words, sizeof words,
                           "No server is started: its settings cannot be written: %s\n", error);
        ssize_t ignored = write(ends[1], words, (size_t)len);
        (void)ignored;
    }
    copy_text(h->old_key, sizeof h->old_key, before ? h->old_key : h->key);
    copy_text(h->folder, sizeof h->folder, folder);
    snprintf(h->kept, sizeof h->kept, "%s/host.words", folder);
    const int all[] = {ends[0], ends[1], life[0], life[1]};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        fcntl(all[i], F_SETFD, FD_CLOEXEC);
    }
    pid_t child = written ? fork() : -1;
    if (child == 0) {
        close(life[1]);
        close(ends[0]);
        nurse(life[0], ends[1], beside, folder, config);
    }
    close(ends[1]);
    close(life[0]);
    h->child = child;
    h->pipe = ends[0];
    h->life = life[1];
    h->wake = wake;
    h->lock = SDL_CreateMutex();
    h->thread =
        SDL_CreateThread(listen_to, "hosting", h); /* of a child that is none, the pipe ends */
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
    close(h->life);
    int i = 0;
    while (h->child > 0 && waitpid(h->child, NULL, WNOHANG) == 0 && i++ < STEPS) {
        SDL_Delay(STEP_MS);
    }
    if (h->stays) { /* the server goes on, and so does who listens to it, until this program is over
                     */
        SDL_DetachThread(h->thread);
        return;
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
