/* Commands of server operators. */
#include "server/core/oper.h"
#include "server/out/snomask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/numerics.h"
#include "irc/own_tags.h"
#include "irc/secret.h"
#include "server/cmd/command.h"
#include "server/cmd/services.h"
#include "server/core/account.h"
#include "server/core/bans.h"
#include "server/core/config.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/log.h"
#include "server/out/job.h"
#include "server/out/monitor.h"
#include "server/out/relay.h"
#include "server/out/reply.h"
#include "server/wire/address.h"
#include "server/wire/duration.h"

/* --- becoming an operator --- */

struct oper_check {
    char name[LINE_BODY_MAX + 1], password[LINE_BODY_MAX + 1], hash[SECRET_HASH];
};

static void check_oper(struct job *j)
{
    const struct oper_check *check = j->data;
    j->right = secret_check_password(check->password, check->hash);
}

void command_make_operator(struct reply *r, unsigned powers)
{
    struct user *u = r->user;
    r->session->powers = powers;
    reply_numeric(r, RPL_YOUREOPER, "%s", "");
    command_set_user_modes(r->world, u, u->modes | USER_OPERATOR | USER_WALLOPS, r);
}

static void oper_checked(struct world *w, struct user *u, struct job *j, struct reply *r)
{
    const struct oper_check *check = j->data;
    const char *hash;
    unsigned powers = oper_find(w->config, check->name, &hash);
    if (!j->right || !powers) {
        log_line(LOG_WARNING, "%s (%s) failed to become the operator %s", u->nick, u->address,
                 check->name);
        snomask_tell_from(r->session, SNOMASK_NOT_OPER, u->nick, check->name, NULL);
        reply_numeric(r, ERR_PASSWDMISMATCH, "%s", "");
        return;
    }
    guess_forgive(w, r->session->address, check->name);
    guess_right(w, r->session->address, check->name);
    log_line(LOG_INFO, "%s (%s) is the operator %s", u->nick, u->address, check->name);
    snomask_tell_from(r->session, SNOMASK_OPER, u->nick, check->name, NULL);
    command_make_operator(r, powers);
}

void cmd_oper(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    /* matches no password: an unknown name takes as long to refuse */
    static const char nobody[] = "scrypt$14$AAAAAAAAAAAAAAAAAAAAAA==$"
                                 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    const char *hash = nobody;
    (void)u;
    oper_find(w->config, m->params[0], &hash);
    if (guess_refused(w, r->session->address, m->params[0])) {
        reply_numeric(r, ERR_PASSWDMISMATCH, "%s", "");
        return;
    }
    guess_note(w, r->session->address, m->params[0]);
    struct job *j = job_new(r, check_oper, oper_checked, sizeof(struct oper_check));
    struct oper_check *check = j->data;
    copy_text(check->name, sizeof check->name, m->params[0]);
    copy_text(check->password, sizeof check->password, m->params[1]);
    copy_text(check->hash, sizeof check->hash, hash);
    job_start(w, j);
}

/* --- users --- */

void cmd_kill(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    if (!command_may(r, POWER_KILL)) {
        return;
    }
    struct user *target = world_user(w, m->params[0]);
    if (!target || !target->registered) {
        reply_numeric(r, ERR_NOSUCHNICK, "%s", reply_word(m->params[0]));
        return;
    }
    const char *why = *message_param(m, 1) ? m->params[1] : "no reason given";
    struct relay kill;
    relay_start(&kill, w, u, r, "KILL %s :%s", target->nick, why);
    relay_to(&kill, target);
    relay_end(&kill);
    log_line(LOG_INFO, "%s killed %s: %s", u->nick, target->nick, why);
    snomask_tell(w, SNOMASK_KILL, u->nick, target->nick, why, NULL);
    user_doom(target, "Killed (%s (%s))", u->nick, why);
}

void cmd_wallops(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    if (!command_may(r, POWER_WALLOPS)) {
        return;
    }
    struct relay all;
    relay_start(&all, w, u, r, "WALLOPS :%s", m->params[0]);
    for (struct user *to = w->users; to; to = to->next) {
        if (to->registered && (to->modes & USER_WALLOPS)) {
            relay_to(&all, to);
        }
    }
    relay_end(&all);
}

