#include "client/net/discovery.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/endpoint.h"
#include "client/text/text.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/dns.h"

enum { GONE_MS = 9000 }; /* queries are sent every three seconds */

static const char *const services[] = {"_ircs._tcp.local", "_irc._tcp.local"};

void discovery_ask(struct bytes *out)
{
    dns_header(out, 0, 0, (int)COUNT_OF(services), 0, 0);
    for (size_t i = 0; i < COUNT_OF(services); i++) {
        dns_question(out, services[i], DNS_PTR, DNS_IN);
    }
}

/* Finds the record with a name and type in the message; false: there is none. */
static bool find(const struct dns_reader *all, const char *name, enum dns_type type,
                 struct dns_entry *e)
{
    struct dns_reader r = *all;
    while (dns_next_record(&r, e)) {
        if (e->type == type && dns_same(e->name, name)) {
            return true;
        }
    }
    return false;
}

/* "Hacklab._ircs._tcp.local" -> "Hacklab", without DNS escapes. */
static void label_of(const char *instance, const char *service, char *out)
{
    char label[DNS_NAME];
    struct bytes clean = {0};
    size_t len = strlen(instance), tail = strlen(service) + 1, at = 0;
    for (size_t i = 0; i < (len > tail ? len - tail : 0); i++) {
        i += instance[i] == '\\';
        label[at++] = instance[i];
    }
    label[at] = '\0';
    text_clean(&clean, label);
    copy_text(out, DISCOVERY_TEXT, bytes_string(&clean));
    bytes_finish(&clean);
}

static int people_of(const struct dns_reader *r, const char *instance)
{
    struct dns_entry e;
    if (!find(r, instance, DNS_TXT, &e)) {
        return -1;
    }
    for (size_t at = 0; at < e.len; at += 1u + r->data[e.at + at]) {
        char text[32];
        size_t len = r->data[e.at + at];
        if (at + 1 + len > e.len) {
            break;
        }
        snprintf(text, sizeof text, "%.*s", (int)(len < sizeof text ? len : sizeof text - 1),
                 (const char *)r->data + e.at + at + 1);
        if (strncmp(text, "people=", 7) == 0) {
            return (int)strtol(text + 7, NULL, 10) & 0xFFFF;
        }
    }
    return -1;
}

/* The address of a service: its port, and the IP address that comes with it. */
static bool place_of(const struct dns_reader *r, const char *instance, bool tls, char *out)
{
    struct dns_entry srv, a;
    char host[DNS_NAME];
    if (!find(r, instance, DNS_SRV, &srv) || srv.len < 7) {
        return false;
    }
    size_t at = srv.at + 6;
    int port = r->data[srv.at + 4] << 8 | r->data[srv.at + 5];
    if (!dns_read_name(r, &at, host) || !find(r, host, DNS_A, &a) || a.len != 4 || port == 0) {
        return false;
    }
    const unsigned char *ip = r->data + a.at;
    char where[DISCOVERY_TEXT];
    snprintf(where, sizeof where, "%s%d.%d.%d.%d", tls ? "" : "irc://", ip[0], ip[1], ip[2], ip[3]);
    if (port == (tls ? PORT_TLS : PORT_PLAIN)) {
        copy_text(out, DISCOVERY_TEXT, where);
    } else {
        snprintf(out, DISCOVERY_TEXT, "%.60s:%d", where, port);
    }
    return true;
}

static int index_of(const struct discovery *n, const char *name)
{
    int at = n->count - 1;
    while (at >= 0 && strcmp(n->list[at].name, name) != 0) {
        at--;
    }
    return at;
}

static void drop(struct discovery *n, int at)
{
    n->count--;
    memmove(n->list + at, n->list + at + 1, (size_t)(n->count - at) * sizeof *n->list);
}

/* Adds or updates a server, preferring its encrypted address. True: something changed. */
static bool put(struct discovery *n, const struct discovered *s)
{
    int at = index_of(n, s->name);
    if (at >= 0) {
        struct discovered *old = &n->list[at];
        bool worse = old->tls && !s->tls;
        bool same = strcmp(old->address, s->address) == 0 && old->people == s->people;
        old->seen_at = worse ? old->seen_at : s->seen_at;
        if (!worse && !same) {
            *old = *s;
        }
        return !worse && !same;
    }
    if (n->count == DISCOVERY_MAX || !s->name[0]) {
        return false;
    }
    for (at = n->count++; at > 0 && strcmp(n->list[at - 1].name, s->name) > 0; at--) {
        n->list[at] = n->list[at - 1];
    }
    n->list[at] = *s;
    return true;
}

bool discovery_take(struct discovery *n, const void *data, size_t len, int64_t now)
{
    struct dns_reader r;
    struct dns_entry e;
    bool changed = false;
    if (!dns_read(&r, data, len) || !(r.flags & 0x8000)) {
        return false;
    }
    while (dns_next_question(&r, &e)) {
    }
    struct dns_reader all = r;
    while (dns_next_record(&r, &e)) {
        for (size_t i = 0; i < COUNT_OF(services); i++) {
            char instance[DNS_NAME];
            size_t at = e.at;
            if (e.type != DNS_PTR || !dns_same(e.name, services[i]) ||
                !dns_read_name(&all, &at, instance)) {
                continue;
            }
            struct discovered s = {
                .tls = i == 0, .people = people_of(&all, instance), .seen_at = now};
            label_of(instance, services[i], s.name);
            int known = index_of(n, s.name);
            if (e.ttl == 0 && known >= 0 && n->list[known].tls == s.tls) { /* it says goodbye */
                drop(n, known);
                changed = true;
            } else if (e.ttl > 0 && place_of(&all, instance, s.tls, s.address)) {
                changed = put(n, &s) || changed;
            }
        }
    }
    return changed;
}

bool discovery_expire(struct discovery *n, int64_t now)
{
    bool any = false;
    for (int i = n->count - 1; i >= 0; i--) {
        if (now >= n->list[i].seen_at + GONE_MS) {
            drop(n, i);
            any = true;
        }
    }
    return any;
}

int64_t discovery_deadline(const struct discovery *n)
{
    int64_t at = 0;
    for (int i = 0; i < n->count; i++) {
        int64_t its = n->list[i].seen_at + GONE_MS;
        at = at == 0 || its < at ? its : at;
    }
    return at;
}
