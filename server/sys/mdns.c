#include "server/sys/mdns.h"

#include <stdlib.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/dns.h"
#include "irc/sys/multicast.h"
#include "server/log.h"
#include "server/sys/poller.h"
#include "server/wire/announce.h"

enum { PROBES = 3, PROBE_MS = 250, HELLOS = 2, HELLO_MS = 1000, SNOMASK_MS = 10000 };

struct network {
    struct mdns *mdns;
    const struct multicast *at;
    int slot;
};

struct mdns {
    struct poller *poller;
    struct announce announce;
    char wanted[64]; /* the name, before a conflict changed it */
    struct multicast sockets[MULTICAST_NETWORKS];
    struct network networks[MULTICAST_NETWORKS];
    int count;
    int step;         /* probes, then hellos */
    int64_t next_at;  /* monotonic; of the next step */
    int people, told; /* online now; last announced */
};

static void hear(void *context, void *owner, unsigned happened);

struct mdns *mdns_new(struct poller *p, const struct announce *a, int64_t now)
{
    struct mdns *m = xcalloc(1, sizeof *m);
    m->poller = p;
    m->announce = *a;
    copy_text(m->wanted, sizeof m->wanted, a->name);
    m->next_at = now;
    m->count = multicast_open(m->sockets, DNS_GROUP, DNS_PORT, true);
    if (m->count == 0) {
        free(m);
        return NULL;
    }
    for (int i = 0; i < m->count; i++) {
        m->networks[i] = (struct network){.mdns = m, .at = &m->sockets[i]};
        poller_add(p, (net_socket)m->sockets[i].socket, POLLER_READ,
                   (struct poller_source){hear, &m->networks[i]}, &m->networks[i].slot);
    }
    return m;
}

/* To one of those who asked, or (NULL) to all of that network. */
static void send_to(const struct network *n, const struct bytes *packet,
                    const struct multicast_peer *to)
{
    multicast_send(n->at, DNS_GROUP, DNS_PORT, packet->data, packet->len, to);
}

static void hello(struct mdns *m, bool goodbye)
{
    for (int i = 0; i < m->count; i++) {
        struct bytes packet = {0};
        announce_hello(&m->announce, m->sockets[i].address, goodbye, &packet);
        send_to(&m->networks[i], &packet, NULL);
        bytes_finish(&packet);
    }
}

static void probe(struct mdns *m)
{
    struct bytes packet = {0};
    announce_probe(&m->announce, &packet);
    for (int i = 0; i < m->count; i++) {
        send_to(&m->networks[i], &packet, NULL);
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
                 const struct multicast_peer *from)
{
    struct bytes packet = {0};
    bool unicast;
    if (m->step <= PROBES && announce_yields(&m->announce, data, len)) {
        log_line(LOG_INFO, "announced as %s: another server has the name before", m->announce.name);
        m->step = 0;
    } else if (m->step > PROBES && announce_answer(&m->announce, n->at->address, data, len,
                                                   from->port != DNS_PORT, &unicast, &packet)) {
        send_to(n, &packet, unicast ? from : NULL);
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
        struct multicast_peer from;
        ptrdiff_t len = multicast_receive(n->at, data, sizeof data, &from);
        if (len < 0) {
            break;
        }
        take(m, n, data, (size_t)len, &from);
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
    }
    multicast_close(m->sockets, m->count);
    free(m);
}
