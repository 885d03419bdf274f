/* METADATA, both draft/metadata-2 and draft/metadata-3: they differ in how a change is sent.
 * https://ircv3.net/specs/extensions/metadata */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/names.h"
#include "irc/numerics.h"
#include "irc/own_tags.h"
#include "server/cmd/command.h"
#include "server/cmd/pins_told.h"
#include "server/core/config.h"
#include "server/core/metadata.h"
#include "server/core/persist.h"
#include "server/core/oper.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/out/relay.h"
#include "server/out/reply.h"

/* The target of a METADATA: one of the two. */
struct subject {
    struct user *user;
    struct room *room;
};

static struct metadata *data_of(struct subject s)
{
    return s.user ? &s.user->metadata : &s.room->metadata;
}

static const char *name_of(struct subject s)
{
    return s.user ? user_name(s.user) : s.room->name;
}

static bool knows_metadata(const struct session *s)
{
    return s->caps & (CAP(METADATA_2) | CAP(METADATA_3));
}

/* Sends one value to a session, in the form of its capability. */
static void tell(struct reply *r, struct session *to, struct subject s, const char *key,
                 const char *value)
{
    if (!(to->caps & CAP(METADATA_3))) {
        struct bytes line = {0};
        bytes_format(&line, ":%s METADATA %s %s *", to->world->config->name, name_of(s), key);
        if (value) {
            bytes_format(&line, " :%s", value);
        }
        reply_raw_to_session(r, to, line.data);
        bytes_finish(&line);
    } else if (value) {
        reply_to_session(r, to, RPL_KEYVALUE, "%s %s * :%s", name_of(s), key, value);
    } else {
        reply_to_session(r, to, RPL_KEYNOTSET, "%s %s", name_of(s), key);
    }
}

/* --- subscribers are told of changes --- */

struct change {
    struct subject subject;
    const char *key, *value;
    const struct session *by;
};

static void tell_one(void *context, struct user *to)
{
    const struct change *c = context;
    for (struct session *s = to->sessions; s; s = s->next_of_user) {
        if (s != c->by && knows_metadata(s) && keys_have(&s->subscribed, c->key)) {
            tell(NULL, s, c->subject, c->key, c->value);
        }
    }
}

static void tell_change(const struct session *by, struct subject s, const char *key,
                        const char *value)
{
    struct change c = {s, key, value, by};
    if (s.room) {
        for (const struct member *m = s.room->members; m; m = m->next) {
            tell_one(&c, m->user);
        }
    } else if (s.user->registered) {
        relay_visit(by->world, s.user, tell_one, &c);
        tell_one(&c, s.user); /* the user's other sessions; all, if another user did it */
    }
}

/* Sends everything that `to` subscribed to. */
static void tell_all(struct reply *r, struct session *to, struct subject s)
{
    const struct metadata *data = data_of(s);
    for (int i = 0; i < data->count; i++) {
        if (keys_have(&to->subscribed, data->items[i].key)) {
            tell(r, to, s, data->items[i].key, data->items[i].value);
        }
    }
}

static void tell_room(struct reply *r, struct session *to, struct room *room)
{
    tell_all(r, to, (struct subject){.room = room});
    for (const struct member *m = room->members; m; m = m->next) {
        if (m->user != to->user) {
            tell_all(r, to, (struct subject){.user = m->user});
        }
    }
}

/* Sends a room's metadata to a session that subscribed to some: at once, or on SYNC. */
static void tell_entered(struct reply *r, struct session *s, struct room *room)
{
    enum { AT_ONCE_MAX = 50, LATER_S = 4 }; /* above AT_ONCE_MAX members the client has to SYNC */
    if (!knows_metadata(s) || s->subscribed.count == 0) {
        return;
    }
    if (room->member_count > AT_ONCE_MAX) {
        reply_to_session(r, s, RPL_METADATASYNCLATER, "%s %d", room->name, LATER_S);
    } else {
        tell_room(r, s, room);
    }
}

void command_metadata_joined(struct user *u, struct room *room, struct reply *r)
{
    for (struct session *s = u->sessions; s; s = s->next_of_user) {
        tell_entered(r, s, room);
    }
    for (const struct member *m = room->members; m && u->metadata.count > 0; m = m->next) {
        for (struct session *s = m->user->sessions; m->user != u && s; s = s->next_of_user) {
            if (knows_metadata(s)) {
                tell_all(r, s, (struct subject){.user = u});
            }
        }
    }
}

void command_metadata_own(struct reply *r)
{
    const struct metadata *own = &r->user->metadata;
    if (!knows_metadata(r->session)) {
        return;
    }
    reply_open_batch(r, "", "metadata %s", user_name(r->user));
    for (int i = 0; i < own->count; i++) {
        tell(r, r->session, (struct subject){.user = r->user}, own->items[i].key,
             own->items[i].value);
    }
    reply_close_batch(r);
}

