#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/bucket.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/numerics.h"
#include "irc/utf8.h"
#include "server/cmd/command.h"
#include "server/cmd/grant.h"
#include "server/core/access.h"
#include "server/core/bans.h"
#include "server/core/config.h"
#include "server/core/looks.h"
#include "server/core/newcomers.h"
#include "server/core/oper.h"
#include "server/core/precis.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/core/world.h"
#include "server/limits/conn_limit.h"
#include "server/limits/throttle.h"
#include "server/log.h"
#include "server/out/relay.h"
#include "server/out/relay_keep.h"
#include "server/out/reply.h"
#include "server/out/reply_stream.h"
#include "server/out/snomask.h"

/* --- joining --- */

static int refuse_join(struct world *w, const struct room *room, const struct session *s,
                       const char *key)
{
    const struct user *u = s->user;
    if (u->room_count >= w->config->rooms_per_user) {
        return ERR_TOOMANYCHANNELS;
    }
    if (!room) {
        return 0;
    }
    /* nothing keeps a founder out of the room */
    bool theirs = (s->powers & POWER_ROOMS) ||
                  (access_of(room, u->account) & (RANK_FOUNDER | RANK_PROTECTED));
    bool invited = room_invited(room, u) || theirs;
    if (room->key[0] && !theirs && strcmp(room->key, key ? key : "") != 0) {
        return ERR_BADCHANNELKEY;
    }
    if ((room->modes & ROOM_ACCOUNTS_ONLY) && !u->account && !invited) {
        return ERR_NEEDREGGEDNICK;
    }
    if ((room->modes & ROOM_INVITE_ONLY) && !invited && !room_always_invited(room, u)) {
        return ERR_INVITEONLYCHAN;
    }
    if (room->limit && room->member_count >= room->limit && !invited) {
        return ERR_CHANNELISFULL;
    }
    return room_banned(room, u) && !invited ? ERR_BANNEDFROMCHAN : 0;
}

/* The seconds until a room that is stormed lets somebody in again; 0: now, and it is counted. Whom
 * it invited or gave a rank may always come. */
static long storm_wait(struct room *room, const struct session *s)
{
    const struct user *u = s->user;
    if (!room->joins || (s->powers & POWER_ROOMS) || access_of(room, u->account) ||
        room_invited(room, u) || room_always_invited(room, u)) {
        return 0;
    }
    int64_t wait = bucket_take_slow(&room->joins_full_at, room->world->now, room->joins,
                                    room->joins_seconds * 1000 / room->joins);
    return (long)((wait + 999) / 1000);
}

static void tell_topic(struct reply *r, const struct room *room)
{
    reply_numeric(r, RPL_TOPIC, "%s :%s", room->name, room->topic);
    reply_numeric(r, RPL_TOPICWHOTIME, "%s %s %" PRId64, room->name, room->topic_by,
                  room->topic_at / 1000);
}

/* Sends JOIN to members but `except` (NULL: to all) who have none of the capabilities `without`. */
static void tell_join(struct world *w, const struct room *room, const struct user *u,
                      const struct user *except, uint64_t without, struct reply *r)
{
    struct relay plain, extended;
    relay_start(&plain, w, u, r, "JOIN %s", room->name);
    relay_start(&extended, w, u, r, "JOIN %s %s :%s", room->name, u->account ? u->account : "*",
                u->realname);
    if (!except) {
        relay_keep_event(&plain, room);
        relay_tag(&extended, plain.id, "");
    }
    relay_room(&plain, room, except, CAP(EXTENDED_JOIN) | without, 0);
    relay_room(&extended, room, except, CAP(EXTENDED_JOIN) | without, CAP(EXTENDED_JOIN));
    relay_end(&plain);
    relay_end(&extended);
}

void command_show_return(struct world *w, const struct member *m, struct reply *r)
{
    struct bytes letters = {0}, nicks = {0};
    for (int i = 0; ROOM_RANK_MODES[i]; i++) {
        if (m->ranks & 1u << i) {
            bytes_char(&letters, ROOM_RANK_MODES[i]);
            bytes_format(&nicks, " %s", m->user->nick);
        }
    }
    tell_join(w, m->room, m->user, m->user, CAP(CHGHOST), r);
    if (letters.len) {
        struct relay mode;
        relay_start(&mode, w, NULL, r, "MODE %s +%s%s", m->room->name, letters.data, nicks.data);
        relay_room(&mode, m->room, m->user, CAP(CHGHOST), 0);
        relay_end(&mode);
    }
    bytes_finish(&letters);
    bytes_finish(&nicks);
}

