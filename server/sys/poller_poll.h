#pragma once
/* What poll and WSAPoll share: a dense array of entries, in which the last one replaces a removed
 * one. Included by the two back ends only, after the header that defines their `struct pollfd`. */
#include <stdlib.h>

#include "irc/check.h"
#include "server/sys/poller_kinds.h"

struct entry {
    struct poller_source source;
    int *slot;
};

struct polled {
    struct poller poller;
    struct pollfd *fds;
    struct entry *entries;
    int count, cap;
    int at; /* the scan goes from the end down, so that removing is safe */
};

static short events_of(unsigned want)
{
    return (short)((want & POLLER_READ ? POLLIN : 0) | (want & POLLER_WRITE ? POLLOUT : 0));
}

static struct polled *polled_of(struct poller *p)
{
    return (struct polled *)p;
}

static void polled_free(struct poller *p)
{
    free(polled_of(p)->fds);
    free(polled_of(p)->entries);
    free(p);
}

static void polled_want(struct poller *p, int slot, unsigned want)
{
    polled_of(p)->fds[slot].events = events_of(want);
}

static void polled_put(struct polled *p, struct pollfd fd, struct poller_source source, int *slot)
{
    if (p->count == p->cap) {
        p->cap = p->cap ? p->cap * 2 : 64;
        p->fds = xrealloc(p->fds, (size_t)p->cap * sizeof *p->fds);
        p->entries = xrealloc(p->entries, (size_t)p->cap * sizeof *p->entries);
    }
    *slot = p->count++;
    p->fds[*slot] = fd;
    p->entries[*slot] = (struct entry){source, slot};
}

static void polled_remove(struct poller *poller, int slot)
{
    struct polled *p = polled_of(poller);
    int last = --p->count;
    p->fds[slot] = p->fds[last];
    p->entries[slot] = p->entries[last];
    if (slot != last) {
        *p->entries[slot].slot = slot;
    }
}

static struct poller_source polled_next(struct poller *poller, unsigned *happened)
{
    struct polled *p = polled_of(poller);
    while (p->at > 0) {
        int slot = --p->at;
        if (slot >= p->count) {
            continue;
        }
        short got = p->fds[slot].revents;
        if (got) {
            p->fds[slot].revents = 0;
            *happened = (got & POLLOUT ? POLLER_WRITE : 0u) | (got & ~POLLOUT ? POLLER_READ : 0u) |
                        (got & (POLLERR | POLLHUP | POLLNVAL) ? POLLER_BROKEN : 0u);
            return p->entries[slot].source;
        }
    }
    return (struct poller_source){0};
}

static struct poller *polled_new(const struct poller_ways *ways)
{
    struct polled *p = xcalloc(1, sizeof *p);
    p->poller.ways = ways;
    return &p->poller;
}
