#pragma once
/* The implementations behind poller.h: each begins with a struct poller. */
#include "server/sys/poller.h"

struct poller_ways {
    const char *name;
    void (*free)(struct poller *p);
    void (*add)(struct poller *p, net_socket s, unsigned want, struct poller_source source,
                int *slot);
    void (*want)(struct poller *p, int slot, unsigned want);
    void (*remove)(struct poller *p, int slot);
    void (*wait)(struct poller *p, int64_t wait);
    /* The next event; its `call` is NULL when there are no more. */
    struct poller_source (*next)(struct poller *p, unsigned *happened);
};

struct poller {
    const struct poller_ways *ways;
};

struct poller *poller_poll_new(void);

/* NULL: not on this system, or it failed. */
struct poller *poller_many_new(void);
