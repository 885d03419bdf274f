#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/prefs.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/chat/mode_words.h"
#include "client/net/connection.h"
#include "client/net/errand.h"
#include "client/net/handle.h"
#include "client/net/memory.h"
#include "client/net/network.h"
#include "client/net/notify.h"
#include "client/net/outgoing.h"
#include "client/net/regain.h"
#include "client/net/tags.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/modes.h"
#include "irc/stamp.h"

enum {
    ASK_AWAY_MAX = 300,  /* in larger rooms we wait for AWAY messages */
    PEOPLE_MAX = 100000, /* of a room; no server has more */
};

void handle_join(struct client *client, struct network *s, struct message *m)
{
    char nick[NICK_CAP];
    const char *room = message_param(m, 0);
    message_nick(m->source, nick);
    if (!network_is_room(s, room) || strpbrk(room, " ,\a") || !nick[0] ||
        strlen(room) > ROOM_NAME_MAX || s->state != NETWORK_READY) {
        return;
    }
    if (!network_is_me(s, nick)) {
        struct chat *c = network_find(s, room);
        if (c && c->people.count < PEOPLE_MAX) {
            struct person *p = people_add(&c->people, s->isupport.casemap, nick);
            person_set_source(p, m->source);
            if (m->count > 1) { /* extended-join */
                person_set_account(p, m->params[1]);
            }
            chat_move(c, tags_time(client, s, m), nick, false, NULL);
            client->dirty = true;
        }
        return;
    }
    struct chat *asked = s->opening[0] ? network_find(s, s->opening) : NULL;
    if (!network_find(s, room) && asked && asked->kind == CHAT_ROOM && !asked->joined &&
        (asked->count == 0 || names_equal(CASEMAP_UNICODE, asked->name, room))) {
        /* the server uses another name; what was said in one room, or is queued for it, never goes
         * to another */
        chat_rename(asked, room, s->isupport.casemap);
        names_fold(s->isupport.casemap, s->opening, sizeof s->opening, room);
        network_sort(s);
    }
    if (!network_find(s, room) && !network_has_place(s, CHAT_ROOM)) {
        connection_fail(client, s, TROUBLE_TOO_MUCH, "");
        return;
    }
    struct chat *c = network_open(client, s, CHAT_ROOM, room);
    network_hear_clock(client, s, m);
    if (strcmp(c->name, room) != 0) { /* differs only in case */
        chat_rename(c, room, s->isupport.casemap);
        network_sort(s);
    }
    c->joined = c->naming = true;
    c->synced = false;
    c->may_write_at = 0;
    c->rejoin = false;
    c->join_again_at = 0;
    c->join_tries = 0;
    chat_set_topic(c, NULL); /* if there is one, it follows */
    c->modes.asked = c->bans.asked = 0;
    room_modes_clear(&c->modes);
    room_bans_clear(&c->bans);
    c->keeps = (struct room_keeps){0};
    people_clear(&c->people);
    /* who we are to others is needed to tell them from us (room_bans.h), and nobody is asked about
     * a room in which we are alone */
    person_set_source(people_add(&c->people, s->isupport.casemap, nick), m->source);
    if (names_equal(s->isupport.casemap, s->opening, c->name)) {
        s->opening[0] = '\0';
        chat_set_key(c, s->opening_key[0] ? s->opening_key : c->key);
        s->opening_key[0] = '\0';
        s->landing = LANDING_DONE;
        client->port->show(client, c);
    } else if (s->landing) { /* the room into which the server puts new users */
        s->landing = LANDING_DONE;
        client->port->landed(client, c);
    }
    if (!c->key) { /* the key stored in the settings */
        char server[NETWORK_TEXT + 8];
        network_server(s, server);
        chat_set_key(c, prefs_room_key(&client->prefs, server, c->name));
    }
    client->dirty = true;
}

