#pragma once
/* Who owns a room, and which ranks accounts have in it. These are permanent; the ranks of a member
 * end when the member leaves. */
#include <stdbool.h>

#include "server/core/user.h"

struct room;
struct world;

struct access {
    char account[NICK_BYTES];
    unsigned ranks; /* enum rank; RANK_FOUNDER: owns the room */
};

/* The ranks of an account (NULL: none); 0 if it has no access. */
unsigned access_of(const struct room *room, const char *account);

/* The account that owns the room; NULL if it is unowned. */
const char *access_founder(const struct room *room);

/* Sets the ranks of an account; 0 removes it. A new founder replaces the old one, who keeps
 * RANK_PROTECTED; without a founder the room is unowned. */
void access_set(struct room *room, const char *account, unsigned ranks);

/* How many rooms an account owns. */
int access_count_owned(const struct world *w, const char *account);
