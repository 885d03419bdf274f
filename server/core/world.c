#include "server/core/world.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "irc/caps.h"
#include "irc/check.h"
#include "server/core/account.h"
#include "server/core/bans.h"
#include "server/cmd/command.h"
#include "server/core/config.h"
#include "server/limits/conn_limit.h"
#include "server/core/session.h"
#include "server/out/job.h"
#include "server/core/persist.h"
#include "server/turn/gate.h"
#include "server/core/history.h"
#include "server/log.h"
#include "server/core/looks.h"
#include "server/out/monitor.h"
#include "server/out/relay.h"
#include "server/out/reply.h"
#include "server/core/room.h"
#include "server/store.h"
#include "server/core/user.h"

static uint64_t offered_caps(const struct config *c)
{
    uint64_t caps = (UINT64_C(1) << CAP_COUNT) - 1;
    const char *at = c->without_caps;
    while (*at) {
        size_t len = strcspn(at, " ");
        caps &= ~cap_find(at, len);
        at += len + strspn(at + len, " ");
    }
    return caps;
}

/* Whether our clock was set back, and not to another year. */
static bool is_set_back(int64_t before, int64_t wall)
{
    enum { LONGEST_MS = 26 * 3600 * 1000 }; /* a wrong time zone, a wrong day */
    return wall < before && before - wall <= LONGEST_MS;
}

void world_init(struct world *w, const struct config *config, struct store *store, int64_t now,
                int64_t wall)
{
    *w = (struct world){
        .config = config, .store = store, .now = now, .wall = wall, .born = wall};
    w->caps = offered_caps(config);
    store_secret(store, "cloak", w->cloak_key);
    store_secret(store, "salt", w->salt_key);
    bans_load(w);
    account_make_claim(w);
    looks_load(w);
    persist_load(w);
    int64_t last = store_last_time(store);
    w->wall = is_set_back(last, wall) ? last : wall;
}

void world_set_time(struct world *w, int64_t now, int64_t wall)
{
    int64_t passed = now > w->now ? now - w->now : 0;
    bool back = is_set_back(w->wall, wall);
    w->now += passed;
    /* set back, our clock goes slowly until the other has caught up: what is said later is not kept
     * as earlier */
    w->wall = back ? w->wall + passed / 2 : wall;
}

void world_reconfigure(struct world *w)
{
    uint64_t before = w->caps;
    w->caps = offered_caps(w->config);
    for (struct session *s = w->sessions; s; s = s->next) {
        command_announce_caps(s, before);
        deadlines_set(&w->deadlines, s, w->now);
    }
}

void world_reloaded(struct world *w, bool fine)
{
    struct user *u = world_user_by_id(w, w->wisher);
    if (fine) {
        world_reconfigure(w);
    }
    if (u) {
        char line[LINE_BODY_MAX];
        snprintf(line, sizeof line, ":%s NOTICE %s :%s", w->config->name, user_name(u),
                 fine ? "The configuration was read again"
                      : "The configuration has mistakes (the log says which); nothing changed");
        reply_raw_to(NULL, u, line);
    }
    w->wisher = 0;
}

void world_finish(struct world *w)
{
    world_close(w, "closed");
    world_bury(w);
    for (struct user *u = w->users; u; u = u->next) {
        user_doom(u, "closed"); /* those without a session */
    }
    world_bury(w);
    world_reap(w, NULL, NULL);
    struct job *job;
    while ((job = job_take(w))) {
        job_free(job);
    }
    bans_finish(w);
    guesses_finish(w);
    conn_limit_finish(w);
    gate_finish(w);
    deadlines_finish(&w->deadlines);
    while (w->rooms) {
        world_forget_room(w, w->rooms); /* the permanent ones */
    }
    looks_finish(w);
    whowas_finish(&w->whowas);
}

struct user *world_user(const struct world *w, const char *nick)
{
    char key[NAME_KEY];
    struct user *u;
    precis_key(nick, key);
    HASH_FIND_STR(w->nicks, key, u);
    return u;
}