void handle_rename(struct client *client, struct network *s, struct message *m)
{
    char nick[NICK_CAP];
    const char *to = message_param(m, 1);
    struct chat *c = network_find(s, message_param(m, 0)), *other = network_find(s, to);
    other = other == c ? NULL : other; /* it may differ only in case */
    if (!c || c->kind != CHAT_ROOM || !network_is_room(s, to) || strpbrk(to, " ,\a") ||
        strlen(to) > ROOM_NAME_MAX || (other && other->joined)) {
        return;
    }
    client->port->answered(client, s, m);
    if (other) { /* what was once said in another room of that name stays on the disk */
        network_close(client, s, other);
    }
    struct bytes was = {0};
    bytes_text(&was, c->name);
    bool muted = notify_is_muted(client, c), loud = notify_is_loud(client, c);
    memory_rename(client, s, c, to);
    chat_rename(c, to, s->isupport.casemap);
    network_sort(s);
    if (muted || loud) {
        notify_choose(client, c, muted ? CALL_NEVER : CALL_ALWAYS);
    }
    message_nick(m->source ? m->source : "", nick);
    info_add(client, c, ICON_HASH, W_ROOM_RENAMED, "a", nick[0] ? nick : network_name(s), "b",
             was.data, "room", c->name, NULL);
    bytes_finish(&was);
    client->dirty = true;
}

void handle_names(struct client *client, struct network *s, struct message *m)
{
    struct chat *c = network_find(s, message_param(m, 2));
    if (!c || !c->naming) {
        return;
    }
    const char *at = message_param(m, 3);
    for (size_t len; *at; at += len + strspn(at + len, " ")) {
        len = strcspn(at, " ");
        char name[2 * NICK_CAP], nick[NICK_CAP];
        snprintf(name, sizeof name, "%.*s", (int)len, at);
        size_t prefixes = strspn(name, s->isupport.prefix_chars);
        message_nick(name + prefixes, nick);
        if (nick[0] && c->people.count < PEOPLE_MAX) {
            struct person *p = people_add(&c->people, s->isupport.casemap, nick);
            for (size_t i = 0; i < prefixes; i++) {
                person_set_prefix(p, s->isupport.prefix_chars, at[i], true);
            }
        }
    }
    client->dirty = true;
}

void handle_names_end(struct client *client, struct network *s, struct message *m)
{
    struct chat *c = network_find(s, message_param(m, 1));
    if (!c || !c->naming) {
        return;
    }
    c->naming = false;
    const struct person *me = people_find(&c->people, s->isupport.casemap, s->nick);
    c->made = c->people.count == 1 && me && me->prefixes[0] && !c->topic && c->count == 0;
    if (c->count == 0) {
        info_add_time(client, c, c->made ? ICON_PLUS : ICON_ENTER_LEAVE,
                      c->made ? W_I_MADE : W_I_JOINED, tags_time(client, s, m));
    }
    if (c->people.count > 1 && c->people.count <= ASK_AWAY_MAX) {
        errand_ask(s, ERRAND_WHO, c);
    }
    errand_ask(s, ERRAND_HISTORY, c);
    if (outgoing_moderates(s, c)) {
        errand_ask(s, ERRAND_MODES, c);
        errand_ask(s, ERRAND_BANS, c);
    }
    outgoing_flush(client, s, c);
    client->dirty = true;
}

/* Somebody in a room: where the room, the ident, the nickname and the flags are, among the
 * parameters of an answer to WHO. */
static struct person *take_who(struct client *client, struct network *s, const struct message *m,
                               int room, int ident, int nick, int flags)
{
    struct chat *c = network_find(s, message_param(m, room));
    struct person *p =
        c ? people_find(&c->people, s->isupport.casemap, message_param(m, nick)) : NULL;
    bool away = message_param(m, flags)[0] == 'G';
    if (p) {
        person_set_host(p, message_param(m, ident), message_param(m, ident + 1));
    }
    if (p && p->away != away) {
        person_set_away(p, away, NULL);
        client->dirty = true;
    }
    return p;
}

void handle_who(struct client *client, struct network *s, struct message *m)
{
    take_who(client, s, m, 1, 2, 5, 6);
}

bool handle_whox(struct client *client, struct network *s, struct message *m)
{
    if (strcmp(message_param(m, 1), ERRAND_WHO_TOKEN) != 0) {
        return false;
    }
    struct person *p = take_who(client, s, m, 2, 3, 5, 6);
    if (p) {
        person_set_account(p, message_param(m, 7));
    }
    return true;
}

