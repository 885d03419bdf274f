#include "server/sys/conn.h"

#include "server/limits/admission.h"

#include <ctype.h>
#include <stdlib.h>

#include "irc/bytes.h"
#include "irc/sys/tls.h"
#include "server/core/session.h"
#include "server/log.h"
#include "server/sys/poller.h"
#include "server/sys/websocket.h"
#include "server/turn/world_turn.h"
#include "server/wire/outbox.h"
#include "server/wire/proxy.h"
#include "server/wire/telnet.h"

enum { READ_CHUNK = 16 * 1024, READS_A_TURN = 4 };

int64_t conn_tick_telnet(struct conn *c, struct world *w)
{
    struct telnet *p = c->telnet;
    int64_t wait = telnet_tick(p, w->now);
    if (p->say.len) {
        struct bytes said = p->say;
        p->say = (struct bytes){0};
        world_feed(w, c->session, said.data, said.len);
        bytes_finish(&said);
        wait = 0; /* the turn that keeps it comes at once */
    }
    if (p->out.len) {
        world_note_pending(w, c->session);
    }
    /* what flood control holds back, or a worker has, is still to be done */
    if (telnet_is_done(p) && line_waiting(&c->session->in) == 0 && !c->session->job) {
        session_doom(c->session, "Connection closed");
    }
    return wait;
}

/* Lines that came, to the world. False: the connection is over. */
static bool feed_plain(struct conn *c, struct world *w, const char *data, size_t len)
{
    if (c->telnet) {
        telnet_take(c->telnet, data, len, w->now);
        conn_tick_telnet(c, w);
        return true;
    }
    if (!c->ws) {
        world_feed(w, c->session, data, len);
        return true;
    }
    struct bytes lines = {0};
    bool goes_on = websocket_take(c->ws, data, len, &lines);
    if (lines.len) {
        world_feed(w, c->session, lines.data, lines.len);
    }
    bytes_finish(&lines);
    world_note_pending(w, c->session); /* a handshake or a pong waits to be written */
    return goes_on;
}

/* Somebody without TLS at a door that wants it is told so, in words they can read. */
static void explain_tls(struct conn *c)
{
    if (tls_looks_plain(c->tls)) {
        bytes_clear(tls_out(c->tls));
        bytes_text(tls_out(c->tls), "ERROR :This port is encrypted: turn on TLS (SSL) in your "
                                    "client, or use the port without it\r\n");
    }
    log_line(LOG_DEBUG, "%s: TLS: %s", c->session->address,
             tls_looks_plain(c->tls) ? "it was not TLS" : tls_trouble(c->tls));
}

/* What the other side showed, as account_by_certificate takes it. */
static void note_certificate(struct conn *c)
{
    struct tls_peer peer;
    size_t len = 0;
    c->met = true;
    tls_describe_peer(c->tls, &peer);
    for (const char *at = peer.fingerprint; *at && len + 1 < CERTIFICATE_BYTES; at++) {
        if (*at != ' ') {
            c->session->certificate[len++] = (char)tolower((unsigned char)*at);
        }
    }
    c->session->certificate[len] = '\0';
}

static bool feed_tls(struct conn *c, struct world *w, const char *data, size_t len)
{
    struct bytes plain = {0};
    enum tls_result result = tls_take(c->tls, data, len, &plain);
    if (!c->met && tls_is_ready(c->tls)) {
        note_certificate(c);
    }
    bool goes_on = plain.len == 0 || feed_plain(c, w, plain.data, plain.len);
    bytes_finish(&plain);
    if (result == TLS_BROKEN) {
        explain_tls(c);
    }
    world_note_pending(w, c->session); /* a handshake waits to be written */
    return goes_on && result == TLS_GOES_ON;
}

/* TLS at a door without it: told in text, which every library takes for what it is. */
static bool is_tls_hello(struct conn *c, const char *data)
{
    static const char text[] = "ERROR :This port is not encrypted\r\n";
    bool first = !c->heard;
    c->heard = true;
    if (!first || c->ws || data[0] != 0x16) {
        return false;
    }
    struct piece piece = {text, sizeof text - 1};
    net_write(c->socket, &piece, 1);
    log_line(LOG_INFO, "%s began with TLS at a door without it", c->session->address);
    return true;
}

static bool feed(struct conn *c, struct world *w, const char *data, size_t len);

/* A proxy says for whom it speaks; what comes after that is theirs. */
static bool feed_proxy(struct conn *c, struct world *w, const char *data, size_t len)
{
    struct bytes *said = c->proxy;
    struct proxy proxy;
    bytes_add(said, data, len);
    enum proxy_result result = proxy_read(said->data, said->len, &proxy);
    if (result == PROXY_MORE) {
        return true;
    }
    if (result == PROXY_WRONG) {
        session_doom(c->session, "The proxy did not say for whom it speaks");
        return false;
    }
    c->proxy = NULL;
    const char *why = proxy.address[0] ? admission_move(w, c->session, proxy.address) : NULL;
    if (why) {
        session_doom(c->session, "%s", why);
    }
    c->session->secure |= proxy.secure;
    bool goes_on = !why && (said->len == proxy.len ||
                            feed(c, w, said->data + proxy.len, said->len - proxy.len));
    bytes_finish(said);
    free(said);
    return goes_on;
}

static bool feed(struct conn *c, struct world *w, const char *data, size_t len)
{
    if (c->proxy) {
        return feed_proxy(c, w, data, len);
    }
    if (c->tls) {
        return feed_tls(c, w, data, len);
    }
    return !is_tls_hello(c, data) && feed_plain(c, w, data, len);
}

