#include "server/core/world.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "irc/check.h"
#include "server/core/config.h"
#include "server/core/looks.h"
#include "server/core/persist.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/store.h"

struct user *world_add_user(struct world *w)
{
    struct user *u = xcalloc(1, sizeof *u);
    u->world = w;
    u->id = ++w->next_id;
    u->spoke_at = w->now;
    u->next = w->users;
    if (u->next) {
        u->next->prev = u;
    }
    w->users = u;
    return u;
}

static void unlink_user(struct world *w, struct user *u)
{
    if (u->nick[0]) {
        HASH_DELETE(hh, w->nicks, u);
        looks_remove(w, u->nick);
    }
    if (u->prev) {
        u->prev->next = u->next;
    } else {
        w->users = u->next;
    }
    if (u->next) {
        u->next->prev = u->prev;
    }
}

struct user *world_revive(struct world *w)
{
    struct user *u = world_add_user(w);
    u->registered = u->parted = true;
    if (++w->registered_count > w->most) {
        w->most = w->registered_count;
    }
    return u;
}

/* Removed from the world now; freed once nothing in this turn can hold it any more. */
void world_remove_user(struct world *w, struct user *u)
{
    CHECK(!u->buried);
    unlink_user(w, u);
    u->buried = true;
    u->next_gone = w->grave;
    w->grave = u;
}

void world_note_pending(struct world *w, struct session *s)
{
    if (!s->pending) {
        s->pending = true;
        __builtin_prefetch(s->conn); /* it writes soon */
        s->next_pending = w->pending;
        w->pending = s;
    }
}

struct session *world_pop_pending(struct world *w)
{
    struct session *s = w->pending;
    if (s) {
        w->pending = s->next_pending;
        s->pending = false;
    }
    return s;
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
        /* the records move along: the next room of the old name must not get them */
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

void world_note_departure(struct world *w, const struct user *u)
{
    struct departure one = {.realname = u->realname, .at = w->wall};
    copy_text(one.nick, sizeof one.nick, u->nick);
    copy_text(one.ident, sizeof one.ident, u->ident);
    copy_text(one.host, sizeof one.host, u->host);
    whowas_add(&w->whowas, &one, (int)w->config->whowas_entries);
}
