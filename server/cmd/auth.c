/* Accounts: REGISTER and VERIFY, and AUTHENTICATE (SASL 3.2).
 * https://ircv3.net/specs/extensions/account-registration, .../sasl-3.2 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/base64.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/names.h"
#include "irc/numerics.h"
#include "irc/utf8.h"
#include "server/account.h"
#include "server/cmd/command.h"
#include "server/config.h"
#include "server/device.h"
#include "server/job.h"
#include "server/keep.h"
#include "server/log.h"
#include "server/monitor.h"
#include "server/relay.h"
#include "server/reply.h"
#include "server/scram.h"
#include "server/store.h"
#include "server/user.h"
#include "server/world.h"

/* --- logged in --- */

static void tell_account(struct world *w, struct user *u)
{
    struct relay news;
    relay_start(&news, w, u, "ACCOUNT %s", u->account ? u->account : "*");
    if (u->registered) {
        relay_neighbours(&news, u, CAP(ACCOUNT_NOTIFY), CAP(ACCOUNT_NOTIFY));
        monitor_relay(&news, u, CAP(ACCOUNT_NOTIFY) | CAP(EXTENDED_MONITOR));
    }
    relay_end(&news);
}

void command_log_in(struct world *w, struct user *u, struct reply *r, const char *account)
{
    user_set_text(&u->account, account, NICK_BYTES);
    keep_user(u);
    reply_numeric(r, RPL_LOGGEDIN, "%s %s :You are now logged in as %s",
                  u->mask ? u->mask : "*!*@*", account, account);
    tell_account(w, u);
    log_line(LOG_INFO, "%s (%s) is logged in as %s", user_name(u), r->device->address, account);
}

/* --- a new account --- */

enum { NEW_NAME, NEW_PASSWORD, NEW_VERIFIER, NEW_EMAIL }; /* texts of the job; the third is bytes */

static void make_verifier(struct job *j)
{
    verifier_make((struct verifier *)(void *)j->text[NEW_VERIFIER], j->text[NEW_PASSWORD],
                  (int)j->number);
}

static void fail(struct reply *r, const char *code, const char *name, const char *text)
{
    reply_fail(r, "REGISTER", code, reply_word(name), text);
}

static void registered(struct world *w, struct user *u, struct job *j, struct reply *r)
{
    struct account account = {.created = w->wall}, other;
    const char *name = j->text[NEW_NAME];
    copy_text(account.name, sizeof account.name, name);
    naming_key(name, account.key);
    copy_text(account.email, sizeof account.email, j->text[NEW_EMAIL]);
    memcpy(&account.verifier, j->text[NEW_VERIFIER], sizeof account.verifier);
    if (account_find(w, name, &other)) {
        fail(r, "ACCOUNT_EXISTS", name, "Somebody was faster");
    } else if (!store_add_account(w->store, &account) || !store_commit(w->store)) {
        fail(r, "TEMPORARILY_UNAVAILABLE", name, "The account could not be written down");
    } else {
        log_line(LOG_INFO, "%s (%s) made the account %s", user_name(u), r->device->address, name);
        reply_text(r, "REGISTER SUCCESS %s :The account is yours", name);
        command_log_in(w, u, r, name);
    }
}

/* Why the account cannot be made: the code and the words. */
static const char *refuse_account(struct world *w, const struct user *u, const char *name,
                                  const char *password, const char **code)
{
    const struct user *holder = world_user(w, name);
    struct account other;
    *code = "ACCOUNT_EXISTS";
    if (account_find(w, name, &other)) {
        return "There is an account of that name";
    }
    if (holder && holder != u) {
        return "Somebody else wears that nickname now";
    }
    *code = "WEAK_PASSWORD";
    if (utf8_count(password) < (size_t)w->config->password_length) {
        return "The password is too short";
    }
    return NULL;
}

void cmd_register(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    const char *nick = u->nick[0] ? u->nick : r->device->wanted;
    const char *name = strcmp(m->params[0], "*") == 0 ? nick : m->params[0];
    const char *code, *why, *email = m->params[1];
    char password[PASSWORD_MAX + 1];
    if (!w->config->registration) {
        fail(r, "TEMPORARILY_UNAVAILABLE", name, "New accounts are not made here");
    } else if (!u->registered && !w->config->before_connect) {
        fail(r, "COMPLETE_CONNECTION_REQUIRED", name, "Register once you are connected");
    } else if (u->account) {
        fail(r, "ALREADY_AUTHENTICATED", u->account, "You are logged in already");
    } else if (!*nick) {
        fail(r, "NEED_NICK", "*", "Say NICK first");
    } else if (!naming_same(name, nick)) {
        fail(r, "ACCOUNT_NAME_MUST_BE_NICK", name, "An account is named as your nickname");
    } else if (strcmp(email, "*") == 0 ? w->config->email_required : !email_ok(email)) {
        fail(r, "INVALID_EMAIL", name, "An address such as ana@example.org is asked for");
    } else if (!password_prepare(m->params[2], password)) {
        fail(r, "UNACCEPTABLE_PASSWORD", name, "That cannot be a password");
    } else if ((why = refuse_account(w, u, nick, password, &code))) {
        fail(r, code, name, why);
    } else if (account_refuses_more(w, r->device->address)) {
        fail(r, "TEMPORARILY_UNAVAILABLE", name, "Too many accounts were made from your address: wait");
    } else {
        account_note_made(w, r->device->address);
        struct job *j = job_new(r, make_verifier, registered);
        j->text[NEW_NAME] = xstrdup(nick);
        j->text[NEW_PASSWORD] = xstrdup(password);
        j->text[NEW_EMAIL] = xstrdup(strcmp(email, "*") == 0 ? "" : email);
        j->text[NEW_VERIFIER] = xcalloc(1, sizeof(struct verifier));
        j->number = w->config->iterations;
        job_start(w, j);
    }
}

