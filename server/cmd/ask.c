#include <inttypes.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/line.h"
#include "irc/message.h"
#include "irc/names.h"
#include "irc/numerics.h"
#include "server/cmd/command.h"
#include "server/config.h"
#include "server/reply.h"
#include "server/room.h"
#include "server/user.h"
#include "server/version.h"
#include "server/world.h"

static void who_line(struct reply *r, const struct user *u, const struct member *m)
{
    char prefix[3] = "";
    if (m) {
        rank_prefix(m->ranks, r->user->caps & CAP_MULTI_PREFIX, prefix);
    }
    reply_numeric(r, RPL_WHOREPLY, "%s %s %s %s %s %c%s :0 %s", m ? m->room->name : "*", u->ident,
                  u->host, r->world->config->name, u->nick, u->away ? 'G' : 'H', prefix,
                  u->realname);
}

static void who_room(struct reply *r, const struct room *room, bool operators)
{
    bool inside = room_has(room, r->user);
    for (const struct member *m = room->members; m && !reply_too_much(r, "WHO"); m = m->next) {
        bool hidden = !inside && (m->user->modes & USER_INVISIBLE);
        if (!hidden && !operators) {
            who_line(r, m->user, m);
        }
    }
}

/* Marks everybody who shares a room with `u`, once, by the serial it gives. */
static unsigned mark_neighbours(struct world *w, struct user *u)
{
    unsigned serial = ++w->serial;
    u->seen = serial;
    for (const struct member *mine = u->rooms; mine; mine = mine->next_of_user) {
        for (struct member *m = mine->room->members; m; m = m->next) {
            m->user->seen = serial;
        }
    }
    return serial;
}

static void who_mask(struct reply *r, const char *mask)
{
    unsigned near = mark_neighbours(r->world, r->user);
    for (const struct user *u = r->world->users; u && !reply_too_much(r, "WHO"); u = u->next) {
        bool fits = u->registered && (names_match(mask, u->nick) || names_match(mask, u->mask) ||
                                      names_match(mask, u->host));
        if (fits && (!(u->modes & USER_INVISIBLE) || u->seen == near)) {
            who_line(r, u, NULL);
        }
    }
}

void cmd_who(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    const char *mask = *message_param(m, 0) ? m->params[0] : "*";
    bool operators = strcmp(message_param(m, 1), "o") == 0; /* of the server: there are none yet */
    if (*mask == '#') {
        const struct room *room = world_room(w, mask);
        if (room && room_visible(room, u)) {
            who_room(r, room, operators);
        }
    } else if (!operators) {
        const struct user *exact = world_user(w, mask);
        if (exact && exact->registered) {
            who_line(r, exact, NULL);
        } else {
            who_mask(r, strcmp(mask, "0") == 0 ? "*" : mask);
        }
    }
    reply_numeric(r, RPL_ENDOFWHO, "%s", reply_word(mask));
}

static void whois_rooms(struct reply *r, const struct user *who)
{
    size_t head = strlen(": 319   :") + strlen(r->world->config->name) +
                  strlen(user_name(r->user)) + strlen(who->nick) + 2;
    struct bytes line = {0};
    for (const struct member *m = who->rooms; m; m = m->next_of_user) {
        if (!room_visible(m->room, r->user)) {
            continue;
        }
        char prefix[3];
        rank_prefix(m->ranks, r->user->caps & CAP_MULTI_PREFIX, prefix);
        if (head + line.len + strlen(m->room->name) + sizeof prefix > LINE_BODY_MAX) {
            reply_numeric(r, RPL_WHOISCHANNELS, "%s :%s", who->nick, line.data);
            bytes_clear(&line);
        }
        bytes_format(&line, "%s%s%s", line.len ? " " : "", prefix, m->room->name);
    }
    if (line.len) {
        reply_numeric(r, RPL_WHOISCHANNELS, "%s :%s", who->nick, line.data);
    }
    bytes_finish(&line);
}

void cmd_whois(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u;
    /* "WHOIS server nick" is the form with two */
    const char *nick = message_param(m, m->count > 1 ? 1 : 0);
    if (!*nick) {
        reply_numeric(r, ERR_NONICKNAMEGIVEN, "%s", "");
        return;
    }
    const struct user *who = world_user(w, nick);
    if (!who || !who->registered) {
        reply_numeric(r, ERR_NOSUCHNICK, "%s", reply_word(nick));
        reply_numeric(r, RPL_ENDOFWHOIS, "%s", reply_word(nick));
        return;
    }
    reply_numeric(r, RPL_WHOISUSER, "%s %s %s * :%s", who->nick, who->ident, who->host,
                  who->realname);
    whois_rooms(r, who);
    reply_numeric(r, RPL_WHOISSERVER, "%s %s :%s", who->nick, w->config->name,
                  w->config->network);
    if (who->away) {
        reply_numeric(r, RPL_AWAY, "%s :%s", who->nick, who->away);
    }
    reply_numeric(r, RPL_WHOISIDLE, "%s %" PRId64 " %" PRId64, who->nick,
                  (w->now - who->spoke_at) / 1000, who->signed_on / 1000);
    reply_numeric(r, RPL_ENDOFWHOIS, "%s", who->nick);
}

void cmd_motd(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u, (void)m;
    const char *at = bytes_string(&w->config->motd);
    if (!*at) {
        reply_numeric(r, ERR_NOMOTD, "%s", "");
        return;
    }
    reply_numeric(r, RPL_MOTDSTART, ":- %s Message of the day -", w->config->name);
    while (*at) {
        size_t len = strcspn(at, "\n");
        reply_numeric(r, RPL_MOTD, ":- %.*s", (int)len, at);
        at += len + (at[len] == '\n');
    }
    reply_numeric(r, RPL_ENDOFMOTD, "%s", "");
}

void cmd_lusers(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u, (void)m;
    int invisible = 0;
    for (const struct user *other = w->users; other; other = other->next) {
        invisible += other->registered && (other->modes & USER_INVISIBLE);
    }
    reply_numeric(r, RPL_LUSERCLIENT, ":There are %d users and %d invisible on 1 servers",
                  w->registered_count - invisible, invisible);
    reply_numeric(r, RPL_LUSEROP, "0");
    reply_numeric(r, RPL_LUSERUNKNOWN, "%d", w->user_count - w->registered_count);
    reply_numeric(r, RPL_LUSERCHANNELS, "%u", HASH_COUNT(w->rooms));
    reply_numeric(r, RPL_LUSERME, ":I have %d clients and 0 servers",
                  w->registered_count);
    reply_numeric(r, RPL_LOCALUSERS, "%d %d :Current local users %d, max %d", w->registered_count,
                  w->most, w->registered_count, w->most);
    reply_numeric(r, RPL_GLOBALUSERS, "%d %d :Current global users %d, max %d",
                  w->registered_count, w->most, w->registered_count, w->most);
}

void cmd_version(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u, (void)m;
    reply_numeric(r, RPL_VERSION, "%s %s :IRC with IRCv3", TERTULIA_NAME, w->config->name);
}
