#pragma once
/* The two token buckets of a connection, each kept as the moment when it is full again. */
#include <stdint.h>

struct config;

struct flood {
    int64_t full_at;      /* monotonic ms */
    int64_t sync_full_at; /* of the other bucket, for requests that bring a client up to date */
};

/* Milliseconds until the next command may run; 0: now. */
int64_t flood_wait(const struct flood *f, const struct config *c, int64_t now);

/* Takes `cost` tokens out. */
void flood_spend(struct flood *f, const struct config *c, int64_t now, int cost);

/* The same for requests that bring a client up to date: from their bucket while it has some. */
void flood_spend_sync(struct flood *f, const struct config *c, int64_t now, int cost);