/* Who does not take what TLS itself has to say is not listened to: its alerts are no lines, so
 * nothing else would bound them. */
bool conn_listens(const struct conn *c)
{
    enum { RECORDS = 64 * 1024 };
    if (c->telnet && c->telnet->ended) {
        return false;
    }
    return session_wants_input(c->session) && !(c->tls && tls_out(c->tls)->len > RECORDS);
}

void conn_read(struct conn *c, struct world *w)
{
    char data[READ_CHUNK];
    for (int i = 0; i < READS_A_TURN && conn_listens(c); i++) {
        ptrdiff_t n = net_read(c->socket, data, sizeof data);
        if (n == NET_AGAIN) {
            return;
        }
        if (n <= 0 && c->telnet) {
            telnet_end(c->telnet); /* what it said is still to be done */
            conn_tick_telnet(c, w);
            return;
        }
        if (n <= 0 || !feed(c, w, data, (size_t)n)) {
            session_doom(c->session, n == NET_BROKEN ? "Connection reset" : "Connection closed");
            return;
        }
        if (n < READ_CHUNK) {
            return;
        }
    }
}

static bool something_waits(const struct conn *c)
{
    return c->session->out.count > 0 || (c->telnet && c->telnet->out.len > 0) ||
           (c->ws && websocket_out(c->ws)->len > 0) ||
           (c->tls &&
            (tls_out(c->tls)->len > 0 || (c->session->doom && !c->parted && tls_is_ready(c->tls))));
}

/* What waits, as a record of TLS; not more at a time, so that it does not wait twice. */
static int gather_tls(struct conn *c, struct piece *pieces)
{
    enum { RECORD = 16 * 1024 };
    struct bytes *out = tls_out(c->tls), plain = {0};
    struct piece waiting[NET_PIECES];
    if (out->len == 0 && tls_is_ready(c->tls)) {
        int count = outbox_gather(&c->session->out, waiting, NET_PIECES);
        for (int i = 0; i < count && plain.len < RECORD; i++) {
            size_t room = RECORD - plain.len;
            bytes_add(&plain, waiting[i].data, waiting[i].len < room ? waiting[i].len : room);
        }
        if (plain.len && tls_put(c->tls, plain.data, plain.len)) {
            outbox_consume(&c->session->out, plain.len);
        }
        bytes_finish(&plain);
        if (c->session->doom && c->session->out.count == 0 && !c->parted) {
            c->parted = true;
            tls_close(c->tls);
        }
    }
    pieces[0] = (struct piece){out->data, out->len};
    return out->len > 0;
}

enum { FLAT = 16384, FEW = 3 };

/* The next pieces to write; gives how many. Many short lines are copied into `flat` (of FLAT
 * bytes): that costs less than telling the system of each. */
static int gather(struct conn *c, struct piece *pieces, char *flat)
{
    if (c->tls) {
        return gather_tls(c, pieces);
    }
    if (c->telnet) {
        telnet_put(c->telnet, &c->session->out);
        pieces[0] = (struct piece){c->telnet->out.data, c->telnet->out.len};
        return pieces[0].len > 0;
    }
    if (!c->ws && c->session->out.count > FEW) {
        pieces[0] = (struct piece){flat, outbox_copy(&c->session->out, flat, FLAT)};
        return 1;
    }
    if (!c->ws) {
        return outbox_gather(&c->session->out, pieces, NET_PIECES);
    }
    websocket_put(c->ws, &c->session->out);
    if (c->session->doom && c->session->out.count == 0) {
        websocket_close(c->ws);
    }
    pieces[0] = (struct piece){websocket_out(c->ws)->data, websocket_out(c->ws)->len};
    return pieces[0].len > 0;
}

static void consume(struct conn *c, size_t len)
{
    if (c->tls) {
        bytes_cut(tls_out(c->tls), 0, len);
        if (tls_out(c->tls)->len == 0) {
            bytes_finish(
                tls_out(c->tls)); /* most connections have nothing to say most of the time */
        }
    } else if (c->telnet) {
        bytes_cut(&c->telnet->out, 0, len);
    } else if (c->ws) {
        bytes_cut(websocket_out(c->ws), 0, len);
    } else {
        outbox_consume(&c->session->out, len);
    }
}

void conn_flush(struct conn *c, struct world *w)
{
    struct piece pieces[NET_PIECES];
    char flat[FLAT];
    bool drained = false;
    /* All that the socket takes: what waits is bounded by sendq_hard, and a reader who keeps up
     * must not be put out because others send faster than we would let ourselves write. */
    while (something_waits(c) && !c->full) {
        size_t offered = 0;
        int count = gather(c, pieces, flat);
        for (int p = 0; p < count; p++) {
            offered += pieces[p].len;
        }
        if (count == 0) {
            break; /* before the handshake nothing can be said */
        }
        ptrdiff_t n = net_write(c->socket, pieces, count);
        if (n == NET_AGAIN) {
            c->full = true;
            break;
        }
        if (n == NET_BROKEN && c->telnet) {
            telnet_end(c->telnet);
            bytes_clear(&c->telnet->out); /* it does not want to read; what it said is still said */
            drained = true;
            continue;
        }
        if (n == NET_BROKEN) {
            outbox_finish(&c->session->out);
            session_doom(c->session, "Connection reset");
            return;
        }
        consume(c, (size_t)n);
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
