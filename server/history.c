#include "server/history.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "server/account.h"
#include "server/config.h"
#include "server/relay.h"
#include "server/room.h"
#include "server/store.h"
#include "server/user.h"
#include "server/world.h"

void target_list_add(struct target_list *list, const char *name, int64_t time)
{
    if (time > list->after && time < list->before) {
        list->items = xrealloc(list->items, (size_t)(list->count + 1) * sizeof *list->items);
        struct target *one = &list->items[list->count++];
        copy_text(one->name, sizeof one->name, name);
        one->time = time;
    }
}

static int compare_targets(const void *a, const void *b)
{
    const struct target *one = a, *other = b;
    return (one->time > other->time) - (one->time < other->time);
}

void target_list_sort(struct target_list *list)
{
    if (list->count > 1) {
        qsort(list->items, (size_t)list->count, sizeof *list->items, compare_targets);
    }
}

void history_identity(const struct user *u, char *out)
{
    if (u->account) {
        char key[NAME_KEY];
        naming_key(u->account, key);
        snprintf(out, IDENTITY_BYTES, "@%s", key);
    } else {
        snprintf(out, IDENTITY_BYTES, "!%" PRIx64 "-%" PRIx64, (uint64_t)u->world->born, u->id);
    }
}

void history_room(const struct room *room, char *out)
{
    snprintf(out, PLACE_BYTES, "%s", room->place);
}

void history_new_place(struct world *w, const char *key, char *out, size_t cap)
{
    int64_t sealed = store_sealed(w->store, key);
    if (sealed) {
        snprintf(out, cap, "%s %" PRIx64, key, (uint64_t)sealed); /* no name has a space */
    } else {
        snprintf(out, cap, "%s", key);
    }
}

void history_seal(struct world *w, const char *key)
{
    int64_t before = store_sealed(w->store, key);
    store_seal(w->store, key, w->wall > before ? w->wall : before + 1);
}

void history_pair(const char *one, const char *other, char *out)
{
    bool first = strcmp(one, other) <= 0;
    snprintf(out, PLACE_BYTES, "%s %s", first ? one : other, first ? other : one);
}

bool history_find(struct world *w, const char *nick, char *out)
{
    const struct user *u = world_user(w, nick);
    struct account account;
    if (u && u->registered) {
        history_identity(u, out);
        return true;
    }
    if (account_find(w, nick, &account)) {
        snprintf(out, IDENTITY_BYTES, "@%s", account.key);
        return true;
    }
    return false;
}

void history_keep(const struct relay *line, const char *place, enum record_kind kind,
                  const char *lines)
{
    const struct user *from = line->from;
    enum { KEPT_TAGS = 1024 };
    char sender[IDENTITY_BYTES];
    if (!line->world->config->history) {
        return;
    }
    if (from) {
        history_identity(from, sender);
    }
    struct record record = {
        .time = line->world->wall, .kind = kind, .bot = from && (from->modes & USER_BOT),
        .place = place, .msgid = line->id, .sender = from ? sender : NULL,
        .account = from ? from->account : NULL, .tags = strlen(line->client_tags) <= KEPT_TAGS ? line->client_tags : "",
        .body = line->body.data, .lines = lines};
    store_add_record(line->world->store, &record);
}

static void give_id(struct relay *line)
{
    char id[RELAY_ID];
    if (!line->id[0]) {
        world_stamp(line->world, id);
        relay_tag(line, id, "");
    }
}

void history_event(struct relay *line, const struct room *room)
{
    char place[PLACE_BYTES];
    give_id(line);
    if (line->world->config->history_events) {
        history_room(room, place);
        history_keep(line, place, RECORD_EVENT, NULL);
    }
}

void history_event_everywhere(struct relay *line, const struct user *u)
{
    give_id(line);
    for (const struct member *m = u->rooms; m; m = m->next_of_user) {
        history_event(line, m->room);
    }
}

void history_met(struct world *w, const struct user *one, const struct user *other)
{
    char a[IDENTITY_BYTES], b[IDENTITY_BYTES];
    if (!w->config->history) {
        return;
    }
    history_identity(one, a);
    history_identity(other, b);
    store_met(w->store, a, b, other->nick, w->wall);
    if (one != other) {
        store_met(w->store, b, a, one->nick, w->wall);
    }
}
