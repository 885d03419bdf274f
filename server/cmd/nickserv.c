/* NickServ: accounts, by plain text commands. And PERSISTENCE: one of the settings, for clients.
 * https://github.com/ircv3/ircv3-specifications/pull/503 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/numerics.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/names.h"
#include "irc/secret.h"
#include "irc/stamp.h"
#include "irc/utf8.h"
#include "server/cmd/auth.h"
#include "server/cmd/command.h"
#include "server/cmd/grant.h"
#include "server/cmd/services.h"
#include "server/core/access.h"
#include "server/core/account.h"
#include "server/core/config.h"
#include "server/core/looks.h"
#include "server/core/oper.h"
#include "server/core/persist.h"
#include "server/core/precis.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/log.h"
#include "server/out/job.h"
#include "server/out/reply.h"
#include "server/store.h"

static const char me[] = "NickServ";

static void cannot_keep(struct call *c)
{
    service_say(c->reply, me,
                "It could not be written down: nothing has changed. Try again later.");
}

/* Finds an account; false: there is none, and the user is told. */
static bool find(struct call *c, const char *name, struct account *out)
{
    if (account_find(c->world, name, out) && !(out->flags & ACCOUNT_GONE)) {
        return true;
    }
    service_say(c->reply, me, "There is no account %s.", reply_word(name));
    return false;
}

static bool find_own(struct call *c, struct account *out)
{
    return find(c, c->user->account, out);
}

/* --- logging in --- */

static void do_register(struct call *c)
{
    auth_register(c->reply, c->count > 1 ? c->args[1] : "*", c->args[0], me);
}

static void do_identify(struct call *c)
{
    if (c->count > 1) {
        auth_identify(c->reply, c->args[0], c->args[1], me);
    } else {
        auth_identify(c->reply, c->user->nick, c->args[0], me);
    }
}

static void do_claim(struct call *c)
{
    struct world *w = c->world;
    struct account account;
    char *token = c->args[0];
    size_t len = strlen(w->claim);
    if (guess_refused(w, c->reply->session->address, NULL)) {
        service_say(c->reply, me, "Too many attempts: wait.");
        return;
    }
    guess_note(w, c->reply->session->address, NULL);
    if (!len || strlen(token) != len || !secret_equal(token, w->claim, len)) {
        service_say(c->reply, me, "That is not what this server printed when it started.");
    } else if (find_own(c, &account)) {
        account.flags |= ACCOUNT_ADMIN;
        if (store_set_account_flags(w->store, account.key, account.flags) &&
            store_commit(w->store)) {
            w->claim[0] = '\0';
            c->user->account_flags = account.flags;
            log_line(LOG_INFO, "the account %s is the administrator", account.name);
            service_fact(c->reply, me, "changed", "You are the administrator of this server.");
            command_greet_admin(c->reply);
        } else {
            cannot_keep(c);
        }
    }
}

/* --- new passwords, and deletion --- */

struct password_job {
    char account[NICK_BYTES];
    char old[PASSWORD_MAX + 1], new[PASSWORD_MAX + 1];
    struct verifier verifier;
    int iterations;
    bool checks, makes; /* check `old`; make a verifier of `new` */
};

static void check_and_make(struct job *j)
{
    struct password_job *p = j->data;
    j->right = !p->checks || verifier_check(&p->verifier, p->old);
    if (j->right && p->makes) {
        verifier_make(&p->verifier, p->new, p->iterations);
    }
}

/* Has the worker check the password `old` (NULL: not needed) and make the verifier of `new` (NULL:
 * none). */
