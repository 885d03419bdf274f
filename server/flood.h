#pragma once
/* A token bucket for one connection, kept as one moment: when it will be full again. */
#include <stdint.h>

struct config;

struct flood {
    int64_t full_at; /* ms, on the clock of `now` */
};

/* Milliseconds until the next command may run; 0: now. */
int64_t flood_wait(const struct flood *f, const struct config *c, int64_t now);

/* Takes `cost` tokens out. */
void flood_spend(struct flood *f, const struct config *c, int64_t now, int cost);
