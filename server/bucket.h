#pragma once
/* A token bucket kept as one moment: when it is full again. */
#include <stdint.h>

/* Takes one token of `burst`, of which `per_minute` come back; *full_at is 0 at first. Gives 0, or the ms until there
 * is one: then none was taken. */
int64_t bucket_take(int64_t *full_at, int64_t now, long burst, long per_minute);