static void with_password(struct call *c, const struct account *account, const char *old,
                          const char *new,
                          void (*done)(struct world *, struct user *, struct job *, struct reply *))
{
    struct world *w = c->world;
    char checked[PASSWORD_MAX + 1], made[PASSWORD_MAX + 1];
    const char *address = c->reply->session->address;
    if ((old && !password_prepare(old, checked)) || (new && !password_prepare(new, made))) {
        service_fact(c->reply, me, "bad-password", "That cannot be a password.");
    } else if (new &&utf8_count(made) < (size_t)w->config->password_length) {
        service_fact(c->reply, me, "short-password", "A password has at least %ld characters.",
                     w->config->password_length);
    } else if (old && guess_refused(w, address, account->name)) {
        service_fact(c->reply, me, "wait", "Too many wrong passwords: wait.");
    } else {
        struct job *j = job_new(c->reply, check_and_make, done, sizeof(struct password_job));
        struct password_job *p = j->data;
        copy_text(p->account, sizeof p->account, account->name);
        copy_text(p->old, sizeof p->old, old ? checked : "");
        copy_text(p->new, sizeof p->new, new ? made : "");
        p->checks = old;
        p->makes = new;
        p->verifier = account->verifier;
        p->iterations = (int)w->config->iterations;
        job_start(w, j);
    }
}

static bool was_right(const struct job *j, struct reply *r)
{
    const struct password_job *p = j->data;
    if (!j->right) {
        auth_wrong(r, me, p->account);
    }
    return j->right;
}

static void password_made(struct world *w, struct user *u, struct job *j, struct reply *r)
{
    const struct password_job *p = j->data;
    struct account account;
    struct call c = {.world = w, .user = u, .reply = r};
    if (!was_right(j, r) || !find(&c, p->account, &account)) {
        return;
    }
    if (store_set_verifier(w->store, account.key, &p->verifier) && store_commit(w->store)) {
        log_line(LOG_INFO, "%s changed the password of %s", user_name(u), account.name);
        service_fact(r, me, "changed", "The password of %s was changed.", account.name);
    } else {
        cannot_keep(&c);
    }
}

static void do_passwd(struct call *c)
{
    struct account account;
    if (find_own(c, &account)) {
        with_password(c, &account, c->args[0], c->args[1], password_made);
    }
}

/* Finds an account that the user may manage: with some powers only, nobody gets the others by way
 * of an administrator's account. */
static bool find_ruled(struct call *c, struct account *account)
{
    if (!find(c, c->args[0], account)) {
        return false;
    }
    if ((account->flags & ACCOUNT_ADMIN) && ~c->reply->session->powers & POWER_ALL) {
        service_say(c->reply, me, "%s is an administrator: that takes all powers.", account->name);
        return false;
    }
    return true;
}

static void do_sapasswd(struct call *c)
{
    struct account account;
    if (find_ruled(c, &account)) {
        with_password(c, &account, NULL, c->args[1], password_made);
    }
}

/* Nobody can log in any more, and the name is never reused: what was said under it stays theirs. */
static void end_account(struct call *c, const struct account *account)
{
    struct world *w = c->world;
    static const struct verifier none = {.iterations = 1};
    if (!store_set_account_flags(w->store, account->key, ACCOUNT_GONE) ||
        !store_set_verifier(w->store, account->key, &none) ||
        !store_set_email(w->store, account->key, "") ||
        !store_remove_certificate(w->store, NULL, account->key) || !store_commit(w->store)) {
        cannot_keep(c);
        return;
    }
    char owner[NAME_KEY + 1];
    snprintf(owner, sizeof owner, "@%s", account->key);
    store_keep_metadata(w->store, owner, NULL, NULL);
    grant_forget_account(w, account->name, c->reply);
    service_fact(c->reply, me, "changed", "The account %s is deleted.", account->name);
    log_line(LOG_INFO, "%s deleted the account %s", user_name(c->user), account->name);
    for (struct user *u = w->users; u; u = u->next) {
        if (u->account && precis_same(u->account, account->name)) {
            user_doom(u, "The account %s is deleted", account->name);
        }
    }
}

