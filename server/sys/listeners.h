#pragma once
/* The listening sockets, each for a kind of connection. */
#include <stdbool.h>

#include "server/core/config.h"
#include "server/sys/net.h"

struct poller;

enum listener_kind {
    LISTENER_PLAIN,
    LISTENER_TLS,
    LISTENER_WEBSOCKET,
    LISTENER_TELNET /* telnet.h */
};

/* Closed and valid when zero-initialised. Must not move: the poller holds pointers into it. */
struct listeners {
    void (*call)(void *context, void *owner, unsigned happened);
    struct listener {
        net_socket socket;
        int slot; /* in the poller */
        char where[CONFIG_TEXT];
        enum listener_kind kind;
    } items[4 * CONFIG_LISTEN_MAX];
    int count;
};

/* Listens wherever the configuration says. `call`: as in poller_add, for a new connection; its
 * owner is a struct listener. False: it failed, and one sentence was printed; those already open
 * must still be closed. */
bool listeners_open(struct listeners *d, struct poller *p, const struct config *c,
                    void (*call)(void *context, void *owner, unsigned happened));
void listeners_close(struct listeners *d, struct poller *p);

/* Whether to watch for new connections. */
void listeners_watch(const struct listeners *d, struct poller *p, bool watch);

/* The port of one that other computers can reach; 0: there is none of this kind. */
int listeners_port_for_others(const struct listeners *d, enum listener_kind kind);

/* Prints in plain words where people can connect; or as lines for a program: "listening=KIND HOST
 * PORT" from this computer, "reachable=KIND HOST PORT" from others. */
void listeners_introduce(const struct listeners *d, const struct config *c);
void listeners_print(const struct listeners *d);
