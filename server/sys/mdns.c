#define _DEFAULT_SOURCE
#include "server/sys/mdns.h"

#include <stdlib.h>
#include <string.h>

#ifdef _WIN32

struct mdns *mdns_new(struct poller *p, const struct announce *a, int64_t now)
{
    (void)p, (void)a, (void)now;
    return NULL; /* untested there, so not supported */
}

void mdns_rename(struct mdns *m, const char *name, int64_t now)
{
    (void)m, (void)name, (void)now;
}

void mdns_free(struct mdns *m)
{
    (void)m;
}

int64_t mdns_tick(struct mdns *m, int64_t now, int people)
{
    (void)m, (void)now, (void)people;
    return -1;
}

#else
#include <arpa/inet.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/dns.h"
#include "server/log.h"
#include "server/sys/poller.h"
#include "server/wire/announce.h"

enum {
    NETWORKS_MAX = 8,
    PROBES = 3,
    PROBE_MS = 250,
    HELLOS = 2,
    HELLO_MS = 1000,
    SNOMASK_MS = 10000
};

struct network {
    struct mdns *mdns;
    int socket, slot;
    struct in_addr address;
};

struct mdns {
    struct poller *poller;
    struct announce announce;
    char wanted[64]; /* the name, before a conflict changed it */
    struct network networks[NETWORKS_MAX];
    int count;
    int step;         /* probes, then hellos */
    int64_t next_at;  /* monotonic; of the next step */
    int people, told; /* online now; last announced */
};

static void hear(void *context, void *owner, unsigned happened);

static struct sockaddr_in group(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(DNS_PORT)};
    inet_pton(AF_INET, DNS_GROUP, &to.sin_addr);
    return to;
}

/* A socket that receives and sends on one network; -1: it failed. */
static int open_network(struct in_addr address)
{
    int one = 1, none = 0, hops = 255;
    struct sockaddr_in here = group(); /* to receive only what is sent to the group */
    struct ip_mreq join = {.imr_multiaddr = here.sin_addr, .imr_interface = address};
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    if (fd < 0) {
        return -1;
    }
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
#ifdef SO_REUSEPORT
    setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one);
#endif
#ifdef IP_MULTICAST_ALL
    setsockopt(fd, IPPROTO_IP, IP_MULTICAST_ALL, &none, sizeof none);
#endif
    (void)none;
    if (bind(fd, (struct sockaddr *)&here, sizeof here) < 0 ||
        setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &join, sizeof join) < 0 ||
        setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, &address, sizeof address) < 0 ||
        setsockopt(fd, IPPROTO_IP, IP_MULTICAST_TTL, &hops, sizeof hops) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static void open_networks(struct mdns *m)
{
    struct ifaddrs *all;
    if (getifaddrs(&all) < 0) {
        return;
    }
    for (const struct ifaddrs *a = all; a && m->count < NETWORKS_MAX; a = a->ifa_next) {
        unsigned flags = a->ifa_flags;
        bool usable = a->ifa_addr && a->ifa_addr->sa_family == AF_INET && (flags & IFF_UP) &&
                      (flags & IFF_MULTICAST) && !(flags & IFF_LOOPBACK) &&
                      !(flags & IFF_POINTOPOINT);
        struct network *n = &m->networks[m->count];
        if (usable) {
            n->address = ((struct sockaddr_in *)(void *)a->ifa_addr)->sin_addr;
            n->socket = open_network(n->address);
            if (n->socket >= 0) {
                n->mdns = m;
                poller_add(m->poller, n->socket, POLLER_READ, (struct poller_source){hear, n},
                           &n->slot);
                m->count++;
            }
        }
    }
    freeifaddrs(all);
}

struct mdns *mdns_new(struct poller *p, const struct announce *a, int64_t now)
{
    struct mdns *m = xcalloc(1, sizeof *m);
    m->poller = p;
    m->announce = *a;
    copy_text(m->wanted, sizeof m->wanted, a->name);
    m->next_at = now;
    open_networks(m);
    if (m->count == 0) {
        free(m);
        return NULL;
    }
    return m;
}

