#pragma once
/* UDP on each IPv4 network of this computer, to a group of all computers there (RFC 1112). */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MULTICAST_NETWORKS = 8 };

struct multicast {
    intptr_t socket;          /* does not block; readable when something has come */
    unsigned char address[4]; /* of this computer on that network */
};

struct multicast_peer {
    unsigned char address[4];
    int port;
};

/* Opens a socket on each network and returns their number, 0: there is none. `hears`: it gets what
 * is sent to the group; otherwise only answers to what it sends, from a port of its own. */
int multicast_open(struct multicast out[MULTICAST_NETWORKS], const char *group, int port,
                   bool hears);
void multicast_close(const struct multicast *m, int count);

/* Sends to one peer, or (NULL) to the group. The network may be down for the moment: no error. */
void multicast_send(const struct multicast *m, const char *group, int port, const void *data,
                    size_t len, const struct multicast_peer *to);

/* The next packet; -1: there is none now. `from` may be NULL. */
ptrdiff_t multicast_receive(const struct multicast *m, void *data, size_t cap,
                            struct multicast_peer *from);

/* Waits until one of them is readable, at most `ms`. multicast_wake, from another thread, makes the
 * first one readable, with a packet of no bytes. */
void multicast_wait(const struct multicast *m, int count, int ms);
void multicast_wake(const struct multicast *m);
