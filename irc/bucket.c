#include "irc/bucket.h"

/* The ms in which `tokens` come back. */
static int64_t ms_of(long tokens, long per_minute)
{
    enum { MINUTE_MS = 60000 };
    return per_minute < MINUTE_MS ? tokens * (int64_t)MINUTE_MS / per_minute : tokens;
}

/* The ms until there are `cost` tokens; 0 or less: there are. */
static int64_t wait_for(int64_t full_at, int64_t now, long burst, long per_minute, long cost)
{
    int64_t from = full_at > now ? full_at : now;
    return from + ms_of(cost, per_minute) - now - ms_of(burst, per_minute);
}

int64_t bucket_wait(int64_t full_at, int64_t now, long burst, long per_minute)
{
    int64_t wait = wait_for(full_at, now, burst, per_minute, 1);
    return wait > 0 ? wait : 0;
}

bool bucket_has(int64_t full_at, int64_t now, long burst, long per_minute, long cost)
{
    return wait_for(full_at, now, burst, per_minute, cost) <= 0;
}

void bucket_spend(int64_t *full_at, int64_t now, long per_minute, long cost)
{
    *full_at = (*full_at > now ? *full_at : now) + ms_of(cost, per_minute);
}

int64_t bucket_take(int64_t *full_at, int64_t now, long burst, long per_minute)
{
    int64_t wait = bucket_wait(*full_at, now, burst, per_minute);
    if (!wait) {
        bucket_spend(full_at, now, per_minute, 1);
    }
    return wait;
}

int64_t bucket_take_slow(int64_t *full_at, int64_t now, long burst, int64_t each_ms)
{
    int64_t from = *full_at > now ? *full_at : now, wait = from + each_ms - now - burst * each_ms;
    if (wait <= 0) {
        *full_at = from + each_ms;
    }
    return wait > 0 ? wait : 0;
}