struct user *world_user_by_id(const struct world *w, uint64_t id)
{
    struct user *u = w->users;
    while (u && u->id != id) {
        u = u->next;
    }
    return u;
}

struct room *world_room(const struct world *w, const char *name)
{
    char key[NAME_KEY];
    struct room *room;
    precis_key(name, key);
    HASH_FIND_STR(w->rooms, key, room);
    return room ? room : looks_room(w, name);
}

struct room *world_make_room(struct world *w, const char *name)
{
    struct room *room = xcalloc(1, sizeof *room);
    copy_text(room->name, sizeof room->name, name);
    precis_key(name, room->key_name);
    room->world = w;
    room->id = ++w->next_id;
    room->created = w->wall;
    room->modes = ROOM_NO_OUTSIDE | ROOM_TOPIC_LOCKED;
    HASH_ADD_STR(w->rooms, key_name, room);
    looks_add(w, room->name);
    history_new_place(w, room->key_name, room->place, sizeof room->place);
    persist_room(room);
    return room;
}

void world_rename_room(struct world *w, struct room *room, const char *name)
{
    char key[NAME_KEY];
    precis_key(name, key);
    store_forget_room(w->store, room->key_name);
    if (strcmp(key, room->key_name) != 0) {
        /* the records go along: they are not for the next of that name */
        history_seal(w, room->key_name);
    }
    HASH_DELETE(hh, w->rooms, room);
    looks_remove(w, room->name);
    room->id = ++w->next_id; /* it is now the last in the hash */
    copy_text(room->name, sizeof room->name, name);
    precis_key(name, room->key_name);
    HASH_ADD_STR(w->rooms, key_name, room);
    looks_add(w, room->name);
    persist_room(room);
    for (const struct member *m = room->members; m; m = m->next) {
        persist_user(m->user);
    }
}

void world_forget_room(struct world *w, struct room *room)
{
    persist_forget_room(w, room);
    HASH_DELETE(hh, w->rooms, room);
    looks_remove(w, room->name);
    room_free(room);
}

void world_settle_room(struct world *w, struct room *room)
{
    if (!room->members && !(room->modes & ROOM_STAYS)) {
        world_forget_room(w, room);
    }
}

void world_rename(struct world *w, struct user *u, const char *nick)
{
    if (u->nick[0]) {
        if (u->registered && u->account) {
            store_forget_person(w->store, u->key);
        }
        HASH_DELETE(hh, w->nicks, u);
        looks_remove(w, u->nick);
    }
    copy_text(u->nick, sizeof u->nick, nick);
    precis_key(nick, u->key);
    if (!*nick) {
        return;
    }
    HASH_ADD_STR(w->nicks, key, u);
    looks_add(w, nick);
    char mask[MASK_BYTES];
    snprintf(mask, sizeof mask, "%s!%s@%s", u->nick, u->ident[0] ? u->ident : "~", u->host);
    free(u->mask);
    u->mask = xstrdup(mask);
    persist_user(u);
}

void world_stamp(struct world *w, char *out)
{
    snprintf(out, 32, "%" PRIx64 "-%" PRIx64, (uint64_t)w->born, ++w->next_stamp);
}

static void check_session(const struct world *w, const struct session *s)
{
    const struct session *one = s->user->sessions;
    while (one && one != s) {
        one = one->next_of_user;
    }
    CHECK(one && s->world == w);
    CHECK(s->doom || s->deadline_at >= 0);
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
        CHECK(members == room->member_count &&
              (members > 0 || (room->modes & ROOM_STAYS)));
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
        CHECK(w->deadlines.items[i]->deadline_at == i && !w->deadlines.items[i]->buried);
        CHECK(i == 0 ||
              w->deadlines.items[(i - 1) / 2]->deadline <= w->deadlines.items[i]->deadline);
    }
    monitor_check(w);
    struct conn_limit crowd = conn_limit_total(w);
    CHECK(crowd.all == sessions && crowd.strangers == sessions - welcomed);
}
