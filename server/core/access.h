#pragma once
/* Whose an owned room is, and which ranks accounts have there. Those last; the ranks of a member
 * end when the member leaves. */
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

/* Gives an account these ranks, 0: takes all away. A new founder takes the place of the old one,
 * who keeps RANK_PROTECTED; without one the room is nobody's. */
void access_set(struct room *room, const char *account, unsigned ranks);

/* How many rooms are an account's. */
int access_count_owned(const struct world *w, const char *account);
