#include "server/sys/listeners.h"

#include <stdio.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/error.h"
#include "server/sys/poller.h"

static bool open_some(struct listeners *d, struct poller *p, const struct config_places *places,
                      enum listener_kind kind)
{
    for (int i = 0; i < places->count; i++) {
        struct error error;
        struct listener *at = &d->items[d->count];
        at->kind = kind;
        copy_text(at->where, sizeof at->where, places->at[i]);
        at->socket = net_listen(at->where, &error);
        if (at->socket == NET_NONE) {
            fprintf(stderr,
                    "tertuliad: cannot listen on %s: %s. Another program may have this "
                    "port: stop it, or choose another with --listen ADDRESS:PORT.\n",
                    at->where, error.text);
            return false;
        }
        poller_add(p, at->socket, POLLER_READ, (struct poller_source){d->call, at}, &at->slot);
        d->count++;
    }
    return true;
}

bool listeners_open(struct listeners *d, struct poller *p, const struct config *c,
                    void (*call)(void *context, void *owner, unsigned happened))
{
    d->call = call;
    return open_some(d, p, &c->listen_tls, LISTENER_TLS) &&
           open_some(d, p, &c->listen, LISTENER_PLAIN) &&
           open_some(d, p, &c->websocket, LISTENER_WEBSOCKET) &&
           open_some(d, p, &c->telnet, LISTENER_TELNET);
}

void listeners_close(struct listeners *d, struct poller *p)
{
    while (d->count > 0) {
        const struct listener *last = &d->items[--d->count];
        poller_remove(p, last->slot);
        net_close(last->socket);
    }
}

void listeners_watch(const struct listeners *d, struct poller *p, bool watch)
{
    for (int i = 0; i < d->count; i++) {
        poller_want(p, d->items[i].slot, watch ? POLLER_READ : 0);
    }
}

/* Whether only this computer can reach it. */
static bool is_inner(const struct listener *listener)
{
    return strncmp(listener->where, "127.", 4) == 0 || strncmp(listener->where, "[::1]", 5) == 0 ||
           strncmp(listener->where, "localhost:", 10) == 0;
}

int listeners_port_for_others(const struct listeners *d, enum listener_kind kind)
{
    for (int i = 0; i < d->count; i++) {
        if (d->items[i].kind == kind && !is_inner(&d->items[i])) {
            return net_port(d->items[i].socket);
        }
    }
    return 0;
}

static void print_address(void *context, const char *address)
{
    printf("  from other computers:  server %s, port %d\n", address, *(int *)context);
}

static const char *home(const struct listener *listener)
{
    return strncmp(listener->where, "[::1]", 5) == 0 ? "::1" : "127.0.0.1";
}

static void introduce_irc(const struct listener *listener)
{
    int port = net_port(listener->socket);
    printf("It listens on %s (%s). Type into a client:\n", listener->where,
           listener->kind == LISTENER_TLS ? "encrypted" : "not encrypted");
    printf("  on this computer:      server %s, port %d\n", home(listener), port);
    if (!is_inner(listener)) {
        net_addresses(print_address, &port);
    }
}

void listeners_introduce(const struct listeners *d, const struct config *c)
{
    for (int i = 0; i < d->count; i++) {
        const struct listener *listener = &d->items[i];
        if (listener->kind == LISTENER_TELNET) {
            printf("netcat, telnet and small scripts find %s at %s (not encrypted).\n",
                   c->telnet_room, listener->where);
        } else if (listener->kind == LISTENER_WEBSOCKET) {
            printf("WebSocket clients find it at ws://%s (not encrypted).\n", listener->where);
        } else {
            introduce_irc(listener);
        }
    }
    if (!listeners_port_for_others(d, LISTENER_TLS) &&
        !listeners_port_for_others(d, LISTENER_PLAIN)) {
        puts("Only this computer can come in. To let your network in: --listen-tls '*:6697'");
    }
}

struct reach {
    const char *kind;
    int port;
};

static void print_reachable(void *context, const char *address)
{
    const struct reach *r = context;
    printf("reachable=%s %s %d\n", r->kind, address, r->port);
}

void listeners_print(const struct listeners *d)
{
    static const char *const kinds[] = {[LISTENER_PLAIN] = "plain",
                                        [LISTENER_TLS] = "tls",
                                        [LISTENER_WEBSOCKET] = "websocket",
                                        [LISTENER_TELNET] = "telnet"};
    for (int i = 0; i < d->count; i++) {
        const struct listener *listener = &d->items[i];
        struct reach r = {kinds[listener->kind], net_port(listener->socket)};
        printf("listening=%s %s %d\n", r.kind, home(listener), r.port);
        if (!is_inner(listener)) {
            net_addresses(print_reachable, &r);
        }
    }
}
