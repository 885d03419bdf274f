#include <inttypes.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/check.h"
#include "irc/line.h"
#include "irc/message.h"
#include "irc/names.h"
#include "irc/numerics.h"
#include "irc/utf8.h"
#include "server/cmd/command.h"
#include "server/config.h"
#include "server/relay.h"
#include "server/reply.h"
#include "server/room.h"
#include "server/user.h"
#include "server/world.h"

/* --- coming in --- */

static int refuse_join(struct world *w, const struct room *room, const struct user *u,
                       const char *key)
{
    if (u->room_count >= w->config->rooms_per_user) {
        return ERR_TOOMANYCHANNELS;
    }
    if (!room) {
        return 0;
    }
    bool invited = room_invited(room, u);
    if (room->key[0] && strcmp(room->key, key ? key : "") != 0) {
        return ERR_BADCHANNELKEY;
    }
    if ((room->modes & ROOM_INVITE_ONLY) && !invited && !room_always_invited(room, u)) {
        return ERR_INVITEONLYCHAN;
    }
    if (room->limit && room->member_count >= room->limit && !invited) {
        return ERR_CHANNELISFULL;
    }
    return room_banned(room, u) && !invited ? ERR_BANNEDFROMCHAN : 0;
}

static void tell_topic(struct reply *r, const struct room *room)
{
    reply_numeric(r, RPL_TOPIC, "%s :%s", room->name, room->topic);
    reply_numeric(r, RPL_TOPICWHOTIME, "%s %s %" PRId64, room->name, room->topic_by,
                  room->topic_at / 1000);
}

static void tell_join(struct world *w, const struct room *room, struct user *u)
{
    struct relay plain, extended;
    relay_start(&plain, w, u, "JOIN %s", room->name);
    relay_start(&extended, w, u, "JOIN %s * :%s", room->name, u->realname);
    relay_room(&plain, room, NULL, CAP(EXTENDED_JOIN), 0);
    relay_room(&extended, room, NULL, CAP(EXTENDED_JOIN), CAP(EXTENDED_JOIN));
    relay_end(&plain);
    relay_end(&extended);
    if (u->away) {
        struct relay away;
        relay_start(&away, w, u, "AWAY :%s", u->away);
        relay_room(&away, room, u, CAP(AWAY_NOTIFY), CAP(AWAY_NOTIFY));
        relay_end(&away);
    }
}

static void join(struct world *w, struct user *u, struct reply *r, const char *name,
                 const char *key)
{
    if (!names_room_ok(name, (size_t)w->config->room_len)) {
        reply_numeric(r, *name == '#' ? ERR_BADCHANMASK : ERR_NOSUCHCHANNEL, "%s",
                      reply_word(name));
        return;
    }
    struct room *room = world_room(w, name);
    if (room && room_has(room, u)) {
        return;
    }
    int refusal = refuse_join(w, room, u, key);
    if (refusal) {
        reply_numeric(r, refusal, "%s", name);
        return;
    }
    room = room ? room : world_make_room(w, name);
    room_join(room, u);
    tell_join(w, room, u);
    if (room->topic) {
        tell_topic(r, room);
    }
    if (!(u->caps & CAP(NO_IMPLICIT_NAMES))) {
        command_names(r, room->name);
    }
}

static void leave(struct world *w, struct user *u, struct room *room, const char *reason)
{
    struct relay part;
    relay_start(&part, w, u, *reason ? "PART %s :%s" : "PART %s", room->name, reason);
    relay_room(&part, room, NULL, 0, 0);
    relay_end(&part);
    room_leave(w, room, u);
}

/* Keys belong to rooms by their place, so an empty one counts. */
static const char *next_key(char **list)
{
    char *key = *list;
    if (!key) {
        return NULL;
    }
    size_t len = strcspn(key, ",");
    *list = key[len] ? key + len + 1 : NULL;
    key[len] = '\0';
    return key;
}

void cmd_join(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    if (strcmp(m->params[0], "0") == 0) {
        while (u->rooms) {
            leave(w, u, u->rooms->room, "");
        }
        return;
    }
    char *names = m->params[0];
    char *keys = m->count > 1 ? m->params[1] : NULL;
    char *name;
    while ((name = command_item(&names))) {
        join(w, u, r, name, next_key(&keys));
    }
}