static bool host_ok(const char *host)
{
    size_t len = strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./");
    return len > 0 && !host[len] && len < HOST_BYTES && host[0] != '.' && host[0] != '-';
}

void cmd_chghost(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u;
    if (!command_may(r, POWER_HOSTS)) {
        return;
    }
    struct user *target = world_user(w, m->params[0]);
    if (!target || !target->registered) {
        reply_numeric(r, ERR_NOSUCHNICK, "%s", reply_word(m->params[0]));
    } else if (!host_ok(m->params[1])) {
        reply_fail(r, "CHGHOST", "INVALID_HOST", reply_word(m->params[1]),
                   "A host is letters, digits, '-', '.' and '/'");
    } else {
        command_change_host(w, target, m->params[1], r);
    }
}

/* Clients with chghost are told; to the others it looks like leaving and coming back. */
void command_change_host(struct world *w, struct user *u, const char *host, struct reply *r)
{
    struct relay news, quit;
    relay_start(&news, w, u, r, "CHGHOST %s %s", u->ident, host);
    relay_start(&quit, w, u, r, "QUIT :Changing host");
    relay_neighbours(&news, u, CAP(CHGHOST), CAP(CHGHOST));
    monitor_relay(&news, u, CAP(CHGHOST) | CAP(EXTENDED_MONITOR));
    relay_neighbours(&quit, u, CAP(CHGHOST), 0);
    relay_to_able(&news, u, CAP(CHGHOST), CAP(CHGHOST));
    relay_end(&news);
    relay_end(&quit);
    copy_text(u->host, sizeof u->host, host);
    world_rename(w, u, u->nick); /* the mask contains the host */
    for (struct member *m = u->rooms; m; m = m->next_of_user) {
        command_show_return(w, m, r);
    }
    reply_to(r, u, RPL_VISIBLEHOST, "%s", host);
}

/* --- keeping people out --- */

struct ban_verb {
    const char *verb;
    enum ban_kind kind;
    const char *bad; /* the error: what a mask must be */
};

static bool mask_ok(const struct ban_verb *v, const char *mask)
{
    /* one that covers everybody is a mistake */
    if (v->kind == BAN_ADDRESS) {
        return address_is_part(mask);
    }
    return strspn(mask, "*?@.") < strlen(mask) &&
           (v->kind == BAN_REALNAME || (strchr(mask, '@') && !strchr(mask, '!')));
}

static void throw_out(struct world *w, const struct ban *ban, struct reply *r)
{
    for (struct user *u = w->users; u; u = u->next) {
        for (struct session *s = u->sessions; s; s = s->next_of_user) {
            if (ban_covers(ban, u, s->address)) {
                command_banned(r, s, ban);
            }
        }
        if (!u->sessions && ban_covers(ban, u, u->address)) {
            user_doom(u, "Banned: %s", ban->reason);
        }
    }
}

static void add_ban(struct world *w, struct user *u, const struct message *m, struct reply *r,
                    const struct ban_verb *v)
{
    if (!command_may(r, POWER_BAN)) {
        return;
    }
    int64_t lasts = duration_read(m->params[0]);
    bool timed = lasts >= 0 && m->count > 1;
    char *mask = m->params[timed];
    if (!mask_ok(v, mask)) {
        reply_fail(r, v->verb, "INVALID_MASK", reply_word(mask), v->bad);
        return;
    }
    const char *why = message_param(m, timed + 1);
    struct ban ban = {.kind = v->kind,
                      .mask = mask,
                      .reason = (char *)(uintptr_t)(*why ? why : "no reason given"),
                      .by = u->nick,
                      .set_at = w->wall,
                      .until = timed && lasts ? w->wall + lasts : 0};
    if (!bans_add(w, &ban)) {
        reply_fail(r, v->verb, "CANNOT_KEEP", reply_word(mask),
                   "The ban holds until the server stops: it could not be written down");
    }
    reply_tagged(r, TAG_FACT, "changed", "NOTICE %s :%s added: %s (%s)", u->nick, v->verb, mask,
                 ban.reason);
    log_line(LOG_INFO, "%s: %s %s (%s)", u->nick, v->verb, mask, ban.reason);
    snomask_tell(w, SNOMASK_BAN, u->nick, v->verb, mask, ban.reason, NULL);
    throw_out(w, &ban, r);
}