void handle_account(struct client *client, struct network *s, struct message *m)
{
    char nick[NICK_CAP];
    message_nick(m->source, nick);
    for (int i = 0; i < s->chat_count; i++) {
        struct person *p = people_find(&s->chats[i]->people, s->isupport.casemap, nick);
        if (p) {
            person_set_account(p, message_param(m, 0));
            client->dirty = true;
        }
    }
}

static void came_out(struct client *client, struct network *s, struct chat *c, const char *nick,
                     const struct message *m, const char *reason)
{
    if (people_remove(&c->people, s->isupport.casemap, nick)) {
        typists_heard(&c->typists, s->isupport.casemap, nick, false, client->now);
        chat_move(c, tags_time(client, s, m), nick, true, reason);
        client->dirty = true;
    }
}

/* We are not in the room any more; what was said stays. */
static void put_out(struct client *client, struct chat *c)
{
    c->joined = c->naming = c->rejoin = false;
    people_clear(&c->people);
    client->dirty = true;
}

void handle_part(struct client *client, struct network *s, struct message *m)
{
    char nick[NICK_CAP];
    struct chat *c = network_find(s, message_param(m, 0));
    message_nick(m->source, nick);
    if (!c) {
        return;
    }
    if (network_is_me(s, nick)) {
        put_out(client, c);
        info_add_time(client, c, ICON_ENTER_LEAVE, W_I_LEFT, tags_time(client, s, m));
    } else {
        came_out(client, s, c, nick, m, message_param(m, 1));
    }
}

void handle_quit(struct client *client, struct network *s, struct message *m)
{
    char nick[NICK_CAP];
    message_nick(m->source, nick);
    for (int i = 0; i < s->chat_count; i++) {
        came_out(client, s, s->chats[i], nick, m, message_param(m, 0));
    }
    notify_ignore_gone(s, nick);
    if (names_equal(s->isupport.casemap, nick, s->wanted)) {
        regain_nick(client, s);
    }
}

void handle_kick(struct client *client, struct network *s, struct message *m)
{
    char op[NICK_CAP];
    struct chat *c = network_find(s, message_param(m, 0));
    const char *nick = message_param(m, 1);
    const char *reason = message_param(m, 2);
    struct bytes why = {0};
    message_nick(m->source, op);
    if (!c) {
        return;
    }
    if (*reason && !names_equal(s->isupport.casemap, reason, op)) { /* servers put the name there */
        bytes_format(&why, " (%s)", reason);
    }
    if (network_is_me(s, nick)) {
        const struct person *me = people_find(&c->people, s->isupport.casemap, s->nick);
        bool banned = me && room_bans_bar(&c->bans, me);
        int64_t until = banned ? room_bans_until(&c->bans, me, false) : 0;
        struct bytes when = {0};
        client_until(client, until, &when);
        put_out(client, c);
        info_add(client, c, ICON_KICK,
                 until    ? W_BANNED_ME_UNTIL
                 : banned ? W_BANNED_ME
                          : W_KICKED_ME,
                 "op", op, "room", c->name, "why", bytes_string(&why), "until", when.data, NULL);
        bytes_finish(&when);
        notify_heard(client, c, c->lines[c->count - 1]);
    } else if (people_remove(&c->people, s->isupport.casemap, nick)) {
        info_add(client, c, ICON_KICK, W_KICKED, "op", op, "a", nick, "why", bytes_string(&why),
                 NULL);
    }
    bytes_finish(&why);
}

