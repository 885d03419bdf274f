#pragma once
/* How many connections there are from each address. */

struct world;

/* One more from `address`; gives how many there are now. */
long crowd_add(struct world *w, const char *address);
void crowd_remove(struct world *w, const char *address);

/* Of all addresses together: part of world_check. */
long crowd_total(const struct world *w);
