#pragma once
/* Who an owned room belongs to, and what others are in it by their accounts: for good, while the
 * ranks of a member end when they leave. */
#include <stdbool.h>

#include "server/core/user.h"

struct room;
struct world;

struct access {
    char account[NICK_BYTES];
    unsigned ranks; /* enum rank; RANK_FOUNDER: the room is theirs */
};

/* The ranks of an account, NULL for none; 0 when it has no access. */
unsigned access_of(const struct room *room, const char *account);

/* The account the room belongs to, NULL when it is nobody's. */
const char *access_founder(const struct room *room);

/* Gives an account these ranks, 0: takes all away. A new founder takes the place of the old one, who
 * keeps RANK_PROTECTED; without one the room is nobody's. */
void access_set(struct room *room, const char *account, unsigned ranks);

/* Gives a member the ranks that are theirs by the list and that they do not have, and says so. */
void access_grant(struct world *w, struct room *room, struct user *u);

/* Takes these ranks from a member, and says so. */
void access_take_back(struct world *w, struct room *room, struct user *u, unsigned ranks);

/* The room is nobody's from now on: its list is empty, no member is its founder. */
void access_give_up(struct world *w, struct room *room);

/* The same wherever somebody is, once they are logged in. */
void access_grant_everywhere(struct world *w, struct user *u);

/* An account is no more: nothing is its own any longer. */
void access_forget_account(struct world *w, const char *account);

/* How many rooms are an account's. */
int access_count_owned(const struct world *w, const char *account);
