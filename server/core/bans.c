#include "server/core/bans.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/names.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/store.h"
#include "server/wire/address.h"

static void free_ban(struct ban *ban)
{
    free(ban->mask);
    free(ban->reason);
    free(ban->by);
    free(ban);
}

static void keep(struct world *w, const struct ban *from)
{
    struct ban *ban = xmalloc(sizeof *ban);
    *ban = *from;
    ban->mask = xstrdup(from->mask);
    ban->reason = xstrdup(from->reason);
    ban->by = xstrdup(from->by);
    ban->next = w->bans;
    w->bans = ban;
}

static void load_one(void *context, const struct ban *ban)
{
    keep(context, ban);
}

void bans_load(struct world *w)
{
    store_forget_bans(w->store, w->wall);
    store_each_ban(w->store, load_one, w);
}

void bans_finish(struct world *w)
{
    while (w->bans) {
        struct ban *ban = w->bans;
        w->bans = ban->next;
        free_ban(ban);
    }
}

static struct ban **find(struct world *w, enum ban_kind kind, const char *mask)
{
    struct ban **link = &w->bans;
    while (*link && !((*link)->kind == kind && names_equal(CASEMAP_ASCII, (*link)->mask, mask))) {
        link = &(*link)->next;
    }
    return link;
}

static void take_out(struct ban **link)
{
    struct ban *ban = *link;
    *link = ban->next;
    free_ban(ban);
}

bool bans_add(struct world *w, const struct ban *ban)
{
    bans_remove(w, ban->kind, ban->mask);
    keep(w, ban);
    return store_add_ban(w->store, ban) && store_commit(w->store);
}

bool bans_remove(struct world *w, enum ban_kind kind, const char *mask)
{
    struct ban **link = find(w, kind, mask);
    if (!*link) {
        return false;
    }
    store_remove_ban(w->store, *link);
    take_out(link);
    return true;
}

static void forget_old(struct world *w)
{
    for (struct ban **link = &w->bans; *link;) {
        if ((*link)->until && (*link)->until <= w->wall) {
            take_out(link);
        } else {
            link = &(*link)->next;
        }
    }
}

const struct ban *bans_of_address(struct world *w, const char *address)
{
    forget_old(w);
    for (const struct ban *ban = w->bans; ban; ban = ban->next) {
        if (ban->kind == BAN_ADDRESS && address_in(ban->mask, address)) {
            return ban;
        }
    }
    return NULL;
}

const struct ban *bans_of_room(struct world *w, const char *key)
{
    forget_old(w);
    const struct ban *ban = *find(w, BAN_ROOM, key);
    return ban;
}

bool ban_covers(const struct ban *ban, const struct user *u, const char *address)
{
    char whole[2][IDENT_BYTES + HOST_BYTES];
    switch (ban->kind) {
    case BAN_ADDRESS: return address_in(ban->mask, address);
    case BAN_ROOM: return false;
    case BAN_REALNAME: return u->realname && names_match(ban->mask, u->realname);
    default:
        snprintf(whole[0], sizeof whole[0], "%s@%s", u->ident, address);
        snprintf(whole[1], sizeof whole[1], "%s@%s", u->ident, u->host);
        return names_match(ban->mask, whole[0]) || names_match(ban->mask, whole[1]);
    }
}

const struct ban *bans_of_user(struct world *w, const struct user *u, const char *address)
{
    forget_old(w);
    for (const struct ban *ban = w->bans; ban; ban = ban->next) {
        if (ban_covers(ban, u, address)) {
            return ban;
        }
    }
    return NULL;
}