void command_metadata_whois(struct reply *r, const struct user *who)
{
    for (int i = 0; knows_metadata(r->session) && i < who->metadata.count; i++) {
        reply_numeric(r, RPL_WHOISKEYVALUE, "%s %s * :%s", who->nick, who->metadata.items[i].key,
                      who->metadata.items[i].value);
    }
}

/* --- the subcommands --- */

static void fail(struct reply *r, const char *code, const char *a, const char *b, const char *text)
{
    struct bytes context = {0};
    bytes_format(&context, "%s%s%s", reply_word(a), *b ? " " : "", *b ? reply_word(b) : "");
    reply_fail(r, "METADATA", code, context.data, text);
    bytes_finish(&context);
}

static void key_invalid(struct reply *r, const char *key)
{
    fail(r, "KEY_INVALID", key, "", "A key is made of a-z, 0-9 and _./-");
}

static bool may_see(struct subject s, const struct session *by)
{
    const struct room *room = s.room;
    return !room || room_has(room, by->user) ||
           (room_visible(room, by) && !(room->modes & ROOM_INVITE_ONLY) && !room->key[0]);
}

static bool may_change(struct subject s, const struct session *by)
{
    return s.user ? s.user == by->user || (by->powers & POWER_ACCOUNTS)
                  : room_level(s.room, by) >= LEVEL_OPERATOR;
}

static void show_value(struct reply *r, struct subject s, const char *key)
{
    const char *value = metadata_get(data_of(s), key);
    if (value) {
        reply_numeric(r, RPL_KEYVALUE, "%s %s * :%s", name_of(s), key, value);
    } else {
        reply_numeric(r, RPL_KEYNOTSET, "%s %s", name_of(s), key);
    }
}

static void get(struct reply *r, const struct message *m, struct subject s)
{
    reply_open_batch(r, "", "metadata %s", name_of(s));
    for (int i = 2; i < m->count; i++) {
        if (!metadata_key_ok(m->params[i])) {
            key_invalid(r, m->params[i]);
        } else if (!may_see(s, r->session)) {
            fail(r, "KEY_NO_PERMISSION", name_of(s), m->params[i], "You may not see that");
        } else {
            show_value(r, s, m->params[i]);
        }
    }
    reply_close_batch(r);
}

static void list(struct reply *r, const struct message *m, struct subject s)
{
    (void)m;
    const struct metadata *data = data_of(s);
    reply_open_batch(r, "", "metadata %s", name_of(s));
    if (!may_see(s, r->session)) {
        fail(r, "KEY_NO_PERMISSION", name_of(s), "*", "You may not see that");
    }
    for (int i = 0; may_see(s, r->session) && i < data->count; i++) {
        show_value(r, s, data->items[i].key);
    }
    reply_close_batch(r);
}

static void keep(struct subject s, const char *key, const char *value)
{
    if (s.user) {
        persist_user_metadata(s.user, key, value);
    } else {
        persist_room_metadata(s.room, key, value);
    }
}

static void set(struct reply *r, const struct message *m, struct subject s)
{
    struct world *w = r->world;
    const char *key = message_param(m, 2), *value = m->count > 3 ? m->params[3] : NULL;
    struct metadata *data = data_of(s);
    if (!metadata_key_ok(key)) {
        key_invalid(r, key);
    } else if (!may_change(s, r->session)) {
        fail(r, "KEY_NO_PERMISSION", name_of(s), key, "You may not change that");
    } else if (value && strlen(value) > (size_t)w->config->metadata_bytes) {
        reply_fail(r, "METADATA",
                   r->session->caps & CAP(METADATA_3) ? "INVALID_VALUE" : "VALUE_INVALID",
                   r->session->caps & CAP(METADATA_3) ? key : "", "The value is too long");
    } else if (!value && !metadata_get(data, key)) {
        fail(r, "KEY_NOT_SET", name_of(s), key, "That key is not set");
    } else if (value && !metadata_get(data, key) && data->count >= w->config->metadata_keys) {
        fail(r, "LIMIT_REACHED", name_of(s), "", "There are too many keys already");
    } else {
        const char *was = metadata_get(data, key);
        char *before = was ? xstrdup(was) : NULL;
        metadata_set(data, key, value);
        keep(s, key, value);
        show_value(r, s, key);
        tell_change(r->session, s, key, value);
        if (s.room && strcmp(key, PINS_KEY) == 0) {
            pins_told(r, s.room, before, value);
        }
        free(before);
    }
}

static void clear(struct reply *r, const struct message *m, struct subject s)
{
    (void)m;
    struct metadata *data = data_of(s);
    if (!may_change(s, r->session)) {
        fail(r, "KEY_NO_PERMISSION", name_of(s), "*", "You may not change that");
        return;
    }
    reply_open_batch(r, "", "metadata %s", name_of(s));
    while (data->count > 0) {
        char key[METADATA_KEY_MAX + 1];
        copy_text(key, sizeof key, data->items[data->count - 1].key);
        metadata_set(data, key, NULL);
        keep(s, key, NULL);
        show_value(r, s, key);
        tell_change(r->session, s, key, NULL);
    }
    reply_close_batch(r);
}

