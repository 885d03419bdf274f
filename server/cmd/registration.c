#include <stdio.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/names.h"
#include "irc/numerics.h"
#include "irc/own_tags.h"
#include "irc/password.h"
#include "server/cmd/auth.h"
#include "server/cmd/command.h"
#include "server/core/account.h"
#include "server/core/bans.h"
#include "server/core/config.h"
#include "server/core/looks.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/limits/admission.h"
#include "server/limits/conn_limit.h"
#include "server/limits/throttle.h"
#include "server/log.h"
#include "server/out/monitor.h"
#include "server/out/relay.h"
#include "server/out/relay_keep.h"
#include "server/out/reply.h"
#include "server/out/snomask.h"
#include "server/version.h"
#include "server/wire/address.h"

/* Welcomes the session if nothing is missing any more. */
static void welcome_if_ready(struct reply *r);

/* --- capabilities --- */

enum { CAP_REQ_MAX = 300 };

/* Appends the value of a capability, after '=', if it has one. */
static void append_value(struct bytes *out, const struct session *s, int index)
{
    const struct config *c = s->world->config;
    if (index == CAP_INDEX_MULTILINE) {
        bytes_format(out, "=max-bytes=%ld,max-lines=%ld", c->multiline_bytes, c->multiline_lines);
    } else if (index == CAP_INDEX_MESSAGE_EDIT) {
        bytes_format(out, "=max-age=%ld", c->edit_ms / 1000);
    } else if (index == CAP_INDEX_SASL) {
        bytes_format(out, "=%s", command_mechanisms(s));
    } else if (index == CAP_INDEX_ACCOUNT_REGISTRATION &&
               (c->before_connect || c->email_required)) {
        bytes_format(out, "=%s%s%s", c->before_connect ? "before-connect" : "",
                     c->before_connect && c->email_required ? "," : "",
                     c->email_required ? "email-required" : "");
    } else if (index == CAP_INDEX_METADATA_2 || index == CAP_INDEX_METADATA_3) {
        bytes_format(out, "=before-connect,max-subs=%ld,max-keys=%ld,max-value-bytes=%ld",
                     c->metadata_subs, c->metadata_keys, c->metadata_bytes);
    }
}

/* https://ircv3.net/specs/extensions/sts: clients are to connect with TLS, and only so from now on.
 * Not on loopback, where no certificate fits the name. */
static void append_sts(struct bytes *out, const struct session *s)
{
    const struct config *c = s->world->config;
    if (!c->sts_days || !c->sts_port || address_is_loopback(s->address)) {
        return;
    }
    bytes_text(out, out->len ? " " : "");
    if (s->secure) {
        bytes_format(out, "sts=duration=%ld", c->sts_days * 24 * 3600);
    } else {
        bytes_format(out, "sts=port=%ld", c->sts_port);
    }
}

/* Lists capabilities in as many lines as it takes; only clients of CAP 302 know several lines, and
 * values. The others are not shown drafts, so that one line is enough. */
static void cap_list(struct reply *r, const char *sub, uint64_t caps, bool values)
{
    enum { CAPS_LINE = 380 };
    bool several = r->session->cap_version >= 302;
    struct bytes names = {0};
    for (int i = 0; i < CAP_COUNT; i++) {
        bool draft = strchr(cap_name(i), '/') != NULL; /* or vendor-specific */
        if (!(caps & UINT64_C(1) << i) ||
            (draft && !several && !(r->session->caps & UINT64_C(1) << i))) {
            continue;
        }
        if (names.len > CAPS_LINE && several) {
            reply_text(r, "CAP %s %s * :%s", user_name(r->user), sub, names.data);
            bytes_clear(&names);
        }
        bytes_format(&names, "%s%s", names.len ? " " : "", cap_name(i));
        if (values && several) {
            append_value(&names, r->session, i);
        }
    }
    if (values && several) {
        append_sts(&names, r->session);
    }
    reply_text(r, "CAP %s %s :%s", user_name(r->user), sub, bytes_string(&names));
    bytes_finish(&names);
}

