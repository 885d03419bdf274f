#pragma once
/* Waits for many sockets at once: the only place that sleeps, and the only one that knows the
 * system call: poll on POSIX, WSAPoll on Windows; for many connections epoll on Linux and kqueue on
 * BSD and macOS, whose cost does not grow with silent ones. */
#include <stdbool.h>
#include <stdint.h>

#include "server/sys/net.h"

struct poller;

/* BROKEN is only reported: the peer is gone, whatever is being watched for. */
enum { POLLER_READ = 1, POLLER_WRITE = 2, POLLER_BROKEN = 4 };

enum poller_kind { POLLER_AUTO, POLLER_POLL, POLLER_EPOLL, POLLER_KQUEUE };

/* For about this many sockets. POLLER_AUTO, or a kind this system lacks, takes the best for
 * them. */
struct poller *poller_new(enum poller_kind kind, long sockets);

/* Its name, for the log. */
const char *poller_name(const struct poller *p);
void poller_free(struct poller *p);

/* The owner of a socket, and what to call when something happened to it. */
struct poller_source {
    void (*call)(void *context, void *owner, unsigned happened);
    void *owner;
};

/* Watches `s`. `slot` belongs to the caller, is kept up to date by the poller, and names the socket
 * in the calls below. */
void poller_add(struct poller *p, net_socket s, unsigned want, struct poller_source source,
                int *slot);
void poller_want(struct poller *p, int slot, unsigned want);
void poller_remove(struct poller *p, int slot);

/* Sleeps until something happens, at most `wait` ms (-1: for ever). */
void poller_wait(struct poller *p, int64_t wait);

/* Calls the source of each socket to which something happened, with `context`. A hang-up or an
 * error is reported as readable: the read then says which. A socket removed in between is not
 * reported. */
void poller_dispatch(struct poller *p, void *context);
