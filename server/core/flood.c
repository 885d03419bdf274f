#include "server/core/flood.h"

#include "server/core/config.h"

int64_t flood_wait(const struct flood *f, const struct config *c, int64_t now)
{
    if (!c->flood) {
        return 0;
    }
    /* the bucket holds `burst` tokens; it is empty when it is a whole burst away from full */
    int64_t burst_ms = c->flood_burst * 1000 / c->flood_rate;
    int64_t wait = f->full_at - now - burst_ms + 1000 / c->flood_rate;
    return wait > 0 ? wait : 0;
}

void flood_spend(struct flood *f, const struct config *c, int64_t now, int cost)
{
    if (f->full_at < now) {
        f->full_at = now;
    }
    f->full_at += cost * 1000 / c->flood_rate;
}

void flood_spend_sync(struct flood *f, const struct config *c, int64_t now, int cost)
{
    int64_t from = f->sync_full_at > now ? f->sync_full_at : now;
    int64_t after = from + cost * 1000 / c->sync_rate;
    if (after - now > c->sync_burst * 1000 / c->sync_rate) {
        flood_spend(f, c, now, cost);
    } else {
        f->sync_full_at = after;
    }
}