static void cap_req(struct reply *r, const char *wanted)
{
    struct session *s = r->session;
    uint64_t on = 0, off = 0;
    bool known = strlen(wanted) <= CAP_REQ_MAX; /* the answer repeats it in one line */
    for (const char *at = wanted; *at;) {
        at += strspn(at, " ");
        size_t len = strcspn(at, " ");
        bool minus = *at == '-';
        uint64_t cap = cap_find(at + minus, len - minus) & r->world->caps;
        known = known && (cap || len == 0);
        *(minus ? &off : &on) |= cap;
        at += len;
    }
    if (known && s->cap_version >= 302 && (off & CAP(CAP_NOTIFY))) {
        known = false; /* implied by 302, cannot be given up */
    }
    if (known) {
        s->caps = (s->caps | on) & ~off;
    }
    reply_text(r, "CAP %s %s :%s", user_name(r->user), known ? "ACK" : "NAK", wanted);
}

void cmd_cap(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    const char *sub = m->params[0];
    bool opens = names_equal(CASEMAP_ASCII, sub, "LS") || names_equal(CASEMAP_ASCII, sub, "REQ");
    if (opens && !u->registered) {
        r->session->need |= NEED_CAP_END;
    }
    if (names_equal(CASEMAP_ASCII, sub, "LS")) {
        int version = 0;
        sscanf(message_param(m, 1), "%d", &version);
        if (version >= 302) {
            r->session->cap_version = version;
            r->session->caps |= CAP(CAP_NOTIFY) & w->caps;
        }
        cap_list(r, "LS", w->caps, true);
    } else if (names_equal(CASEMAP_ASCII, sub, "LIST")) {
        cap_list(r, "LIST", r->session->caps, false);
    } else if (names_equal(CASEMAP_ASCII, sub, "REQ")) {
        cap_req(r, message_param(m, 1));
    } else if (names_equal(CASEMAP_ASCII, sub, "END")) {
        if (r->session->sasl) {
            sasl_refuse(r, ERR_SASLABORTED);
        }
        r->session->need &= ~(unsigned)NEED_CAP_END;
        welcome_if_ready(r);
    } else {
        reply_numeric(r, ERR_INVALIDCAPCMD, "%s", reply_word(sub));
    }
}

void command_announce_caps(struct session *s, uint64_t before)
{
    const struct world *w = s->world;
    uint64_t gone = before & ~w->caps;
    uint64_t come = w->caps & ~before;
    if (s->caps & CAP(CAP_NOTIFY)) {
        struct reply r;
        reply_start(&r, s, NULL);
        if (gone) {
            cap_list(&r, "DEL", gone, false);
        }
        if (come) {
            cap_list(&r, "NEW", come, true);
        }
        reply_end(&r);
    }
    s->caps &= w->caps;
}

/* --- identity --- */

void cmd_pass(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u;
    if (password_equal(m->params[0], w->config->password)) {
        r->session->need &= ~(unsigned)NEED_PASS;
    } else if (r->session->need & NEED_PASS) {
        reply_numeric(r, ERR_PASSWDMISMATCH, "%s", "");
        session_doom(r->session, "Password incorrect");
    }
}

/* A web gateway names the address of the client it connects for: WEBIRC password gateway host ip.
 * https://ircv3.net/specs/extensions/webirc */
void cmd_webirc(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    unsigned char bytes[ADDRESS_BYTES];
    const struct config_named *one = w->config->webirc;
    struct session *s = r->session;
    (void)u;
    for (; one; one = one->next) {
        char network[CONFIG_TEXT];
        size_t len = strcspn(one->value, " ");
        copy_text(network, sizeof network, one->value);
        network[len] = '\0';
        const char *password = one->value + len + strspn(one->value + len, " ");
        if (*password && password_equal(m->params[0], password) &&
            address_in(network, s->address)) {
            break;
        }
    }
    if (!one || !address_parse(m->params[3], bytes)) {
        session_doom(s, one ? "The gateway named no address" : "This gateway is not known here");
        return;
    }
    const char *why = admission_move(w, s, m->params[3]);
    if (why) {
        session_doom(s, "%s", why);
    }
    s->secure = s->secure && strstr(message_param(m, 4), "secure");
}

/* Before registration: a nickname that is taken, or looks like one that is, may still be theirs
 * once they are logged in to its account. */
