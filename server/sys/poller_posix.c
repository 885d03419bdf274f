#include <limits.h>
#include <poll.h>

#include "server/sys/poller_poll.h"

static void polled_add(struct poller *p, net_socket s, unsigned want, struct poller_source source,
                       int *slot)
{
    polled_put(polled_of(p), (struct pollfd){(int)s, events_of(want), 0}, source, slot);
}

static void polled_wait(struct poller *poller, int64_t wait)
{
    struct polled *p = polled_of(poller);
    p->at = 0;
    if (poll(p->fds, (nfds_t)p->count, wait > INT_MAX ? INT_MAX : (int)wait) > 0) {
        p->at = p->count;
    }
}

struct poller *poller_poll_new(void)
{
    static const struct poller_ways ways = {"poll",        polled_free, polled_add, polled_want,
                                            polled_remove, polled_wait, polled_next};
    return polled_new(&ways);
}
