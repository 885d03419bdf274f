#include "server/limits/conn_limit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "irc/bucket.h"
#include "irc/check.h"
#include "server/core/config.h"
#include "server/core/world.h"
#include "server/wire/address.h"

enum { MINUTE_MS = 60000 };

struct address {
    char text[HOST_BYTES];
    struct conn_limit count;
    /* token buckets (irc/bucket.h), monotonic: of connections, and of joins */
    int64_t connects_full_at, joins_full_at;
    UT_hash_handle hh;
};

static struct address *find(const struct world *w, const char *address, char *network)
{
    struct address *a;
    address_network(address, network, HOST_BYTES);
    HASH_FIND_STR(w->addresses, network, a);
    return a;
}

/* Frees addresses without connections whose buckets are full. */
static void sweep(struct world *w)
{
    struct address *a, *next;
    if (w->now < w->conn_limit_swept + MINUTE_MS) {
        return;
    }
    w->conn_limit_swept = w->now;
    HASH_ITER(hh, w->addresses, a, next)
    {
        if (a->count.all == 0 && a->connects_full_at <= w->now && a->joins_full_at <= w->now) {
            HASH_DEL(w->addresses, a);
            free(a);
        }
    }
}

struct conn_limit conn_limit_add(struct world *w, const char *address)
{
    char network[HOST_BYTES];
    sweep(w);
    struct address *a = find(w, address, network);
    if (!a) {
        a = xcalloc(1, sizeof *a);
        copy_text(a->text, sizeof a->text, network);
        HASH_ADD_STR(w->addresses, text, a);
    }
    a->count.all++;
    a->count.strangers++;
    return a->count;
}

void conn_limit_welcome(struct world *w, const char *address)
{
    char network[HOST_BYTES];
    struct address *a = find(w, address, network);
    CHECK(a && a->count.strangers > 0);
    a->count.strangers--;
}

void conn_limit_remove(struct world *w, const char *address, bool stranger)
{
    char network[HOST_BYTES];
    struct address *a = find(w, address, network);
    CHECK(a && a->count.all > 0);
    a->count.all--;
    a->count.strangers -= stranger;
    CHECK(a->count.strangers >= 0);
}

bool conn_limit_hurries(struct world *w, const char *address)
{
    char network[HOST_BYTES];
    struct address *a = find(w, address, network);
    CHECK(a);
    long most = w->config->connects;
    return bucket_take(&a->connects_full_at, w->now, most, most) > 0;
}

int conn_limit_join_wait(struct world *w, const char *address)
{
    enum { PEOPLE = 10 };
    char network[HOST_BYTES];
    const struct config *c = w->config;
    struct address *a = find(w, address, network);
    if (!a || !c->flood || (c->exempt_loopback && address_is_loopback(address))) {
        return 0;
    }
    int64_t wait =
        bucket_take(&a->joins_full_at, w->now, PEOPLE * c->rooms_per_user, c->joins_per_address);
    return (int)((wait + 999) / 1000);
}

struct conn_limit conn_limit_total(const struct world *w)
{
    struct conn_limit total = {0};
    for (const struct address *a = w->addresses; a; a = a->hh.next) {
        total.all += a->count.all;
        total.strangers += a->count.strangers;
    }
    return total;
}

void conn_limit_finish(struct world *w)
{
    struct address *a, *next;
    HASH_ITER(hh, w->addresses, a, next)
    {
        HASH_DEL(w->addresses, a);
        free(a);
    }
}