static void end_checked(struct world *w, struct user *u, struct job *j, struct reply *r)
{
    const struct password_job *p = j->data;
    struct account account;
    struct call c = {.world = w, .user = u, .reply = r};
    if (was_right(j, r) && find(&c, p->account, &account)) {
        end_account(&c, &account);
    }
}

static void do_drop(struct call *c)
{
    struct account account;
    if (find_own(c, &account)) {
        with_password(c, &account, c->args[0], NULL, end_checked);
    }
}

static void do_sadrop(struct call *c)
{
    struct account account;
    if (find_ruled(c, &account)) {
        end_account(c, &account);
    }
}

/* --- nicknames --- */

static void count_nick(void *context, const char *nick)
{
    (void)nick;
    ++*(int *)context;
}

static void do_group(struct call *c)
{
    struct account account, other;
    int count = 0;
    if (!find_own(c, &account)) {
        return;
    }
    store_each_nick(c->world->store, account.key, count_nick, &count);
    if (account_find(c->world, c->user->nick, &other)) {
        service_say(c->reply, me, "The nickname %s is yours already.", c->user->nick);
    } else if (count >= c->world->config->nicks) {
        service_say(c->reply, me, "An account has at most %ld more nicknames.",
                    c->world->config->nicks);
    } else if (store_add_nick(c->world->store, c->user->key, c->user->nick, account.key) &&
               store_commit(c->world->store)) {
        looks_add(c->world, c->user->nick);
        service_fact(c->reply, me, "changed", "The nickname %s is yours too now.", c->user->nick);
    } else {
        cannot_keep(c);
    }
}

static void do_ungroup(struct call *c)
{
    struct account owner;
    char key[NAME_KEY];
    precis_key(c->args[0], key);
    if (!account_find(c->world, c->args[0], &owner) || !precis_same(owner.name, c->user->account)) {
        service_say(c->reply, me, "The nickname %s is not yours.", reply_word(c->args[0]));
    } else if (strcmp(owner.key, key) == 0) {
        service_say(c->reply, me, "That is the name of the account itself: DROP deletes it.");
    } else if (store_remove_nick(c->world->store, key) && store_commit(c->world->store)) {
        looks_remove(c->world, c->args[0]);
        service_fact(c->reply, me, "changed", "The nickname %s is free again.", c->args[0]);
    } else {
        cannot_keep(c);
    }
}

static void do_ghost(struct call *c)
{
    struct account owner;
    struct user *u = world_user(c->world, c->args[0]);
    if (!account_find(c->world, c->args[0], &owner) || !precis_same(owner.name, c->user->account)) {
        service_say(c->reply, me, "The nickname %s is not yours.", reply_word(c->args[0]));
    } else if (!u || u == c->user) {
        service_say(c->reply, me, "Nobody else wears %s.", c->args[0]);
    } else {
        user_doom(u, "%s wants the nickname back", c->user->nick);
        service_say(c->reply, me, "%s is free now: NICK %s takes it.", u->nick, u->nick);
    }
}

/* --- certificates --- */

static void say_certificate(void *context, const char *fingerprint)
{
    struct call *c = context;
    bool here = strcmp(fingerprint, c->reply->session->certificate) == 0;
    char fact[CERTIFICATE_BYTES + 32];
    snprintf(fact, sizeof fact, "certificate %s %s", fingerprint, here ? "this" : "other");
    service_fact(c->reply, me, fact, "  %s%s", fingerprint, here ? " (this device)" : "");
}

static void count_certificate(void *context, const char *fingerprint)
{
    (void)fingerprint;
    ++*(int *)context;
}

/* Reads 64 hexadecimal digits, whatever separates them, into `out` (CERTIFICATE_BYTES). */
static bool read_fingerprint(const char *text, char *out)
{
    size_t len = 0;
    for (; *text; text++) {
        char digit = *text >= 'A' && *text <= 'F' ? (char)(*text + 32) : *text;
        bool hex = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
        if (hex && len + 1 < CERTIFICATE_BYTES) {
            out[len++] = digit;
        } else if (hex || (*text != ' ' && *text != ':')) {
            return false;
        }
    }
    out[len] = '\0';
    return len == CERTIFICATE_BYTES - 1;
}

