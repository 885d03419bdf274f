#define _DEFAULT_SOURCE
#include "client/sys/discoverer.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32

struct discoverer *discoverer_new(unsigned wake)
{
    (void)wake;
    return NULL; /* not implemented: it could not be tested there */
}

void discoverer_free(struct discoverer *b)
{
    (void)b;
}

bool discoverer_pop(struct discoverer *b, struct event *e)
{
    (void)b, (void)e;
    return false;
}

#else
#include <arpa/inet.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "client/base/event.h"
#include "client/net/discovery.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/dns.h"

enum { NETWORKS_MAX = 8, ASK_FIRST_MS = 1000, ASK_MS = 3000, WAITING_MAX = 64 };

struct answer {
    struct bytes data;
    struct answer *next;
};

struct discoverer {
    Uint32 wake;
    int sockets[NETWORKS_MAX], count;
    int stop[2]; /* a pipe: closing it ends the thread */
    SDL_Thread *thread;
    SDL_mutex *lock;
    struct answer *answers; /* under the lock, oldest first; so is `waiting` */
    int waiting;
    struct answer *told;
};

/* Binds to any port: a query from a port other than DNS_PORT is answered to the sender only. */
static int open_network(struct in_addr address)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0), hops = 255;
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr = address};
    if (fd >= 0 && (bind(fd, (struct sockaddr *)&here, sizeof here) < 0 ||
                    setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, &address, sizeof address) < 0)) {
        close(fd);
        return -1;
    }
    if (fd >= 0) {
        fcntl(fd, F_SETFD, FD_CLOEXEC);
        fcntl(fd, F_SETFL, O_NONBLOCK);
        setsockopt(fd, IPPROTO_IP, IP_MULTICAST_TTL, &hops, sizeof hops);
    }
    return fd;
}

static void open_networks(struct discoverer *b)
{
    struct ifaddrs *all;
    if (getifaddrs(&all) < 0) {
        return;
    }
    for (const struct ifaddrs *a = all; a && b->count < NETWORKS_MAX; a = a->ifa_next) {
        bool usable = a->ifa_addr && a->ifa_addr->sa_family == AF_INET && (a->ifa_flags & IFF_UP) &&
                      (a->ifa_flags & IFF_MULTICAST) && !(a->ifa_flags & IFF_LOOPBACK);
        int fd = usable ? open_network(((struct sockaddr_in *)(void *)a->ifa_addr)->sin_addr) : -1;
        if (fd >= 0) {
            b->sockets[b->count++] = fd;
        }
    }
    freeifaddrs(all);
}

static void ask(const struct discoverer *b)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(DNS_PORT)};
    struct bytes question = {0};
    inet_pton(AF_INET, DNS_GROUP, &to.sin_addr);
    discovery_ask(&question);
    for (int i = 0; i < b->count; i++) {
        ssize_t ignored = sendto(b->sockets[i], question.data, question.len, 0,
                                 (struct sockaddr *)&to, sizeof to);
        (void)ignored;
    }
    bytes_finish(&question);
}

static void keep(struct discoverer *b, const char *data, size_t len)
{
    SDL_Event event = {.type = b->wake};
    SDL_LockMutex(b->lock);
    if (b->waiting < WAITING_MAX) {
        struct answer **last = &b->answers;
        while (*last) {
            last = &(*last)->next;
        }
        *last = xcalloc(1, sizeof **last);
        bytes_add(&(*last)->data, data, len);
        b->waiting++;
    }
    SDL_UnlockMutex(b->lock);
    SDL_PushEvent(&event);
}

static int run(void *context)
{
    struct discoverer *b = context;
    struct pollfd fds[NETWORKS_MAX + 1] = {{.fd = b->stop[0], .events = POLLIN}};
    Uint64 ask_at = 0;
    for (int times = 0;;) {
        Uint64 now = SDL_GetTicks64();
        if (now >= ask_at) {
            ask(b);
            ask_at = now + (times++ == 0 ? ASK_FIRST_MS : ASK_MS);
        }
        for (int i = 0; i < b->count; i++) {
            fds[i + 1] = (struct pollfd){.fd = b->sockets[i], .events = POLLIN};
        }
        poll(fds, (nfds_t)b->count + 1, (int)(ask_at - now));
        if (fds[0].revents) {
            return 0;
        }
        for (int i = 0; i < b->count; i++) {
            char data[9000];
            ssize_t len;
            while (fds[i + 1].revents && (len = recv(b->sockets[i], data, sizeof data, 0)) > 0) {
                keep(b, data, (size_t)len);
            }
        }
    }
}

struct discoverer *discoverer_new(unsigned wake)
{
    struct discoverer *b = xcalloc(1, sizeof *b);
    b->wake = wake;
    open_networks(b);
    if (b->count == 0 || pipe(b->stop)) {
        for (int i = 0; i < b->count; i++) {
            close(b->sockets[i]);
        }
        free(b);
        return NULL;
    }
    fcntl(b->stop[0], F_SETFD, FD_CLOEXEC);
    fcntl(b->stop[1], F_SETFD, FD_CLOEXEC);
    b->lock = SDL_CreateMutex();
    b->thread = SDL_CreateThread(run, "browse", b);
    return b;
}

static void free_answer(struct answer *a)
{
    if (a) {
        bytes_finish(&a->data);
        free(a);
    }
}

void discoverer_free(struct discoverer *b)
{
    if (!b) {
        return;
    }
    close(b->stop[1]);
    SDL_WaitThread(b->thread, NULL);
    close(b->stop[0]);
    for (int i = 0; i < b->count; i++) {
        close(b->sockets[i]);
    }
    for (struct answer *next; b->answers; b->answers = next) {
        next = b->answers->next;
        free_answer(b->answers);
    }
    free_answer(b->told);
    SDL_DestroyMutex(b->lock);
    free(b);
}

bool discoverer_pop(struct discoverer *b, struct event *e)
{
    if (!b) {
        return false;
    }
    SDL_LockMutex(b->lock);
    struct answer *a = b->answers;
    b->answers = a ? a->next : NULL;
    b->waiting -= a != NULL;
    SDL_UnlockMutex(b->lock);
    if (!a) {
        return false;
    }
    free_answer(b->told);
    b->told = a;
    e->kind = EVENT_NEARBY;
    e->packet.data = a->data.data;
    e->packet.len = a->data.len;
    return true;
}

#endif
