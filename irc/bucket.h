#pragma once
/* A token bucket kept as one moment: when it is full again. */
#include <stdint.h>

/* Takes one token of `burst`, of which `per_minute` come back; *full_at is 0 at first. Gives 0, or
 * the ms until there is one: then none was taken. */
int64_t bucket_take(int64_t *full_at, int64_t now, long burst, long per_minute);

/* Takes one though there may be none; what is taken later waits for longer. */
void bucket_spend(int64_t *full_at, int64_t now, long per_minute);

/* The ms until there is one, without taking it. */
int64_t bucket_wait(int64_t full_at, int64_t now, long burst, long per_minute);