/* Only the certificate of this connection, which has proved that it holds the key: so that nobody
 * locks the owner out by adding it first. If another account has it, that one loses it. */
static void add_certificate(struct call *c, const struct account *account, const char *fingerprint)
{
    char owner[NAME_KEY];
    int count = 0;
    struct store *store = c->world->store;
    store_each_certificate(store, account->key, count_certificate, &count);
    bool owned = store_certificate(store, fingerprint, owner);
    if (strcmp(fingerprint, c->reply->session->certificate) != 0) {
        service_say(c->reply, me,
                    "Only the certificate of this connection can be added: connect with that one, "
                    "and say CERT ADD there.");
    } else if (owned && strcmp(owner, account->key) == 0) {
        service_say(c->reply, me, "That certificate is yours already.");
    } else if (count >= c->world->config->nicks) {
        service_say(c->reply, me, "An account has at most %ld certificates.",
                    c->world->config->nicks);
    } else if ((!owned || store_remove_certificate(store, fingerprint, owner)) &&
               store_add_certificate(store, fingerprint, account->key) && store_commit(store)) {
        service_fact(c->reply, me, "changed",
                     "That certificate logs you in from now on (SASL EXTERNAL).");
    } else {
        cannot_keep(c);
    }
}

static void do_cert(struct call *c)
{
    struct account account;
    char fingerprint[CERTIFICATE_BYTES];
    bool add = names_equal(CASEMAP_ASCII, c->args[0], "ADD");
    bool del = names_equal(CASEMAP_ASCII, c->args[0], "DEL");
    const char *own = c->reply->session->certificate;
    if (!find_own(c, &account)) {
        return;
    }
    copy_text(fingerprint, sizeof fingerprint, own);
    if (names_equal(CASEMAP_ASCII, c->args[0], "LIST")) {
        store_each_certificate(c->world->store, account.key, say_certificate, c);
        service_fact(c->reply, me, "end", "These certificates log you in.");
    } else if ((!add && !del) || (c->count > 1 && !read_fingerprint(c->args[1], fingerprint))) {
        service_say(c->reply, me,
                    "It is written: CERT LIST, CERT ADD [fingerprint], CERT DEL "
                    "[fingerprint]; a fingerprint is SHA-256, 64 digits");
    } else if (!fingerprint[0]) {
        service_say(c->reply, me, "This device shows no certificate: name its fingerprint.");
    } else if (add) {
        add_certificate(c, &account, fingerprint);
    } else if (store_remove_certificate(c->world->store, fingerprint, account.key) &&
               store_commit(c->world->store)) {
        service_fact(c->reply, me, "changed", "That certificate is not yours any more.");
    } else {
        cannot_keep(c);
    }
}

/* --- information --- */

static void add_nick(void *context, const char *nick)
{
    bytes_format(context, " %s", nick);
}

static void say_rooms(struct call *c, const struct account *account)
{
    struct bytes rooms = {0};
    for (const struct room *room = c->world->rooms; room; room = room->hh.next) {
        const char *founder = access_founder(room);
        if (founder && precis_same(founder, account->name)) {
            bytes_format(&rooms, " %s", room->name);
        }
    }
    if (rooms.len) {
        service_say(c->reply, me, "  Rooms:%.400s", rooms.data);
    }
    bytes_finish(&rooms);
}