static void ask_for_nick(struct reply *r, const char *nick, bool taken)
{
    struct session *s = r->session;
    struct user *u = r->user;
    copy_text(s->wanted, sizeof s->wanted, taken ? nick : "");
    if (!taken) {
        world_rename(r->world, u, nick);
    } else if (!(s->caps & CAP(SASL))) {
        reply_numeric(r, ERR_NICKNAMEINUSE, "%s", nick);
        return;
    }
    s->need &= ~(unsigned)NEED_NICK;
    welcome_if_ready(r);
}

/* Changes the nickname and tells all who see the user; `another`: not only its spelling. */
static void change_nick(struct world *w, struct user *u, const char *nick, bool another,
                        struct reply *r)
{
    struct relay change;
    snomask_tell(w, SNOMASK_NICK, u->nick, nick, NULL);
    relay_start(&change, w, u, r, "NICK %s", nick);
    relay_keep_everywhere(&change, u);
    if (another) {
        monitor_gone(w, u, r);
        world_note_departure(w, u);
    }
    world_rename(w, u, nick);
    relay_to(&change, u);
    relay_neighbours(&change, u, 0, 0);
    relay_end(&change);
    if (another) {
        monitor_come(w, u, r);
    }
}

/* A room they are in with a ban that covers them, or would after the change. */
static const struct room *find_holding_room(const struct session *s, const char *nick)
{
    const struct user *u = s->user;
    char mask[MASK_BYTES];
    snprintf(mask, sizeof mask, "%s!%s@%s", nick, u->ident, u->host);
    for (const struct member *m = u->rooms; m; m = m->next_of_user) {
        if (room_holds_nick(m->room, s, mask)) {
            return m->room;
        }
    }
    return NULL;
}

/* Reads a nickname in normal form; not one that looks like a service's. One that older rules
 * allowed is still valid if it is an account's. */
static bool read_nick(struct world *w, const char *asked, char *nick)
{
    struct account account;
    size_t max = (size_t)w->config->nick_len;
    if (precis_nick(asked, max, nick, NICK_BYTES) && !precis_like_service(nick)) {
        return true;
    }
    return precis_old_nick(asked, max, nick, NICK_BYTES) && !command_service(nick) &&
           account_find(w, nick, &account);
}

void cmd_nick(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    const char *asked = message_param(m, 0);
    char nick[NICK_BYTES];
    if (!*asked) {
        reply_numeric(r, ERR_NONICKNAMEGIVEN, "%s", "");
        return;
    }
    if (!read_nick(w, asked, nick)) {
        reply_numeric(r, ERR_ERRONEUSNICKNAME, "%s", reply_word(asked));
        return;
    }
    const struct user *other = world_user(w, nick);
    bool taken = (other && other != u) || looks_taken(w, u, nick);
    const struct room *held;
    if (!u->registered) {
        ask_for_nick(r, nick, taken);
    } else if ((held = find_holding_room(r->session, nick))) {
        reply_numeric(r, ERR_BANONCHAN, "%s %s", nick, held->name);
    } else if (taken || account_reserves(w, u, nick)) {
        reply_numeric(r, ERR_NICKNAMEINUSE, "%s", nick);
    } else if (strcmp(nick, u->nick) != 0) {
        int wait = throttle_step(r->session, THROTTLE_NICK);
        if (wait) {
            reply_text(r, "%d %s %s :You change your nickname too fast: wait %d seconds",
                       ERR_UNAVAILRESOURCE, u->nick, nick, wait);
            return;
        }
        change_nick(w, u, nick, other != u, r); /* not only its spelling */
    }
}

/* The username as others see it: '~' as nobody vouches for it, then its harmless characters. */
static void set_ident(struct user *u, const char *name)
{
    size_t len = 0;
    u->ident[len++] = '~';
    for (; *name && len + 1 < sizeof u->ident; name++) {
        bool fine = (*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z') ||
                    (*name >= '0' && *name <= '9') || strchr("-_.", *name);
        if (fine) {
            u->ident[len++] = *name;
        }
    }
    if (len == 1) {
        u->ident[len++] = 'u';
    }
    u->ident[len] = '\0';
}

void cmd_user(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)w;
    if (!*m->params[0] || !*m->params[3]) {
        reply_numeric(r, ERR_NEEDMOREPARAMS, "USER");
        return;
    }
    set_ident(u, m->params[0]);
    user_set_text(&u->realname, m->params[3], REALNAME_MAX);
    r->session->need &= ~(unsigned)NEED_USER;
    welcome_if_ready(r);
}