void handle_nick(struct client *client, struct network *s, struct message *m)
{
    char from[NICK_CAP];
    const char *to = message_param(m, 0);
    message_nick(m->source, from);
    if (!from[0] || !*to) {
        return;
    }
    bool me = network_is_me(s, from);
    if (me) { /* a nickname forced on us does not change the wanted one */
        bool by_hand = names_equal(s->isupport.casemap, s->asked_nick, to);
        copy_text(s->nick, sizeof s->nick, to);
        copy_text(s->wanted, sizeof s->wanted, by_hand ? to : s->wanted);
        s->asked_nick[0] = '\0';
        s->nick_ask_at = network_is_me(s, s->wanted) ? 0 : s->nick_ask_at;
    } else {
        notify_ignore_follow(client, s, from, to);
    }
    struct chat *direct = network_find(s, from);
    if (direct && direct->kind == CHAT_PERSON && !network_find(s, to)) {
        chat_rename(direct, to, s->isupport.casemap);
        network_sort(s);
    }
    for (int i = 0; i < s->chat_count; i++) {
        struct chat *c = s->chats[i];
        chat_rename_reactors(c, s->isupport.casemap, from, to);
        if (people_rename(&c->people, s->isupport.casemap, from, to) || (me && i == 0)) {
            info_add(client, c, ICON_USER, me ? W_I_AM_NOW : W_NICK_CHANGED, "a", from, "b", to,
                     NULL);
        }
    }
    if (!me && names_equal(s->isupport.casemap, from, s->wanted)) {
        regain_nick(client, s);
    }
    client->dirty = true;
}

void handle_away(struct client *client, struct network *s, struct message *m)
{
    char nick[NICK_CAP];
    message_nick(m->source, nick);
    for (int i = 0; i < s->chat_count; i++) {
        struct person *p = people_find(&s->chats[i]->people, s->isupport.casemap, nick);
        if (p) {
            person_set_away(p, m->count > 0 && *m->params[0], message_param(m, 0));
            client->dirty = true;
        }
    }
}

/* Gives or takes a rank, and reports a user who becomes an operator. */
static void change_rank(struct client *client, struct network *s, struct chat *c,
                        const struct mode_change *change, const char *by)
{
    const char *at = strchr(s->isupport.prefix_modes, change->letter);
    struct person *p = people_find(&c->people, s->isupport.casemap, change->param);
    if (!p) {
        return;
    }
    person_set_prefix(p, s->isupport.prefix_chars,
                      s->isupport.prefix_chars[at - s->isupport.prefix_modes], change->adding);
    if (network_is_me(s, p->nick) && change->adding && outgoing_moderates(s, c) && !c->bans.known &&
        !c->bans.asked) {
        errand_ask(s, ERRAND_BANS, c);
    }
    if (change->letter == 'o' && change->adding && strcmp(by, "") != 0) {
        bool me = network_is_me(s, p->nick);
        info_add(client, c, ICON_SHIELD, me ? W_MADE_ME_OP : W_MADE_OP, "op", by, "a", p->nick,
                 NULL);
    }
}

/* Notes a ban that was set or lifted. */
static void take_ban(struct chat *c, const struct mode_change *change, const char *by, int64_t at)
{
    if (change->adding) {
        room_bans_add(&c->bans, change->letter, change->param, by, at);
    } else {
        room_bans_remove(&c->bans, change->letter, change->param);
    }
}

static struct mode_kinds kinds_of(const struct network *s)
{
    return (struct mode_kinds){s->isupport.list_modes, s->isupport.always_modes,
                               s->isupport.set_modes, s->isupport.prefix_modes};
}

bool handle_modes_are(struct client *client, struct network *s, struct message *m)
{
    struct chat *c = network_find(s, message_param(m, 1));
    if (!c) {
        return false;
    }
    const struct mode_kinds kinds = kinds_of(s);
    struct mode_walk walk;
    struct mode_change change;
    room_modes_clear(&c->modes);
    mode_start(&walk, &kinds, message_param(m, 2), m->params + 3, m->count > 3 ? m->count - 3 : 0);
    while (mode_next(&walk, &change)) {
        room_modes_change(&c->modes, &change);
    }
    c->modes.known = true;
    client->dirty = true;
    bool ours = c->modes.asked > 0;
    c->modes.asked -= ours;
    return ours;
}

/* 367, or 728 of a list of mutes: "#room mask by at", "#room q mask by at". */
bool handle_ban_is(struct client *client, struct network *s, struct message *m)
{
    struct chat *c = network_find(s, message_param(m, 1));
    int first = strcmp(m->verb, "728") == 0 ? 3 : 2;
    if (!c || !c->bans.asked) {
        return false;
    }
    int64_t at = strtoll(message_param(m, first + 2), NULL, 10);
    room_bans_add(&c->bans, first == 3 ? 'q' : 'b', message_param(m, first),
                  message_param(m, first + 1),
                  at > 0 && at < INT64_MAX / 1000 ? stamp_sane(at * 1000) : 0);
    client->dirty = true;
    return true;
}

