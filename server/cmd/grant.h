#pragma once
/* The ranks that are somebody's in a room by their account (access.h), given and taken as people
 * come, and told to the room. `r` is the answer that this is part of; NULL: none. */

struct reply;
struct room;
struct user;
struct world;

/* Gives a member the ranks that are theirs by the list and that they do not have. */
void grant_to(struct world *w, struct room *room, struct user *u, struct reply *r);

/* The same in every room of a user who has logged in. */
void grant_everywhere(struct world *w, struct user *u, struct reply *r);

/* Takes these ranks from a member. */
void grant_take_back(struct world *w, struct room *room, struct user *u, unsigned ranks,
                     struct reply *r);

/* The room is nobody's from now on: its list is empty, no member is its founder. */
void grant_give_up(struct world *w, struct room *room, struct reply *r);

/* An account is no more: nothing is its own any longer. */
void grant_forget_account(struct world *w, const char *account, struct reply *r);