void cmd_setname(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    const char *name = message_param(m, 0);
    if (!*name || strlen(name) > REALNAME_MAX) {
        reply_fail(r, "SETNAME", "INVALID_REALNAME", "", "Realname is not valid");
        return;
    }
    user_set_text(&u->realname, name, REALNAME_MAX);
    const struct ban *ban = bans_of_user(w, u, r->session->address);
    if (ban) {
        user_doom(u, "Banned: %s", ban->reason);
        return;
    }
    struct relay change;
    relay_start(&change, w, u, r, "SETNAME :%s", u->realname);
    relay_to_able(&change, u, CAP(SETNAME), CAP(SETNAME));
    relay_neighbours(&change, u, CAP(SETNAME), CAP(SETNAME));
    monitor_relay(&change, u, CAP(SETNAME) | CAP(EXTENDED_MONITOR));
    relay_end(&change);
}

void cmd_ping(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u;
    if (m->count == 0) {
        reply_numeric(r, ERR_NOORIGIN, "%s", "");
    } else {
        reply_text(r, "PONG %s :%s", w->config->name, m->params[0]);
    }
}

void cmd_pong(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    struct session *s = r->session; /* any byte already counted as a sign of life */
    (void)u, (void)m;
    if (s->asked_at) {
        s->lag_ms = (int)(w->now - s->asked_at);
        s->lag_at = w->now;
        s->asked_at = 0;
    }
}

void cmd_quit(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    bool heard = *message_param(m, 0) != '\0';
    (void)w;
    for (const struct member *at = u->rooms; at; at = at->next_of_user) {
        heard = heard && !room_mutes(at->room, r->session);
    }
    if (heard) {
        session_doom(r->session, "Quit: %s", m->params[0]);
    } else {
        session_doom(r->session, "Quit");
    }
}

/* --- welcome --- */

/* Appends a value, with characters that it must not contain as \xHH. */
static void append_escaped(struct bytes *out, const char *value)
{
    for (; *value; value++) {
        bytes_format(out, strchr(" =\\", *value) ? "\\x%02X" : "%c", (unsigned char)*value);
    }
}

/* All tokens, separated by spaces, in alphabetical order. */
static void isupport_tokens(const struct config *c, struct bytes *out)
{
    bytes_format(out, "ACCEPT=%ld ACCOUNTEXTBAN=a AWAYLEN=%ld BOT=B CALLERID=g CASEMAPPING=ascii",
                 c->ignore_entries, c->away_len);
    bytes_format(out, " CHANLIMIT=#:%ld", c->rooms_per_user);
    bytes_format(out, " CHANMODES=%s,%s,%s,%s CHANNELLEN=%ld CHANTYPES=#", ROOM_LIST_MODES,
                 ROOM_KEY_MODES, ROOM_SET_MODES, ROOM_FLAG_MODES, c->room_len);
    if (c->history) {
        bytes_format(out, " CHATHISTORY=%ld", c->history_max);
    }
    if (*c->deny_client_tags) {
        bytes_format(out, " CLIENTTAGDENY=%s", c->deny_client_tags);
    }
    bytes_format(out,
                 " ELIST=CMNTU EXCEPTS EXTBAN=,%s HOSTLEN=%d INVEX KEYLEN=%d KICKLEN=%ld KNOCK",
                 MASK_EXTBANS, HOST_BYTES - 1, KEY_BYTES - 1, c->kick_len);
    bytes_format(out,
                 " MAXLIST=%s:%ld MAXTARGETS=%ld MODES MONITOR=%ld MSGREFTYPES=msgid,timestamp "
                 "NAMELEN=%d NETWORK=",
                 ROOM_LIST_MODES, c->list_entries, c->targets, c->monitor, REALNAME_MAX);
    append_escaped(out, c->network);
    bytes_format(out, " NICKLEN=%ld PREFIX=(%s)%s SAFELIST SAFERATE SILENCE=%ld STATUSMSG=%s",
                 c->nick_len, ROOM_RANK_MODES, ROOM_RANK_SIGNS, c->ignore_entries, ROOM_RANK_SIGNS);
    bytes_format(out,
                 " TARGMAX=JOIN:,KICK:,NAMES:,NOTICE:%ld,PART:,PRIVMSG:%ld,TAGMSG:%ld,"
                 "WHOIS:%ld",
                 c->targets, c->targets, c->targets, c->targets);
    bytes_format(out, " TOPICLEN=%ld USERLEN=%d UTF8MAPPING=rfc8265 UTF8ONLY WHOX", c->topic_len,
                 IDENT_BYTES - 1);
    if (*c->icon) {
        bytes_text(out, " draft/ICON=");
        append_escaped(out, c->icon);
    }
    bytes_text(out, " " TOKEN_FACTS);
}