/* Nothing here asks for a code: an account is whole once it is made. */
void cmd_verify(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)w;
    if (u->account) {
        reply_fail(r, "VERIFY", "ALREADY_AUTHENTICATED", u->account, "You are logged in already");
    } else {
        reply_fail(r, "VERIFY", "INVALID_CODE", reply_word(m->params[0]),
                   "No account waits for a code");
    }
}

/* --- SASL --- */

enum mechanism { MECHANISM_PLAIN, MECHANISM_SCRAM, MECHANISM_COUNT };
static const char *const mechanisms[MECHANISM_COUNT] = {"PLAIN", "SCRAM-SHA-256"};

enum { CHUNK = 400, SASL_MAX = 2000 }; /* bytes of base64: in one line, in one message */

/* An exchange under way. */
struct sasl {
    enum mechanism mechanism;
    int step;
    struct bytes in; /* base64 so far */
    struct scram scram;
    struct verifier verifier;
    char name[NICK_BYTES]; /* of the account, as the client wrote it */
    bool known;            /* there is such an account */
};

void sasl_drop(struct device *d)
{
    if (d->sasl) {
        bytes_finish(&d->sasl->in);
        scram_finish(&d->sasl->scram);
        free(d->sasl);
        d->sasl = NULL;
    }
}

const char *command_mechanisms(void)
{
    return "PLAIN,SCRAM-SHA-256";
}

static void refuse(struct reply *r, int numeric)
{
    sasl_drop(r->device);
    reply_numeric(r, numeric, "%s", "");
}

static void wrong(struct reply *r, const char *name)
{
    log_line(LOG_INFO, "a wrong password for the account %s from %s", name, r->device->address);
    refuse(r, ERR_SASLFAIL);
}

/* Whether somebody who is here may be another account from now on: not with other devices beside
 * this one, and not under a nickname that is only the first account's. */
static bool may_switch(struct world *w, const struct user *u, const char *account)
{
    struct account owner;
    if (!u->registered || !u->account || naming_same(u->account, account)) {
        return true;
    }
    bool alone = u->devices && !u->devices->next_of_user;
    return alone && (!account_find(w, u->nick, &owner) || naming_same(owner.name, account));
}

static void succeed(struct world *w, struct user *u, struct reply *r, const char *name)
{
    struct account account;
    guess_forgive(w, r->device->address, name);
    if (!account_find(w, name, &account)) {
        refuse(r, ERR_SASLFAIL);
    } else if (!may_switch(w, u, account.name)) {
        refuse(r, ERR_SASLALREADY);
    } else {
        sasl_drop(r->device);
        command_log_in(w, u, r, account.name);
        reply_numeric(r, RPL_SASLSUCCESS, "%s", "");
    }
}

/* A verifier for a name without account: the same each time, so that nothing tells them apart. */
static void invent_verifier(struct world *w, const char *name, struct verifier *v)
{
    unsigned char mac[SECRET_KEY];
    char key[NAME_KEY];
    naming_key(name, key);
    secret_mac(w->cloak_key, key, strlen(key), mac);
    *v = (struct verifier){.iterations = (int)w->config->iterations};
    memcpy(v->salt, mac, sizeof v->salt);
    secret_random(v->stored_key, sizeof v->stored_key);
}

static void find_verifier(struct world *w, struct sasl *s)
{
    struct account account;
    s->known = account_find(w, s->name, &account);
    if (s->known) {
        s->verifier = account.verifier;
    } else {
        invent_verifier(w, s->name, &s->verifier);
    }
}

/* --- PLAIN --- */

static void check_plain(struct job *j)
{
    const struct verifier *v = (const void *)j->text[NEW_VERIFIER];
    j->yes = verifier_check(v, j->text[NEW_PASSWORD]) && j->number;
}

static void plain_checked(struct world *w, struct user *u, struct job *j, struct reply *r)
{
    if (j->yes) {
        succeed(w, u, r, j->text[NEW_NAME]);
    } else {
        wrong(r, j->text[NEW_NAME]);
    }
}

