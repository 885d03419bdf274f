#include "server/sys/conn.h"

#include "irc/bytes.h"
#include "server/outbox.h"
#include "server/sys/poller.h"
#include "server/sys/websocket.h"
#include "server/device.h"
#include "server/world.h"

enum { READ_CHUNK = 16 * 1024, READS_A_TURN = 4 };

/* What came, to the world. False: the connection is over. */
static bool feed(struct conn *c, struct world *w, const char *data, size_t len)
{
    if (!c->ws) {
        world_feed(w, c->device, data, len);
        return true;
    }
    struct bytes lines = {0};
    bool goes_on = websocket_take(c->ws, data, len, &lines);
    if (lines.len) {
        world_feed(w, c->device, lines.data, lines.len);
    }
    bytes_finish(&lines);
    world_note_pending(w, c->device); /* a handshake or a pong waits to be written */
    return goes_on;
}

void conn_read(struct conn *c, struct world *w)
{
    char data[READ_CHUNK];
    for (int i = 0; i < READS_A_TURN && device_wants_input(c->device); i++) {
        ptrdiff_t n = net_read(c->socket, data, sizeof data);
        if (n == NET_AGAIN) {
            return;
        }
        if (n <= 0 || !feed(c, w, data, (size_t)n)) {
            device_doom(c->device, n == NET_BROKEN ? "Connection reset" : "Connection closed");
            return;
        }
        if (n < READ_CHUNK) {
            return;
        }
    }
}

static bool something_waits(const struct conn *c)
{
    return c->device->out.count > 0 || (c->ws && websocket_out(c->ws)->len > 0);
}

/* The next pieces to write; gives how many. */
static int gather(struct conn *c, struct piece *pieces)
{
    if (!c->ws) {
        return outbox_gather(&c->device->out, pieces, NET_PIECES);
    }
    websocket_put(c->ws, &c->device->out);
    if (c->device->doom && c->device->out.count == 0) {
        websocket_close(c->ws);
    }
    pieces[0] = (struct piece){websocket_out(c->ws)->data, websocket_out(c->ws)->len};
    return pieces[0].len > 0;
}

static void consume(struct conn *c, size_t len)
{
    if (c->ws) {
        bytes_cut(websocket_out(c->ws), 0, len);
    } else {
        outbox_consume(&c->device->out, len);
    }
}

void conn_flush(struct conn *c, struct world *w)
{
    struct piece pieces[NET_PIECES];
    /* All that the socket takes: what waits is bounded by sendq_hard, and a reader who keeps up must
     * not be put out because others send faster than we would let ourselves write. */
    while (something_waits(c) && !c->full) {
        size_t offered = 0;
        int count = gather(c, pieces);
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
        if (n == NET_BROKEN) {
            outbox_finish(&c->device->out);
            device_doom(c->device, "Connection reset");
            return;
        }
        consume(c, (size_t)n);
        c->full = (size_t)n < offered;
    }
    world_drained(w, c->device);
}

void conn_watch(struct conn *c, struct poller *p)
{
    unsigned want = c->full ? POLLER_WRITE : 0;
    want |= device_wants_input(c->device) ? POLLER_READ : 0;
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
