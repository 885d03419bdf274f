#pragma once
/* Accounts. The password is kept as one SCRAM verifier (RFC 5802, 7677), which serves both SASL
 * PLAIN and SCRAM-SHA-256; nobody can log in with what the store holds. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "irc/password.h"
#include "irc/secret.h"
#include "server/core/user.h"

struct world;

enum { VERIFIER_SALT = 16, EMAIL_BYTES = 128 };

struct verifier {
    unsigned char salt[VERIFIER_SALT];
    int iterations;
    unsigned char stored_key[SECRET_KEY];
    unsigned char server_key[SECRET_KEY];
};

enum account_flag {
    ACCOUNT_ADMIN = 1,     /* a server operator with all powers, once logged in */
    ACCOUNT_SUSPENDED = 2, /* nobody may log in */
    ACCOUNT_STAYS = 4,     /* stays in its rooms without a session, whatever is configured */
    ACCOUNT_LEAVES = 8,    /* never stays, whatever is configured */
    ACCOUNT_GONE = 16,     /* deleted; the name is never reused, as its history stays theirs */
};

struct account {
    char name[NICK_BYTES];
    char key[NAME_KEY];
    struct verifier verifier;
    unsigned flags;
    int64_t created;         /* wall clock */
    char email[EMAIL_BYTES]; /* "": none; for the server's administrator to write to */
};

/* Whether the text looks like an email address. */
bool email_ok(const char *email);

/* Makes the verifier of a prepared password. Slow: for the worker. */
void verifier_make(struct verifier *v, const char *password, int iterations);

/* Slow too: for the worker. */
bool verifier_check(const struct verifier *v, const char *password);

/* Finds an account by name or by a nickname that belongs to it. */
bool account_find(struct world *w, const char *name, struct account *out);

/* Whether the user stays in their rooms while none of their sessions is connected. */
bool account_stays(const struct world *w, const struct user *u);

/* Whether they do now: only under a nickname of their account, as any other is free for others. */
bool account_keeps_place(struct world *w, const struct user *u);

/* Whether the nickname belongs to an account that `u` is not logged in to. */
bool account_reserves(struct world *w, const struct user *u, const char *nick);

/* Without an administrator: makes the token that NickServ CLAIM takes. */
void account_make_claim(struct world *w);

/* Counts a password attempt from an address on an account; NULL: on what is too long to be guessed
 * from many addresses. */
void guess_note(struct world *w, const char *address, const char *account);

/* The password was right: takes back the attempt, which was counted before the check. */
void guess_forgive(struct world *w, const char *address, const char *account);

/* The password was right: for a day, guesses from elsewhere do not lock this address out. */
void guess_right(struct world *w, const char *address, const char *account);

/* Whether there were so many attempts that the next one has to wait. */
bool guess_refused(struct world *w, const char *address, const char *account);
/* The same for accounts made from an address. */
void account_note_made(struct world *w, const char *address);
bool account_refuses_more(struct world *w, const char *address);

void guesses_finish(struct world *w);
