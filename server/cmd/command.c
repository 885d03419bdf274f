#include "server/cmd/command.h"

#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/message.h"
#include "irc/numerics.h"
#include "irc/utf8.h"
#include "server/core/flood.h"
#include "server/core/oper.h"
#include "server/core/session.h"
#include "server/core/world.h"
#include "server/out/reply.h"

const struct command commands[] = {
    {"ACCEPT", cmd_accept, 0, WHEN_REGISTERED, 1, "ACCEPT [nick,-nick,...]"},
    {"ADMIN", cmd_admin, 0, WHEN_REGISTERED, 1, "ADMIN"},
    {"AUTHENTICATE", cmd_authenticate, 1, WHEN_PASSED, 1, "AUTHENTICATE mechanism|base64|+|*"},
    {"AWAY", cmd_away, 0, WHEN_ANY, 1, "AWAY [reason]"},
    {"BATCH", cmd_batch, 1, WHEN_REGISTERED, 1, "BATCH +ref type [parameters] or -ref"},
    {"CAP", cmd_cap, 1, WHEN_ANY, SYNC + 1, "CAP LS|LIST|REQ|END [...]"},
    {"CHANSERV", cmd_chanserv, 0, WHEN_REGISTERED, 2, "CHANSERV command [...]"},
    {"CHATHISTORY", cmd_chathistory, 1, WHEN_REGISTERED, SYNC + 1,
     "CHATHISTORY LATEST|BEFORE|AFTER|AROUND|BETWEEN|TARGETS ..."},
    {"CHGHOST", cmd_chghost, 2, WHEN_REGISTERED, 1, "CHGHOST nick host"},
    {"CONNECT", cmd_connect, 0, WHEN_REGISTERED, 1, "CONNECT server"},
    {"CS", cmd_chanserv, 0, WHEN_REGISTERED, 2, "CS command [...]"},
    {"DIE", cmd_die, 0, WHEN_REGISTERED, 1, "DIE"},
    {"DLINE", cmd_dline, 1, WHEN_REGISTERED, 1, "DLINE [time] address[/bits] [reason]"},
    {"HELP", cmd_help, 0, WHEN_REGISTERED, 2, "HELP [command]"},
    {"HELPOP", cmd_help, 0, WHEN_REGISTERED, 2, "HELPOP [command]"},
    {"INFO", cmd_info, 0, WHEN_REGISTERED, 1, "INFO"},
    {"INVITE", cmd_invite, 0, WHEN_REGISTERED, 2, "INVITE [nick #room]"},
    {"ISON", cmd_ison, 1, WHEN_REGISTERED, 1, "ISON nick [nick...]"},
    {"ISUPPORT", cmd_isupport, 0, WHEN_ANY, SYNC + 2, "ISUPPORT"},
    {"JOIN", cmd_join, 1, WHEN_REGISTERED, SYNC + 1, "JOIN #room[,#room...] [key,...]"},
    {"KICK", cmd_kick, 2, WHEN_REGISTERED, 1, "KICK #room nick[,nick...] [reason]"},
    {"KILL", cmd_kill, 1, WHEN_REGISTERED, 1, "KILL nick [reason]"},
    {"KLINE", cmd_kline, 1, WHEN_REGISTERED, 1, "KLINE [time] user@host [reason]"},
    {"KNOCK", cmd_knock, 1, WHEN_REGISTERED, 2, "KNOCK #room"},
    {"LINKS", cmd_links, 0, WHEN_REGISTERED, 1, "LINKS [mask]"},
    {"LIST", cmd_list, 0, WHEN_REGISTERED, 4,
     "LIST [#room|mask|!mask|>people|<people|C>minutes|T<minutes,...]"},
    {"LOCKDOWN", cmd_lockdown, 1, WHEN_REGISTERED, 1, "LOCKDOWN on|off"},
    {"LUSERS", cmd_lusers, 0, WHEN_REGISTERED, 1, "LUSERS"},
    {"MAP", cmd_map, 0, WHEN_REGISTERED, 1, "MAP"},
    {"MARKREAD", cmd_markread, 0, WHEN_REGISTERED, SYNC + 1, "MARKREAD target [timestamp=...]"},
    {"METADATA", cmd_metadata, 2, WHEN_PASSED, SYNC + 2,
     "METADATA target GET|LIST|SET|CLEAR|SUB|UNSUB|SUBS|SYNC [...]"},
    {"MODE", cmd_mode, 1, WHEN_REGISTERED, 1, "MODE #room|nick [changes [parameters...]]"},
    {"MONITOR", cmd_monitor, 1, WHEN_REGISTERED, SYNC + 1, "MONITOR +|-|C|L|S [nick[,nick...]]"},
    {"MOTD", cmd_motd, 0, WHEN_REGISTERED, 2, "MOTD"},
    {"NAMES", cmd_names, 0, WHEN_REGISTERED, SYNC + 2, "NAMES #room[,#room...]"},
    {"NICK", cmd_nick, 0, WHEN_ANY, 2, "NICK nick"},
    {"NICKSERV", cmd_nickserv, 0, WHEN_REGISTERED, 2, "NICKSERV command [...]"},
    {"NOTICE", cmd_notice, 0, WHEN_REGISTERED, 1, "NOTICE target[,target...] :text"},
    {"NS", cmd_nickserv, 0, WHEN_REGISTERED, 2, "NS command [...]"},
    {"OPER", cmd_oper, 2, WHEN_REGISTERED, 10, "OPER name password"},
    {"PART", cmd_part, 1, WHEN_REGISTERED, 1, "PART #room[,#room...] [reason]"},
    {"PASS", cmd_pass, 1, WHEN_BEFORE, 1, "PASS password"},
    {"PERSISTENCE", cmd_persistence, 1, WHEN_REGISTERED, SYNC + 1,
     "PERSISTENCE GET|SET [ON|OFF|DEFAULT]"},
    {"PING", cmd_ping, 0, WHEN_ANY, SYNC + 1, "PING token"},
    {"PONG", cmd_pong, 0, WHEN_ANY, SYNC + 1, "PONG token"},
    {"PRIVMSG", cmd_privmsg, 0, WHEN_REGISTERED, 1, "PRIVMSG target[,target...] :text"},
    {"QUIT", cmd_quit, 0, WHEN_ANY, 0, "QUIT [reason]"},
    {"REDACT", cmd_redact, 2, WHEN_REGISTERED, 2, "REDACT target msgid [reason]"},
    {"REGISTER", cmd_register, 3, WHEN_PASSED, 5, "REGISTER *|account *|email password"},
    {"REHASH", cmd_rehash, 0, WHEN_REGISTERED, 1, "REHASH"},
    {"RENAME", cmd_rename, 2, WHEN_REGISTERED, 4, "RENAME #room #name [reason]"},
    {"RESTART", cmd_restart, 0, WHEN_REGISTERED, 1, "RESTART"},
    {"SEARCH", cmd_search, 1, WHEN_REGISTERED, 4,
     "SEARCH text=words[;in=#room|nick][;from=nick][;after=][;before=][;limit=]"},
    {"SET", cmd_set, 0, WHEN_REGISTERED, SYNC + 1,
     "SET [autojoin|description|motd|network [+] [:value]]"},
    {"SETNAME", cmd_setname, 1, WHEN_REGISTERED, 2, "SETNAME :real name"},
    {"SILENCE", cmd_silence, 0, WHEN_REGISTERED, 1, "SILENCE [+mask|-mask]"},
    {"SQUIT", cmd_squit, 0, WHEN_REGISTERED, 1, "SQUIT server"},
    {"STATS", cmd_stats, 0, WHEN_REGISTERED, 2, "STATS u|o|k|l|m"},
    {"TAGMSG", cmd_tagmsg, 1, WHEN_REGISTERED, 1, "TAGMSG target[,target...]"},
    {"TIME", cmd_time, 0, WHEN_REGISTERED, 1, "TIME"},
    {"TOPIC", cmd_topic, 1, WHEN_REGISTERED, 1, "TOPIC #room [topic]"},
    {"TRACE", cmd_trace, 0, WHEN_REGISTERED, 2, "TRACE [nick]"},
    {"UNDLINE", cmd_undline, 1, WHEN_REGISTERED, 1, "UNDLINE address[/bits]"},
    {"UNKLINE", cmd_unkline, 1, WHEN_REGISTERED, 1, "UNKLINE user@host"},
    {"UNXLINE", cmd_unxline, 1, WHEN_REGISTERED, 1, "UNXLINE realname"},
    {"USER", cmd_user, 4, WHEN_BEFORE, 1, "USER name 0 * :real name"},
    {"USERHOST", cmd_userhost, 1, WHEN_REGISTERED, 1, "USERHOST nick [nick...]"},
    {"USERIP", cmd_userip, 1, WHEN_REGISTERED, 1, "USERIP nick [nick...]"},
    {"VERIFY", cmd_verify, 2, WHEN_PASSED, 5, "VERIFY account code"},
    {"VERSION", cmd_version, 0, WHEN_REGISTERED, 1, "VERSION"},
    {"WALLOPS", cmd_wallops, 1, WHEN_REGISTERED, 2, "WALLOPS :text"},
    {"WEBIRC", cmd_webirc, 4, WHEN_BEFORE, 1, "WEBIRC password gateway host address"},
    {"WHO", cmd_who, 0, WHEN_REGISTERED, SYNC + 3, "WHO #room|mask [flags][%fields[,token]]"},
    {"WHOIS", cmd_whois, 0, WHEN_REGISTERED, 2, "WHOIS nick|mask[,...]"},
    {"WHOWAS", cmd_whowas, 0, WHEN_REGISTERED, 2, "WHOWAS nick [count]"},
    {"XLINE", cmd_xline, 1, WHEN_REGISTERED, 1, "XLINE [time] realname [reason]"},
};

