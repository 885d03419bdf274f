#pragma once
/* Ranks that belong to accounts (access.h), given and taken as users come and go, and told to the
 * room. `r` is the answer that this is part of; NULL: none. */

struct reply;
struct room;
struct user;
struct world;

/* Gives a member the ranks of their account that they do not have yet. */
void grant_to(struct world *w, struct room *room, struct user *u, struct reply *r);

/* Gives a user who has logged in their ranks in every room they are in. */
void grant_everywhere(struct world *w, struct user *u, struct reply *r);

/* Takes these ranks from a member. */
void grant_take_back(struct world *w, struct room *room, struct user *u, unsigned ranks,
                     struct reply *r);

/* Makes the room unowned: empties its access list and takes founder and protected ranks. */
void grant_give_up(struct world *w, struct room *room, struct reply *r);

/* Removes a deleted account from every room's access list; rooms it founded become unowned. */
void grant_forget_account(struct world *w, const char *account, struct reply *r);
