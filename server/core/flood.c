#include "server/core/flood.h"

#include "irc/bucket.h"
#include "server/core/config.h"

enum { SECONDS = 60 }; /* in a minute */

int64_t flood_wait(const struct flood *f, const struct config *c, int64_t now)
{
    return c->flood ? bucket_wait(f->full_at, now, c->flood_burst, c->flood_rate * SECONDS) : 0;
}

void flood_spend(struct flood *f, const struct config *c, int64_t now, int cost)
{
    bucket_spend(&f->full_at, now, c->flood_rate * SECONDS, cost);
}

void flood_spend_sync(struct flood *f, const struct config *c, int64_t now, int cost)
{
    long per_minute = c->sync_rate * SECONDS;
    if (bucket_has(f->sync_full_at, now, c->sync_burst, per_minute, cost)) {
        bucket_spend(&f->sync_full_at, now, per_minute, cost);
    } else {
        flood_spend(f, c, now, cost);
    }
}
