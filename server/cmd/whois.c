#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/check.h"
#include "irc/line.h"
#include "irc/message.h"
#include "irc/names.h"
#include "irc/numerics.h"
#include "irc/stamp.h"
#include "server/cmd/command.h"
#include "server/core/config.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/out/reply.h"

static void whois_rooms(struct reply *r, const struct user *who)
{
    size_t head = strlen(": 319   :") + strlen(r->world->config->name) +
                  strlen(user_name(r->user)) + strlen(who->nick) + RANK_BYTES;
    struct bytes line = {0};
    for (const struct member *m = who->rooms; m; m = m->next_of_user) {
        if (!room_visible(m->room, r->session)) {
            continue;
        }
        char prefix[RANK_BYTES];
        rank_prefix(m->ranks, r->session->caps & CAP(MULTI_PREFIX), prefix);
        if (head + line.len + strlen(m->room->name) + strlen(prefix) > LINE_BODY_MAX) {
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

static void whois(struct world *w, struct reply *r, const struct user *who)
{
    reply_numeric(r, RPL_WHOISUSER, "%s %s %s * :%s", who->nick, who->ident, who->host,
                  who->realname);
    whois_rooms(r, who);
    reply_numeric(r, RPL_WHOISSERVER, "%s %s :%s", who->nick, w->config->name, w->config->network);
    if (who->account) {
        reply_numeric(r, RPL_WHOISACCOUNT, "%s %s", who->nick, who->account);
    }
    if (who->modes & USER_OPERATOR) {
        reply_numeric(r, RPL_WHOISOPERATOR, "%s", who->nick);
    }
    if (who->modes & USER_BOT) {
        reply_numeric(r, RPL_WHOISBOT, "%s :is a bot", who->nick);
    }
    if (session_may_see_address(r->session, who)) {
        reply_numeric(r, RPL_WHOISACTUALLY, "%s %s@%s %s", who->nick, who->ident, who->address,
                      who->address);
    }
    if (user_is_secure(who)) {
        reply_numeric(r, RPL_WHOISSECURE, "%s", who->nick);
    }
    if (who->away) {
        reply_numeric(r, RPL_AWAY, "%s :%s", who->nick, who->away);
    }
    command_metadata_whois(r, who);
    reply_numeric(r, RPL_WHOISIDLE, "%s %" PRId64 " %" PRId64, who->nick,
                  (w->now - who->spoke_at) / 1000, who->signed_on / 1000);
}

/* Answers for everybody whose nickname matches; returns how many those are. */
static int whois_mask(struct world *w, struct reply *r, const char *mask)
{
    enum { MATCHES_MAX = 10 };
    int count = 0;
    for (const struct user *who = w->users; who && count < MATCHES_MAX; who = who->next) {
        if (who->registered && !(who->modes & USER_INVISIBLE) && names_match(mask, who->nick)) {
            whois(w, r, who);
            count++;
        }
    }
    return count;
}

void cmd_whois(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u;
    /* "WHOIS server nick" is the form with two parameters */
    char *list = m->count > 0 ? m->params[m->count > 1] : NULL;
    if (m->count > 1 && !command_meant_for_us(r, m->params[0])) {
        return;
    }
    if (!list || !*list) {
        reply_numeric(r, ERR_NONICKNAMEGIVEN, "%s", "");
        return;
    }
    char asked[LINE_BODY_MAX];
    copy_text(asked, sizeof asked, reply_word(list));
    char *nick;
    for (int i = 0; i < w->config->targets && (nick = command_item(&list)); i++) {
        const struct user *who = world_user(w, nick);
        if (who && who->registered) {
            whois(w, r, who);
            if (precis_same(asked, who->nick)) {
                copy_text(asked, sizeof asked, who->nick);
            }
        } else if (!strpbrk(nick, "*?") || !whois_mask(w, r, nick)) {
            reply_numeric(r, ERR_NOSUCHNICK, "%s", reply_word(nick));
        }
    }
    reply_numeric(r, RPL_ENDOFWHOIS, "%s", asked);
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

/* "nick=+~ident@host"; '*' for operators, '-' for users who are away. */
static void hosts(struct reply *r, const struct message *m, int code, bool real)
{
    enum { HOSTS_MAX = 5 };
    struct bytes list = {0};
    for (int i = 0; i < m->count && i < HOSTS_MAX; i++) {
        const struct user *who;
        if (is_there(r->world, m->params[i], &who)) {
            bytes_format(&list, "%s%s%s=%c%s@%s", list.len ? " " : "", who->nick,
                         who->modes & USER_OPERATOR ? "*" : "", who->away ? '-' : '+', who->ident,
                         real && session_may_see_address(r->session, who) ? who->address
                                                                          : who->host);
        }
    }
    reply_numeric(r, code, ":%s", bytes_string(&list));
    bytes_finish(&list);
}

void cmd_userhost(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)w, (void)u;
    hosts(r, m, RPL_USERHOST, false);
}

void cmd_userip(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)w, (void)u;
    hosts(r, m, RPL_USERIP, true);
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
    enum { SHOWN_MOST = 20 };
    char key[NAME_KEY];
    long asked = strtol(message_param(m, 1), NULL, 10),
         most = asked > 0 && asked < SHOWN_MOST ? asked : SHOWN_MOST;
    const struct departure *was;
    int at = 0, shown = 0;
    precis_key(nick, key);
    for (; shown < most && (was = whowas_next(&w->whowas, key, &at)); shown++) {
        char time[STAMP_CAP];
        stamp_format(was->at, time);
        reply_numeric(r, RPL_WHOWASUSER, "%s %s %s * :%s", was->nick, was->ident, was->host,
                      was->realname);
        reply_numeric(r, RPL_WHOISSERVER, "%s %s :%s", was->nick, w->config->name, time);
    }
    if (!shown) {
        reply_numeric(r, ERR_WASNOSUCHNICK, "%s", reply_word(nick));
    }
    reply_numeric(r, RPL_ENDOFWHOWAS, "%s", reply_word(nick));
}
