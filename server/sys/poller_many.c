/* epoll (Linux) and kqueue (BSD, macOS): the system remembers what is watched for and returns only
 * what happened. The part for kqueue was written with care and is untested. */
#define _DEFAULT_SOURCE
#include "server/sys/poller_kinds.h"

#include <limits.h>
#include <stddef.h>

#if defined(__linux__)
#define MANY_EPOLL 1
#include <sys/epoll.h>
#elif defined(__APPLE__) || defined(__FreeBSD__) || defined(__OpenBSD__) || defined(__NetBSD__)
#define MANY_KQUEUE 1
#include <sys/event.h>
#include <sys/time.h>
#endif

#if defined(MANY_EPOLL) || defined(MANY_KQUEUE)
#include <stdlib.h>
#include <unistd.h>

#include "irc/check.h"

/* Events per call: the system returns those not yet returned first, so that each gets its turn. */
enum { EVENTS = 256 };

struct place {
    struct poller_source source; /* its call is NULL: free */
    net_socket socket;
    unsigned want;
    int next_free; /* -1: none */
};

struct many {
    struct poller poller;
    int fd;
    struct place *places;
    int count, first_free, freed; /* freed: not reused before the next wait; -1: none */
    int at, ready;
#ifdef MANY_EPOLL
    struct epoll_event events[EVENTS];
#else
    struct kevent events[EVENTS];
#endif
};

#ifdef MANY_EPOLL

static void watch(struct many *m, int slot, unsigned before, unsigned want, bool fresh)
{
    struct epoll_event e = {.events = (want & POLLER_READ ? EPOLLIN : 0u) |
                                      (want & POLLER_WRITE ? EPOLLOUT : 0u),
                            .data.u32 = (uint32_t)slot};
    (void)before;
    CHECK(epoll_ctl(m->fd, fresh ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, (int)m->places[slot].socket,
                    &e) == 0);
}

static void forget(struct many *m, int slot)
{
    struct epoll_event none = {0};
    epoll_ctl(m->fd, EPOLL_CTL_DEL, (int)m->places[slot].socket, &none);
}

static int collect(struct many *m, int64_t wait)
{
    return epoll_wait(m->fd, m->events, EVENTS, wait > INT_MAX ? INT_MAX : (int)wait);
}

static unsigned read_event(const struct many *m, int at, int *slot)
{
    uint32_t got = m->events[at].events;
    *slot = (int)m->events[at].data.u32;
    return (got & EPOLLOUT ? POLLER_WRITE : 0u) | (got & ~(uint32_t)EPOLLOUT ? POLLER_READ : 0u) |
           (got & (EPOLLERR | EPOLLHUP) ? POLLER_BROKEN : 0u);
}

static int open_queue(void)
{
    return epoll_create1(EPOLL_CLOEXEC);
}

static const char name[] = "epoll";

#else

static void watch(struct many *m, int slot, unsigned before, unsigned want, bool fresh)
{
    struct kevent changes[2];
    int count = 0;
    uintptr_t fd = (uintptr_t)m->places[slot].socket;
    void *tag = (void *)(intptr_t)slot;
    before = fresh ? 0 : before;
    if ((want ^ before) & POLLER_READ) {
        EV_SET(&changes[count++], fd, EVFILT_READ, want & POLLER_READ ? EV_ADD : EV_DELETE, 0, 0,
               tag);
    }
    if ((want ^ before) & POLLER_WRITE) {
        EV_SET(&changes[count++], fd, EVFILT_WRITE, want & POLLER_WRITE ? EV_ADD : EV_DELETE, 0, 0,
               tag);
    }
    CHECK(count == 0 || kevent(m->fd, changes, count, NULL, 0, NULL) == 0);
}

static void forget(struct many *m, int slot)
{
    watch(m, slot, m->places[slot].want, 0, false);
}

static int collect(struct many *m, int64_t wait)
{
    struct timespec t = {(time_t)(wait / 1000), (long)(wait % 1000) * 1000000};
    return kevent(m->fd, NULL, 0, m->events, EVENTS, wait < 0 ? NULL : &t);
}

static unsigned read_event(const struct many *m, int at, int *slot)
{
    const struct kevent *e = &m->events[at];
    *slot = (int)(intptr_t)e->udata;
    return (e->filter == EVFILT_WRITE ? POLLER_WRITE : POLLER_READ) |
           (e->flags & (EV_EOF | EV_ERROR) ? POLLER_BROKEN : 0u);
}

static int open_queue(void)
{
    return kqueue();
}

static const char name[] = "kqueue";

#endif

static struct many *many_of(struct poller *p)
{
    return (struct many *)p;
}

static void many_free(struct poller *p)
{
    struct many *m = many_of(p);
    close(m->fd);
    free(m->places);
    free(m);
}

static int take_place(struct many *m)
{
    enum { MORE = 256 };
    if (m->first_free < 0) {
        m->places = xrealloc(m->places, (size_t)(m->count + MORE) * sizeof *m->places);
        for (int i = 0; i < MORE; i++) {
            m->places[m->count + i] = (struct place){.next_free = m->first_free};
            m->first_free = m->count + i;
        }
        m->count += MORE;
    }
    int slot = m->first_free;
    m->first_free = m->places[slot].next_free;
    return slot;
}

static void many_add(struct poller *p, net_socket s, unsigned want, struct poller_source source,
                     int *slot)
{
    struct many *m = many_of(p);
    *slot = take_place(m);
    m->places[*slot] = (struct place){source, s, want, -1};
    watch(m, *slot, 0, want, true);
}

static void many_want(struct poller *p, int slot, unsigned want)
{
    struct many *m = many_of(p);
    watch(m, slot, m->places[slot].want, want, false);
    m->places[slot].want = want;
}

static void many_remove(struct poller *p, int slot)
{
    struct many *m = many_of(p);
    forget(m, slot);
    m->places[slot] = (struct place){.next_free = m->freed};
    m->freed = slot;
}

static void many_wait(struct poller *p, int64_t wait)
{
    struct many *m = many_of(p);
    while (m->freed >= 0) { /* no event of the last wait refers to them any more */
        int slot = m->freed;
        m->freed = m->places[slot].next_free;
        m->places[slot].next_free = m->first_free;
        m->first_free = slot;
    }
    m->at = 0;
    m->ready = collect(m, wait);
    m->ready = m->ready < 0 ? 0 : m->ready; /* interrupted by a signal */
}

static struct poller_source many_next(struct poller *p, unsigned *happened)
{
    struct many *m = many_of(p);
    while (m->at < m->ready) {
        int slot;
        unsigned got = read_event(m, m->at++, &slot);
        if (m->places[slot].source.call) {
            *happened = got;
            return m->places[slot].source;
        }
    }
    return (struct poller_source){0};
}

struct poller *poller_many_new(void)
{
    static const struct poller_ways ways = {name,        many_free, many_add, many_want,
                                            many_remove, many_wait, many_next};
    int fd = open_queue();
    if (fd < 0) {
        return NULL;
    }
    struct many *m = xcalloc(1, sizeof *m);
    m->poller.ways = &ways;
    m->fd = fd;
    m->first_free = m->freed = -1;
    return &m->poller;
}

#else

struct poller *poller_many_new(void)
{
    return NULL;
}

#endif