/* "authzid NUL authcid NUL password"; one may act for oneself only. */
static bool read_plain(const struct bytes *message, struct sasl *s, char *password)
{
    const char *end = message->data + message->len;
    const char *name = message->data + strlen(message->data) + 1;
    if (name >= end) {
        return false;
    }
    const char *text = name + strlen(name) + 1;
    if (text >= end || text + strlen(text) != end || !*name || strlen(name) >= sizeof s->name ||
        (*message->data && !naming_same(message->data, name))) {
        return false;
    }
    copy_text(s->name, sizeof s->name, name);
    return utf8_valid(text, strlen(text)) && password_prepare(text, password);
}

static void plain(struct world *w, struct reply *r, const struct bytes *message)
{
    char password[PASSWORD_MAX + 1];
    struct sasl *s = r->device->sasl;
    if (!message->len || !read_plain(message, s, password)) {
        refuse(r, ERR_SASLFAIL);
        return;
    }
    if (guess_refused(w, r->device->address, s->name)) {
        refuse(r, ERR_SASLFAIL);
        return;
    }
    guess_note(w, r->device->address, s->name);
    find_verifier(w, s);
    struct job *j = job_new(r, check_plain, plain_checked);
    j->text[NEW_NAME] = xstrdup(s->name);
    j->text[NEW_PASSWORD] = xstrdup(password);
    j->text[NEW_VERIFIER] = xcalloc(1, sizeof s->verifier);
    memcpy(j->text[NEW_VERIFIER], &s->verifier, sizeof s->verifier);
    j->number = s->known;
    job_start(w, j);
}

/* --- SCRAM-SHA-256 --- */

/* In lines of CHUNK bytes; one that ends with a full line is followed by "+". */
static void send_challenge(struct reply *r, const struct bytes *text)
{
    struct bytes all = {0};
    base64_encode(&all, text->data, text->len);
    for (size_t at = 0; at <= all.len; at += CHUNK) {
        struct bytes line = {0};
        bytes_format(&line, "AUTHENTICATE %.*s", CHUNK, at < all.len ? all.data + at : "+");
        reply_line(r, "", line.data);
        bytes_finish(&line);
        if (all.len - at < CHUNK) {
            break;
        }
    }
    bytes_finish(&all);
}

static void scram(struct world *w, struct user *u, struct reply *r, const struct bytes *message)
{
    struct sasl *s = r->device->sasl;
    struct bytes out = {0};
    const char *text = bytes_string(message);
    bool whole = strlen(text) == message->len && utf8_valid(text, message->len);
    if (s->step == 0 && whole && scram_first(&s->scram, text, s->name, sizeof s->name) &&
        !guess_refused(w, r->device->address, s->name)) {
        guess_note(w, r->device->address, s->name);
        find_verifier(w, s);
        scram_challenge(&s->scram, &s->verifier, &out);
        send_challenge(r, &out);
        s->step = 1;
    } else if (s->step == 1 && whole && scram_final(&s->scram, &s->verifier, text, &out) &&
               s->known) {
        send_challenge(r, &out);
        s->step = 2;
    } else if (s->step == 2 && message->len == 0) {
        succeed(w, u, r, s->name);
    } else if (s->step == 1) {
        wrong(r, s->name);
    } else {
        refuse(r, ERR_SASLFAIL);
    }
    bytes_finish(&out);
}

/* --- framing --- */

static void start(struct reply *r, const char *name)
{
    for (int i = 0; i < MECHANISM_COUNT; i++) {
        if (names_equal(CASEMAP_ASCII, mechanisms[i], name)) {
            r->device->sasl = xcalloc(1, sizeof *r->device->sasl);
            r->device->sasl->mechanism = (enum mechanism)i;
            reply_line(r, "", "AUTHENTICATE +");
            return;
        }
    }
    reply_numeric(r, RPL_SASLMECHS, "%s", command_mechanisms());
    reply_numeric(r, ERR_SASLFAIL, "%s", "");
}

static void take_message(struct world *w, struct user *u, struct reply *r)
{
    struct sasl *s = r->device->sasl;
    struct bytes message = {0};
    bool fine = base64_decode(&message, bytes_string(&s->in));
    bytes_clear(&s->in);
    if (!fine) {
        refuse(r, ERR_SASLFAIL);
    } else if (s->mechanism == MECHANISM_PLAIN) {
        plain(w, r, &message);
    } else {
        scram(w, u, r, &message);
    }
    bytes_finish(&message);
}

void cmd_authenticate(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    const char *text = m->params[0];
    size_t len = strlen(text);
    if (!(r->device->caps & CAP(SASL))) {
        reply_numeric(r, ERR_SASLFAIL, "%s", "");
    } else if (strcmp(text, "*") == 0) {
        refuse(r, ERR_SASLABORTED);
    } else if (len > CHUNK) {
        refuse(r, ERR_SASLTOOLONG);
    } else if (!r->device->sasl) {
        start(r, text);
    } else if (r->device->sasl->in.len + len > SASL_MAX) {
        refuse(r, ERR_SASLFAIL);
    } else {
        if (strcmp(text, "+") != 0) {
            bytes_text(&r->device->sasl->in, text);
        }
        if (len < CHUNK) {
            take_message(w, u, r);
        }
    }
}
