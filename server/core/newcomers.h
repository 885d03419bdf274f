#pragma once
/* The rooms for newcomers (server.autojoin). They exist from the moment they are set, and stay when
 * empty: nobody becomes their operator by being the first. */
#include <stdbool.h>

struct world;

/* Writes the next name of a list separated by blanks to `name` (ROOM_BYTES), in its proper form,
 * and moves `*list` behind it; names that no room may have are passed over. false: there is none
 * left. */
bool newcomers_next(const struct world *w, const char **list, char *name);

/* Makes those that do not exist, and keeps those that do. */
void newcomers_make_rooms(struct world *w);
