#include "server/wire/announce.h"

#include <stdio.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/dns.h"

enum { LONG_TTL = 4500, SHORT_TTL = 120, LEGACY_TTL = 10 };

static const char all_services[] = "_services._dns-sd._udp.local";

static const struct {
    const char *type;
    bool tls;
} services[] = {{"_ircs._tcp.local", true}, {"_irc._tcp.local", false}};

static int port_of(const struct announce *a, size_t service)
{
    return services[service].tls ? a->tls_port : a->plain_port;
}

static void instance(const struct announce *a, size_t service, struct bytes *out)
{
    dns_escape(out, a->name);
    bytes_format(out, ".%s", services[service].type);
    bytes_string(out);
}

/* A message being written. */
struct writing {
    const struct announce *a;
    const unsigned char *address;
    struct bytes records;
    int count;
    bool legacy, goodbye;
};

static void put(struct writing *w, const char *name, enum dns_type type, bool ours, uint32_t ttl,
                const struct bytes *data)
{
    unsigned class = DNS_IN | (ours && !w->legacy ? DNS_FLUSH : 0);
    ttl = w->goodbye ? 0 : w->legacy ? LEGACY_TTL : ttl;
    dns_record(&w->records, name, type, class, ttl, data->data, data->len);
    w->count++;
}

static void put_pointer(struct writing *w, const char *name, const char *to)
{
    struct bytes data = {0};
    dns_name(&data, to);
    put(w, name, DNS_PTR, false, LONG_TTL, &data);
    bytes_finish(&data);
}

static void put_service(struct writing *w, size_t service)
{
    struct bytes name = {0}, srv = {0}, txt = {0}, people = {0};
    instance(w->a, service, &name);
    put_pointer(w, services[service].type, name.data);
    dns_number(&srv, 0);
    dns_number(&srv, 0);
    dns_number(&srv, (unsigned)port_of(w->a, service));
    dns_name(&srv, w->a->host);
    put(w, name.data, DNS_SRV, true, SHORT_TTL, &srv);
    bytes_format(&people, "people=%d", w->a->people);
    bytes_text(&txt, "\x09txtvers=1");
    bytes_char(&txt, (char)people.len);
    bytes_add(&txt, people.data, people.len);
    put(w, name.data, DNS_TXT, true, LONG_TTL, &txt);
    bytes_finish(&name);
    bytes_finish(&srv);
    bytes_finish(&txt);
    bytes_finish(&people);
}

static void put_address(struct writing *w)
{
    struct bytes data = {0};
    bytes_add(&data, (const char *)w->address, 4);
    put(w, w->a->host, DNS_A, true, SHORT_TTL, &data);
    bytes_finish(&data);
}

static void finish(struct writing *w, unsigned id, const struct bytes *question, struct bytes *out)
{
    dns_header(out, id, DNS_RESPONSE, question ? 1 : 0, w->count, 0);
    if (question) {
        bytes_add(out, question->data, question->len);
    }
    bytes_add(out, w->records.data, w->records.len);
    bytes_finish(&w->records);
}

void announce_hello(const struct announce *a, const unsigned char *address, bool goodbye,
                    struct bytes *out)
{
    struct writing w = {.a = a, .address = address, .goodbye = goodbye};
    for (size_t i = 0; i < COUNT_OF(services); i++) {
        if (port_of(a, i)) {
            put_service(&w, i);
        }
    }
    put_address(&w);
    finish(&w, 0, NULL, out);
}

void announce_probe(const struct announce *a, struct bytes *out)
{
    struct bytes name = {0};
    int count = 0;
    for (size_t i = 0; i < COUNT_OF(services); i++) {
        count += port_of(a, i) != 0;
    }
    dns_header(out, 0, 0, count, 0, 0);
    for (size_t i = 0; i < COUNT_OF(services); i++) {
        if (port_of(a, i)) {
            bytes_clear(&name);
            instance(a, i, &name);
            dns_question(out, name.data, DNS_ANY, DNS_IN); /* we receive multicast only */
        }
    }
    bytes_finish(&name);
}

