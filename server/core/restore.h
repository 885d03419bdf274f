#pragma once
/* Startup: restores the rooms and users that persist.h stored. */

struct world;

void restore_world(struct world *w);
