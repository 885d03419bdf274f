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
    struct session *session; /* NULL: said goodbye, waiting for the other side to have read it */
    struct stage *stage;     /* the one at the socket; owned. NULL: plain lines */
    int slot;                /* in the poller */
    unsigned want;           /* what the poller watches for */
    bool full;               /* the socket took no more; the poller says when it does again */
    bool unwatched;          /* it is broken, and the poller need not say so again */
    bool heard;              /* something came */
    bool lingers;
    uint64_t round; /* of the loop, in which it was heard last while it was a stranger */
    int64_t linger_until;
    struct conn *next_ticking; /* of those to which time brings something */
    struct conn *prev, *next;  /* of the lingering ones */
};

/* Reads what is there (bounded, so that one does not hold up the others) into the world. */
void conn_read(struct conn *c, struct world *w);

/* Writes what is waiting, as much as the socket takes. */
void conn_flush(struct conn *c, struct world *w);

/* Whether time brings something to it, and what it brings: the ms until there is more, 0: it spoke,
 * -1: never. */
bool conn_ticks(const struct conn *c);
int64_t conn_tick(struct conn *c, struct world *w);

/* Whether we want to read from it now. */
bool conn_listens(const struct conn *c);

/* The other side is gone, and no read would find it out, while the poller insists. What it said
 * before is done all the same, where that takes time. */
void conn_break(struct conn *c, struct poller *p);

/* Sets what to watch for; after anything that may have changed it. */
void conn_watch(struct conn *c, struct poller *p);

/* For a stage: the next bytes that wait above it, at most `cap`, into `out`; gives how many. */
size_t conn_copy_above(const struct conn *c, const struct stage *s, char *out, size_t cap);

/* `len` of them need not wait any more. */
void conn_consume_above(struct conn *c, const struct stage *s, size_t len);

/* After goodbye: throws away what still comes. True: the other side is gone. */
bool conn_drain(struct conn *c);

/* Without its socket, which is closed and not watched any more. */
void conn_free(struct conn *c);
