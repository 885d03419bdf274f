#pragma once
/* What we use of libdbus-1, which is optional and loaded on first use. Functions are named without
 * dbus_; its opaque types are void. */
#include <stdbool.h>
#include <stdint.h>

#if defined(__unix__) && !defined(__APPLE__)
#define HAS_BUS 1

typedef struct {
    void *pointers[16];
} bus_iterator; /* at least as large as DBusMessageIter */

struct bus {
    void *(*bus_get_private)(int type, void *error);
    void (*bus_add_match)(void *connection, const char *rule, void *error);
    void (*connection_set_exit_on_disconnect)(void *connection, uint32_t exits);
    uint32_t (*connection_send)(void *connection, void *message, uint32_t *serial);
    void *(*connection_send_with_reply_and_block)(void *connection, void *message, int ms,
                                                  void *error);
    void (*connection_flush)(void *connection);
    uint32_t (*connection_read_write)(void *connection, int ms);
    void *(*connection_pop_message)(void *connection);
    uint32_t (*connection_get_unix_fd)(void *connection, int *fd);
    void (*connection_close)(void *connection);
    void (*connection_unref)(void *connection);
    void *(*message_new_method_call)(const char *to, const char *path, const char *interface,
                                     const char *method);
    void (*message_unref)(void *message);
    uint32_t (*message_is_signal)(void *message, const char *interface, const char *name);
    uint32_t (*message_get_reply_serial)(void *message);
    void (*message_iter_init_append)(void *message, bus_iterator *i);
    uint32_t (*message_iter_append_basic)(bus_iterator *i, int type, const void *value);
    uint32_t (*message_iter_open_container)(bus_iterator *i, int type, const char *signature,
                                            bus_iterator *inside);
    uint32_t (*message_iter_close_container)(bus_iterator *i, bus_iterator *inside);
    uint32_t (*message_iter_init)(void *message, bus_iterator *i);
    int (*message_iter_get_arg_type)(bus_iterator *i);
    void (*message_iter_recurse)(bus_iterator *i, bus_iterator *inner);
    void (*message_iter_get_basic)(bus_iterator *i, void *value);
    uint32_t (*message_iter_next)(bus_iterator *i);
};

/* The library; NULL if it is not installed. It stays loaded until the program ends. */
const struct bus *bus_load(void);

/* Appends a string to a message. */
void bus_text(bus_iterator *i, const char *text);

/* A private connection to the session bus; NULL: there is none. Close it with bus_hang_up. */
void *bus_connect(void);
void bus_hang_up(void *connection);

#endif
