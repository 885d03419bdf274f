#include "client/sys/desktop.h"

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "client/text.h"
#include "irc/bytes.h"
#include "irc/check.h"

#if defined(__unix__) && !defined(__APPLE__)

/* What we use of libdbus-1, which need not be there. */
typedef struct { void *pointers[16]; } iterator; /* at least as large as DBusMessageIter */

static struct {
    void *library, *connection;
    bool failed;
    void *(*bus_get_private)(int type, void *error);
    void (*set_exit_on_disconnect)(void *connection, uint32_t exits);
    void *(*new_call)(const char *to, const char *path, const char *interface, const char *method);
    void (*iter_init)(void *message, iterator *i);
    uint32_t (*append)(iterator *i, int type, const void *value);
    uint32_t (*open)(iterator *i, int type, const char *signature, iterator *inside);
    uint32_t (*close)(iterator *i, iterator *inside);
    void (*no_reply)(void *message, uint32_t no_reply);
    uint32_t (*send)(void *connection, void *message, uint32_t *serial);
    void (*flush)(void *connection);
    void (*unref)(void *message);
    void *(*ask)(void *connection, void *message, int ms, void *error);
    uint32_t (*read_init)(void *message, iterator *i);
    int (*type)(iterator *i);
    void (*inside)(iterator *i, iterator *inner);
    void (*value)(iterator *i, void *value);
} bus;

static bool load(const char *name, void *function)
{
    void *found = SDL_LoadFunction(bus.library, name);
    memcpy(function, &found, sizeof found);
    return found;
}

static bool open_bus(void)
{
    enum { SESSION = 0 };
    if (bus.connection || bus.failed) {
        return bus.connection;
    }
    bus.failed = true;
    bus.library = SDL_LoadObject("libdbus-1.so.3");
    if (bus.library && load("dbus_bus_get_private", &bus.bus_get_private) &&
        load("dbus_connection_set_exit_on_disconnect", &bus.set_exit_on_disconnect) &&
        load("dbus_message_new_method_call", &bus.new_call) &&
        load("dbus_message_iter_init_append", &bus.iter_init) &&
        load("dbus_message_iter_append_basic", &bus.append) &&
        load("dbus_message_iter_open_container", &bus.open) &&
        load("dbus_message_iter_close_container", &bus.close) &&
        load("dbus_message_set_no_reply", &bus.no_reply) &&
        load("dbus_connection_send", &bus.send) && load("dbus_connection_flush", &bus.flush) &&
        load("dbus_message_unref", &bus.unref) &&
        load("dbus_connection_send_with_reply_and_block", &bus.ask) &&
        load("dbus_message_iter_init", &bus.read_init) &&
        load("dbus_message_iter_get_arg_type", &bus.type) &&
        load("dbus_message_iter_recurse", &bus.inside) &&
        load("dbus_message_iter_get_basic", &bus.value)) {
        bus.connection = bus.bus_get_private(SESSION, NULL);
    }
    if (bus.connection) {
        bus.set_exit_on_disconnect(bus.connection, 0);
        bus.failed = false;
    }
    return bus.connection;
}

/* Its markup is not ours: what was said is text. */
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

static void text_value(iterator *i, const char *text)
{
    bus.append(i, 's', &text);
}

/* One of a dictionary of variants. */
static void hint(iterator *dictionary, const char *name, int type, const char *signature, const void *value)
{
    iterator entry, variant;
    bus.open(dictionary, 'e', NULL, &entry);
    text_value(&entry, name);
    bus.open(&entry, 'v', signature, &variant);
    bus.append(&variant, type, value);
    bus.close(&entry, &variant);
    bus.close(dictionary, &entry);
}

void desktop_notify(const char *text)
{
    enum { NORMAL = 1 }; /* urgency: somebody calls, nothing burns */
    static const char name[] = "org.freedesktop.Notifications";
    size_t len = strcspn(text, "\n");
    void *message = open_bus() ? bus.new_call(name, "/org/freedesktop/Notifications", name, "Notify") : NULL;
    if (!message) {
        return;
    }
    iterator i, inside;
    struct bytes title = {0}, said = {0}, body = {0};
    uint32_t replaces = 0;
    int32_t lasts = -1;
    /* whatever servers send: D-Bus takes UTF-8 and nothing else */
    char *first = xstrndup(text, len);
    text_clean(&title, first);
    text_clean(&said, text + len + (text[len] == '\n'));
    escape(&body, bytes_string(&said));
    free(first);
    bytes_finish(&said);
    bus.iter_init(message, &i);
    text_value(&i, "tertulia");
    bus.append(&i, 'u', &replaces);
    text_value(&i, "tertulia");
    text_value(&i, bytes_string(&title));
    text_value(&i, bytes_string(&body));
    bus.open(&i, 'a', "s", &inside);
    bus.close(&i, &inside);
    bus.open(&i, 'a', "{sv}", &inside);
    hint(&inside, "category", 's', "s", &(const char *){"im.received"});
    hint(&inside, "desktop-entry", 's', "s", &(const char *){"tertulia"});
    hint(&inside, "urgency", 'y', "y", &(unsigned char){NORMAL});
    bus.close(&i, &inside);
    bus.append(&i, 'i', &lasts);
    bus.no_reply(message, 1);
    bus.send(bus.connection, message, NULL);
    bus.flush(bus.connection);
    bus.unref(message);
    bytes_finish(&title);
    bytes_finish(&body);
}

bool desktop_is_light(void)
{
    enum { ANSWER_MS = 300, LIGHT = 2 };
    void *message = open_bus() ? bus.new_call("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
                                              "org.freedesktop.portal.Settings", "Read") : NULL;
    if (!message) {
        return false;
    }
    iterator i, inner;
    uint32_t look = 0;
    bus.iter_init(message, &i);
    text_value(&i, "org.freedesktop.appearance");
    text_value(&i, "color-scheme");
    void *answer = bus.ask(bus.connection, message, ANSWER_MS, NULL);
    bus.unref(message);
    if (answer && bus.read_init(answer, &i)) { /* a number in one or two variants */
        while (bus.type(&i) == 'v') {
            bus.inside(&i, &inner);
            i = inner;
        }
        if (bus.type(&i) == 'u') {
            bus.value(&i, &look);
        }
    }
    if (answer) {
        bus.unref(answer);
    }
    return look == LIGHT;
}

void desktop_quit(void)
{
    if (bus.library) {
        SDL_UnloadObject(bus.library);
        memset(&bus, 0, sizeof bus);
    }
}

#else

void desktop_notify(const char *text)
{
    (void)text;
}

#ifdef _WIN32
#include <windows.h>

bool desktop_is_light(void)
{
    DWORD light = 0, size = sizeof light;
    return RegGetValueA(HKEY_CURRENT_USER, "Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize",
                        "AppsUseLightTheme", RRF_RT_REG_DWORD, NULL, &light, &size) == ERROR_SUCCESS && light;
}
#else
bool desktop_is_light(void)
{
    return false;
}
#endif

void desktop_quit(void)
{
}

#endif