const int command_count = COUNT_OF(commands);
_Static_assert(COUNT_OF(commands) <= COMMANDS_MAX, "world.uses has a place for each");

static int compare(const void *verb, const void *row)
{
    const char *a = verb;
    const char *b = ((const struct command *)row)->verb;
    for (; *a && *a == *b; a++, b++) {
    }
    return (unsigned char)*a - (unsigned char)*b;
}

const struct command *command_find(const char *verb)
{
    char upper[16] = "";
    size_t len = strlen(verb);
    if (len >= sizeof upper) {
        return NULL;
    }
    for (size_t i = 0; i <= len; i++) {
        upper[i] = verb[i] >= 'a' && verb[i] <= 'z' ? (char)(verb[i] - 32) : verb[i];
    }
    return bsearch(upper, commands, COUNT_OF(commands), sizeof *commands, compare);
}

/* Whether a browser is talking, perhaps made to by some other site: it is not let in. */
static bool is_web(const struct session *s, const struct message *m)
{
    static const char *const verbs[] = {"GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH"};
    for (size_t i = 0; i < COUNT_OF(verbs) && !s->user->registered; i++) {
        if (strcmp(m->verb, verbs[i]) == 0) {
            return true;
        }
    }
    return !s->user->registered && m->count && strncmp(m->params[m->count - 1], "HTTP/", 5) == 0;
}

