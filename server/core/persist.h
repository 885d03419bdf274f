#pragma once
/* What outlives a restart besides history: rooms with their topics, modes and lists, and users
 * with accounts who stay in them. Changes are marked and written once, at the end of the turn. */

#include <stdint.h>

struct room;
struct user;
struct world;

/* Marks what changed. */
void persist_user(struct user *u);
void persist_room(struct room *room);

/* They are going: what is marked is no more, and what was kept is forgotten unless the world is
 * closing. A private room's past is sealed: who makes one of that name later does not read it. */
void persist_forget_user(struct user *u);
void persist_forget_room(struct world *w, struct room *room);

/* Marks all of it: some that was written was lost. */
void persist_everything(struct world *w);

/* Writes what is marked. */
void persist_flush(struct world *w);
