/* The invariants of a world. */
#include "irc/check.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/limits/conn_limit.h"
#include "server/out/monitor.h"
#include "server/turn/world_turn.h"

static void check_session(const struct world *w, const struct session *s)
{
    const struct session *one = s->user->sessions;
    while (one && one != s) {
        one = one->next_of_user;
    }
    CHECK(one && s->world == w);
    CHECK(s->doom || s->due.place >= 0);
    size_t bytes = 0;
    for (unsigned i = 0; i < s->out.count; i++) {
        bytes += s->out.ring[(s->out.head + i) % s->out.cap]->len;
    }
    CHECK(bytes - s->out.offset == s->out.bytes);
}

static void check_user(const struct world *w, const struct user *u)
{
    int rooms = 0;
    for (const struct member *m = u->rooms; m; m = m->next_of_user) {
        CHECK(m->user == u && world_room(w, m->room->name) == m->room);
        rooms++;
    }
    CHECK(rooms == u->room_count);
    CHECK(!u->nick[0] || world_user(w, u->nick) == u);
    CHECK(!u->registered || (u->nick[0] && u->mask && u->realname));
    CHECK(u->sessions || u->parted);
    for (const struct session *s = u->sessions; s; s = s->next_of_user) {
        CHECK(s->user == u && (s->need != 0) == !u->registered);
    }
}

static void check_rooms(const struct world *w, int places)
{
    uint64_t last_room = 0;
    for (const struct room *room = w->rooms; room; room = room->hh.next) {
        int members = 0;
        uint64_t last = UINT64_MAX;
        CHECK(room->id > last_room);
        last_room = room->id;
        for (const struct member *m = room->members; m; m = m->next) {
            CHECK(m->room == room && room_member(room, m->user) == m && m->id < last);
            last = m->id;
            members++;
        }
        CHECK(members == room->member_count && (members > 0 || (room->modes & ROOM_STAYS)));
        places -= members;
    }
    CHECK(places == 0);
}

void world_check(const struct world *w)
{
    int sessions = 0, welcomed = 0, registered = 0, invisible = 0, operators = 0, places = 0;
    for (const struct session *s = w->sessions; s; s = s->next) {
        check_session(w, s);
        sessions++;
        welcomed += s->need == 0 && s->user->registered;
    }
    for (const struct user *u = w->users; u; u = u->next) {
        check_user(w, u);
        registered += u->registered;
        invisible += u->registered && (u->modes & USER_INVISIBLE);
        operators += u->registered && (u->modes & USER_OPERATOR);
        places += u->room_count;
    }
    CHECK(sessions == w->session_count && welcomed == w->welcomed_count);
    CHECK(registered == w->registered_count);
    CHECK(invisible == w->invisible_count && operators == w->operator_count);
    check_rooms(w, places);
    for (int i = 0; i < w->deadlines.count; i++) {
        CHECK(w->deadlines.items[i]->place == i);
        CHECK(i == 0 || w->deadlines.items[(i - 1) / 2]->at <= w->deadlines.items[i]->at);
    }
    monitor_check(w);
    struct conn_limit counted = conn_limit_total(w);
    CHECK(counted.all == sessions && counted.strangers == sessions - welcomed);
}
