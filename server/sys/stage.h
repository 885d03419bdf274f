#pragma once
/* One layer of a connection, between the socket and the IRC lines: the header of a proxy, TLS,
 * WebSocket, the plain-text port. Each takes bytes from below and hands up their content, and turns
 * what waits above it into bytes for below. A connection of plain lines has none. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes;
struct conn;
struct stage;
struct tls_context;
struct world;

/* A kind with `tick` has `end`, `is_done` and `listens` too, and is the top one: its `put` reads
 * the lines of the session. */
struct stage_kind {
    /* Takes input, split anywhere; its content for the stage above is appended to `up`. False: the
     * connection is over, once what waits has been written. */
    bool (*take)(struct stage *s, struct conn *c, struct world *w, const char *data, size_t len,
                 struct bytes *up);
    /* Moves what waits above into `out`, as far as is sensible. NULL: it does not transform
     * output. */
    void (*put)(struct stage *s, struct conn *c);
    /* Appends the closing message, after all that was put. NULL: it has none. */
    void (*close)(struct stage *s);
    /* The peer sends, or reads, nothing more, but what it sent before is still pending; conn_tick
     * then says when it is over. NULL: the connection is over at once. */
    void (*end)(struct stage *s);
    /* Does what is due, appends to `up`; the ms until the next call, -1: never. NULL: none. */
    int64_t (*tick)(struct stage *s, struct world *w, struct bytes *up);
    bool (*is_done)(const struct stage *s);
    /* Whether more may be read now. NULL: always. */
    bool (*listens)(const struct stage *s);
    void (*free)(struct stage *s);
    bool binary; /* the first input need not be a line */
};

struct stage {
    const struct stage_kind *kind;
    struct stage *above; /* NULL: the lines of the session */
    struct bytes *out;   /* output waiting for the stage below; NULL if `put` is */
    bool closed;         /* its closing message was appended */
};

/* Each is freed by its kind's free. */
struct stage *stage_proxy_new(struct stage *above);
struct stage *stage_tls_new(struct tls_context *tls);
struct stage *stage_websocket_new(const char *origins); /* as websocket_new */
struct stage *stage_telnet_new(const char *room, int64_t now);
