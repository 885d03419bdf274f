/* Accounts: how they are made and logged in to; REGISTER and VERIFY.
 * https://ircv3.net/specs/extensions/account-registration */
#include "server/cmd/auth.h"

#include <stdlib.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/numerics.h"
#include "irc/utf8.h"
#include "server/cmd/command.h"
#include "server/cmd/grant.h"
#include "server/cmd/services.h"
#include "server/core/account.h"
#include "server/core/config.h"
#include "server/core/looks.h"
#include "server/core/persist.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/log.h"
#include "server/out/job.h"
#include "server/out/monitor.h"
#include "server/out/relay.h"
#include "server/out/reply.h"
#include "server/out/snomask.h"
#include "server/store.h"

/* --- login --- */

static void tell_account(struct world *w, struct user *u, struct reply *r)
{
    struct relay news;
    relay_start(&news, w, u, r, "ACCOUNT %s", u->account ? u->account : "*");
    if (u->registered) {
        relay_neighbours(&news, u, CAP(ACCOUNT_NOTIFY), CAP(ACCOUNT_NOTIFY));
        monitor_relay(&news, u, CAP(ACCOUNT_NOTIFY) | CAP(EXTENDED_MONITOR));
    }
    relay_end(&news);
}

void command_greet_admin(struct reply *r)
{
    struct user *u = r->user;
    if (u->account && (u->account_flags & ACCOUNT_ADMIN) && !r->session->powers) {
        command_make_operator(r, ~0u);
    }
}

static void log_in(struct world *w, struct user *u, struct reply *r, const struct account *account)
{
    user_set_text(&u->account, account->name, NICK_BYTES);
    u->account_flags = account->flags;
    persist_user(u);
    persist_take_user_metadata(u);
    reply_numeric(r, RPL_LOGGEDIN, "%s %s :You are now logged in as %s",
                  u->mask ? u->mask : "*!*@*", account->name, account->name);
    tell_account(w, u, r);
    log_line(LOG_INFO, "%s (%s) is logged in as %s", user_name(u), r->session->address,
             account->name);
    if (u->registered) {
        command_greet_admin(r);
        command_tell_offers(r);
        grant_everywhere(w, u, r);
    }
}

/* --- a new account --- */

/* Data of the jobs that make an account or check a password. */
struct auth_job {
    char name[LINE_BODY_MAX + 1], password[PASSWORD_MAX + 1], email[EMAIL_BYTES];
    const char *front; /* the service that was addressed (a static string); NULL: none */
    struct verifier verifier;
    int iterations; /* of the verifier to make */
    bool known;     /* there is such an account */
};

static void make_verifier(struct job *j)
{
    struct auth_job *a = j->data;
    verifier_make(&a->verifier, a->password, a->iterations);
}

/* Refuses through the service the user spoke to (`front`), or by a standard reply. */
static void fail(struct reply *r, const char *front, const char *code, const char *name,
                 const char *text)
{
    if (front) {
        service_say(r, front, "%s.", text);
    } else {
        reply_fail(r, "REGISTER", code, reply_word(name), text);
    }
}

/* Why the name is not free for this user's account; NULL: it is. */
static const char *refuse_name(struct world *w, const struct user *u, const char *name)
{
    const struct user *holder = world_user(w, name);
    struct account other;
    return account_find(w, name, &other) ? "There is an account of that name"
           : holder && holder != u       ? "Somebody else wears that nickname now"
           : looks_taken(w, u, name)     ? "It looks like the name of somebody else"
                                         : NULL;
}

static void registered(struct world *w, struct user *u, struct job *j, struct reply *r)
{
    struct account account = {.created = w->wall};
    const struct auth_job *a = j->data;
    const char *name = a->name, *front = a->front;
    const char *why = refuse_name(w, u, name); /* somebody may have been faster */
    copy_text(account.name, sizeof account.name, name);
    precis_key(name, account.key);
    copy_text(account.email, sizeof account.email, a->email);
    account.verifier = a->verifier;
    if (why) {
        fail(r, front, "ACCOUNT_EXISTS", name, why);
    } else if (!store_add_account(w->store, &account) || !store_commit(w->store)) {
        fail(r, front, "TEMPORARILY_UNAVAILABLE", name, "The account could not be written down");
    } else {
        looks_add(w, name);
        log_line(LOG_INFO, "%s (%s) made the account %s", user_name(u), r->session->address, name);
        if (front) {
            service_say(r, front, "The nickname %s is yours now.", name);
        } else {
            reply_text(r, "REGISTER SUCCESS %s :The account is yours", name);
        }
        log_in(w, u, r, &account);
    }
}

