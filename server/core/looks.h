#pragma once
/* Look-alikes: names of users, accounts and rooms that are not all ASCII, by what they look like.
 * ASCII names are found by their keys and are not compared by looks. */
#include <stdbool.h>

struct room;
struct user;
struct world;

/* A name that is there from now on, and one that is no more; one that is there twice is added
 * twice. */
void looks_add(struct world *w, const char *name);
void looks_remove(struct world *w, const char *name);

/* Whether `u` would be taken for another by this nickname: for somebody here, or for an account. */
bool looks_taken(struct world *w, const struct user *u, const char *nick);

/* The room that looks as if it were called so, or NULL. */
struct room *looks_room(const struct world *w, const char *name);

/* Whether the key of this name fits, or one of those in ASCII that it may be taken for. */
bool looks_any(const char *name, bool (*fits)(void *context, const char *key), void *context);

/* The accounts that there are, at the start. */
void looks_load(struct world *w);
void looks_finish(struct world *w);
