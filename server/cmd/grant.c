#include "server/cmd/grant.h"

#include "irc/bytes.h"
#include "server/core/access.h"
#include "server/core/persist.h"
#include "server/core/precis.h"
#include "server/core/room.h"
#include "server/core/world.h"
#include "server/out/relay.h"
#include "server/out/relay_keep.h"

static void tell(struct relay *mode, struct room *room)
{
    relay_keep_event(mode, room);
    relay_room(mode, room, NULL, 0, 0);
    relay_end(mode);
}

/* Gives a member these ranks, or takes them, and tells the room. */
static void change(struct world *w, struct room *room, struct member *m, unsigned ranks, bool gives,
                   struct reply *r)
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
    relay_start(&mode, w, NULL, r, "MODE %s %c%s%s", room->name, gives ? '+' : '-', letters.data,
                nicks.data);
    tell(&mode, room);
    bytes_finish(&letters);
    bytes_finish(&nicks);
}

void grant_to(struct world *w, struct room *room, struct user *u, struct reply *r)
{
    struct member *m = room_member(room, u);
    if (m) {
        change(w, room, m, access_of(room, u->account) & ~m->ranks, true, r);
    }
}

void grant_take_back(struct world *w, struct room *room, struct user *u, unsigned ranks,
                     struct reply *r)
{
    struct member *m = room_member(room, u);
    if (m) {
        change(w, room, m, ranks & m->ranks, false, r);
    }
}

void grant_give_up(struct world *w, struct room *room, struct reply *r)
{
    while (room->access_count > 0) {
        access_set(room, room->access[0].account, 0);
    }
    room->offered[0] = '\0';
    if (room->modes & ROOM_PERMANENT) { /* permanent only while it was owned */
        struct relay mode;
        room->modes &= ~(unsigned)ROOM_PERMANENT;
        relay_start(&mode, w, NULL, r, "MODE %s -P", room->name);
        tell(&mode, room);
    }
    for (struct member *m = room->members; m; m = m->next) {
        grant_take_back(w, room, m->user, RANK_FOUNDER | RANK_PROTECTED, r);
    }
    persist_room(room);
}

void grant_everywhere(struct world *w, struct user *u, struct reply *r)
{
    for (const struct member *m = u->rooms; m; m = m->next_of_user) {
        grant_to(w, m->room, u, r);
    }
}

void grant_forget_account(struct world *w, const char *account, struct reply *r)
{
    struct room *next;
    for (struct room *room = w->rooms; room; room = next) {
        next = room->hh.next;
        const char *founder = access_founder(room);
        if (precis_same(room->offered, account)) {
            room->offered[0] = '\0';
            persist_room(room);
        }
        if (founder && precis_same(founder, account)) {
            grant_give_up(w, room, r);
            world_settle_room(w, room);
        } else if (access_of(room, account)) {
            access_set(room, account, 0);
        }
    }
}