static void do_info(struct call *c)
{
    struct account account;
    struct bytes nicks = {0}, fact = {0};
    char made[STAMP_CAP];
    if (!find(c,
              c->count           ? c->args[0]
              : c->user->account ? c->user->account
                                 : c->user->nick,
              &account)) {
        return;
    }
    bool mine = c->user->account && precis_same(c->user->account, account.name);
    bool own = mine || (c->reply->session->powers & POWER_ACCOUNTS);
    bool stays = account_stays(c->world, c->user);
    stamp_format(account.created, made);
    store_each_nick(c->world->store, account.key, add_nick, &nicks);
    bytes_format(&fact, "account %s %" PRId64 " %ld %s", account.name, account.created,
                 c->world->config->password_length, stays ? "stays" : "leaves");
    service_fact(c->reply, me, mine ? fact.data : NULL, "%s, since %.10s%s%s", account.name, made,
                 account.flags & ACCOUNT_ADMIN ? ", administrator" : "",
                 account.flags & ACCOUNT_SUSPENDED ? ", suspended" : "");
    if (nicks.len) {
        bytes_clear(&fact);
        bytes_format(&fact, "nicknames%s", nicks.data);
        service_fact(c->reply, me, mine ? fact.data : NULL, "  Nicknames:%s", nicks.data);
    }
    if (own) {
        service_say(c->reply, me, "  Address: %s", *account.email ? account.email : "none");
        say_rooms(c, &account);
    }
    if (mine) {
        service_fact(c->reply, me, "end", "  You %s your rooms with your last device.",
                     stays ? "do not leave" : "leave");
    }
    bytes_finish(&nicks);
    bytes_finish(&fact);
}

static void do_sessions(struct call *c)
{
    int n = 0;
    for (const struct session *s = c->user->sessions; s; s = s->next_of_user) {
        bool here = s == c->reply->session;
        int64_t age = c->world->now - s->connected_at;
        char fact[HOST_BYTES + 96];
        snprintf(fact, sizeof fact, "device %" PRIu64 " %" PRId64 " %s %s %s %s", s->id,
                 c->world->wall - age, s->address, here ? "this" : "other",
                 s->secure ? "encrypted" : "plain", s->certificate[0] ? "certificate" : "none");
        service_fact(c->reply, me, fact, "  %d. from %s, for %" PRId64 " minutes%s%s", ++n,
                     s->address, age / 60000, s->secure ? ", encrypted" : "",
                     here ? " (this one)" : "");
    }
    service_fact(c->reply, me, "end", "LOGOUT and a number, or OTHERS, ends one of them.");
}

/* "2" as SESSIONS numbers them, "ID 17" as its facts name them, or "OTHERS". The device is told
 * that it is logged out, so that it does not come back by itself. */
static void do_logout(struct call *c)
{
    bool others = names_equal(CASEMAP_ASCII, c->args[0], "OTHERS");
    bool by_id = c->count > 1 && names_equal(CASEMAP_ASCII, c->args[0], "ID");
    uint64_t wanted = strtoull(c->args[by_id], NULL, 10), n = 0;
    int ended = 0;
    for (struct session *s = c->user->sessions; s; s = s->next_of_user) {
        n++;
        bool named = by_id ? s->id == wanted : n == wanted;
        if (s != c->reply->session && (others || named)) {
            reply_to_session(c->reply, s, RPL_LOGGEDOUT, "%s", c->user->mask);
            session_doom(s, "Logged out on another device");
            ended++;
        }
    }
    service_fact(c->reply, me, ended || others ? "changed" : "unknown",
                 ended == 1 ? "%d device is logged out." : "%d devices are logged out.", ended);
}

/* --- settings --- */

static const char *stays_name(unsigned flags)
{
    return flags & ACCOUNT_STAYS ? "ON" : flags & ACCOUNT_LEAVES ? "OFF" : "DEFAULT";
}

