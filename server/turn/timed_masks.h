#pragma once
/* Bans and mutes of rooms that end by themselves. */
#include <stdint.h>

struct world;

/* Lifts those whose time has passed and tells the rooms; returns the ms until the next one ends,
 * -1: none does. */
int64_t timed_masks_sweep(struct world *w);
