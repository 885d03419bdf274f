#include "server/core/account.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "irc/check.h"
#include "server/core/config.h"
#include "server/core/precis.h"
#include "server/core/world.h"
#include "server/store.h"
#include "server/wire/address.h"

static bool has_controls(const char *text)
{
    while ((unsigned char)*text >= ' ' && *text != 0x7F) {
        text++;
    }
    return *text != '\0';
}

bool email_ok(const char *email)
{
    const char *at = strchr(email, '@');
    const char *dot = at ? strrchr(at, '.') : NULL;
    return at > email && dot > at + 1 && dot[1] && !strchr(at + 1, '@') &&
           !strpbrk(email, " \t<>,;:\"") && strlen(email) < EMAIL_BYTES && !has_controls(email);
}

static void derive(struct verifier *out, const struct verifier *in, const char *password)
{
    unsigned char salted[SECRET_KEY], client_key[SECRET_KEY];
    secret_stretch(password, in->salt, sizeof in->salt, in->iterations, salted);
    secret_mac(salted, "Client Key", 10, client_key);
    secret_digest(client_key, sizeof client_key, out->stored_key);
    secret_mac(salted, "Server Key", 10, out->server_key);
}

void verifier_make(struct verifier *v, const char *password, int iterations)
{
    secret_random(v->salt, sizeof v->salt);
    v->iterations = iterations;
    derive(v, v, password);
}

bool verifier_check(const struct verifier *v, const char *password)
{
    struct verifier got;
    derive(&got, v, password);
    return secret_equal(got.stored_key, v->stored_key, sizeof got.stored_key);
}

bool account_find(struct world *w, const char *name, struct account *out)
{
    char key[NAME_KEY];
    precis_key(name, key);
    return store_find_account(w->store, key, out);
}

/* Whether their nickname belongs to their account: any other is free for others. */
static bool wears_own(struct world *w, const struct user *u)
{
    struct account owner;
    return precis_same(u->nick, u->account) ||
           (account_find(w, u->nick, &owner) && precis_same(owner.name, u->account));
}

bool account_stays(const struct world *w, const struct user *u)
{
    return u->account && ((u->account_flags & ACCOUNT_STAYS) ||
                          (w->config->always_on && !(u->account_flags & ACCOUNT_LEAVES)));
}

bool account_keeps_place(struct world *w, const struct user *u)
{
    return account_stays(w, u) && wears_own(w, u);
}

bool account_reserves(struct world *w, const struct user *u, const char *nick)
{
    struct account owner;
    return account_find(w, nick, &owner) && !(u->account && precis_same(u->account, owner.name));
}

static void find_admin(void *context, const struct account *account)
{
    *(bool *)context |= (account->flags & ACCOUNT_ADMIN) && !(account->flags & ACCOUNT_GONE);
}

void account_make_claim(struct world *w)
{
    static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
    unsigned char dice[12];
    bool there = false;
    store_each_account(w->store, find_admin, &there);
    if (there) {
        return;
    }
    secret_random(dice, sizeof dice);
    char *out = w->claim;
    for (size_t i = 0; i < sizeof dice; i++) {
        if (i && i % 4 == 0) {
            *out++ = '-';
        }
        *out++ = letters[dice[i] % (sizeof letters - 1)];
    }
    *out = '\0';
}

/* --- guesses --- */

struct guess {
    char key[2 *
             NAME_KEY]; /* "@address", "=account", "&address account"; for new accounts "+address",
                           and "*address" in a day; for a right password "~address account" */
    long count;
    int64_t until; /* monotonic */
    UT_hash_handle hh;
};

enum { GUESSES_MAX = 20000, DAY_MS = 24 * 3600 * 1000 };

static void forget_guesses(struct world *w, bool all)
{
    struct guess *one, *next;
    HASH_ITER(hh, w->guesses, one, next)
    {
        if (all || w->now >= one->until) {
            HASH_DEL(w->guesses, one);
            free(one);
        }
    }
}

/* `address` or `account` is NULL if the key has none. */
static struct guess *find_guess(const struct world *w, char prefix, const char *address,
                                const char *account, char key[2 * NAME_KEY])
{
    struct guess *one;
    char network[NAME_KEY] = "", folded[NAME_KEY] = "";
    if (account) {
        precis_key(account, folded);
    }
    if (address) {
        address_network(address, network, sizeof network); /* one household */
    }
    snprintf(key, 2 * NAME_KEY, "%c%.100s %s", prefix, network, folded);
    HASH_FIND_STR(w->guesses, key, one);
    return one;
}

static void note(struct world *w, char prefix, const char *address, const char *account,
                 int64_t window_ms)
{
    char key[2 * NAME_KEY];
    struct guess *one = find_guess(w, prefix, address, account, key);
    if (!one && HASH_COUNT(w->guesses) >= GUESSES_MAX) {
        forget_guesses(w, false);
    }
    if (!one) {
        one = xcalloc(1, sizeof *one);
        copy_text(one->key, sizeof one->key, key);
        HASH_ADD_STR(w->guesses, key, one);
    }
    if (w->now >= one->until) {
        one->count = 0;
        one->until = w->now + window_ms;
    }
    one->count++;
}

static bool too_many(const struct world *w, char prefix, const char *address, const char *account,
                     long most)
{
    char key[2 * NAME_KEY];
    const struct guess *one = find_guess(w, prefix, address, account, key);
    return one && w->now < one->until && one->count >= most;
}

void guess_note(struct world *w, const char *address, const char *account)
{
    note(w, '@', address, NULL, w->config->guess_window_ms);
    if (!account) {
        return;
    }
    note(w, '=', NULL, account, w->config->guess_window_ms);
    note(w, '&', address, account, w->config->guess_window_ms);
}

static void forgive(struct world *w, char prefix, const char *address, const char *account)
{
    char key[2 * NAME_KEY];
    struct guess *one = find_guess(w, prefix, address, account, key);
    if (one && one->count > 0) {
        one->count--;
    }
}

void guess_forgive(struct world *w, const char *address, const char *account)
{
    forgive(w, '@', address, NULL);
    forgive(w, '=', NULL, account);
    forgive(w, '&', address, account);
}

void guess_right(struct world *w, const char *address, const char *account)
{
    note(w, '~', address, account, DAY_MS);
}

bool guess_refused(struct world *w, const char *address, const char *account)
{
    /* the limit is per account and household; guesses at many accounts, or from everywhere, may be
     * FACTOR times as many before they lock others out; an address where the password was right,
     * and this computer, are not locked out by guesses from elsewhere. */
    enum { FACTOR = 10 };
    long most = w->config->guesses;
    return too_many(w, '@', address, NULL, most * FACTOR) ||
           (account && (too_many(w, '&', address, account, most) ||
                        (too_many(w, '=', NULL, account, most * FACTOR) &&
                         !too_many(w, '~', address, account, 1) && !address_is_loopback(address))));
}

void account_note_made(struct world *w, const char *address)
{
    note(w, '+', address, NULL, w->config->guess_window_ms);
    note(w, '*', address, NULL, DAY_MS);
}

bool account_refuses_more(struct world *w, const char *address)
{
    return too_many(w, '+', address, NULL, w->config->made_per_address) ||
           too_many(w, '*', address, NULL, w->config->made_per_day);
}

void guesses_finish(struct world *w)
{
    forget_guesses(w, true);
}
