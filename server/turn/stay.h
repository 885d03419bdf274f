#pragma once
/* Users with an account who stay while no session of theirs is connected. */
#include <stdint.h>

struct user;
struct world;

/* The last session has left: away, and with a young account only in some of their rooms. */
void stay_begin(struct world *w, struct user *u);

/* Those who have not come back for so long that they leave; gives the ms until it is to be called
 * again. */
int64_t stay_sweep(struct world *w);
