#pragma once
/* One layer of a connection, between the socket and the lines of IRC: the header of a proxy, TLS,
 * WebSocket, the plain door. Each takes bytes from below and hands up what they say, and turns
 * what waits above it into bytes for below. A connection of plain lines has none. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes;
struct conn;
struct stage;
struct tls_context;
struct world;

struct stage_kind {
    /* What came, in any pieces; what it says for the stage above is appended to `up`. False: the
     * connection is over, once what waits was written. */
    bool (*take)(struct stage *s, struct conn *c, struct world *w, const char *data, size_t len,
                 struct bytes *up);
    /* Moves what waits above into `out`, as far as is sensible. NULL: it has nothing to do with
     * what is written. */
    void (*put)(struct stage *s, struct conn *c);
    /* Says goodbye, after all that was put. NULL: it has no word for that. */
    void (*close)(struct stage *s);
    /* The other side writes, or reads, nothing more, and what it said before is still to be done;
     * so conn_tick says when it is over. NULL: the connection is over at once. */
    void (*end)(struct stage *s);
    /* What time brings, appended to `up`; the ms until there is more, -1: never. NULL: nothing. */
    int64_t (*tick)(struct stage *s, struct world *w, struct bytes *up);
    bool (*is_done)(const struct stage *s);
    /* Whether more may be read now. NULL: always. */
    bool (*listens)(const struct stage *s);
    void (*free)(struct stage *s);
    bool binary; /* what comes first need not be a line */
};

struct stage {
    const struct stage_kind *kind;
    struct stage *above; /* NULL: the lines of the session */
    struct bytes *out;   /* what waits to be written below it; NULL with put */
    bool closed;         /* said goodbye */
};

/* Each is freed by its kind's free. */
struct stage *stage_proxy_new(struct stage *above);
struct stage *stage_tls_new(struct tls_context *tls);
struct stage *stage_websocket_new(const char *origins); /* as websocket_new */
struct stage *stage_telnet_new(const char *room, int64_t now);
