#define _DEFAULT_SOURCE
#include "client/sys/notifier.h"

#include "client/base/event.h"
#include "client/sys/bus.h"

#ifdef HAS_BUS

#include <SDL.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client/text/text.h"
#include "irc/bytes.h"
#include "irc/check.h"

enum { WAITING_MAX = 8, SHOWN_MAX = 32 };

static const char service[] = "org.freedesktop.Notifications";

/* One thread speaks with the bus; what is below the lock is shared with it. */
static struct {
    SDL_Thread *thread;
    int wake_thread[2]; /* a pipe */
    Uint32 wake;
    SDL_mutex *lock;
    struct {
        char *text;
        int number;
    } waiting[WAITING_MAX];
    int waiting_count;
    int clicked; /* 0: none */
    bool ends;
} state;

/* A notification that was shown, or requested. */
struct shown {
    uint32_t serial, id; /* of the request, 0: answered; of the reply */
    int number;
};

/* Escapes markup: messages are plain text. */
static void escape(struct bytes *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '<' || *text == '>' || *text == '&') {
            bytes_format(out, "&%s;", *text == '<' ? "lt" : *text == '>' ? "gt" : "amp");
        } else {
            bytes_char(out, *text);
        }
    }
}

/* Appends an entry to a dictionary of variants. */
static void hint(const struct bus *b, bus_iterator *dictionary, const char *name, int type,
                 const char *signature, const void *value)
{
    bus_iterator entry, variant;
    b->message_iter_open_container(dictionary, 'e', NULL, &entry);
    bus_text(&entry, name);
    b->message_iter_open_container(&entry, 'v', signature, &variant);
    b->message_iter_append_basic(&variant, type, value);
    b->message_iter_close_container(&entry, &variant);
    b->message_iter_close_container(dictionary, &entry);
}

/* Requests a notification; returns the serial of the request. */
static uint32_t ask(const struct bus *b, void *connection, const char *text)
{
    enum { NORMAL = 1 }; /* urgency: a mention is no emergency */
    size_t len = strcspn(text, "\n");
    bus_iterator i, inside;
    struct bytes title = {0}, said = {0}, body = {0};
    uint32_t replaces = 0, serial = 0;
    int32_t lasts = -1;
    void *message =
        b->message_new_method_call(service, "/org/freedesktop/Notifications", service, "Notify");
    /* whatever servers send: D-Bus takes UTF-8 and nothing else */
    char *first = xstrndup(text, len);
    text_clean(&title, first);
    text_clean(&said, text + len + (text[len] == '\n'));
    escape(&body, bytes_string(&said));
    b->message_iter_init_append(message, &i);
    bus_text(&i, "tertulia");
    b->message_iter_append_basic(&i, 'u', &replaces);
    bus_text(&i, "tertulia");
    bus_text(&i, bytes_string(&title));
    bus_text(&i, bytes_string(&body));
    b->message_iter_open_container(&i, 'a', "s", &inside);
    bus_text(&inside, "default"); /* a click anywhere on it */
    bus_text(&inside, "");
    b->message_iter_close_container(&i, &inside);
    b->message_iter_open_container(&i, 'a', "{sv}", &inside);
    hint(b, &inside, "category", 's', "s", &(const char *){"im.received"});
    hint(b, &inside, "desktop-entry", 's', "s", &(const char *){"tertulia"});
    hint(b, &inside, "urgency", 'y', "y", &(unsigned char){NORMAL});
    b->message_iter_close_container(&i, &inside);
    b->message_iter_append_basic(&i, 'i', &lasts);
    b->connection_send(connection, message, &serial);
    b->connection_flush(connection);
    b->message_unref(message);
    free(first);
    bytes_finish(&title);
    bytes_finish(&said);
    bytes_finish(&body);
    return serial;
}

static void ask_waiting(const struct bus *b, void *connection, struct shown *shown, unsigned *count)
{
    SDL_LockMutex(state.lock);
    while (state.waiting_count > 0) {
        char *text = state.waiting[0].text;
        int number = state.waiting[0].number;
        memmove(state.waiting, state.waiting + 1,
                (size_t)--state.waiting_count * sizeof state.waiting[0]);
        SDL_UnlockMutex(state.lock);
        shown[(*count)++ % SHOWN_MAX] =
            (struct shown){.serial = ask(b, connection, text), .number = number};
        free(text);
        SDL_LockMutex(state.lock);
    }
    SDL_UnlockMutex(state.lock);
}

