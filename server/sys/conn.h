#pragma once
/* One accepted socket, and the session it carries. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/sys/net.h"

struct poller;
struct session;
struct stage;
struct world;

struct conn {
    net_socket socket;
    struct session *session; /* NULL: ended, waiting for the peer to have read the last lines */
    struct stage *stage;     /* the lowest, at the socket; owned. NULL: plain lines */
    int slot;                /* in the poller */
    unsigned want;           /* what the poller watches for */
    bool full;               /* the socket took no more; the poller says when it does again */
    bool unwatched;          /* it is broken, and the poller need not say so again */
    bool heard;              /* something was received */
    bool lingers;
    uint64_t round; /* of the loop, in which it was last read while unregistered */
    int64_t linger_until;
    struct conn *next_ticking; /* of those with a timer */
    struct conn *prev, *next;  /* of the lingering ones */
};

/* Reads what is there (bounded, so that one does not hold up the others) into the world. */
void conn_read(struct conn *c, struct world *w);

/* Writes what is waiting, as much as the socket takes. */
void conn_flush(struct conn *c, struct world *w);

/* Whether it has a timer; and does what is due. Returns the ms until the next call; 0: it
 * passed lines to the world; -1: never. */
bool conn_ticks(const struct conn *c);
int64_t conn_tick(struct conn *c, struct world *w);

/* Whether we want to read from it now. */
bool conn_listens(const struct conn *c);

/* The peer is gone and no read would find that out, while the poller keeps reporting it. What the
 * peer sent before is still handled, where that takes time. */
void conn_break(struct conn *c, struct poller *p);

/* Sets what to watch for; after anything that may have changed it. */
void conn_watch(struct conn *c, struct poller *p);

/* For a stage: copies the next bytes above it, at most `cap`, to `out`; returns how many. */
size_t conn_copy_above(const struct conn *c, const struct stage *s, char *out, size_t cap);

/* `len` of them were taken. */
void conn_consume_above(struct conn *c, const struct stage *s, size_t len);

/* After closing: discards what still arrives. True: the peer is gone. */
bool conn_drain(struct conn *c);

/* Frees all but the socket, which must be closed and unwatched by then. */
void conn_free(struct conn *c);
