#pragma once
/* Look-alikes: the non-ASCII names of users, accounts and rooms, by what they look like. ASCII
 * names are found by their keys and not compared by looks. */
#include <stdbool.h>

struct room;
struct user;
struct world;

/* Adds and removes a name; a name in use twice is added twice. */
void looks_add(struct world *w, const char *name);
void looks_remove(struct world *w, const char *name);

/* Whether `u` could be mistaken for another user, or for an account, under this nickname. */
bool looks_taken(struct world *w, const struct user *u, const char *nick);

/* The room whose name looks like this one, or NULL. */
struct room *looks_room(const struct world *w, const char *name);

/* Whether the key of this name fits, or that of an ASCII name it could be mistaken for. */
bool looks_any(const char *name, bool (*fits)(void *context, const char *key), void *context);

/* Adds the names of all accounts and their nicknames, at startup. */
void looks_load(struct world *w);
void looks_finish(struct world *w);
