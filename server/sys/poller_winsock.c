/* WSAPoll. Tried under wine: see README, "What was tried where". */
#define WIN32_LEAN_AND_MEAN
#include <winsock2.h>

#include <limits.h>

#include "server/sys/poller_poll.h"

static void polled_add(struct poller *p, net_socket s, unsigned want, struct poller_source source,
                       int *slot)
{
    polled_put(polled_of(p), (struct pollfd){(SOCKET)s, events_of(want), 0}, source, slot);
}

enum { REST_MS = 50 };

static void polled_wait(struct poller *poller, int64_t wait)
{
    struct polled *p = polled_of(poller);
    p->at = 0;
    int ms = wait > INT_MAX ? INT_MAX : (int)wait;
    if (p->count == 0) {
        Sleep(ms < 0 ? INFINITE : (DWORD)ms); /* WSAPoll refuses an empty array */
        return;
    }
    int ready = WSAPoll(p->fds, (ULONG)p->count, ms);
    if (ready > 0) {
        p->at = p->count;
    } else if (ready == SOCKET_ERROR) {
        Sleep(REST_MS); /* the machine has no memory for it: not again at once */
    }
}

struct poller *poller_poll_new(void)
{
    static const struct poller_ways ways = {"WSAPoll",     polled_free, polled_add, polled_want,
                                            polled_remove, polled_wait, polled_next};
    return polled_new(&ways);
}
