#include "server/sys/conn.h"

#include "server/outbox.h"
#include "server/sys/poller.h"
#include "server/user.h"
#include "server/world.h"

enum { READ_CHUNK = 16 * 1024, READS_A_TURN = 4 };

void conn_read(struct conn *c, struct world *w)
{
    char data[READ_CHUNK];
    for (int i = 0; i < READS_A_TURN && user_wants_input(c->user); i++) {
        ptrdiff_t n = net_read(c->socket, data, sizeof data);
        if (n == NET_AGAIN) {
            return;
        }
        if (n <= 0) {
            user_doom(c->user, n == 0 ? "Connection closed" : "Connection reset");
            return;
        }
        world_feed(w, c->user, data, (size_t)n);
        if (n < READ_CHUNK) {
            return;
        }
    }
}

void conn_flush(struct conn *c, struct world *w)
{
    struct piece pieces[NET_PIECES];
    struct outbox *out = &c->user->out;
    /* All that the socket takes: what waits is bounded by sendq_hard, and a reader who keeps up must
     * not be put out because others send faster than we would let ourselves write. */
    while (out->count > 0 && !c->full) {
        size_t offered = 0;
        int count = outbox_gather(out, pieces, NET_PIECES);
        for (int p = 0; p < count; p++) {
            offered += pieces[p].len;
        }
        ptrdiff_t n = net_write(c->socket, pieces, count);
        if (n == NET_AGAIN) {
            c->full = true;
            break;
        }
        if (n == NET_BROKEN) {
            outbox_finish(out);
            user_doom(c->user, "Connection reset");
            return;
        }
        outbox_consume(out, (size_t)n);
        c->full = (size_t)n < offered;
    }
    world_drained(w, c->user);
}

void conn_watch(struct conn *c, struct poller *p)
{
    unsigned want = c->user->out.count > 0 ? POLLER_WRITE : 0;
    want |= user_wants_input(c->user) ? POLLER_READ : 0;
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