static void tell_away(struct world *w, const struct room *room, const struct user *u,
                      struct reply *r)
{
    if (u->away) {
        struct relay away;
        relay_start(&away, w, u, r, "AWAY :%s", u->away);
        relay_room(&away, room, u, CAP(AWAY_NOTIFY), CAP(AWAY_NOTIFY));
        relay_end(&away);
    }
}

/* What a session is told about a room it has joined. */
static void tell_entered(struct reply *r, const struct room *room)
{
    if (room->topic) {
        tell_topic(r, room);
    }
    command_show_marker(r, room->name);
    if (!(r->session->caps & CAP(NO_IMPLICIT_NAMES))) {
        command_names(r, room->name);
    }
}

void command_tell_entered(struct session *s, const struct room *room, struct reply *r)
{
    if (r && r->session == s) {
        tell_entered(r, room);
    } else if (!s->doom) {
        struct reply own;
        reply_start(&own, s, NULL);
        tell_entered(&own, room);
        reply_end(&own);
        s->stalled |= !reply_stream_run(s->world, s); /* it goes on when the outbox drains */
    }
}

static void tell_sessions(const struct user *u, const struct room *room, struct reply *r)
{
    for (struct session *s = u->sessions; s; s = s->next_of_user) {
        command_tell_entered(s, room, r);
    }
}

struct forbidding {
    struct world *w;
    const struct ban *ban;
};

static bool is_forbidden(void *context, const char *key)
{
    struct forbidding *f = context;
    f->ban = bans_of_room(f->w, key);
    return f->ban != NULL;
}

/* A name that looks like a forbidden one is forbidden too. */
static const struct ban *find_forbidden(struct world *w, const struct session *s, const char *name)
{
    struct forbidding f = {w, NULL};
    return !(s->powers & POWER_ROOMS) && looks_any(name, is_forbidden, &f) ? f.ban : NULL;
}

static void join(struct world *w, struct user *u, struct reply *r, const char *asked,
                 const char *key)
{
    char name[ROOM_BYTES];
    if (!precis_room(asked, (size_t)w->config->room_len, name, sizeof name)) {
        reply_numeric(r, *asked == '#' ? ERR_BADCHANMASK : ERR_NOSUCHCHANNEL, "%s",
                      reply_word(asked));
        return;
    }
    struct room *room = world_room(w, name);
    if (room && room_has(room, u)) {
        return;
    }
    const struct ban *forbidden = find_forbidden(w, r->session, name);
    if (forbidden) {
        reply_text(r, "%d %s %s :Nobody may come in: %s", ERR_UNAVAILRESOURCE, u->nick, name,
                   forbidden->reason);
        return;
    }
    int refusal = refuse_join(w, room, r->session, key);
    if (refusal) {
        reply_numeric(r, refusal, "%s", name);
        return;
    }
    if (!room && HASH_COUNT(w->rooms) >= (unsigned)w->config->rooms && !r->session->powers) {
        reply_text(r, "%d %s %s :This server has as many rooms as it may have", ERR_UNAVAILRESOURCE,
                   u->nick, name);
        return;
    }
    int wait = throttle_step(r->session, THROTTLE_JOIN);
    if (wait || (wait = conn_limit_join_wait(w, r->session->address))) {
        reply_text(r, "%d %s %s :You enter rooms too fast: wait %d seconds", ERR_UNAVAILRESOURCE,
                   u->nick, name, wait);
        return;
    }
    long storm = room ? storm_wait(room, r->session) : 0;
    if (storm) {
        reply_text(r, "%d %s %s :Many people are joining: try again in %ld seconds", ERR_THROTTLE,
                   u->nick, name, storm);
        return;
    }
    if (!room) {
        room = world_make_room(w, name);
        snomask_tell(w, SNOMASK_MADE, u->nick, room->name, NULL);
    }
    room_join(room, u);
    tell_join(w, room, u, NULL, 0, r);
    tell_away(w, room, u, r);
    grant_to(w, room, u, r);
    tell_sessions(u, room, r);
    command_metadata_joined(u, room, r);
}

