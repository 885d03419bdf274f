#pragma once
/* Users with an account who stay while no session of theirs is connected. */
#include <stdint.h>

struct user;
struct world;

/* The last session has left: sets away, and with a young account leaves some of the rooms. */
void stay_begin(struct world *w, struct user *u);

/* Removes users who have not come back for too long; returns the ms until the next call is due. */
int64_t stay_sweep(struct world *w);