/* Sends keys on as few lines as possible. */
static void list_keys(struct reply *r, int code, char *const *keys, int count)
{
    enum { KEYS_LINE = 300 };
    struct bytes line = {0};
    for (int i = 0; i < count; i++) {
        bytes_format(&line, "%s%s", line.len ? " " : "", keys[i]);
        if (line.len > KEYS_LINE || i + 1 == count) {
            reply_numeric(r, code, "%s", line.data);
            bytes_clear(&line);
        }
    }
    bytes_finish(&line);
}

static void sub(struct reply *r, const struct message *m, struct subject s)
{
    (void)s;
    char *done[MESSAGE_PARAMS_MAX] = {0};
    int count = 0;
    for (int i = 2; i < m->count; i++) {
        char *key = m->params[i];
        if (!metadata_key_ok(key)) {
            key_invalid(r, key);
            continue;
        }
        if (!keys_have(&r->session->subscribed, key) &&
            r->session->subscribed.count >= r->world->config->metadata_subs) {
            fail(r, "TOO_MANY_SUBS", key, "", "You have subscribed to too many keys");
            break;
        }
        keys_add(&r->session->subscribed, key);
        done[count++] = key;
    }
    list_keys(r, RPL_METADATASUBOK, done, count);
    for (const struct member *at = r->user->rooms; at && count > 0; at = at->next_of_user) {
        reply_numeric(r, RPL_METADATASYNCLATER, "%s", at->room->name);
    }
}

static void unsub(struct reply *r, const struct message *m, struct subject s)
{
    (void)s;
    char *done[MESSAGE_PARAMS_MAX] = {0};
    int count = 0;
    for (int i = 2; i < m->count; i++) {
        if (metadata_key_ok(m->params[i])) {
            keys_remove(&r->session->subscribed, m->params[i]);
            done[count++] = m->params[i];
        } else {
            key_invalid(r, m->params[i]);
        }
    }
    list_keys(r, RPL_METADATAUNSUBOK, done, count);
}

static void subs(struct reply *r, const struct message *m, struct subject s)
{
    (void)m, (void)s;
    reply_open_batch(r, "", "metadata-subs");
    list_keys(r, RPL_METADATASUBS, r->session->subscribed.items, r->session->subscribed.count);
    reply_close_batch(r);
}

static void sync(struct reply *r, const struct message *m, struct subject s)
{
    (void)m;
    reply_open_batch(r, "", "metadata %s", name_of(s));
    if (s.room && room_has(s.room, r->user)) {
        tell_room(r, r->session, s.room);
    } else if (may_see(s, r->session)) {
        tell_all(r, r->session, s);
    }
    reply_close_batch(r);
}

static const struct {
    const char *name;
    void (*run)(struct reply *r, const struct message *m, struct subject s);
    int min_params;
    bool own; /* about the user, whatever the target is */
} subcommands[] = {
    {"CLEAR", clear, 2, false}, {"GET", get, 3, false},    {"LIST", list, 2, false},
    {"SET", set, 3, false},     {"SUB", sub, 3, true},     {"SUBS", subs, 2, true},
    {"SYNC", sync, 2, false},   {"UNSUB", unsub, 3, true},
};

static bool find_subject(struct world *w, struct reply *r, const char *target, struct subject *s)
{
    struct user *u = r->user;
    *s = (struct subject){0};
    if (strcmp(target, "*") == 0) {
        s->user = u;
    } else if (*target == '#' && u->registered) {
        s->room = world_room(w, target);
        s->room = s->room && room_visible(s->room, r->session) ? s->room : NULL;
    } else if (u->registered) {
        s->user = world_user(w, target);
        s->user = s->user && s->user->registered ? s->user : NULL;
    }
    return s->user || s->room;
}

void cmd_metadata(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u;
    const char *target = m->params[0], *name = m->params[1];
    struct subject s;
    size_t i = 0;
    if (!knows_metadata(r->session)) {
        fail(r, "SUBCOMMAND_INVALID", name, "", "Request draft/metadata-3 first");
        return;
    }
    while (i < COUNT_OF(subcommands) && !names_equal(CASEMAP_ASCII, subcommands[i].name, name)) {
        i++;
    }
    if (i == COUNT_OF(subcommands)) {
        fail(r, "SUBCOMMAND_INVALID", name, "", "GET, LIST, SET, CLEAR, SUB, UNSUB, SUBS or SYNC");
    } else if (m->count < subcommands[i].min_params) {
        reply_numeric(r, ERR_NEEDMOREPARAMS, "METADATA");
    } else if (!find_subject(w, r, subcommands[i].own ? "*" : target, &s)) {
        fail(r, "INVALID_TARGET", target, "", "There is nobody and no room of that name");
    } else {
        subcommands[i].run(r, m, s);
    }
}