void handle_bans_end(struct client *client, struct network *s, struct message *m)
{
    struct chat *c = network_find(s, message_param(m, 1));
    if (c && c->bans.asked) {
        c->bans.asked--;
        c->bans.known = true;
        client->dirty = true;
    }
}

void handle_mode(struct client *client, struct network *s, struct message *m)
{
    struct chat *c = network_find(s, message_param(m, 0));
    char by[NICK_CAP];
    message_nick(m->source, by);
    if (!c || c->kind != CHAT_ROOM || !m->source) {
        return; /* our own user modes */
    }
    const struct mode_kinds kinds = kinds_of(s);
    struct mode_walk walk;
    struct mode_change change;
    struct bytes others = {0};
    mode_start(&walk, &kinds, message_param(m, 1), m->params + 2, m->count > 2 ? m->count - 2 : 0);
    while (mode_next(&walk, &change)) {
        bool rank = strchr(s->isupport.prefix_modes, change.letter) && change.param;
        if (rank) {
            change_rank(client, s, c, &change, by);
        }
        bool hidden =
            change.param && strcmp(change.param, "*") == 0; /* some servers hide it: keep ours */
        if (change.letter == 'k' && !(change.adding && hidden)) {
            chat_set_key(c, change.adding ? change.param : NULL);
        }
        bool listed = change.letter == 'b' || (change.letter == 'q' && !rank);
        if (listed && change.param) {
            take_ban(c, &change, m->source, tags_time(client, s, m));
        } else if (!rank) {
            room_modes_change(&c->modes, &change);
        }
        bool told = rank && change.letter == 'o' && change.adding; /* by change_rank */
        bool ended = listed && !change.adding && !strchr(m->source, '!');
        if (!told && !mode_words_add(client, c, ended ? "" : by, rank, &change)) {
            bytes_format(&others, "%s%c%c%s%s", others.len ? " " : "", change.adding ? '+' : '-',
                         change.letter, change.param ? " " : "", change.param ? change.param : "");
        }
    }
    if (others.len) {
        info_add(client, c, ICON_INFO, W_MODE_SET, "a", by, "modes", others.data, NULL);
    }
    bytes_finish(&others);
    client->dirty = true;
}

void handle_topic(struct client *client, struct network *s, struct message *m)
{
    struct chat *c = network_find(s, message_param(m, 0));
    char nick[NICK_CAP];
    message_nick(m->source, nick);
    if (c) {
        chat_set_topic(c, message_param(m, 1));
        info_add(client, c, ICON_EDIT, c->topic ? W_TOPIC_SET : W_TOPIC_GONE, "a", nick, "topic",
                 c->topic ? c->topic : "", NULL);
    }
}

void handle_topic_is(struct client *client, struct network *s, struct message *m)
{
    struct chat *c = network_find(s, message_param(m, 1));
    if (c) {
        chat_set_topic(c, message_param(m, 2));
        if (!c->naming) {
            info_add_text(client, c, ICON_INFO, c->topic ? c->topic : "");
        }
        client->dirty = true;
    }
}

void handle_no_topic(struct client *client, struct network *s, struct message *m)
{
    struct chat *c = network_find(s, message_param(m, 1));
    if (c) {
        chat_set_topic(c, NULL);
        info_add(client, c, ICON_INFO, W_NO_TOPIC, NULL);
    }
}

void handle_invite(struct client *client, struct network *s, struct message *m)
{
    char by[NICK_CAP];
    message_nick(m->source, by);
    if (network_is_me(s, message_param(m, 0)) && !notify_ignores(client, s, m->source)) {
        struct chat *c = handle_place(client, s, "");
        info_add(client, c, ICON_PLUS, W_INVITED_ME, "a", by, "room", message_param(m, 1), NULL);
        notify_heard(client, c, c->lines[c->count - 1]);
    }
}