/* --- leaving --- */

/* The room if `u` is in it; otherwise NULL, and the refusal is written. */
static struct room *own_room(struct world *w, struct user *u, struct reply *r, const char *name)
{
    struct room *room = world_room(w, name);
    if (!room || (!room_has(room, u) && !room_visible(room, u))) {
        reply_numeric(r, ERR_NOSUCHCHANNEL, "%s", reply_word(name));
        return NULL;
    }
    if (!room_has(room, u)) {
        reply_numeric(r, ERR_NOTONCHANNEL, "%s", room->name);
        return NULL;
    }
    return room;
}

void cmd_part(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    char *names = m->params[0];
    char *name;
    while ((name = command_item(&names))) {
        struct room *room = own_room(w, u, r, name);
        if (room) {
            leave(w, u, room, message_param(m, 1));
        }
    }
}

static void kick(struct world *w, struct user *u, struct room *room, const char *nick,
                 const char *reason)
{
    struct user *target = world_user(w, nick);
    if (!target || !room_has(room, target)) {
        reply_numeric(w->reply, target ? ERR_USERNOTINCHANNEL : ERR_NOSUCHNICK,
                      target ? "%s %s" : "%s", target ? target->nick : reply_word(nick),
                      room->name);
        return;
    }
    struct relay gone;
    const char *text = *reason ? reason : u->nick;
    relay_start(&gone, w, u, "KICK %s %s :%.*s", room->name, target->nick,
                (int)utf8_cut(text, strlen(text), (size_t)w->config->kick_len), text);
    relay_room(&gone, room, NULL, 0, 0);
    relay_end(&gone);
    room_leave(w, room, target);
}

/* The room in which `u` may take people out; otherwise NULL, and the refusal is written. */
static struct room *kicking_room(struct world *w, struct user *u, struct reply *r,
                                 const char *name)
{
    struct room *room = own_room(w, u, r, name);
    if (room && !room_is_operator(room, u)) {
        reply_numeric(r, ERR_CHANOPRIVSNEEDED, "%s", room->name);
        return NULL;
    }
    return room;
}

/* One room and several people, or as many rooms as people. */
void cmd_kick(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    char *rooms = m->params[0], *nicks = m->params[1];
    const char *name = command_item(&rooms);
    bool pairs = *rooms != '\0', first = true;
    char *nick;
    while (name && (nick = command_item(&nicks))) {
        /* looked up each time: who takes oneself out stops there, and the room may be gone */
        struct room *room = pairs || first ? kicking_room(w, u, r, name) : world_room(w, name);
        if (!pairs && (!room || !room_is_operator(room, u))) {
            return;
        }
        if (room) {
            kick(w, u, room, nick, message_param(m, 2));
        }
        first = false;
        name = pairs ? command_item(&rooms) : name;
    }
}

/* --- topic, invitation --- */

void cmd_topic(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    struct room *room = own_room(w, u, r, m->params[0]);
    if (!room) {
        return;
    }
    if (m->count == 1) {
        if (room->topic) {
            tell_topic(r, room);
        } else {
            reply_numeric(r, RPL_NOTOPIC, "%s", room->name);
        }
    } else if ((room->modes & ROOM_TOPIC_LOCKED) && !room_is_operator(room, u)) {
        reply_numeric(r, ERR_CHANOPRIVSNEEDED, "%s", room->name);
    } else {
        char topic[LINE_BODY_MAX];
        copy_text(topic, (size_t)w->config->topic_len + 1, m->params[1]);
        room_set_topic(room, topic, u->mask, w->wall);
        struct relay change;
        relay_start(&change, w, u, "TOPIC %s :%s", room->name, topic);
        relay_room(&change, room, NULL, 0, 0);
        relay_end(&change);
    }
}