void command_isupport(struct reply *r)
{
    enum { TOKENS_A_LINE = 13 }; /* with the nickname and the text, a message has 15 parameters */
    struct bytes tokens = {0};
    isupport_tokens(r->world->config, &tokens);
    char *at = tokens.data;
    while (*at) {
        char *end = at;
        for (int i = 0; *end && i < TOKENS_A_LINE; i++) {
            end += strcspn(end + (i > 0), " ") + (i > 0);
        }
        reply_numeric(r, RPL_ISUPPORT, "%.*s", (int)(end - at), at);
        at = end + (*end == ' ');
    }
    bytes_finish(&tokens);
}

/* Before registration too: https://ircv3.net/specs/extensions/extended-isupport */
void cmd_isupport(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)w, (void)u, (void)m;
    reply_open_batch(r, "", "draft/isupport");
    command_isupport(r);
    reply_close_batch(r);
}

/* https://ircv3.net/specs/extensions/whoami: tells a session how others see its user. */
static void whoami(struct reply *r)
{
    struct session *s = r->session;
    if (s->caps & CAP(WHOAMI)) {
        const struct user *u = s->user;
        struct relay host, name;
        relay_start(&host, s->world, u, r, "CHGHOST %s %s", u->ident, u->host);
        relay_start(&name, s->world, u, r, "SETNAME :%s", u->realname);
        relay_to_session(&host, s);
        relay_to_session(&name, s);
        relay_end(&host);
        relay_end(&name);
    }
}

static bool owns(struct world *w, const struct user *u, const char *nick)
{
    struct account owner;
    return u->account && account_find(w, nick, &owner) && precis_same(owner.name, u->account);
}

static void give_up_nick(struct world *w, struct user *u, struct reply *r)
{
    for (struct session *s = u->sessions; s; s = s->next_of_user) {
        reply_to_session(r, s, ERR_NICKNAMEINUSE, "%s", u->nick);
        s->need |= NEED_NICK;
    }
    world_rename(w, u, "");
}

/* Takes the requested nickname if it is free; if the same account has it, attaches the session to
 * that user. False: it is another's. */
static bool settle_nick(struct reply *r)
{
    struct world *w = r->world;
    struct session *s = r->session;
    struct user *u = r->user;
    const char *nick = s->wanted[0] ? s->wanted : u->nick;
    struct user *holder = world_user(w, nick);
    bool same = holder && holder != u && holder->registered && !holder->gone && holder->account &&
                u->account && precis_same(holder->account, u->account);
    if (holder && holder != u && !holder->registered && owns(w, u, nick)) {
        give_up_nick(w, holder, r); /* an unregistered user does not keep the owner out */
        holder = NULL;
    }
    if (same) {
        session_attach(s, holder);
        r->user = holder;
    } else if ((holder && holder != u) || account_reserves(w, u, nick) || looks_taken(w, u, nick)) {
        reply_numeric(r, ERR_NICKNAMEINUSE, "%s", nick);
        world_rename(w, u, "");
        s->need |= NEED_NICK;
        return false;
    } else if (holder != u) {
        world_rename(w, u, nick);
    }
    s->wanted[0] = '\0';
    return true;
}

void command_banned(struct reply *r, struct session *s, const struct ban *ban)
{
    char until[STAMP_CAP] = "";
    if (ban->until) {
        stamp_format(ban->until, until); /* to the minute: 2026-11-21T10:14 */
        until[10] = ' ';
        until[16] = '\0';
    }
    struct bytes line = {0};
    bytes_format(&line, ":%s %d %s :You are banned from this server: %s%s%s%s",
                 r->world->config->name, ERR_YOUREBANNEDCREEP, user_name(s->user), ban->reason,
                 *until ? " (until " : "", until, *until ? " UTC)" : "");
    reply_raw_to_session(r, s, line.data);
    bytes_finish(&line);
    session_doom(s, "Banned: %s", ban->reason);
}