/* "on", "off" or "default"; false: it is none of them, or could not be stored. */
static bool set_stays(struct world *w, struct user *u, const char *text)
{
    struct account account;
    int on = service_switch(text);
    if ((on < 0 && !names_equal(CASEMAP_ASCII, text, "default")) ||
        !account_find(w, u->account, &account)) {
        return false;
    }
    account.flags &= ~(unsigned)(ACCOUNT_STAYS | ACCOUNT_LEAVES);
    account.flags |= on > 0 ? ACCOUNT_STAYS : on == 0 ? ACCOUNT_LEAVES : 0;
    if (!store_set_account_flags(w->store, account.key, account.flags) || !store_commit(w->store)) {
        return false;
    }
    u->account_flags = account.flags;
    persist_user(u);
    return true;
}

static void do_set(struct call *c)
{
    struct account account;
    if (names_equal(CASEMAP_ASCII, c->args[0], "ALWAYS-ON")) {
        if (set_stays(c->world, c->user, c->args[1])) {
            service_fact(c->reply, me, "changed",
                         account_stays(c->world, c->user)
                             ? "You stay in your rooms when your last device leaves."
                             : "You leave with your last device.");
        } else {
            service_say(c->reply, me, "It is written: SET ALWAYS-ON on|off|default");
        }
    } else if (names_equal(CASEMAP_ASCII, c->args[0], "EMAIL") && find_own(c, &account)) {
        bool none = names_equal(CASEMAP_ASCII, c->args[1], "none");
        if (none ? c->world->config->email_required : !email_ok(c->args[1])) {
            service_say(c->reply, me, "An address looks like ana@example.org; none takes it away.");
        } else if (store_set_email(c->world->store, account.key, none ? "" : c->args[1])) {
            service_say(c->reply, me, "Your address is %s now.", c->args[1]);
        } else {
            cannot_keep(c);
        }
    } else {
        service_say(c->reply, me, "There are two settings: ALWAYS-ON and EMAIL.");
    }
}

static void show_persistence(struct reply *r, struct session *s, const struct user *u)
{
    struct bytes line = {0};
    bytes_format(&line, ":%s PERSISTENCE STATUS %s %s", s->world->config->name,
                 stays_name(u->account_flags), account_stays(s->world, u) ? "ON" : "OFF");
    reply_raw_to_session(r, s, line.data);
    bytes_finish(&line);
}

void cmd_persistence(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    bool set = names_equal(CASEMAP_ASCII, m->params[0], "SET");
    unsigned before = u->account_flags;
    if (!u->account) {
        reply_fail(r, "PERSISTENCE", "ACCOUNT_REQUIRED", "", "Log in first");
    } else if ((!set && !names_equal(CASEMAP_ASCII, m->params[0], "GET")) ||
               (set && !set_stays(w, u, message_param(m, 1)))) {
        reply_fail(r, "PERSISTENCE", "INVALID_PARAMS", "", "GET, or SET ON, OFF or DEFAULT");
    } else {
        show_persistence(r, r->session, u);
        for (struct session *s = u->sessions; s && before != u->account_flags;
             s = s->next_of_user) {
            if (s != r->session && (s->caps & CAP(PERSISTENCE))) {
                show_persistence(r, s, u);
            }
        }
    }
}

/* --- for operators --- */

struct listing {
    struct call *call;
    const char *mask;
    int count;
};

static void list_one(void *context, const struct account *account)
{
    enum { LISTED = 200 };
    struct listing *l = context;
    if (!(account->flags & ACCOUNT_GONE) && precis_match(l->mask, account->name) &&
        l->count++ < LISTED) {
        service_say(l->call->reply, me, "  %s%s%s%s%s", account->name,
                    account->flags & ACCOUNT_ADMIN ? ", administrator" : "",
                    account->flags & ACCOUNT_SUSPENDED ? ", suspended" : "",
                    *account->email ? ", " : "", account->email);
    }
}

static void do_list(struct call *c)
{
    struct listing l = {c, c->count ? c->args[0] : "*", 0};
    store_each_account(c->world->store, list_one, &l);
    service_say(c->reply, me, "%d accounts.", l.count);
}

