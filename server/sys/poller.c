#include "server/sys/poller_kinds.h"

#include <stddef.h>

struct poller *poller_new(enum poller_kind kind, long sockets)
{
    enum { FEW = 1024 }; /* up to this many, poll is as good as any other */
    bool many = kind == POLLER_AUTO ? sockets > FEW : kind != POLLER_POLL;
    struct poller *p = many ? poller_many_new() : NULL;
    return p ? p : poller_poll_new();
}

const char *poller_name(const struct poller *p)
{
    return p->ways->name;
}
void poller_free(struct poller *p)
{
    p->ways->free(p);
}

void poller_add(struct poller *p, net_socket s, unsigned want, struct poller_source source,
                int *slot)
{
    p->ways->add(p, s, want, source, slot);
}

void poller_want(struct poller *p, int slot, unsigned want)
{
    p->ways->want(p, slot, want);
}
void poller_remove(struct poller *p, int slot)
{
    p->ways->remove(p, slot);
}
void poller_wait(struct poller *p, int64_t wait)
{
    p->ways->wait(p, wait);
}
void poller_dispatch(struct poller *p, void *context)
{
    unsigned happened;
    struct poller_source source;
    while ((source = p->ways->next(p, &happened)).call) {
        source.call(context, source.owner, happened);
    }
}