void cmd_invite(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    struct user *guest = world_user(w, m->params[0]);
    struct room *room = world_room(w, m->params[1]);
    if (!guest || !guest->registered) {
        reply_numeric(r, ERR_NOSUCHNICK, "%s", reply_word(m->params[0]));
        return;
    }
    if (room && !own_room(w, u, r, room->name)) {
        return;
    }
    if (!room) {
        reply_numeric(r, ERR_NOSUCHCHANNEL, "%s", reply_word(m->params[1]));
    } else if (room_has(room, guest)) {
        reply_numeric(r, ERR_USERONCHANNEL, "%s %s", guest->nick, room->name);
    } else if ((room->modes & ROOM_INVITE_ONLY) && !room_is_operator(room, u)) {
        reply_numeric(r, ERR_CHANOPRIVSNEEDED, "%s", room->name);
    } else {
        room_invite(room, guest);
        reply_numeric(r, RPL_INVITING, "%s %s", guest->nick, room->name);
        if (guest->away) {
            reply_numeric(r, RPL_AWAY, "%s :%s", guest->nick, guest->away);
        }
        struct relay invite;
        relay_start(&invite, w, u, "INVITE %s %s", guest->nick, room->name);
        relay_to(&invite, guest);
        relay_room(&invite, room, u, CAP(INVITE_NOTIFY), CAP(INVITE_NOTIFY));
        relay_end(&invite);
    }
}

/* --- who is there, what is there --- */

static void names_lines(struct reply *r, const struct room *room)
{
    size_t head = strlen(": 353  = :") + strlen(r->world->config->name) +
                  strlen(user_name(r->user)) + strlen(room->name) + 2;
    bool inside = room_has(room, r->user);
    const char *kind = room->modes & ROOM_SECRET ? "@" : "=";
    struct bytes line = {0};
    for (const struct member *m = room->members; m; m = m->next) {
        if (!inside && (m->user->modes & USER_INVISIBLE)) {
            continue;
        }
        char prefix[3];
        rank_prefix(m->ranks, r->user->caps & CAP(MULTI_PREFIX), prefix);
        bool whole = r->user->caps & CAP(USERHOST_IN_NAMES);
        const char *name = whole ? m->user->mask : m->user->nick;
        if (head + line.len + strlen(name) + sizeof prefix > LINE_BODY_MAX) {
            reply_numeric(r, RPL_NAMREPLY, "%s %s :%s", kind, room->name, line.data);
            bytes_clear(&line);
        }
        bytes_format(&line, "%s%s%s", line.len ? " " : "", prefix, name);
    }
    if (line.len) {
        reply_numeric(r, RPL_NAMREPLY, "%s %s :%s", kind, room->name, line.data);
    }
    bytes_finish(&line);
}

static const struct room *tell_names(struct reply *r, const char *name)
{
    const struct room *room = world_room(r->world, name);
    if (room && room_visible(room, r->user)) {
        names_lines(r, room);
    }
    return room;
}

void command_names(struct reply *r, const char *name)
{
    const struct room *room = tell_names(r, name);
    reply_numeric(r, RPL_ENDOFNAMES, "%s", room ? room->name : reply_word(name));
}

void cmd_names(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)w, (void)u;
    char *names = m->count ? m->params[0] : NULL;
    if (!names || !strchr(names, ',')) {
        command_names(r, names && *names ? names : "*");
        return;
    }
    char asked[LINE_BODY_MAX]; /* one end for all of them, in the words of the question */
    copy_text(asked, sizeof asked, reply_word(names));
    char *name;
    while ((name = command_item(&names)) && !reply_too_much(r, "NAMES")) {
        tell_names(r, name);
    }
    reply_numeric(r, RPL_ENDOFNAMES, "%s", asked);
}

static void list_line(struct reply *r, const struct room *room)
{
    if (room_visible(room, r->user)) {
        reply_numeric(r, RPL_LIST, "%s %d :%s", room->name, room->member_count,
                      room->topic ? room->topic : "");
    }
}

void cmd_list(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u;
    reply_numeric(r, RPL_LISTSTART, "Channel");
    char *names = m->count ? m->params[0] : NULL;
    char *name = command_item(&names);
    if (!name) {
        for (const struct room *room = w->rooms; room && !reply_too_much(r, "LIST");
             room = room->hh.next) {
            list_line(r, room);
        }
    }
    for (; name; name = command_item(&names)) {
        const struct room *room = world_room(w, name);
        if (room) {
            list_line(r, room);
        }
    }
    reply_numeric(r, RPL_LISTEND, "%s", "");
}