void command_leave(struct world *w, struct user *u, struct room *room, const char *reason,
                   struct reply *r)
{
    struct relay part;
    relay_start(&part, w, u, r, *reason ? "PART %s :%s" : "PART %s", room->name, reason);
    relay_keep_event(&part, room);
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
            command_leave(w, u, u->rooms->room, "", r);
        }
        return;
    }
    char *names = m->params[0];
    char *keys = m->count > 1 ? m->params[1] : NULL;
    char *name;
    for (int i = 0; (name = command_item(&names)); i++) {
        flood_spend_sync(&r->session->flood, w->config, w->now, i > 0);
        join(w, u, r, name, next_key(&keys));
    }
}

void command_autojoin(struct reply *r)
{
    struct world *w = r->world;
    const char *list = w->config->autojoin;
    char name[ROOM_BYTES];
    while (newcomers_next(w, &list, name)) {
        if (!find_forbidden(w, r->session, name) &&
            !refuse_join(w, world_room(w, name), r->session, NULL)) {
            join(w, r->user, r, name, NULL);
        }
    }
}

void command_take_newcomers(struct reply *r, const char *list)
{
    struct world *w = r->world;
    struct user *u = r->user;
    char name[ROOM_BYTES];
    while (newcomers_next(w, &list, name)) {
        join(w, u, r, name, NULL);
        struct room *room = world_room(w, name);
        bool may = room && room_level(room, r->session) >= LEVEL_OPERATOR; /* as for REGISTER */
        if (may && u->account && !access_founder(room)) {
            access_set(room, u->account, RANK_FOUNDER | RANK_OPERATOR);
            grant_to(w, room, u, r);
            log_line(LOG_INFO, "%s made %s theirs", u->nick, room->name);
        }
    }
}

/* --- leaving --- */

/* The room if `u` is in it; otherwise NULL, and it is refused. */
static struct room *own_room(struct world *w, struct user *u, struct reply *r, const char *name)
{
    struct room *room = world_room(w, name);
    if (!room || (!room_has(room, u) && !room_visible(room, r->session))) {
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
            bool heard = !room_refuses_speech(room, r->session); /* these are words, too */
            command_leave(w, u, room, heard ? message_param(m, 1) : "", r);
        }
    }
}

void command_kick(struct room *room, struct user *target, const char *reason, struct reply *r)
{
    struct world *w = r->world;
    struct relay gone;
    const char *text = *reason ? reason : r->user->nick;
    relay_start(&gone, w, r->user, r, "KICK %s %s :%.*s", room->name, target->nick,
                (int)utf8_cut(text, strlen(text), (size_t)w->config->kick_len), text);
    relay_keep_event(&gone, room);
    relay_room(&gone, room, NULL, 0, 0);
    relay_end(&gone);
    room_leave(w, room, target);
}

static void kick(struct world *w, struct reply *r, struct room *room, const char *nick,
                 const char *reason)
{
    struct user *u = r->user;
    struct user *target = world_user(w, nick);
    if (!target || !room_has(room, target)) {
        reply_numeric(r, target ? ERR_USERNOTINCHANNEL : ERR_NOSUCHNICK, target ? "%s %s" : "%s",
                      target ? target->nick : reply_word(nick), room->name);
        return;
    }
    if (target != u && !room_outranks(room, r->session, room_member(room, target))) {
        reply_numeric(r, ERR_CHANOPRIVSNEEDED, "%s", room->name);
        return;
    }
    command_kick(room, target, reason, r);
}

/* The room if `u` may kick there; otherwise NULL, and it is refused. */
static struct room *kicking_room(struct world *w, struct user *u, struct reply *r, const char *name)
{
    struct room *room = own_room(w, u, r, name);
    if (room && room_level(room, r->session) < LEVEL_HALFOP) {
        reply_numeric(r, ERR_CHANOPRIVSNEEDED, "%s", room->name);
        return NULL;
    }
    return room;
}