static bool let_in(struct reply *r)
{
    const struct ban *ban = bans_of_user(r->world, r->user, r->session->address);
    if (ban) {
        command_banned(r, r->session, ban);
    }
    if (!ban && r->world->lockdown && !r->user->account) {
        session_doom(r->session,
                     "Only people with an account come in for now: log in with a password, "
                     "or come back later");
    }
    return !r->session->doom;
}

static void register_user(struct world *w, struct user *u)
{
    u->registered = true;
    u->signed_on = w->wall;
    world_rename(w, u, u->nick); /* the mask now has its ident */
    if (++w->registered_count > w->most) {
        w->most = w->registered_count;
    }
}

static void welcome(struct reply *r)
{
    struct world *w = r->world;
    struct user *u = r->user;
    char born[STAMP_CAP];
    stamp_format(w->born, born);
    reply_numeric(r, RPL_WELCOME, ":Welcome to %s, %s", w->config->network, u->nick);
    reply_numeric(r, RPL_YOURHOST, ":Your host is %s, running %s", w->config->name, TERTULIA_NAME);
    reply_numeric(r, RPL_CREATED, ":This server is up since %s", born);
    reply_numeric(r, RPL_MYINFO, "%s %s %s %s %s", w->config->name, TERTULIA_NAME, USER_MODES,
                  ROOM_LIST_MODES ROOM_FLAG_MODES ROOM_KEY_MODES ROOM_SET_MODES ROOM_RANK_MODES,
                  ROOM_LIST_MODES ROOM_KEY_MODES ROOM_SET_MODES ROOM_RANK_MODES);
    command_isupport(r);
    struct message none = {0};
    cmd_lusers(w, u, &none, r);
    command_metadata_own(r);
    cmd_motd(w, u, &none, r);
    whoami(r);
}

/* One more session of a registered user: it joins the rooms they are in. */
static void join_in(struct reply *r)
{
    struct user *u = r->user;
    for (const struct member *m = u->rooms; m; m = m->next_of_user) {
        struct relay join;
        relay_start(&join, r->world, u, r, "JOIN %s", m->room->name);
        relay_to_session(&join, r->session);
        relay_end(&join);
        command_tell_entered(r->session, m->room, r);
    }
}

/* A user has one more session. If it is the only one, that ends the automatic away and says where
 * they are now; away by their own will they stay, which the session is told. */
static void come_back(struct world *w, struct user *u, struct reply *r)
{
    if (!u->sessions->next_of_user) {
        copy_text(u->address, sizeof u->address, r->session->address);
    }
    if (u->away && strcmp(u->away, w->config->away_text) == 0) {
        command_set_away(w, u, NULL, r);
    } else if (u->away) {
        reply_numeric(r, RPL_NOWAWAY, "%s", "");
    }
}

static void welcome_if_ready(struct reply *r)
{
    struct world *w = r->world;
    struct session *s = r->session;
    if (r->user->registered || s->doom) {
        return;
    }
    if (s->need) {
        if (s->need == NEED_PASS) {
            reply_numeric(r, ERR_PASSWDMISMATCH, "%s", "");
            session_doom(s, "This server asks for a password");
        }
        return;
    }
    if (!let_in(r) || !settle_nick(r)) {
        return;
    }
    bool another = r->user->registered;
    if (!another) {
        register_user(w, r->user);
    }
    w->welcomed_count++;
    conn_limit_welcome(w, s->address);
    session_set_due(s, w->now); /* another deadline applies from now on */
    welcome(r);
    if (another) {
        come_back(w, r->user, r);
        join_in(r);
    } else {
        monitor_come(w, r->user, r);
        if (!s->one_room) {
            command_autojoin(r);
        }
    }
    command_greet_admin(r);
    command_tell_offers(r);
    log_line(LOG_DEBUG, "%s came in from %s", r->user->nick, s->address);
    snomask_tell_from(s, SNOMASK_CAME, r->user->nick, NULL);
}

void command_welcome(struct session *s)
{
    struct reply r;
    reply_start(&r, s, NULL);
    welcome_if_ready(&r);
    reply_end(&r);
}