static void send_to(const struct network *n, const struct bytes *packet,
                    const struct sockaddr_in *to)
{
    ssize_t ignored =
        sendto(n->socket, packet->data, packet->len, 0, (const struct sockaddr *)to, sizeof *to);
    (void)ignored; /* the network may be down for the moment */
}

static void hello(struct mdns *m, bool goodbye)
{
    struct sockaddr_in to = group();
    for (int i = 0; i < m->count; i++) {
        struct bytes packet = {0};
        announce_hello(&m->announce, (const unsigned char *)&m->networks[i].address, goodbye,
                       &packet);
        send_to(&m->networks[i], &packet, &to);
        bytes_finish(&packet);
    }
}

static void probe(struct mdns *m)
{
    struct sockaddr_in to = group();
    struct bytes packet = {0};
    announce_probe(&m->announce, &packet);
    for (int i = 0; i < m->count; i++) {
        send_to(&m->networks[i], &packet, &to);
    }
    bytes_finish(&packet);
}

int64_t mdns_tick(struct mdns *m, int64_t now, int people)
{
    m->people = people;
    bool news = m->step == PROBES + HELLOS && people != m->told;
    if (now >= m->next_at && (m->step < PROBES + HELLOS || news)) {
        m->announce.people = m->told = people;
        if (m->step < PROBES) {
            probe(m);
        } else {
            hello(m, false);
        }
        m->step += m->step < PROBES + HELLOS;
        m->next_at = now + (m->step <= PROBES           ? PROBE_MS
                            : m->step < PROBES + HELLOS ? HELLO_MS
                                                        : SNOMASK_MS);
        news = false;
    }
    return m->step < PROBES + HELLOS || news ? (m->next_at > now ? m->next_at - now : 0) : -1;
}

static void take(struct mdns *m, const struct network *n, const char *data, size_t len,
                 const struct sockaddr_in *from)
{
    struct bytes packet = {0};
    bool unicast;
    if (m->step <= PROBES && announce_yields(&m->announce, data, len)) {
        log_line(LOG_INFO, "announced as %s: another server has the name before", m->announce.name);
        m->step = 0;
    } else if (m->step > PROBES &&
               announce_answer(&m->announce, (const unsigned char *)&n->address, data, len,
                               ntohs(from->sin_port) != DNS_PORT, &unicast, &packet)) {
        struct sockaddr_in all = group();
        send_to(n, &packet, unicast ? from : &all);
    }
    bytes_finish(&packet);
}

/* Something was received from a network. */
static void hear(void *context, void *owner, unsigned happened)
{
    enum { AT_ONCE = 32 };
    char data[9000];
    const struct network *n = owner;
    struct mdns *m = n->mdns;
    (void)context, (void)happened;
    m->announce.people = m->people;
    for (int i = 0; i < AT_ONCE; i++) {
        struct sockaddr_in from;
        socklen_t size = sizeof from;
        ssize_t len = recvfrom(n->socket, data, sizeof data, 0, (struct sockaddr *)&from, &size);
        if (len < 0) {
            break;
        }
        if (size == sizeof from) {
            take(m, n, data, (size_t)len, &from);
        }
    }
}

void mdns_rename(struct mdns *m, const char *name, int64_t now)
{
    if (!m || strcmp(m->wanted, name) == 0) {
        return;
    }
    if (m->step > PROBES) {
        hello(m, true);
    }
    copy_text(m->wanted, sizeof m->wanted, name);
    copy_text(m->announce.name, sizeof m->announce.name, name);
    m->step = 0;
    m->next_at = now;
}

void mdns_free(struct mdns *m)
{
    if (!m) {
        return;
    }
    if (m->step > PROBES) {
        hello(m, true);
    }
    for (int i = 0; i < m->count; i++) {
        poller_remove(m->poller, m->networks[i].slot);
        close(m->networks[i].socket);
    }
    free(m);
}

#endif
