#pragma once
/* The start: what persist.h kept of rooms and people comes back. */

struct world;

void restore_world(struct world *w);
