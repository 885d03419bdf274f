#include "server/core/access.h"

#include <stdlib.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "server/core/history.h"
#include "server/core/persist.h"
#include "server/core/precis.h"
#include "server/out/relay.h"
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
    return room->access_count > 0 && (room->access[0].ranks & RANK_FOUNDER)
               ? room->access[0].account
               : NULL;
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

static void tell(struct relay *mode, struct room *room)
{
    history_event(mode, room);
    relay_room(mode, room, NULL, 0, 0);
    relay_end(mode);
}

/* Gives a member these ranks, or takes them, and tells the room. */
static void change(struct world *w, struct room *room, struct member *m, unsigned ranks, bool gives)
{
    struct user *u = m->user;
    struct bytes letters = {0}, nicks = {0};
    if (!ranks) {
        return;
    }
    m->ranks = gives ? m->ranks | ranks : m->ranks & ~ranks;
    persist_user(u);
    for (int i = 0; ROOM_RANK_MODES[i]; i++) {
        if (ranks & 1u << i) {
            bytes_char(&letters, ROOM_RANK_MODES[i]);
            bytes_format(&nicks, " %s", u->nick);
        }
    }
    struct relay mode;
    relay_start(&mode, w, NULL, "MODE %s %c%s%s", room->name, gives ? '+' : '-', letters.data,
                nicks.data);
    tell(&mode, room);
    bytes_finish(&letters);
    bytes_finish(&nicks);
}

void access_grant(struct world *w, struct room *room, struct user *u)
{
    struct member *m = room_member(room, u);
    if (m) {
        change(w, room, m, access_of(room, u->account) & ~m->ranks, true);
    }
}

void access_take_back(struct world *w, struct room *room, struct user *u, unsigned ranks)
{
    struct member *m = room_member(room, u);
    if (m) {
        change(w, room, m, ranks & m->ranks, false);
    }
}

void access_give_up(struct world *w, struct room *room)
{
    while (room->access_count > 0) {
        access_set(room, room->access[0].account, 0);
    }
    room->offered[0] = '\0';
    if (room->modes & ROOM_PERMANENT) { /* it stayed as somebody's */
        struct relay mode;
        room->modes &= ~(unsigned)ROOM_PERMANENT;
        relay_start(&mode, w, NULL, "MODE %s -P", room->name);
        tell(&mode, room);
    }
    for (struct member *m = room->members; m; m = m->next) {
        access_take_back(w, room, m->user, RANK_FOUNDER | RANK_PROTECTED);
    }
    persist_room(room);
}

void access_grant_everywhere(struct world *w, struct user *u)
{
    for (const struct member *m = u->rooms; m; m = m->next_of_user) {
        access_grant(w, m->room, u);
    }
}

void access_forget_account(struct world *w, const char *account)
{
    struct room *next;
    for (struct room *room = w->rooms; room; room = next) {
        next = room->hh.next;
        const char *founder = access_founder(room);
        if (founder && precis_same(founder, account)) {
            access_give_up(w, room);
            world_settle_room(w, room);
        } else if (access_of(room, account)) {
            access_set(room, account, 0);
        }
    }
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