static void take_message(const struct bus *b, void *message, struct shown *shown)
{
    bus_iterator i;
    uint32_t id = 0, answers = b->message_get_reply_serial(message);
    bool click = b->message_is_signal(message, service, "ActionInvoked");
    if (!b->message_iter_init(message, &i) || b->message_iter_get_arg_type(&i) != 'u') {
        return;
    }
    b->message_iter_get_basic(&i, &id);
    for (int n = 0; n < SHOWN_MAX; n++) {
        if (answers && shown[n].serial == answers) {
            shown[n].id = id;
            shown[n].serial = 0;
        } else if (click && shown[n].id == id && id) {
            SDL_Event event = {.type = state.wake};
            SDL_LockMutex(state.lock);
            state.clicked = shown[n].number;
            SDL_UnlockMutex(state.lock);
            SDL_PushEvent(&event);
        }
    }
}

static bool ends(void)
{
    SDL_LockMutex(state.lock);
    bool is = state.ends;
    SDL_UnlockMutex(state.lock);
    return is;
}

static int speak(void *context)
{
    struct shown shown[SHOWN_MAX] = {0};
    unsigned count = 0;
    int fd = -1;
    const struct bus *b = bus_load();
    void *connection = bus_connect(), *message;
    (void)context;
    if (!connection) {
        return 0;
    }
    b->bus_add_match(
        connection,
        "type='signal',interface='org.freedesktop.Notifications',member='ActionInvoked'", NULL);
    b->connection_flush(connection);
    b->connection_get_unix_fd(connection, &fd);
    while (!ends()) {
        struct pollfd both[] = {{.fd = fd, .events = POLLIN},
                                {.fd = state.wake_thread[0], .events = POLLIN}};
        char word;
        ask_waiting(b, connection, shown, &count);
        if (!b->connection_read_write(connection, 0)) {
            break; /* the bus has gone */
        }
        while ((message = b->connection_pop_message(connection))) {
            take_message(b, message, shown);
            b->message_unref(message);
        }
        if (poll(both, 2, -1) > 0 && both[1].revents) {
            ssize_t ignored = read(state.wake_thread[0], &word, 1);
            (void)ignored;
        }
    }
    bus_hang_up(connection);
    return 0;
}

static void wake_thread(void)
{
    ssize_t ignored = write(state.wake_thread[1], "", 1);
    (void)ignored;
}

void notifier_show(const char *text, int number, unsigned wake)
{
    if (!state.thread) {
        if (!bus_load() || pipe(state.wake_thread)) {
            return;
        }
        fcntl(state.wake_thread[0], F_SETFD, FD_CLOEXEC);
        fcntl(state.wake_thread[1], F_SETFD, FD_CLOEXEC);
        state.wake = wake;
        state.lock = SDL_CreateMutex();
        state.thread = SDL_CreateThread(speak, "notify", NULL);
    }
    SDL_LockMutex(state.lock);
    if (state.waiting_count < WAITING_MAX) { /* if the bus is gone, drop it */
        state.waiting[state.waiting_count].text = xstrdup(text);
        state.waiting[state.waiting_count++].number = number;
    }
    SDL_UnlockMutex(state.lock);
    wake_thread();
}

bool notifier_pop(struct event *e)
{
    if (!state.thread) {
        return false;
    }
    SDL_LockMutex(state.lock);
    e->kind = EVENT_CHOSEN;
    e->call = state.clicked;
    state.clicked = 0;
    SDL_UnlockMutex(state.lock);
    return e->call;
}

void notifier_quit(void)
{
    if (!state.thread) {
        return;
    }
    SDL_LockMutex(state.lock);
    state.ends = true;
    SDL_UnlockMutex(state.lock);
    wake_thread();
    SDL_WaitThread(state.thread, NULL);
    while (state.waiting_count > 0) {
        free(state.waiting[--state.waiting_count].text);
    }
    close(state.wake_thread[0]);
    close(state.wake_thread[1]);
    SDL_DestroyMutex(state.lock);
}

#elif !defined(_WIN32)

void notifier_show(const char *text, int number, unsigned wake)
{
    (void)text, (void)number, (void)wake;
}

bool notifier_pop(struct event *e)
{
    (void)e;
    return false;
}

void notifier_quit(void)
{
}

#endif
