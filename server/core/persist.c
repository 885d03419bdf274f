#include "server/core/persist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/core/account.h"
#include "server/core/config.h"
#include "server/core/history.h"
#include "server/core/metadata.h"
#include "server/core/room.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/store.h"

/* --- marking --- */

void persist_user(struct user *u)
{
    if (!u->dirty && u->registered && u->account && !u->buried) {
        u->dirty = true;
        u->next_dirty = u->world->dirty_users;
        u->world->dirty_users = u;
    }
}

void persist_room(struct room *room)
{
    struct world *w = room->world;
    if (!room->dirty) {
        room->dirty = true;
        room->next_dirty = w->dirty_rooms;
        w->dirty_rooms = room;
    }
}

void persist_forget_user(struct user *u)
{
    struct world *w = u->world;
    for (struct user **link = &w->dirty_users; u->dirty && *link; link = &(*link)->next_dirty) {
        if (*link == u) {
            *link = u->next_dirty;
            u->dirty = false;
            break;
        }
    }
    if (u->account && !w->closing) {
        store_forget_person(w->store, u->key);
    }
}

void persist_forget_room(struct world *w, struct room *room)
{
    for (struct room **link = &w->dirty_rooms; room->dirty && *link; link = &(*link)->next_dirty) {
        if (*link == room) {
            *link = room->next_dirty;
            room->dirty = false;
            break;
        }
    }
    if (w->closing) {
        return;
    }
    store_forget_room(w->store, room->key_name);
    if (room->metadata.count) {
        store_keep_metadata(w->store, room->place, NULL, NULL);
    }
    if (room->told_few) {
        history_seal(w, room->key_name); /* whoever takes the name next must not read it */
    }
    if (room->keep_days || room->keep_count || w->config->history_messages) {
        store_keep_measure(w->store, room->place, room->keep_days, room->keep_count);
    }
}

/* --- METADATA --- */

static bool owner_of(const struct user *u, char *out, size_t cap)
{
    struct account account;
    bool has = u->account && account_find(u->world, u->account, &account);
    if (has) {
        snprintf(out, cap, "@%s", account.key);
    }
    return has;
}

void persist_room_metadata(struct room *room, const char *key, const char *value)
{
    store_keep_metadata(room->world->store, room->place, key, value);
}

void persist_user_metadata(struct user *u, const char *key, const char *value)
{
    char owner[NAME_KEY + 1];
    if (owner_of(u, owner, sizeof owner)) {
        store_keep_metadata(u->world->store, owner, key, value);
    }
}

struct taken {
    struct metadata *data;
    long most; /* keys: one cannot gather more by logging in again and again */
};

static bool has_room(const struct taken *t, const char *key)
{
    return t->data->count < t->most || metadata_get(t->data, key);
}

static void take_kept(void *context, const char *key, const char *value)
{
    struct taken *t = context;
    if (has_room(t, key)) {
        metadata_set(t->data, key, value);
    }
}

void persist_take_room_metadata(struct room *room)
{
    struct taken t = {&room->metadata, room->world->config->metadata_keys};
    store_each_metadata(room->world->store, room->place, take_kept, &t);
}

void persist_take_user_metadata(struct user *u)
{
    char owner[NAME_KEY + 1];
    struct metadata set = u->metadata, all = {0}; /* what was set before the login is newer */
    struct taken t = {&all, u->world->config->metadata_keys};
    if (!owner_of(u, owner, sizeof owner)) {
        return;
    }
    store_each_metadata(u->world->store, owner, take_kept, &t);
    for (int i = 0; i < set.count; i++) {
        if (has_room(&t, set.items[i].key)) {
            metadata_set(&all, set.items[i].key, set.items[i].value);
            store_keep_metadata(u->world->store, owner, set.items[i].key, set.items[i].value);
        }
    }
    metadata_finish(&set);
    u->metadata = all;
}

/* --- writing --- */

static void write_user(struct world *w, struct user *u)
{
    if (!account_keeps_place(w, u) || !u->rooms) {
        store_forget_person(w->store, u->key);
        return;
    }
    store_keep_person(w->store, u);
    for (const struct member *m = u->rooms; m; m = m->next_of_user) {
        store_keep_membership(w->store, u->key, m->room->key_name, m->ranks);
    }
}

void persist_everything(struct world *w)
{
    for (struct room *room = w->rooms; room; room = room->hh.next) {
        persist_room(room);
    }
    for (struct user *u = w->users; u; u = u->next) {
        persist_user(u);
    }
}

void persist_flush(struct world *w)
{
    while (w->dirty_rooms) {
        struct room *room = w->dirty_rooms;
        w->dirty_rooms = room->next_dirty;
        room->dirty = false;
        store_keep_room(w->store, room);
    }
    while (w->dirty_users) {
        struct user *u = w->dirty_users;
        w->dirty_users = u->next_dirty;
        u->dirty = false;
        if (u->registered && u->account && !u->gone) {
            write_user(w, u);
        }
    }
}
