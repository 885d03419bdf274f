#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/line.h"
#include "irc/message.h"
#include "irc/names.h"
#include "irc/numerics.h"
#include "irc/stamp.h"
#include "server/cmd/command.h"
#include "server/config.h"
#include "server/reply.h"
#include "server/room.h"
#include "server/user.h"
#include "server/world.h"

/* What a WHO asks for: the fixed line, or the fields of WHOX with a token.
 * https://ircv3.net/specs/extensions/whox */
struct who {
    struct reply *reply;
    const char *fields; /* NULL: the fixed line */
    const char *token;
};

static void who_field(struct bytes *out, const struct who *ask, char field, const struct user *u,
                      const struct member *m, const char *flags)
{
    const struct reply *r = ask->reply;
    switch (field) {
    case 't': bytes_format(out, " %s", ask->token); break;
    case 'c': bytes_format(out, " %s", m ? m->room->name : "*"); break;
    case 'u': bytes_format(out, " %s", u->ident); break;
    case 'i':
    case 'h': bytes_format(out, " %s", u->host); break;
    case 's': bytes_format(out, " %s", r->world->config->name); break;
    case 'n': bytes_format(out, " %s", u->nick); break;
    case 'f': bytes_format(out, " %s", flags); break;
    case 'd': bytes_text(out, " 0"); break;
    case 'l': bytes_format(out, " %" PRId64, (r->world->now - u->spoke_at) / 1000); break;
    case 'a': bytes_text(out, " 0"); break; /* nobody has an account yet */
    case 'o': bytes_text(out, " n/a"); break;
    case 'r': bytes_format(out, " :%s", u->realname); break;
    default: break;
    }
}

static void who_line(const struct who *ask, const struct user *u, const struct member *m)
{
    static const char order[] = "tcuihsnfdlaor";
    struct reply *r = ask->reply;
    char prefix[3] = "", flags[8];
    if (m) {
        rank_prefix(m->ranks, r->user->caps & CAP(MULTI_PREFIX), prefix);
    }
    snprintf(flags, sizeof flags, "%c%s", u->away ? 'G' : 'H', prefix);
    if (!ask->fields) {
        reply_numeric(r, RPL_WHOREPLY, "%s %s %s %s %s %s :0 %s", m ? m->room->name : "*",
                      u->ident, u->host, r->world->config->name, u->nick, flags, u->realname);
        return;
    }
    struct bytes line = {0};
    for (const char *field = order; *field; field++) {
        if (strchr(ask->fields, *field)) {
            who_field(&line, ask, *field, u, m, flags);
        }
    }
    reply_numeric(r, RPL_WHOSPCRPL, "%s", *bytes_string(&line) ? line.data + 1 : "");
    bytes_finish(&line);
}

static void who_room(const struct who *ask, const struct room *room, bool operators)
{
    struct reply *r = ask->reply;
    bool inside = room_has(room, r->user);
    for (const struct member *m = room->members; m && !reply_too_much(r, "WHO"); m = m->next) {
        bool hidden = !inside && (m->user->modes & USER_INVISIBLE);
        if (!hidden && !operators) {
            who_line(ask, m->user, m);
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

static void who_mask(const struct who *ask, const char *mask)
{
    struct reply *r = ask->reply;
    unsigned near = mark_neighbours(r->world, r->user);
    for (const struct user *u = r->world->users; u && !reply_too_much(r, "WHO"); u = u->next) {
        bool fits = u->registered && (names_match(mask, u->nick) || names_match(mask, u->mask) ||
                                      names_match(mask, u->host));
        if (fits && (!(u->modes & USER_INVISIBLE) || u->seen == near)) {
            who_line(ask, u, NULL);
        }
    }
}

void cmd_who(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    const char *mask = *message_param(m, 0) ? m->params[0] : "*";
    bool operators = strcmp(message_param(m, 1), "o") == 0; /* of the server: there are none yet */
    struct who ask = {r, NULL, "0"};
    char *fields = m->count > 1 ? strchr(m->params[1], '%') : NULL;
    if (fields) {
        ask.fields = fields + 1;
        char *comma = strchr(fields, ',');
        if (comma) {
            *comma = '\0';
            ask.token = *reply_word(comma + 1) == '*' || strlen(comma + 1) > 3 ? "0" : comma + 1;
        }
    }
    if (*mask == '#') {
        const struct room *room = world_room(w, mask);
        if (room && room_visible(room, u)) {
            who_room(&ask, room, operators);
        }
    } else if (!operators) {
        const struct user *exact = world_user(w, mask);
        if (exact && exact->registered) {
            who_line(&ask, exact, NULL);
        } else {
            who_mask(&ask, strcmp(mask, "0") == 0 ? "*" : mask);
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
        rank_prefix(m->ranks, r->user->caps & CAP(MULTI_PREFIX), prefix);
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

/* --- several nicknames at once --- */

static bool is_there(const struct world *w, const char *nick, const struct user **out)
{
    *out = world_user(w, nick);
    return *out && (*out)->registered;
}

void cmd_ison(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u;
    struct bytes here = {0};
    for (int i = 0; i < m->count; i++) { /* as parameters, or all in one with spaces between */
        for (char *at = m->params[i]; *at;) {
            at += strspn(at, " ");
            size_t len = strcspn(at, " ");
            char *next = at[len] ? at + len + 1 : at + len;
            at[len] = '\0';
            const struct user *who;
            if (*at && is_there(w, at, &who)) {
                bytes_format(&here, "%s%s", here.len ? " " : "", who->nick);
            }
            at = next;
        }
    }
    reply_numeric(r, RPL_ISON, ":%s", bytes_string(&here));
    bytes_finish(&here);
}

/* "nick=+~ident@host"; '-' for who is away. */
static void hosts(struct reply *r, const struct message *m, int code)
{
    enum { HOSTS_MAX = 5 };
    struct bytes list = {0};
    for (int i = 0; i < m->count && i < HOSTS_MAX; i++) {
        const struct user *who;
        if (is_there(r->world, m->params[i], &who)) {
            bytes_format(&list, "%s%s=%c%s@%s", list.len ? " " : "", who->nick,
                         who->away ? '-' : '+', who->ident, who->host);
        }
    }
    reply_numeric(r, code, ":%s", bytes_string(&list));
    bytes_finish(&list);
}

void cmd_userhost(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)w, (void)u;
    hosts(r, m, RPL_USERHOST);
}

void cmd_userip(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)w, (void)u;
    hosts(r, m, RPL_USERIP);
}

/* --- who was here --- */

void cmd_whowas(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u;
    const char *nick = message_param(m, 0);
    if (!*nick) {
        reply_numeric(r, ERR_NEEDMOREPARAMS, "WHOWAS");
        return;
    }
    long most = strtol(message_param(m, 1), NULL, 10);
    const struct departure *was;
    for (int i = 0; (most <= 0 || i < most) && (was = departed_find(&w->departed, nick, i)); i++) {
        char time[STAMP_CAP];
        stamp_format(was->at, time);
        reply_numeric(r, RPL_WHOWASUSER, "%s %s %s * :%s", was->nick, was->ident, was->host,
                      was->realname);
        reply_numeric(r, RPL_WHOISSERVER, "%s %s :%s", was->nick, w->config->name, time);
    }
    if (!departed_find(&w->departed, nick, 0)) {
        reply_numeric(r, ERR_WASNOSUCHNICK, "%s", reply_word(nick));
    }
    reply_numeric(r, RPL_ENDOFWHOWAS, "%s", reply_word(nick));
}
