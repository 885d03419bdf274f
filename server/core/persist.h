#pragma once
/* What outlives a restart besides history: rooms with their topics, modes and lists, and users
 * with accounts who stay in them. Changes are marked and written once, at the end of the turn. */

#include <stdint.h>

struct room;
struct user;
struct world;

/* Marks a user or a room as changed. */
void persist_user(struct user *u);
void persist_room(struct room *room);

/* A user or room is going: unmarks it, and deletes what was stored unless the world is closing. A
 * private room's history is sealed: whoever makes a room of that name later cannot read it. */
void persist_forget_user(struct user *u);
void persist_forget_room(struct world *w, struct room *room);

/* Marks everything: something that was written was lost. */
void persist_everything(struct world *w);

/* A value of METADATA has changed, or is gone (NULL); of a user without an account nothing is kept.
 * Takes over what was kept of a room, or of an account somebody has logged in to; what they have
 * set before that is newer, and kept. */
void persist_room_metadata(struct room *room, const char *key, const char *value);
void persist_user_metadata(struct user *u, const char *key, const char *value);
void persist_take_room_metadata(struct room *room);
void persist_take_user_metadata(struct user *u);

/* Writes what is marked. */
void persist_flush(struct world *w);
