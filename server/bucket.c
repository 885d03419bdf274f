#include "server/bucket.h"

int64_t bucket_take(int64_t *full_at, int64_t now, long burst, long per_minute)
{
    enum { MINUTE_MS = 60000 };
    int64_t one = MINUTE_MS / per_minute;
    one = one ? one : 1;
    int64_t from = *full_at > now ? *full_at : now;
    int64_t wait = from + one - now - one * burst;
    if (wait <= 0) {
        *full_at = from + one;
    }
    return wait > 0 ? wait : 0;
}