static void remove_ban(struct world *w, struct user *u, const struct message *m, struct reply *r,
                       const struct ban_verb *v)
{
    if (!command_may(r, POWER_BAN)) {
        return;
    }
    if (bans_remove(w, v->kind, m->params[0])) {
        reply_tagged(r, TAG_FACT, "changed", "NOTICE %s :%s removed: %s", u->nick, v->verb,
                     m->params[0]);
        log_line(LOG_INFO, "%s took away the %s %s", u->nick, v->verb, m->params[0]);
        snomask_tell(w, SNOMASK_UNBAN, u->nick, v->verb, m->params[0], NULL);
    } else {
        reply_fail(r, v->verb, "NO_SUCH_BAN", reply_word(m->params[0]),
                   "There is no such ban; STATS k lists them");
    }
}

static const struct ban_verb
    kline = {"KLINE", BAN_USER, "A mask is user@host, and not everybody"},
    dline = {"DLINE", BAN_ADDRESS,
             "An address or a network such as 192.0.2.0/24, and not everybody"},
    xline = {"XLINE", BAN_REALNAME, "A mask of real names, and not everybody's"};

void cmd_lockdown(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    int on = service_switch(m->params[0]);
    if (!command_may(r, POWER_BAN)) {
        return;
    }
    if (on < 0) {
        reply_fail(r, "LOCKDOWN", "INVALID_PARAMS", "", "LOCKDOWN on, or LOCKDOWN off");
        return;
    }
    w->lockdown = on;
    log_line(LOG_WARNING, "%s: LOCKDOWN %s", u->nick, on ? "on" : "off");
    snomask_tell(w, SNOMASK_LOCKDOWN, u->nick, on ? "on" : "off", NULL);
    reply_text(r, "NOTICE %s :%s", u->nick,
               on ? "Only people with an account come in from now on; those who are here stay"
                  : "Everybody may come in again");
}

void cmd_kline(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    add_ban(w, u, m, r, &kline);
}

void cmd_dline(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    add_ban(w, u, m, r, &dline);
}

void cmd_xline(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    add_ban(w, u, m, r, &xline);
}

void cmd_unkline(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    remove_ban(w, u, m, r, &kline);
}

void cmd_undline(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    remove_ban(w, u, m, r, &dline);
}

void cmd_unxline(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    remove_ban(w, u, m, r, &xline);
}

/* --- the server itself --- */

static void wish(struct world *w, const struct user *u, enum world_wish what)
{
    w->wishes |= what;
    w->wisher = u->id;
}

void cmd_rehash(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)m;
    if (command_may(r, POWER_REHASH)) {
        reply_numeric(r, RPL_REHASHING, "%s", w->config->name);
        log_line(LOG_INFO, "%s asked to read the configuration again", u->nick);
        wish(w, u, WISH_RELOAD);
    }
}

void cmd_die(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)m;
    if (command_may(r, POWER_DIE)) {
        log_line(LOG_WARNING, "%s stopped the server", u->nick);
        wish(w, u, WISH_STOP);
    }
}

void cmd_restart(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)m;
    if (command_may(r, POWER_DIE)) {
        log_line(LOG_WARNING, "%s restarts the server", u->nick);
        wish(w, u, WISH_RESTART);
    }
}

static void stands_alone(struct user *u, struct reply *r, const char *verb)
{
    (void)u;
    if (command_may(r, POWER_DIE)) {
        reply_fail(r, verb, "UNSUPPORTED", "", "This server stands alone: it links to no other");
    }
}

void cmd_connect(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)w, (void)m;
    stands_alone(u, r, "CONNECT");
}

void cmd_squit(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)w, (void)m;
    stands_alone(u, r, "SQUIT");
}
