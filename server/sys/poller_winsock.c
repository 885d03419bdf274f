/* WSAPoll. Written with care, not tried on Windows: see README, "What was tried where". */
#define WIN32_LEAN_AND_MEAN
#include <winsock2.h>

#include <limits.h>

#include "server/sys/poller_poll.h"

void poller_add(struct poller *p, net_socket s, unsigned want, void *owner, int *slot)
{
    poller_put(p, (struct pollfd){(SOCKET)s, events_of(want), 0}, owner, slot);
}

void poller_wait(struct poller *p, int64_t wait)
{
    p->at = 0;
    int ms = wait > INT_MAX ? INT_MAX : (int)wait;
    if (p->count == 0) {
        Sleep(ms < 0 ? INFINITE : (DWORD)ms); /* WSAPoll refuses an empty array */
    } else if (WSAPoll(p->fds, (ULONG)p->count, ms) > 0) {
        p->at = p->count;
    }
}
