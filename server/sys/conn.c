#include "server/sys/conn.h"

#include <stdlib.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/line.h"
#include "server/core/session.h"
#include "server/core/world.h"
#include "server/log.h"
#include "server/sys/poller.h"
#include "server/sys/stage.h"
#include "server/turn/world_turn.h"
#include "server/wire/outbox.h"

enum { READ_CHUNK = 16 * 1024, READS_A_TURN = 4 };

/* --- input --- */

/* TLS on a port without it: answered in plain text, which every TLS library recognises. */
static bool is_tls_hello(struct conn *c, const char *data)
{
    static const char text[] = "ERROR :This port is not encrypted\r\n";
    bool first = !c->heard;
    c->heard = true;
    if (!first || data[0] != 0x16) {
        return false;
    }
    struct piece piece = {text, sizeof text - 1};
    net_write(c->socket, &piece, 1);
    log_line(LOG_INFO, "%s began with TLS at a door without it", c->session->address);
    return true;
}

/* Passes input to a stage, and what it makes of that to those above, up to lines for the world.
 * False: the connection is over. */
static bool feed(struct conn *c, struct world *w, struct stage *s, const char *data, size_t len)
{
    if (s == c->stage && !(s && s->kind->binary) && is_tls_hello(c, data)) {
        return false;
    }
    if (!s) {
        world_feed(w, c->session, data, len);
        return true;
    }
    struct stage *above = s->above; /* read first: a stage that is done frees itself in `take` */
    struct bytes up = {0};
    bool goes_on = s->kind->take(s, c, w, data, len, &up);
    goes_on = (up.len == 0 || feed(c, w, above, up.data, up.len)) && goes_on;
    bytes_finish(&up);
    world_note_pending(w, c->session); /* a handshake or a pong may wait to be written */
    return goes_on;
}

static struct stage *ticking(const struct conn *c)
{
    struct stage *s = c->stage;
    while (s && !s->kind->tick) {
        s = s->above;
    }
    return s;
}

bool conn_ticks(const struct conn *c)
{
    return ticking(c);
}

int64_t conn_tick(struct conn *c, struct world *w)
{
    struct stage *s = ticking(c);
    struct bytes up = {0};
    int64_t wait = s->kind->tick(s, w, &up);
    if (up.len) {
        feed(c, w, s->above, up.data, up.len);
        wait = 0; /* the turn that keeps it comes at once */
    }
    bytes_finish(&up);
    if (s->out->len) {
        world_note_pending(w, c->session);
    }
    /* what flood control holds back, or a worker has, is still pending */
    if (s->kind->is_done(s) && line_waiting(&c->session->in) == 0 && !c->session->job) {
        session_doom(c->session, "Connection closed");
    }
    return wait;
}

bool conn_listens(const struct conn *c)
{
    bool listens = session_wants_input(c->session);
    for (const struct stage *s = c->stage; s && listens; s = s->above) {
        listens = !s->kind->listens || s->kind->listens(s);
    }
    return listens;
}

/* The peer sends nothing more. */
static void end(struct conn *c, struct world *w, const char *why)
{
    struct stage *s = ticking(c);
    if (s) {
        s->kind->end(s);
        conn_tick(c, w);
    } else {
        session_doom(c->session, "%s", why);
    }
}

void conn_read(struct conn *c, struct world *w)
{
    char data[READ_CHUNK];
    for (int i = 0; i < READS_A_TURN && conn_listens(c); i++) {
        ptrdiff_t n = net_read(c->socket, data, sizeof data);
        if (n == NET_AGAIN) {
            return;
        }
        if (n <= 0) {
            end(c, w, n == NET_BROKEN ? "Connection reset" : "Connection closed");
            return;
        }
        if (!feed(c, w, c->stage, data, (size_t)n)) {
            session_doom(c->session, "Connection closed");
            return;
        }
        if (conn_ticks(c)) {
            conn_tick(c, w);
        }
        if (n < READ_CHUNK) {
            return;
        }
    }
}

void conn_break(struct conn *c, struct poller *p)
{
    const struct stage *s = ticking(c);
    if (s && !s->kind->listens(s)) {
        poller_remove(p, c->slot);
        c->unwatched = true;
    } else {
        session_doom(c->session, "Connection reset");
    }
}

/* --- output --- */

/* The lowest stage that transforms output; NULL: the lines are written as they are. */
static struct stage *writer(const struct conn *c)
{
    struct stage *s = c->stage;
    while (s && !s->kind->put) {
        s = s->above;
    }
    return s;
}

