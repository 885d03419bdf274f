#include "server/core/restore.h"

#include <string.h>

#include "irc/check.h"
#include "server/core/access.h"
#include "server/core/account.h"
#include "server/core/config.h"
#include "server/core/masks.h"
#include "server/core/persist.h"
#include "server/core/room.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/store.h"

static void load_room(void *context, const struct room *kept)
{
    struct world *w = context;
    struct room *room = world_make_room(w, kept->name);
    room->modes = kept->modes;
    room->limit = kept->limit;
    room->slow = kept->slow;
    room->joins = kept->joins;
    room->joins_seconds = kept->joins_seconds;
    room->created = kept->created;
    room->forgetful = kept->forgetful;
    room->keep_days = kept->keep_days;
    room->keep_count = kept->keep_count;
    copy_text(room->place, sizeof room->place, kept->place);
    copy_text(room->offered, sizeof room->offered, kept->offered);
    w->offers |= room->offered[0] != '\0';
    memcpy(room->key, kept->key, sizeof room->key);
    room->told_few = kept->told_few || room_is_for_few(room); /* older files do not say */
    persist_take_room_metadata(room);
    if (kept->topic) {
        room_set_topic(room, kept->topic, kept->topic_by, kept->topic_at);
    }
}

static void load_mask(void *context, const char *name, int list, const struct mask *mask)
{
    struct room *room = world_room(context, name);
    if (room && list >= 0 && list < LIST_COUNT) {
        masks_add(&room->lists[list], mask->text, mask->by, mask->at);
        room->told_few |= list == LIST_BANS;
    }
}

static void load_access(void *context, const char *name, const struct access *access)
{
    struct room *room = world_room(context, name);
    if (room) {
        access_set(room, access->account, access->ranks);
    }
}

static void load_person(void *context, const struct user *kept)
{
    struct world *w = context;
    struct account account;
    if (world_user(w, kept->nick) || !account_find(w, kept->account, &account)) {
        return;
    }
    struct user *u = world_revive(w);
    u->account_flags = account.flags;
    copy_text(u->ident, sizeof u->ident, kept->ident);
    copy_text(u->host, sizeof u->host, kept->host);
    copy_text(u->address, sizeof u->address, "offline");
    u->realname = xstrdup(kept->realname);
    u->account = xstrdup(kept->account);
    persist_take_user_metadata(u);
    u->away = xstrdup(w->config->away_text);
    u->modes = kept->modes & ~(unsigned)(USER_OPERATOR | USER_WALLOPS); /* powers are not kept */
    w->invisible_count += (u->modes & USER_INVISIBLE) != 0;
    u->signed_on = w->wall;
    u->left_at = kept->left_at ? kept->left_at : w->wall; /* still here when the server ended */
    world_rename(w, u, kept->nick);
    if (!kept->left_at) {
        persist_user(u);
    }
}

static void load_membership(void *context, const char *nick, const char *name, unsigned ranks)
{
    struct user *u = world_user(context, nick);
    struct room *room = world_room(context, name);
    if (u && room && !room_has(room, u)) {
        room_join(room, u)->ranks = ranks;
    }
}

/* Removes users who are in no room any more, or who do not stay any more; then empty rooms. */
static void drop_the_homeless(struct world *w)
{
    struct user *next;
    for (struct user *u = w->users; u; u = next) {
        next = u->next;
        if (!u->rooms || !account_keeps_place(w, u)) {
            user_doom(u, "No room is left");
        }
    }
    for (struct room *room = w->rooms, *after; room; room = after) {
        after = room->hh.next;
        room_note_masks_end(room);
        world_settle_room(w, room);
    }
}

void restore_world(struct world *w)
{
    static const struct room_reader reader = {load_room, load_mask, load_access};
    store_each_room(w->store, &reader, w);
    store_each_person(w->store, load_person, load_membership, w);
    drop_the_homeless(w);
}
