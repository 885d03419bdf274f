#include "server/core/access.h"

#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "server/core/persist.h"
#include "server/core/precis.h"
#include "server/core/room.h"
#include "server/core/world.h"

static struct access *find(const struct room *room, const char *account)
{
    for (int i = 0; account && i < room->access_count; i++) {
        if (precis_same(room->access[i].account, account)) {
            return &room->access[i];
        }
    }
    return NULL;
}

unsigned access_of(const struct room *room, const char *account)
{
    const struct access *a = find(room, account);
    return a ? a->ranks : 0;
}

const char *access_founder(const struct room *room)
{
    const struct access *first = room->access_count > 0 ? room->access : NULL;
    return first && (first->ranks & RANK_FOUNDER) ? first->account : NULL;
}

static void take_out(struct room *room, struct access *a)
{
    memmove(a, a + 1, (size_t)(room->access + --room->access_count - a) * sizeof *a);
}

static struct access *put_in(struct room *room, int at, const char *account)
{
    size_t size = (size_t)(room->access_count + 1) * sizeof *room->access;
    room->access = xrealloc(room->access, size);
    struct access *a = &room->access[at];
    memmove(a + 1, a, (size_t)(room->access_count++ - at) * sizeof *a);
    *a = (struct access){0};
    copy_text(a->account, sizeof a->account, account);
    return a;
}

void access_set(struct room *room, const char *account, unsigned ranks)
{
    struct access *a = find(room, account);
    if (a && (ranks == 0 || (ranks & RANK_FOUNDER))) {
        take_out(room, a);
        a = NULL;
    }
    if (ranks & RANK_FOUNDER) {
        if (access_founder(room)) {
            room->access[0].ranks = RANK_PROTECTED;
        }
        put_in(room, 0, account)->ranks = ranks;
    } else if (ranks) {
        a = a ? a : put_in(room, room->access_count, account);
        a->ranks = ranks;
    }
    room->modes &= ~(unsigned)ROOM_OWNED;
    room->modes |= access_founder(room) ? ROOM_OWNED : 0;
    persist_room(room);
}

int access_count_owned(const struct world *w, const char *account)
{
    int count = 0;
    for (const struct room *room = w->rooms; room; room = room->hh.next) {
        const char *founder = access_founder(room);
        count += founder && precis_same(founder, account);
    }
    return count;
}