/* "Hacklab" -> "Hacklab 2" -> "Hacklab 3" */
static void take_another(struct announce *a)
{
    char *space = strrchr(a->name, ' ');
    int number = 1;
    if (space && sscanf(space, " %d", &number) == 1) {
        *space = '\0';
    }
    size_t len = strlen(a->name);
    len = len > sizeof a->name - 8 ? sizeof a->name - 8 : len;
    snprintf(a->name + len, sizeof a->name - len, " %d",
             number < 1 || number > 998 ? 2 : number + 1);
}

bool announce_yields(struct announce *a, const void *data, size_t len)
{
    struct dns_reader r;
    struct dns_entry e;
    bool taken = false;
    if (!dns_read(&r, data, len) || !(r.flags & 0x8000)) {
        return false;
    }
    while (dns_next_question(&r, &e)) {
    }
    r.questions = 0;
    while (dns_next_record(&r, &e)) {
        char host[DNS_NAME];
        size_t at = e.at + 6;
        for (size_t i = 0; i < COUNT_OF(services) && e.type == DNS_SRV && e.ttl > 0; i++) {
            struct bytes name = {0};
            instance(a, i, &name);
            taken = taken || (port_of(a, i) && dns_same(e.name, name.data) &&
                              dns_read_name(&r, &at, host) && !dns_same(host, a->host));
            bytes_finish(&name);
        }
    }
    if (taken) {
        take_another(a);
    }
    return taken;
}

/* Adds what one question asks for; false: none of it is ours. */
static bool answer(struct writing *w, const struct dns_entry *q)
{
    int before = w->count;
    for (size_t i = 0; i < COUNT_OF(services); i++) {
        struct bytes name = {0};
        instance(w->a, i, &name);
        bool one =
            dns_same(q->name, services[i].type) && (q->type == DNS_PTR || q->type == DNS_ANY);
        bool this = dns_same(q->name, name.data);
        if (port_of(w->a, i) && (one || this)) {
            put_service(w, i);
        } else if (port_of(w->a, i) && dns_same(q->name, all_services)) {
            put_pointer(w, all_services, services[i].type);
        }
        bytes_finish(&name);
    }
    if (w->count > before ||
        (dns_same(q->name, w->a->host) && (q->type == DNS_A || q->type == DNS_ANY))) {
        put_address(w);
    }
    return w->count > before;
}

/* Whether the querier says that it knows our services already. */
static bool is_known(const struct announce *a, struct dns_reader r)
{
    struct dns_entry e;
    char to[DNS_NAME];
    bool all = r.records > 0;
    for (size_t i = 0; i < COUNT_OF(services); i++) {
        struct dns_reader again = r;
        struct bytes name = {0};
        bool here = port_of(a, i) == 0;
        instance(a, i, &name);
        while (dns_next_record(&again, &e)) {
            size_t at = e.at;
            here = here || (e.type == DNS_PTR && e.ttl >= LONG_TTL / 2 &&
                            dns_same(e.name, services[i].type) && dns_read_name(&again, &at, to) &&
                            dns_same(to, name.data));
        }
        all = all && here;
        bytes_finish(&name);
    }
    return all;
}

bool announce_answer(const struct announce *a, const unsigned char *address, const void *data,
                     size_t len, bool legacy, bool *unicast, struct bytes *out)
{
    struct dns_reader r;
    struct dns_entry q;
    struct bytes question = {0};
    struct writing w = {.a = a, .address = address, .legacy = legacy};
    *unicast = legacy;
    if (!dns_read(&r, data, len) || (r.flags & 0xF800)) { /* a response, or not a plain query */
        return false;
    }
    bool pointers = true;
    while (r.questions > 0 && dns_next_question(&r, &q)) {
        unsigned class = q.class & ~(unsigned)DNS_UNICAST;
        if ((class != DNS_IN && class != DNS_ANY) || w.count > 12 || !answer(&w, &q)) {
            continue;
        }
        *unicast = *unicast || (q.class & DNS_UNICAST);
        pointers = pointers && q.type == DNS_PTR;
        if (legacy && question.len == 0) { /* plain DNS answers repeat the question */
            dns_question(&question, q.name, (enum dns_type)q.type, class);
        }
    }
    bool ours = w.count > 0 && !(pointers && r.questions <= 0 && is_known(a, r));
    if (ours) {
        finish(&w, legacy ? r.id : 0, legacy ? &question : NULL, out);
    }
    bytes_finish(&w.records);
    bytes_finish(&question);
    return ours;
}