/* Why the account cannot be made, with *code; NULL: it can. */
static const char *refuse_account(struct reply *r, const char *name, const char *email,
                                  const char *password, const char **code)
{
    struct world *w = r->world;
    const char *why = refuse_name(w, r->user, name);
    *code = "INVALID_EMAIL";
    if (strcmp(email, "*") == 0 ? w->config->email_required : !email_ok(email)) {
        return "An address such as ana@example.org is asked for";
    }
    *code = "UNACCEPTABLE_PASSWORD";
    if (!*password) {
        return "That cannot be a password";
    }
    *code = "ACCOUNT_EXISTS";
    if (why) {
        return why;
    }
    *code = "WEAK_PASSWORD";
    if (utf8_count(password) < (size_t)w->config->password_length) {
        return "The password is too short";
    }
    *code = "TEMPORARILY_UNAVAILABLE";
    if (store_count_accounts(w->store) >= w->config->accounts_most) {
        return "This server has as many accounts as it may have";
    }
    return account_refuses_more(w, r->session->address)
               ? "Too many accounts were made from your address: wait"
               : NULL;
}

void auth_register(struct reply *r, const char *email, const char *given, const char *front)
{
    struct world *w = r->world;
    const struct user *u = r->user;
    const char *name = u->nick[0] ? u->nick : r->session->wanted;
    const char *code, *why;
    char password[PASSWORD_MAX + 1] = "";
    if (!w->config->registration) {
        fail(r, front, "TEMPORARILY_UNAVAILABLE", name, "New accounts are not made here");
    } else if (!u->registered && !w->config->before_connect) {
        fail(r, front, "COMPLETE_CONNECTION_REQUIRED", name, "Register once you are connected");
    } else if (u->account) {
        fail(r, front, "ALREADY_AUTHENTICATED", u->account, "You are logged in already");
    } else if (!*name) {
        fail(r, front, "NEED_NICK", "*", "Say NICK first");
    } else if (password_prepare(given, password),
               (why = refuse_account(r, name, email, password, &code))) {
        fail(r, front, code, name, why);
    } else {
        account_note_made(w, r->session->address);
        struct job *j = job_new(r, make_verifier, registered, sizeof(struct auth_job));
        struct auth_job *a = j->data;
        copy_text(a->name, sizeof a->name, name);
        copy_text(a->password, sizeof a->password, password);
        copy_text(a->email, sizeof a->email, strcmp(email, "*") == 0 ? "" : email);
        a->front = front;
        a->iterations = (int)w->config->iterations;
        job_start(w, j);
    }
}

void cmd_register(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    const char *nick = u->nick[0] ? u->nick : r->session->wanted;
    const char *name = strcmp(m->params[0], "*") == 0 ? nick : m->params[0];
    (void)w;
    if (*nick && !u->account && !precis_same(name, nick)) {
        fail(r, NULL, "ACCOUNT_NAME_MUST_BE_NICK", name, "An account is named as your nickname");
    } else {
        auth_register(r, m->params[1], m->params[2], NULL);
    }
}

/* There are no verification codes here: an account is complete once it is made. */
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

/* --- passwords --- */

/* Refuses a login through a service, in words, or by a SASL numeric. */
static void refuse_login(struct reply *r, const char *front, int numeric, const char *text)
{
    if (front) {
        service_say(r, front, "%s.", text);
    } else {
        sasl_refuse(r, numeric);
    }
}

void auth_wrong(struct reply *r, const char *front, const char *name)
{
    log_line(LOG_INFO, "a wrong password for the account %s from %s", name, r->session->address);
    snomask_tell_from(r->session, SNOMASK_WRONG_PASSWORD, name, NULL);
    guess_note(r->world, r->session->address, name);
    if (front) {
        service_fact(r, front, "wrong-password", "That is not the password of that account.");
    } else {
        refuse_login(r, front, ERR_SASLFAIL, "That is not the password of that account");
    }
}

