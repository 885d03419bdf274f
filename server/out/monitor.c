#include "server/out/monitor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/line.h"
#include "irc/numerics.h"
#include "server/core/config.h"
#include "server/core/precis.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/out/relay.h"
#include "server/out/reply.h"

/* A watched nickname. */
struct watch {
    char nick[NICK_BYTES];
    char key[NAME_KEY]; /* in world.watches */
    struct watching *first;
    UT_hash_handle hh;
};

static struct watch *find(const struct world *w, const char *nick)
{
    char key[NAME_KEY];
    struct watch *watch;
    precis_key(nick, key);
    HASH_FIND_STR(w->watches, key, watch);
    return watch;
}

const char *monitor_nick(const struct watching *one)
{
    return one->watch->nick;
}

static int monitor_count(const struct user *u)
{
    int count = 0;
    for (const struct watching *one = u->watching; one; one = one->next_of_user) {
        count++;
    }
    return count;
}

bool monitor_add(struct world *w, struct user *u, const char *nick)
{
    struct watch *watch = find(w, nick);
    for (const struct watching *one = u->watching; one; one = one->next_of_user) {
        if (one->watch == watch) {
            return true;
        }
    }
    if (monitor_count(u) >= w->config->monitor) {
        return false;
    }
    if (!watch) {
        watch = xcalloc(1, sizeof *watch);
        copy_text(watch->nick, sizeof watch->nick, nick);
        precis_key(nick, watch->key);
        HASH_ADD_STR(w->watches, key, watch);
    }
    struct watching *one = xcalloc(1, sizeof *one);
    *one = (struct watching){u, watch, u->watching, watch->first};
    u->watching = one;
    watch->first = one;
    return true;
}

/* Takes *link out of its user's list and out of its nickname's. */
static void drop(struct world *w, struct watching **link)
{
    struct watching *one = *link;
    struct watch *watch = one->watch;
    *link = one->next_of_user;
    struct watching **other = &watch->first;
    while (*other != one) {
        other = &(*other)->next_of_nick;
    }
    *other = one->next_of_nick;
    free(one);
    if (!watch->first) {
        HASH_DEL(w->watches, watch);
        free(watch);
    }
}

void monitor_remove(struct world *w, struct user *u, const char *nick)
{
    const struct watch *watch = find(w, nick);
    for (struct watching **link = &u->watching; watch && *link; link = &(*link)->next_of_user) {
        if ((*link)->watch == watch) {
            drop(w, link);
            return;
        }
    }
}

void monitor_clear(struct world *w, struct user *u)
{
    while (u->watching) {
        drop(w, &u->watching);
    }
}

static void tell(struct world *w, const struct user *u, struct reply *r, int code, const char *what)
{
    const struct watch *watch = find(w, u->nick);
    for (const struct watching *one = watch ? watch->first : NULL; one; one = one->next_of_nick) {
        char line[2 * LINE_BODY_MAX];
        snprintf(line, sizeof line, ":%s %d %s :%s", w->config->name, code, user_name(one->user),
                 what);
        reply_raw_to(r, one->user, line);
    }
}

void monitor_come(struct world *w, const struct user *u, struct reply *r)
{
    tell(w, u, r, RPL_MONONLINE, u->mask);
}

void monitor_gone(struct world *w, const struct user *u, struct reply *r)
{
    tell(w, u, r, RPL_MONOFFLINE, u->nick);
}

void monitor_visit(struct world *w, const struct user *u,
                   void (*visit)(void *context, struct user *to), void *context)
{
    const struct watch *watch = find(w, u->nick);
    for (const struct watching *one = watch ? watch->first : NULL; one; one = one->next_of_nick) {
        if (one->user->seen != w->serial) {
            visit(context, one->user);
        }
    }
}

void monitor_relay(struct relay *r, struct user *u, uint64_t caps)
{
    /* relay_neighbours has just marked those who got it: nobody hears it twice */
    const struct watch *watch = find(r->world, u->nick);
    for (const struct watching *one = watch ? watch->first : NULL; one; one = one->next_of_nick) {
        if (one->user->seen != r->world->serial) {
            relay_to_able(r, one->user, caps, caps);
        }
    }
}

void monitor_check(const struct world *w)
{
    long by_user = 0, by_nick = 0;
    for (const struct user *u = w->users; u; u = u->next) {
        for (const struct watching *one = u->watching; one; one = one->next_of_user) {
            CHECK(one->user == u);
            by_user++;
        }
    }
    for (const struct watch *watch = w->watches; watch; watch = watch->hh.next) {
        CHECK(watch->first);
        for (const struct watching *one = watch->first; one; one = one->next_of_nick) {
            CHECK(one->watch == watch);
            by_nick++;
        }
    }
    CHECK(by_user == by_nick);
}
