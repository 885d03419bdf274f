#pragma once
/* A token bucket, kept as the time when it is full again. It holds `burst` tokens and regains
 * `per_minute` of them; *full_at is initially 0, on the clock of `now`, in ms. */
#include <stdbool.h>
#include <stdint.h>

/* Takes one token. Returns 0, or the ms until there is one: then none was taken. */
int64_t bucket_take(int64_t *full_at, int64_t now, long burst, long per_minute);

/* The same for tokens that come back one in each `each_ms`. */
int64_t bucket_take_slow(int64_t *full_at, int64_t now, long burst, int64_t each_ms);

/* Takes `cost` tokens even if there are none; later takers wait longer. */
void bucket_spend(int64_t *full_at, int64_t now, long per_minute, long cost);

/* The ms until there is one, without taking it; whether there are `cost`. */
int64_t bucket_wait(int64_t full_at, int64_t now, long burst, long per_minute);
bool bucket_has(int64_t full_at, int64_t now, long burst, long per_minute, long cost);