/* Whether a registered user may switch to another account: not with other sessions beside this one,
 * and not under a nickname that belongs to a different account. */
static bool may_switch(struct world *w, const struct user *u, const char *account)
{
    struct account owner;
    if (!u->registered || !u->account || precis_same(u->account, account)) {
        return true;
    }
    bool alone = u->sessions && !u->sessions->next_of_user;
    return alone && (!account_find(w, u->nick, &owner) || precis_same(owner.name, account));
}

/* Whether the account's verifier is still the one that was checked. */
static bool same_verifier(const struct verifier *a, const struct verifier *b)
{
    return a->iterations == b->iterations && memcmp(a->salt, b->salt, sizeof a->salt) == 0 &&
           secret_equal(a->stored_key, b->stored_key, sizeof a->stored_key);
}

void auth_succeed(struct reply *r, const char *front, const char *name,
                  const struct verifier *checked)
{
    struct world *w = r->world;
    struct user *u = r->user;
    struct account account;
    if (!account_find(w, name, &account) || (account.flags & ACCOUNT_GONE) ||
        !same_verifier(&account.verifier, checked)) {
        refuse_login(r, front, ERR_SASLFAIL, "That account or its password changed meanwhile");
    } else if (account.flags & ACCOUNT_SUSPENDED) {
        service_say(r, "NickServ", "The account %s is suspended.", account.name);
        refuse_login(r, front, ERR_SASLFAIL, "Ask an operator of this server");
    } else if (!may_switch(w, u, account.name)) {
        refuse_login(r, front, ERR_SASLALREADY, "Another device of yours is another account here");
    } else {
        command_drop_sasl(r->session);
        guess_right(w, r->session->address, account.name);
        log_in(w, u, r, &account);
        if (!front) {
            reply_numeric(r, RPL_SASLSUCCESS, "%s", "");
        }
    }
}

/* A verifier for a name without an account: with the same salt each time, like a real one. */
static void invent_verifier(struct world *w, const char *name, struct verifier *v)
{
    unsigned char mac[SECRET_KEY];
    char key[NAME_KEY];
    precis_key(name, key);
    secret_mac(w->salt_key, key, strlen(key), mac);
    *v = (struct verifier){.iterations = (int)w->config->iterations};
    memcpy(v->salt, mac, sizeof v->salt);
    secret_random(v->stored_key, sizeof v->stored_key);
}

bool auth_verifier(struct world *w, const char *name, struct verifier *out)
{
    struct account account;
    if (account_find(w, name, &account) && !(account.flags & ACCOUNT_GONE)) {
        *out = account.verifier;
        return true;
    }
    invent_verifier(w, name, out);
    return false;
}

static void check(struct job *j)
{
    const struct auth_job *a = j->data;
    j->right = verifier_check(&a->verifier, a->password) && a->known;
}

static void checked(struct world *w, struct user *u, struct job *j, struct reply *r)
{
    const struct auth_job *a = j->data;
    (void)u;
    if (guess_refused(w, r->session->address, a->name)) {
        refuse_login(r, a->front, ERR_SASLFAIL, "Too many wrong passwords: wait");
    } else if (j->right) {
        auth_succeed(r, a->front, a->name, &a->verifier);
    } else {
        auth_wrong(r, a->front, a->name);
    }
}

void auth_identify(struct reply *r, const char *name, const char *given, const char *front)
{
    struct world *w = r->world;
    char password[PASSWORD_MAX + 1];
    struct verifier verifier;
    if (!utf8_valid(given, strlen(given)) || !password_prepare(given, password)) {
        refuse_login(r, front, ERR_SASLFAIL, "That cannot be a password");
    } else if (guess_refused(w, r->session->address, name)) {
        refuse_login(r, front, ERR_SASLFAIL, "Too many wrong passwords: wait");
    } else if (r->user->account && precis_same(r->user->account, name)) {
        refuse_login(r, front, ERR_SASLALREADY, "You are logged in to that account already");
    } else {
        bool known = auth_verifier(w, name, &verifier);
        struct job *j = job_new(r, check, checked, sizeof(struct auth_job));
        struct auth_job *a = j->data;
        copy_text(a->name, sizeof a->name, name);
        copy_text(a->password, sizeof a->password, password);
        a->verifier = verifier;
        a->front = front;
        a->known = known;
        job_start(w, j);
    }
}
