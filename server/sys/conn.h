#pragma once
/* One accepted socket, and the session it carries. */
#include <stdbool.h>
#include <stdint.h>

#include "server/sys/net.h"

struct session;
struct world;
struct telnet;
struct poller;
struct bytes;
struct tls;
struct websocket;

struct conn {
    net_socket socket;
    struct session *session; /* NULL: said goodbye, waiting for the other side to have read it */
    struct websocket *ws;    /* NULL: plain lines */
    struct telnet *telnet;   /* NULL: lines of IRC */
    struct tls *tls;         /* NULL: not encrypted */
    int slot;                /* in the poller */
    unsigned want;           /* what the poller watches for */
    bool full;               /* the socket took no more; the poller says when it does again */
    bool unwatched;          /* it is broken, and the poller need not say so again */
    bool heard;              /* something came */
    bool met;                /* the certificate of the other side was looked at */
    bool parted;             /* the goodbye of TLS is said */
    bool lingers;
    struct bytes
        *proxy;     /* what a proxy has said so far of whom it speaks for; NULL: nobody need say */
    uint64_t round; /* of the loop, in which it was heard last while it was a stranger */
    struct conn *next_telnet; /* of those that have one */
    int64_t linger_until;
    struct conn *prev, *next; /* of the lingering ones */
};

/* Reads what is there (bounded, so that one does not hold up the others) into the world. */
void conn_read(struct conn *c, struct world *w);

/* Writes what is waiting, as much as the socket takes. */
void conn_flush(struct conn *c, struct world *w);

/* What time brings to somebody at the plain door; the ms until there is more, 0: it spoke, -1:
 * none. */
int64_t conn_tick_telnet(struct conn *c, struct world *w);

/* Whether we want to read from it now. */
bool conn_listens(const struct conn *c);

/* Sets what to watch for; after anything that may have changed it. */
void conn_watch(struct conn *c, struct poller *p);

/* After goodbye: throws away what still comes. True: the other side is gone. */
bool conn_drain(struct conn *c);
