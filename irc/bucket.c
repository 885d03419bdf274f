#include "irc/bucket.h"

static int64_t interval(long per_minute)
{
    enum { MINUTE_MS = 60000 };
    return per_minute < MINUTE_MS ? MINUTE_MS / per_minute : 1;
}

int64_t bucket_wait(int64_t full_at, int64_t now, long burst, long per_minute)
{
    int64_t one = interval(per_minute), from = full_at > now ? full_at : now;
    int64_t wait = from + one - now - one * burst;
    return wait > 0 ? wait : 0;
}

void bucket_spend(int64_t *full_at, int64_t now, long per_minute)
{
    *full_at = (*full_at > now ? *full_at : now) + interval(per_minute);
}

int64_t bucket_take(int64_t *full_at, int64_t now, long burst, long per_minute)
{
    int64_t wait = bucket_wait(*full_at, now, burst, per_minute);
    if (!wait) {
        bucket_spend(full_at, now, per_minute);
    }
    return wait;
}
