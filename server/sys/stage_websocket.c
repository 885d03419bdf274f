#include <stdlib.h>

#include "irc/check.h"
#include "server/core/session.h"
#include "server/sys/conn.h"
#include "server/sys/stage.h"
#include "server/sys/websocket.h"

struct stage_websocket {
    struct stage stage;
    struct websocket *ws;
};

static struct websocket *websocket_of(const struct stage *s)
{
    return ((const struct stage_websocket *)s)->ws;
}

static bool stage_take(struct stage *s, struct conn *c, struct world *w, const char *data,
                       size_t len, struct bytes *up)
{
    (void)c, (void)w;
    return websocket_take(websocket_of(s), data, len, up);
}

static void stage_put(struct stage *s, struct conn *c)
{
    websocket_put(websocket_of(s), &c->session->out);
}

static void stage_close(struct stage *s)
{
    websocket_close(websocket_of(s));
}

static void stage_free(struct stage *s)
{
    websocket_free(websocket_of(s));
    free(s);
}

struct stage *stage_websocket_new(const char *origins)
{
    static const struct stage_kind kind = {.take = stage_take,
                                           .put = stage_put,
                                           .close = stage_close,
                                           .free = stage_free,
                                           .binary = true};
    struct stage_websocket *s = xcalloc(1, sizeof *s);
    s->ws = websocket_new(origins);
    s->stage = (struct stage){.kind = &kind, .out = websocket_out(s->ws)};
    return &s->stage;
}
