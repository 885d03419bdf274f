#include "server/sys/doors.h"

#include <stdio.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "server/sys/poller.h"

static bool open_some(struct doors *d, struct poller *p, const struct config_places *places, enum door_kind kind)
{
    for (int i = 0; i < places->count; i++) {
        char error[NET_TEXT];
        struct door *at = &d->items[d->count];
        at->kind = kind;
        copy_text(at->where, sizeof at->where, places->at[i]);
        at->socket = net_listen(at->where, error);
        if (at->socket == NET_NONE) {
            fprintf(stderr, "tertuliad: cannot listen on %s: %s. Another program may have this "
                    "port: stop it, or choose another with --listen ADDRESS:PORT.\n", at->where,
                    error);
            return false;
        }
        poller_add(p, at->socket, POLLER_READ, at, &at->slot);
        d->count++;
    }
    return true;
}

bool doors_open(struct doors *d, struct poller *p, const struct config *c)
{
    return open_some(d, p, &c->listen_tls, DOOR_TLS) && open_some(d, p, &c->listen, DOOR_PLAIN) &&
           open_some(d, p, &c->websocket, DOOR_WEBSOCKET) && open_some(d, p, &c->plain, DOOR_LINES);
}

void doors_close(struct doors *d, struct poller *p)
{
    while (d->count > 0) {
        const struct door *last = &d->items[--d->count];
        poller_remove(p, last->slot);
        net_close(last->socket);
    }
}

void doors_watch(const struct doors *d, struct poller *p, bool watch)
{
    for (int i = 0; i < d->count; i++) {
        poller_want(p, d->items[i].slot, watch ? POLLER_READ : 0);
    }
}

const struct door *doors_find(const struct doors *d, const void *owner)
{
    const struct door *door = owner;
    return door >= d->items && door < d->items + COUNT_OF(d->items) ? door : NULL;
}

/* Only this computer itself gets to it. */
static bool is_inner(const struct door *door)
{
    return strncmp(door->where, "127.", 4) == 0 || strncmp(door->where, "[::1]", 5) == 0 ||
           strncmp(door->where, "localhost:", 10) == 0;
}

int doors_port_for_others(const struct doors *d, enum door_kind kind)
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

static void introduce_irc(const struct door *door)
{
    int port = net_port(door->socket);
    printf("It listens on %s (%s). Type into a client:\n", door->where,
           door->kind == DOOR_TLS ? "encrypted" : "not encrypted");
    printf("  on this computer:      server %s, port %d\n",
           strncmp(door->where, "[::1]", 5) == 0 ? "::1" : "127.0.0.1", port);
    if (!is_inner(door)) {
        net_addresses(print_address, &port);
    }
}

void doors_introduce(const struct doors *d, const struct config *c)
{
    for (int i = 0; i < d->count; i++) {
        const struct door *door = &d->items[i];
        if (door->kind == DOOR_LINES) {
            printf("netcat, telnet and small scripts find %s at %s (not encrypted).\n", c->plain_room,
                   door->where);
        } else if (door->kind == DOOR_WEBSOCKET) {
            printf("WebSocket clients find it at ws://%s (not encrypted).\n", door->where);
        } else {
            introduce_irc(door);
        }
    }
    if (!doors_port_for_others(d, DOOR_TLS) && !doors_port_for_others(d, DOOR_PLAIN)) {
        puts("Only this computer can come in. To let your network in: --listen-tls '*:6697'");
    }
}