static bool waits_above(const struct conn *c, const struct stage *s)
{
    return c->session->out.count > 0 || (s && s->above && s->above->out->len > 0);
}

size_t conn_copy_above(const struct conn *c, const struct stage *s, char *out, size_t cap)
{
    if (!s->above) {
        return outbox_copy(&c->session->out, out, cap);
    }
    size_t len = s->above->out->len < cap ? s->above->out->len : cap;
    memcpy(out, s->above->out->data, len);
    return len;
}

/* Removes `len` written bytes from a stage's output; NULL: from the session's outbox. */
static void consume(struct conn *c, const struct stage *s, size_t len)
{
    if (!s) {
        outbox_consume(&c->session->out, len);
        return;
    }
    bytes_cut(s->out, 0, len);
    if (s->out->len == 0) {
        bytes_finish(s->out); /* most connections have nothing to write most of the time */
    }
}

void conn_consume_above(struct conn *c, const struct stage *s, size_t len)
{
    consume(c, s->above, len);
}

/* Moves output through all stages, the uppermost first; closing messages come last. */
static void put(struct conn *c, struct stage *s)
{
    if (s->above) {
        put(c, s->above);
    }
    s->kind->put(s, c);
    bool last = c->session->doom && !waits_above(c, s) && (!s->above || s->above->closed);
    if (last && !s->closed) {
        s->closed = true;
        if (s->kind->close) {
            s->kind->close(s);
        }
    }
}

static bool something_waits(const struct conn *c)
{
    const struct stage *s = writer(c);
    return waits_above(c, s) || (s && (s->out->len > 0 || (c->session->doom && !s->closed)));
}

enum { FLAT = 16384, FEW = 3 };

/* The next pieces to write; returns how many. Many short lines are copied into `flat` (of FLAT
 * bytes): that costs less than passing each to the system. */
static int gather(struct conn *c, struct piece *pieces, char *flat)
{
    struct stage *s = writer(c);
    if (s) {
        put(c, s);
        pieces[0] = (struct piece){s->out->data, s->out->len};
        return pieces[0].len > 0;
    }
    if (c->session->out.count > FEW) {
        pieces[0] = (struct piece){flat, outbox_copy(&c->session->out, flat, FLAT)};
        return 1;
    }
    return outbox_gather(&c->session->out, pieces, NET_PIECES);
}

/* The socket is broken. False: what the peer sent before is still pending, as that takes time. */
static bool is_lost(struct conn *c)
{
    struct stage *s = ticking(c);
    if (s) {
        s->kind->end(s);
        bytes_clear(s->out);
        return false;
    }
    outbox_finish(&c->session->out);
    session_doom(c->session, "Connection reset");
    return true;
}

void conn_flush(struct conn *c, struct world *w)
{
    struct piece pieces[NET_PIECES];
    char flat[FLAT];
    bool drained = false;
    /* All that the socket takes: the queue is bounded by sendq_hard, and a client that keeps up
     * must not be dropped because others send faster than some limit here would let us write. */
    while (something_waits(c) && !c->full) {
        size_t offered = 0;
        int count = gather(c, pieces, flat);
        for (int p = 0; p < count; p++) {
            offered += pieces[p].len;
        }
        if (count == 0) {
            break; /* before the handshake nothing can be sent */
        }
        ptrdiff_t n = net_write(c->socket, pieces, count);
        if (n == NET_AGAIN) {
            c->full = true;
            break;
        }
        if (n == NET_BROKEN) {
            if (is_lost(c)) {
                return;
            }
            drained = true;
            continue;
        }
        consume(c, writer(c), (size_t)n);
        drained |= n > 0;
        c->full = (size_t)n < offered;
    }
    if (drained) {
        world_drained(w, c->session);
    }
}

void conn_watch(struct conn *c, struct poller *p)
{
    if (c->unwatched) {
        return;
    }
    unsigned want = c->full ? POLLER_WRITE : 0;
    want |= conn_listens(c) ? POLLER_READ : 0;
    if (want != c->want) {
        c->want = want;
        poller_want(p, c->slot, want);
    }
}

/* --- the end --- */

bool conn_drain(struct conn *c)
{
    char data[READ_CHUNK];
    for (int i = 0; i < READS_A_TURN; i++) {
        ptrdiff_t n = net_read(c->socket, data, sizeof data);
        if (n == NET_AGAIN) {
            return false;
        }
        if (n <= 0) {
            return true;
        }
    }
    return false;
}

void conn_free(struct conn *c)
{
    struct stage *above;
    for (struct stage *s = c->stage; s; s = above) {
        above = s->above;
        s->kind->free(s);
    }
    free(c);
}
