#include "client/sys/hosting.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/event.h"
#include "client/base/hosted.h"
#include "client/sys/child.h"
#include "client/sys/desktop.h"
#include "client/sys/disk.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/error.h"
#include "irc/secret.h"

enum { WORDS_MAX = 16384, KEY_COST = 10 };

struct hosting {
    struct child *child;                         /* NULL: it could not be started */
    char key[HOSTING_KEY], old_key[HOSTING_KEY]; /* of this start, and of the one before */
    char folder[1024];
    char kept[1100]; /* the file that stores the lines */
    Uint32 wake;
    SDL_mutex *lock;
    struct bytes said[CHILD_OUTPUTS]; /* under the lock, as what follows */
    struct hosted hosted;             /* what was read from them */
    struct hosted taken;              /* a copy for the event */
    intptr_t held;                    /* the file of who starts one */
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
    if (disk_is_there(path) && !disk_read(path, &config)) { /* it may say who may come in */
        error_say(error, "%s cannot be read", path);
        bytes_finish(&config);
        return false;
    }
    secret_hash_password(key, KEY_COST, hash);
    bytes_format(&config, "\n[opers]\nhost = admin %s\n", hash);
    snprintf(path, sizeof path, "%s/host.ini", folder);
    bool fine = disk_write(path, config.data, config.len, error);
    bytes_finish(&config);
    return fine;
}

/* The server is ready: stores its output for later windows. */
static void keep_lines(struct hosting *h)
{
    struct error error;
    if (!disk_write(h->kept, h->said[CHILD_LINES].data, h->said[CHILD_LINES].len, &error)) {
        copy_text(h->hosted.reason, sizeof h->hosted.reason, error.text);
    }
}