static void run(struct world *w, struct session *s, const struct message *m, struct reply *r)
{
    struct user *u = s->user;
    if (is_web(s, m)) {
        session_doom(s, "This is a chat server, not a web server");
        return;
    }
    const struct command *c = command_find(m->verb);
    if (!c) {
        flood_spend(&s->flood, w->config, w->now, 1);
        if (u->registered) {
            reply_numeric(r, ERR_UNKNOWNCOMMAND, "%s", reply_word(m->verb));
        } else {
            reply_numeric(r, ERR_NOTREGISTERED, "%s", "");
        }
        return;
    }
    bool sync = c->cost >= SYNC;
    (sync ? flood_spend_sync : flood_spend)(&s->flood, w->config, w->now, c->cost - sync * SYNC);
    w->uses[c - commands]++;
    if (c->when == WHEN_PASSED && (s->need & NEED_PASS)) {
        reply_numeric(r, ERR_PASSWDMISMATCH, "%s", "");
        session_doom(s, "This server asks for a password");
    } else if (c->when == WHEN_REGISTERED && !u->registered) {
        reply_numeric(r, ERR_NOTREGISTERED, "%s", "");
    } else if (c->when == WHEN_BEFORE && u->registered) {
        reply_numeric(r, ERR_ALREADYREGISTERED, "%s", "");
    } else if (m->count < c->min_params) {
        reply_numeric(r, ERR_NEEDMOREPARAMS, "%s", c->verb);
    } else {
        c->run(w, u, m, r);
    }
}

/* Reads the verb of a line that is not UTF-8, as far as it can be named in the answer. */
static void find_verb(const char *line, size_t len, char *out, size_t cap)
{
    size_t at = 0;
    while (at < len && (line[at] == '@' || line[at] == ':')) {
        while (at < len && line[at] != ' ') {
            at++;
        }
        while (at < len && line[at] == ' ') {
            at++;
        }
    }
    size_t n = 0;
    while (at < len && n + 1 < cap && line[at] > ' ' && line[at] < 0x7F) {
        out[n++] = line[at++];
    }
    out[n] = '\0';
}

static void refuse(struct world *w, struct session *s, const char *line, size_t len)
{
    struct reply r;
    flood_spend(&s->flood, w->config, w->now, 1);
    reply_start(&r, s, NULL);
    if (line) {
        char verb[16];
        find_verb(line, len, verb, sizeof verb);
        reply_fail(&r, reply_word(verb), "INVALID_UTF8", "",
                   "Message rejected: it is not well-formed UTF-8 text");
    } else {
        reply_numeric(&r, ERR_INPUTTOOLONG, "%s", "");
    }
    reply_end(&r);
}

void command_line(struct world *w, struct session *s, char *line, size_t len)
{
    if (!line || !utf8_valid(line, len)) {
        refuse(w, s, line, len);
        return;
    }
    struct message m;
    if (!message_parse(&m, line)) {
        flood_spend(&s->flood, w->config, w->now, 1);
        return;
    }
    struct reply r;
    reply_start(&r, s, message_tag(&m, "label"));
    run(w, s, &m, &r);
    reply_end(&r);
}

char *command_item(char **list)
{
    while (*list && **list) {
        char *item = *list;
        size_t len = strcspn(item, ",");
        *list = item[len] ? item + len + 1 : item + len;
        item[len] = '\0';
        if (len > 0) {
            return item;
        }
    }
    return NULL;
}

bool command_may(struct reply *r, unsigned power)
{
    if (!r->session->powers) {
        reply_numeric(r, ERR_NOPRIVILEGES, "%s", "");
    } else if (!(r->session->powers & power)) {
        reply_numeric(r, ERR_NOPRIVS, "%s", oper_power_name((enum power)power));
    } else {
        return true;
    }
    return false;
}