/* One room and several users, or as many rooms as users. */
void cmd_kick(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    char *rooms = m->params[0], *nicks = m->params[1];
    const char *name = command_item(&rooms);
    bool pairs = *rooms != '\0', first = true;
    char *nick;
    while (name && (nick = command_item(&nicks))) {
        /* looked up each time: users who kick themselves stop there, and the room may be gone */
        struct room *room = pairs || first ? kicking_room(w, u, r, name) : world_room(w, name);
        if (!pairs && (!room || room_level(room, r->session) < LEVEL_HALFOP)) {
            return;
        }
        if (room) {
            kick(w, r, room, nick, message_param(m, 2));
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
    } else if ((room->modes & ROOM_TOPIC_LOCKED) && room_level(room, r->session) < LEVEL_HALFOP) {
        reply_numeric(r, ERR_CHANOPRIVSNEEDED, "%s", room->name);
    } else if (room_mutes(room, r->session)) {
        reply_numeric(r, ERR_CANNOTSENDTOCHAN, "%s", room->name);
    } else {
        char topic[LINE_BODY_MAX];
        copy_text(topic, (size_t)w->config->topic_len + 1, m->params[1]);
        room_set_topic(room, topic, u->mask, w->wall);
        struct relay change;
        relay_start(&change, w, u, r, "TOPIC %s :%s", room->name, topic);
        relay_keep_event(&change, room);
        relay_room(&change, room, NULL, 0, 0);
        relay_end(&change);
    }
}

static void list_invitations(struct world *w, const struct user *u, struct reply *r)
{
    for (const struct room *room = w->rooms; room; room = room->hh.next) {
        if (room_invited(room, u)) {
            reply_numeric(r, RPL_INVITELIST, "%s", room->name);
        }
    }
    reply_numeric(r, RPL_ENDOFINVITELIST, "%s", "");
}

void cmd_invite(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    if (m->count < 2) {
        if (m->count == 0) {
            list_invitations(w, u, r);
        } else {
            reply_numeric(r, ERR_NEEDMOREPARAMS, "INVITE");
        }
        return;
    }
    struct user *guest = world_user(w, m->params[0]);
    struct room *room = world_room(w, m->params[1]);
    if (!guest || !guest->registered) {
        reply_numeric(r, ERR_NOSUCHNICK, "%s", reply_word(m->params[0]));
        return;
    }
    if (room && !own_room(w, u, r, room->name)) {
        return;
    }
    int wait;
    if (!room) {
        reply_numeric(r, ERR_NOSUCHCHANNEL, "%s", reply_word(m->params[1]));
    } else if (room_has(room, guest)) {
        reply_numeric(r, ERR_USERONCHANNEL, "%s %s", guest->nick, room->name);
    } else if ((room->modes & ROOM_INVITE_ONLY) && room_level(room, r->session) < LEVEL_HALFOP) {
        reply_numeric(r, ERR_CHANOPRIVSNEEDED, "%s", room->name);
    } else if ((wait = throttle_step(r->session, THROTTLE_INVITE))) {
        reply_text(r, "%d %s %s :You invite many people: wait %d seconds", ERR_TARGETTOOFAST,
                   u->nick, guest->nick, wait);
    } else {
        if (room_level(room, r->session) >= LEVEL_HALFOP) { /* others only mention the room */
            room_invite(room, guest);
        }
        reply_numeric(r, RPL_INVITING, "%s %s", guest->nick, room->name);
        if (guest->away) {
            reply_numeric(r, RPL_AWAY, "%s :%s", guest->nick, guest->away);
        }
        struct relay invite;
        relay_start(&invite, w, u, r, "INVITE %s %s", guest->nick, room->name);
        if (!user_is_covered(u, &guest->silenced, true)) {
            relay_to(&invite, guest);
        }
        relay_room(&invite, room, u, CAP(INVITE_NOTIFY), CAP(INVITE_NOTIFY));
        relay_end(&invite);
    }
}

/* Asks those who could let the user in. */
void cmd_knock(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    const struct room *room = world_room(w, m->params[0]);
    if (!room || !room_visible(room, r->session)) {
        reply_numeric(r, ERR_NOSUCHCHANNEL, "%s", reply_word(m->params[0]));
    } else if (room_has(room, u)) {
        reply_numeric(r, ERR_KNOCKONCHAN, "%s", room->name);
    } else if (!(room->modes & ROOM_INVITE_ONLY) && !room->key[0] && !room->limit) {
        reply_numeric(r, ERR_CHANOPEN, "%s", room->name);
    } else if (room_banned(room, u)) {
        reply_numeric(r, ERR_CANNOTSENDTOCHAN, "%s", room->name);
    } else if (w->now < u->knock_again_at) {
        reply_numeric(r, ERR_TOOMANYKNOCK, "%s", room->name);
    } else {
        u->knock_again_at = w->now + w->config->knock_rest_ms;
        for (const struct member *one = room->members; one; one = one->next) {
            if (rank_level(one->ranks) >= LEVEL_HALFOP) {
                reply_to(r, one->user, RPL_KNOCK, "%s %s", room->name, u->mask);
            }
        }
        reply_numeric(r, RPL_KNOCKDLVR, "%s", room->name);
    }
}

/* --- renaming: https://ircv3.net/specs/extensions/channel-rename --- */

static const char *refuse_rename(struct world *w, struct user *u, struct reply *r,
                                 const struct room *room, const char *asked, char *name)
{
    const struct room *other = world_room(w, asked);
    bool theirs = (r->session->powers & POWER_ROOMS) || !access_founder(room) ||
                  (access_of(room, u->account) & RANK_FOUNDER);
    if (room_level(room, r->session) < LEVEL_OPERATOR || !theirs) {
        reply_numeric(r, ERR_CHANOPRIVSNEEDED, "%s", room->name);
        return "";
    }
    if (!precis_room(asked, (size_t)w->config->room_len, name, ROOM_BYTES)) {
        return "That is no name for a room";
    }
    if (find_forbidden(w, r->session, name)) {
        return "Nobody may come in there";
    }
    return other && other != room ? "A room of that name is there already" : NULL;
}

/* To clients without RENAME it looks like leaving one room and joining another. */
static void show_leaving(struct world *w, const struct room *room, const char *reason,
                         struct reply *r)
{
    for (const struct member *m = room->members; m; m = m->next) {
        struct relay part;
        relay_start(&part, w, m->user, r, "PART %s :%s", room->name, reason);
        relay_to_able(&part, m->user, CAP(CHANNEL_RENAME), 0);
        relay_end(&part);
    }
}

static void show_coming(struct world *w, const struct room *room, struct reply *r)
{
    for (const struct member *m = room->members; m; m = m->next) {
        struct relay join;
        relay_start(&join, w, m->user, r, "JOIN %s", room->name);
        for (struct session *s = m->user->sessions; s; s = s->next_of_user) {
            if (!(s->caps & CAP(CHANNEL_RENAME))) {
                relay_to_session(&join, s);
                command_tell_entered(s, room, r);
            }
        }
        relay_end(&join);
    }
}

void cmd_rename(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    struct room *room = own_room(w, u, r, m->params[0]);
    const char *asked = m->params[1], *reason = message_param(m, 2);
    char name[ROOM_BYTES];
    char context[3 * ROOM_BYTES];
    if (!room) {
        return;
    }
    const char *why = refuse_rename(w, u, r, room, asked, name);
    if (why) {
        snprintf(context, sizeof context, "%s %s", room->name, reply_word(asked));
        if (*why) {
            reply_fail(r, "RENAME", world_room(w, asked) ? "CHANNEL_NAME_IN_USE" : "CANNOT_RENAME",
                       context, why);
        }
        return;
    }
    int wait = throttle_step(r->session, THROTTLE_NICK);
    if (wait) {
        snprintf(context, sizeof context, "%s %s", room->name, reply_word(asked));
        reply_fail(r, "RENAME", "CANNOT_RENAME", context, "Names change too fast: wait a minute");
        return;
    }
    struct relay news;
    relay_start(&news, w, u, r, "RENAME %s %s :%s", room->name, name, reason);
    relay_room(&news, room, NULL, CAP(CHANNEL_RENAME), CAP(CHANNEL_RENAME));
    relay_end(&news);
    show_leaving(w, room, *reason ? reason : "The room has a new name", r);
    world_rename_room(w, room, name);
    show_coming(w, room, r);
}
