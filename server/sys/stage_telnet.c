#include <stdlib.h>

#include "irc/check.h"
#include "server/core/session.h"
#include "server/core/world.h"
#include "server/sys/conn.h"
#include "server/sys/stage.h"
#include "server/wire/telnet.h"

struct stage_telnet {
    struct stage stage;
    struct telnet *telnet;
};

static struct telnet *telnet_of(const struct stage *s)
{
    return ((const struct stage_telnet *)s)->telnet;
}

/* The result is passed up by the tick, which follows. */
static bool stage_take(struct stage *s, struct conn *c, struct world *w, const char *data,
                       size_t len, struct bytes *up)
{
    (void)c, (void)up;
    telnet_take(telnet_of(s), data, len, w->now);
    return true;
}

static void stage_put(struct stage *s, struct conn *c)
{
    telnet_put(telnet_of(s), &c->session->out);
}

static void stage_end(struct stage *s)
{
    telnet_end(telnet_of(s));
}

static int64_t stage_tick(struct stage *s, struct world *w, struct bytes *up)
{
    struct telnet *t = telnet_of(s);
    int64_t wait = telnet_tick(t, w->now);
    bytes_add(up, t->say.data, t->say.len);
    bytes_finish(&t->say);
    return wait;
}

static bool stage_is_done(const struct stage *s)
{
    return telnet_is_done(telnet_of(s));
}

static bool stage_listens(const struct stage *s)
{
    return !telnet_of(s)->ended;
}

static void stage_free(struct stage *s)
{
    telnet_free(telnet_of(s));
    free(s);
}

struct stage *stage_telnet_new(const char *room, int64_t now)
{
    static const struct stage_kind kind = {.take = stage_take,
                                           .put = stage_put,
                                           .end = stage_end,
                                           .tick = stage_tick,
                                           .is_done = stage_is_done,
                                           .listens = stage_listens,
                                           .free = stage_free};
    struct stage_telnet *s = xcalloc(1, sizeof *s);
    s->telnet = telnet_new(room, now);
    s->stage = (struct stage){.kind = &kind, .out = &s->telnet->out};
    return &s->stage;
}
