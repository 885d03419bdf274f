#include <limits.h>
#include <poll.h>

#include "server/sys/poller_poll.h"

void poller_add(struct poller *p, net_socket s, unsigned want, void *owner, int *slot)
{
    poller_put(p, (struct pollfd){(int)s, events_of(want), 0}, owner, slot);
}

void poller_wait(struct poller *p, int64_t wait)
{
    p->at = 0;
    if (poll(p->fds, (nfds_t)p->count, wait > INT_MAX ? INT_MAX : (int)wait) > 0) {
        p->at = p->count;
    }
}
