#pragma once
/* Where people come in: the sockets that listen, each for a kind of visitor. */
#include <stdbool.h>

#include "server/core/config.h"
#include "server/sys/net.h"

struct poller;

enum door_kind { DOOR_PLAIN, DOOR_TLS, DOOR_WEBSOCKET, DOOR_LINES /* plain.h */ };

/* Zero-initialised is closed and valid. What is in it stays where it is: the poller knows its places. */
struct doors {
    struct door {
        net_socket socket;
        int slot; /* in the poller */
        char where[CONFIG_TEXT];
        enum door_kind kind;
    } items[4 * CONFIG_LISTEN_MAX];
    int count;
};

/* Listens wherever the configuration says, each door the owner of its socket in the poller. False: could not, and one
 * sentence was printed; those that are open are to be closed all the same. */
bool doors_open(struct doors *d, struct poller *p, const struct config *c);
void doors_close(struct doors *d, struct poller *p);

/* Whether somebody new is to be noticed. */
void doors_watch(const struct doors *d, struct poller *p, bool watch);

/* The door that this owner is, NULL: it is something else. */
const struct door *doors_find(const struct doors *d, const void *owner);

/* The port of one that other computers reach; 0: there is none of this kind. */
int doors_port_for_others(const struct doors *d, enum door_kind kind);

/* Prints in plain words where people can come in. */
void doors_introduce(const struct doors *d, const struct config *c);