static void suspend(struct call *c, bool on)
{
    struct account account;
    if (!find_ruled(c, &account)) {
        return;
    }
    account.flags =
        on ? account.flags | ACCOUNT_SUSPENDED : account.flags & ~(unsigned)ACCOUNT_SUSPENDED;
    if (!store_set_account_flags(c->world->store, account.key, account.flags) ||
        !store_commit(c->world->store)) {
        cannot_keep(c);
        return;
    }
    log_line(LOG_INFO, "%s %s the account %s", user_name(c->user), on ? "suspended" : "readmitted",
             account.name);
    service_say(c->reply, me, on ? "%s is suspended." : "%s may log in again.", account.name);
    for (struct user *u = c->world->users; u && on; u = u->next) {
        if (u->account && precis_same(u->account, account.name)) {
            user_doom(u, "The account is suspended%s%s", c->count > 1 ? ": " : "",
                      c->count > 1 ? c->args[1] : "");
        }
    }
}

static void do_suspend(struct call *c)
{
    suspend(c, true);
}

static void do_unsuspend(struct call *c)
{
    suspend(c, false);
}

const struct service_command nickserv_commands[] = {
    {"REGISTER", do_register, 1, 2, SERVICE_ANYBODY, "password [address]",
     "Makes the nickname you wear yours"},
    {"IDENTIFY", do_identify, 1, 2, SERVICE_ANYBODY, "[account] password", "Logs you in"},
    {"LOGIN", do_identify, 1, 2, SERVICE_ANYBODY, "[account] password", "The same"},
    {"PASSWD", do_passwd, 2, 2, SERVICE_ACCOUNT, "old new", "Changes your password"},
    {"GROUP", do_group, 0, 1, SERVICE_ACCOUNT, "", "Makes the nickname you wear yours too"},
    {"UNGROUP", do_ungroup, 1, 1, SERVICE_ACCOUNT, "nickname", "Gives such a nickname up"},
    {"GHOST", do_ghost, 1, 1, SERVICE_ACCOUNT, "nickname",
     "Ends the connection of who wears a nickname of yours"},
    {"CERT", do_cert, 1, 2, SERVICE_ACCOUNT, "LIST, or ADD [fingerprint], or DEL [fingerprint]",
     "Certificates that log you in without a password"},
    {"SESSIONS", do_sessions, 0, 1, SERVICE_ACCOUNT, "", "Lists your devices"},
    {"LOGOUT", do_logout, 1, 2, SERVICE_ACCOUNT, "number, ID id, or OTHERS",
     "Logs a device of yours out"},
    {"SET", do_set, 2, 2, SERVICE_ACCOUNT, "ALWAYS-ON on|off|default, or SET EMAIL address|none",
     "Whether you stay without a device; where to write to you"},
    {"INFO", do_info, 0, 1, SERVICE_ANYBODY, "[account]", "Says what is known of an account"},
    {"DROP", do_drop, 1, 1, SERVICE_ACCOUNT, "password", "Deletes your account"},
    {"CLAIM", do_claim, 1, 1, SERVICE_ACCOUNT, "words",
     "Makes you the administrator, with the words this server printed when it started"},
    {"LIST", do_list, 0, 1, SERVICE_ACCOUNTS_POWER, "[mask]", "Lists accounts"},
    {"SUSPEND", do_suspend, 1, 2, SERVICE_ACCOUNTS_POWER, "account [reason]",
     "Lets nobody log in to an account"},
    {"UNSUSPEND", do_unsuspend, 1, 1, SERVICE_ACCOUNTS_POWER, "account", "Lets them in again"},
    {"SAPASSWD", do_sapasswd, 2, 2, SERVICE_ACCOUNTS_POWER, "account password",
     "Gives an account another password"},
    {"SADROP", do_sadrop, 1, 1, SERVICE_ACCOUNTS_POWER, "account", "Deletes an account"},
    {0},
};
