#include "server/limits/admission.h"

#include <stdio.h>
#include <string.h>

#include "irc/check.h"
#include "server/core/bans.h"
#include "server/core/config.h"
#include "server/core/session.h"
#include "server/core/world.h"
#include "server/limits/conn_limit.h"
#include "server/limits/gate.h"
#include "server/wire/address.h"

/* When too many connections are unregistered, drops the oldest quarter of them, so that silent ones
 * keep nobody out. False: all of them are too new. */
static bool make_room(struct world *w)
{
    enum { AGE_MS = 5000 }; /* a client that means to register has begun by then */
    int kept = 0, all = 0;
    bool made = false;
    for (struct session *s = w->sessions; s; s = s->next) {
        all += s->need && !s->doom;
    }
    int most = all * 3 / 4;
    if (all < w->config->unregistered_all) {
        return true; /* some are being dropped already */
    }
    for (struct session *s = w->sessions; s; s = s->next) { /* newest first */
        bool stranger = s->need && !s->doom;
        if (stranger && kept++ >= most && w->now - s->connected_at >= AGE_MS) {
            session_doom(s, "Others want to come in, and you did not say who you are");
            made = true;
        }
    }
    return made;
}

/* Drops the oldest unregistered connection of one network. False: all of them are too new. */
static bool make_room_beside(struct world *w, const char *address)
{
    enum { AGE_MS = 5000 };
    char network[HOST_BYTES], own[HOST_BYTES];
    struct session *oldest = NULL;
    address_network(address, own, sizeof own);
    for (struct session *s = w->sessions; s; s = s->next) {
        if (s->need && !s->doom && w->now - s->connected_at >= AGE_MS &&
            (!oldest || s->connected_at < oldest->connected_at)) {
            address_network(s->address, network, sizeof network);
            oldest = strcmp(network, own) == 0 ? s : oldest;
        }
    }
    if (oldest) {
        session_doom(oldest,
                     "Others want to come in from your address, and you did not say who you are");
    }
    return oldest;
}

/* Loopback, and proxies, which connect for many users. */
static bool is_exempt(const struct world *w, const struct session *s)
{
    return config_is_proxy(w->config, s->address) ||
           (w->config->exempt_loopback && address_is_loopback(s->address));
}

const char *admission_take(struct world *w, struct session *s, const char *address)
{
    const struct config *c = w->config;
    struct user *u = s->user;
    /* a leading colon would be parsed as a trailing parameter */
    snprintf(s->address, sizeof s->address, "%s%s", address[0] == ':' ? "0" : "", address);
    copy_text(u->address, sizeof u->address, s->address);
    if (c->cloak) {
        address_cloak(s->address, w->cloak_key, u->host, sizeof u->host);
    } else {
        copy_text(u->host, sizeof u->host, s->address);
    }
    struct conn_limit count = conn_limit_add(w, s->address);
    if (bans_of_address(w, s->address)) {
        return "Your address is banned from this server";
    }
    bool exempt = is_exempt(w, s);
    if (!exempt && count.all > c->per_address) {
        return "Too many connections from your address";
    }
    if (!exempt && conn_limit_hurries(w, s->address)) {
        return "Too many connections from your address one after another: wait a minute";
    }
    if (!exempt && count.strangers > c->unregistered && !make_room_beside(w, s->address)) {
        return "Too many connections from your address that have not said who they are";
    }
    if (c->max_clients && w->session_count >= c->max_clients) {
        return "The server is full";
    }
    if (w->session_count - w->welcomed_count >= c->unregistered_all && !make_room(w)) {
        return "Too many are coming in at once: try again soon";
    }
    return NULL;
}

void admission_ask(struct world *w, struct session *s)
{
    if (!is_exempt(w, s)) {
        gate_ask(w, s);
    }
}

const char *admission_move(struct world *w, struct session *s, const char *address)
{
    conn_limit_remove(w, s->address, true); /* not registered: gateways speak first */
    const char *why = admission_take(w, s, address);
    if (!why) {
        admission_ask(w, s);
    }
    return why;
}
