#include "client/sys/bus.h"

#ifdef HAS_BUS

#include "client/sys/plugin.h"
#include "irc/check.h"

static struct bus bus;

static const struct plugin_function functions[] = {
#define FUNCTION(name) \
    { \
        "dbus_" #name, &bus.name \
    }
    FUNCTION(bus_get_private),
    FUNCTION(bus_add_match),
    FUNCTION(connection_set_exit_on_disconnect),
    FUNCTION(connection_send),
    FUNCTION(connection_send_with_reply_and_block),
    FUNCTION(connection_flush),
    FUNCTION(connection_read_write),
    FUNCTION(connection_pop_message),
    FUNCTION(connection_get_unix_fd),
    FUNCTION(connection_close),
    FUNCTION(connection_unref),
    FUNCTION(message_new_method_call),
    FUNCTION(message_unref),
    FUNCTION(message_is_signal),
    FUNCTION(message_get_reply_serial),
    FUNCTION(message_iter_init_append),
    FUNCTION(message_iter_append_basic),
    FUNCTION(message_iter_open_container),
    FUNCTION(message_iter_close_container),
    FUNCTION(message_iter_init),
    FUNCTION(message_iter_get_arg_type),
    FUNCTION(message_iter_recurse),
    FUNCTION(message_iter_get_basic),
    FUNCTION(message_iter_next),
#undef FUNCTION
};
_Static_assert(sizeof(struct bus) == COUNT_OF(functions) * sizeof(void *),
               "each function is loaded");

const struct bus *bus_load(void)
{
    static const char *const name = "libdbus-1.so.3";
    static bool tried, there;
    if (!tried) {
        tried = true;
        there = plugin_load(&name, 1, functions, COUNT_OF(functions));
    }
    return there ? &bus : NULL;
}

void bus_text(bus_iterator *i, const char *text)
{
    bus_load()->message_iter_append_basic(i, 's', &text);
}

void *bus_connect(void)
{
    enum { SESSION = 0 };
    const struct bus *b = bus_load();
    void *connection = b ? b->bus_get_private(SESSION, NULL) : NULL;
    if (connection) {
        b->connection_set_exit_on_disconnect(connection, 0);
    }
    return connection;
}

void bus_hang_up(void *connection)
{
    if (connection) {
        bus_load()->connection_close(connection);
        bus_load()->connection_unref(connection);
    }
}

#else
typedef int this_file_is_not_empty;
#endif
