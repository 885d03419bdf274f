#include "server/sys/linger.h"

#include "server/sys/conn.h"
#include "server/sys/poller.h"

enum { MOST = 512, WAIT_MS = 2000 };

static void drop(struct lingering *f, struct conn *c)
{
    if (!c->unwatched) {
        poller_remove(f->poller, c->slot);
    }
    net_close(c->socket);
    f->count -= c->lingers;
    if (c->prev) {
        c->prev->next = c->next;
    } else if (f->first == c) {
        f->first = c->next;
    }
    if (c->next) {
        c->next->prev = c->prev;
    }
    conn_free(c);
}

void linger_begin(struct lingering *f, struct conn *c, int64_t now)
{
    net_finish_writing(c->socket);
    c->want = POLLER_READ;
    if (!c->unwatched) {
        poller_want(f->poller, c->slot, c->want);
    }
    if (c->unwatched || f->count >= MOST) {
        drop(f, c);
        return;
    }
    f->count++;
    c->lingers = true;
    c->linger_until = now + WAIT_MS;
    c->next = f->first;
    if (c->next) {
        c->next->prev = c;
    }
    f->first = c;
    linger_hear(f, c);
}

void linger_hear(struct lingering *f, struct conn *c)
{
    if (conn_drain(c)) {
        drop(f, c);
    }
}

int64_t linger_end(struct lingering *f, int64_t now, bool all)
{
    int64_t wait = -1;
    struct conn *next;
    for (struct conn *c = f->first; c; c = next) {
        next = c->next;
        int64_t left = c->linger_until - now;
        if (all || left <= 0) {
            drop(f, c);
        } else if (wait < 0 || left < wait) {
            wait = left;
        }
    }
    return wait;
}