/* Whether a server runs in the folder. */
static bool is_running(const char *folder)
{
    char path[1100];
    snprintf(path, sizeof path, "%s/lock", folder);
    return child_holds(path);
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

/* For the server, and for later windows. */
static bool write_key(const struct hosting *h, struct error *error)
{
    char path[1100];
    snprintf(path, sizeof path, "%s/host.key", h->folder);
    return write_config(h->folder, h->key, error) &&
           disk_write(path, h->key, strlen(h->key), error);
}

/* A new key for the server and for later windows, before there is a server that has it; none while
 * one runs that knows the old one. */
static bool change_key(struct hosting *h, struct error *error)
{
    bool before = read_key(h->folder, h->old_key);
    if (before && is_running(h->folder)) {
        copy_text(h->key, sizeof h->key, h->old_key);
        return true;
    }
    make_key(h->key);
    copy_text(h->old_key, sizeof h->old_key, before ? h->old_key : h->key);
    return write_key(h, error);
}

/* The last line of its output for people: what, why, what to do. */
static void take_reason(struct hosting *h)
{
    static const char name[] = "tertuliad: ";
    const char *at = bytes_string(&h->said[CHILD_WORDS]), *next;
    while ((next = strchr(at, '\n')) && next[1]) {
        at = next + 1;
    }
    at += strncmp(at, name, sizeof name - 1) == 0 ? sizeof name - 1 : 0;
    snprintf(h->hosted.reason, sizeof h->hosted.reason, "%.*s", (int)strcspn(at, "\n"), at);
}

static void let_go(struct hosting *h)
{
    disk_let_go(h->held);
    h->held = -1;
}

/* The server says something. Each line ends as it does on its system. */
static void heard(void *context, enum child_output where, const char *data, size_t len)
{
    struct hosting *h = context;
    struct bytes *out = &h->said[where];
    SDL_LockMutex(h->lock);
    for (size_t i = 0; i < len && !h->hosted.ready && out->len < WORDS_MAX; i++) {
        if (data[i] != '\r') {
            bytes_char(out, data[i]);
        }
    }
    if (!h->hosted.ready && where == CHILD_LINES && strstr(bytes_string(out), "\nready\n")) {
        hosted_read(&h->hosted, bytes_string(out));
        copy_text(h->hosted.firewall, sizeof h->hosted.firewall, desktop_firewall());
        keep_lines(h);
        let_go(h);
        push(h);
    }
    SDL_UnlockMutex(h->lock);
}

static void ended(void *context)
{
    struct hosting *h = context;
    SDL_LockMutex(h->lock);
    if (!h->hosted.ready) {
        hosted_read(&h->hosted, bytes_string(&h->said[CHILD_LINES]));
        take_reason(h);
    }
    if (h->hosted.taken) {
        struct error error;
        struct bytes before = {0};
        disk_read(h->kept, &before); /* what the running one said at its start */
        hosted_read(&h->hosted, bytes_string(&before));
        bytes_finish(&before);
        copy_text(h->key, sizeof h->key, h->old_key); /* which the running one knows */
        write_key(h, &error);                         /* the running one reads it when reloading */
        h->hosted.reason[0] = '\0';
    }
    h->ended = true;
    let_go(h);
    push(h);
    SDL_UnlockMutex(h->lock);
}

bool hosting_find(const char *folder, struct hosted *out)
{
    char path[1100];
    struct bytes said = {0};
    snprintf(path, sizeof path, "%s/host.words", folder);
    *out = (struct hosted){0};
    bool found = is_running(folder) && disk_read(path, &said);
    if (found) {
        hosted_read(out, bytes_string(&said));
    }
    bytes_finish(&said);
    return found;
}

/* Runs the server program. The user may add settings to tertulia.ini in its folder; host.ini is
 * that plus the user as an operator. */
static void start(struct hosting *h)
{
    char beside[1024], config[1100], *base = SDL_GetBasePath();
    const char *const args[] = {"--machine-readable", "--data", h->folder,
                                "--config",           config,   NULL};
    const struct child_ears ears = {heard, ended, h};
    snprintf(beside, sizeof beside, "%stertuliad", base ? base : "");
#ifdef __APPLE__ /* in a bundle, what SDL calls the base is the folder of what is not a program */
    if (!disk_is_there(beside)) {
        snprintf(beside, sizeof beside, "%s../MacOS/tertuliad", base ? base : "");
    }
#endif
    snprintf(config, sizeof config, "%s/host.ini", h->folder);
    SDL_free(base);
    h->child = child_start(beside, "tertuliad", args, &ears);
}

/* One start after the other: until the server is ready, or has ended. */
static void hold(struct hosting *h)
{
    enum { STEPS = 60, STEP_MS = 50 };
    char path[1100];
    snprintf(path, sizeof path, "%s/host.lock", h->folder);
    for (int i = 0; (h->held = disk_hold(path)) < 0 && i < STEPS; i++) {
        SDL_Delay(STEP_MS);
    }
}

struct hosting *hosting_start(unsigned wake, const char *folder)
{
    struct error error;
    struct hosting *h = xcalloc(1, sizeof *h);
    h->wake = wake;
    h->lock = SDL_CreateMutex();
    disk_make_folder(folder);
    copy_text(h->folder, sizeof h->folder, folder);
    snprintf(h->kept, sizeof h->kept, "%s/host.words", folder);
    hold(h);
    bool written = change_key(h, &error);
    if (written) {
        start(h);
    }
    if (!h->child) {
        bytes_format(&h->said[CHILD_WORDS], "No server is started: %s%s\n",
                     written ? "this computer has too much open; close other programs"
                             : "its settings cannot be prepared: ",
                     written ? "" : error.text);
        ended(h);
    }
    return h;
}

void hosting_stays(struct hosting *h, bool stays)
{
    if (h && h->child) {
        child_stays(h->child, stays);
    }
}

bool hosting_alone(const char *folder, struct error *error)
{
    enum { START_MS = 30000, STEP_MS = 200 };
    SDL_Init(SDL_INIT_EVENTS);
    Uint32 wake = SDL_RegisterEvents(1);
    struct hosting *h = hosting_start(wake, folder);
    struct event e = {0};
    SDL_Event woken;
    Uint64 until = SDL_GetTicks64() + START_MS;
    hosting_stays(h, true);
    error_say(error, "the server did not get ready in %d s", START_MS / 1000);
    while (!e.hosted && SDL_GetTicks64() < until) {
        if (SDL_WaitEventTimeout(&woken, STEP_MS) && woken.type == SDL_QUIT) {
            break;
        }
        if (!hosting_pop(h, &e)) {
            e.hosted = NULL;
        } else if (e.kind == EVENT_HOST_ENDED) {
            error_say(error, "%s", e.hosted->reason);
        }
    }
    bool ready = e.hosted && (e.kind == EVENT_HOSTED || e.hosted->taken);
    hosting_stays(h, ready);
    hosting_stop(h);
    SDL_Quit();
    return ready;
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
    if (!h || (h->child && !child_stop(h->child))) {
        return; /* the server stays, and what reads it, until this program ends */
    }
    SDL_DestroyMutex(h->lock);
    for (int i = 0; i < CHILD_OUTPUTS; i++) {
        bytes_finish(&h->said[i]);
    }
    free(h);
}
