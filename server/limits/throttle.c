#include "server/limits/throttle.h"

#include <stdint.h>
#include <string.h>

#include "irc/bucket.h"
#include "irc/check.h"
#include "irc/hash.h"
#include "server/core/config.h"
#include "server/core/session.h"
#include "server/core/world.h"

enum { KNOWN = 16, TEXTS = 4 };

/* Allocated at the first action. A bucket is stored as the time when it is full again. */
struct throttle {
    int64_t full_at[THROTTLE_STEPS]; /* monotonic */
    uint32_t known[KNOWN];           /* hashes of recent recipients, the latest first */
    struct {
        uint32_t hash;
        int64_t full_at;
    } texts[TEXTS];
};

static struct throttle *throttle_of(struct user *u)
{
    if (!u->throttle) {
        u->throttle = xcalloc(1, sizeof *u->throttle);
    }
    return u->throttle;
}

static bool is_exempt(const struct session *s)
{
    return !s->world->config->flood || s->powers;
}

int throttle_step(const struct session *s, enum throttle_step what)
{
    struct user *u = s->user;
    const struct config *c = u->world->config;
    const long per_minute[THROTTLE_STEPS] = {c->joins, c->nick_changes, c->invites, c->strangers};
    long most = per_minute[what];
    if (is_exempt(s)) {
        return 0;
    }
    /* a client that comes back joins all its rooms at once */
    long burst = what == THROTTLE_JOIN && most < c->rooms_per_user ? c->rooms_per_user : most;
    int64_t wait = bucket_take(&throttle_of(u)->full_at[what], u->world->now, burst, most);
    return (int)((wait + 999) / 1000);
}

int throttle_write_to(const struct session *s, const char *key)
{
    if (is_exempt(s)) {
        return 0;
    }
    struct throttle *p = throttle_of(s->user);
    uint32_t h = hash_of(key, strlen(key));
    int at = 0;
    while (at < KNOWN - 1 && p->known[at] != h) {
        at++;
    }
    int wait = p->known[at] == h ? 0 : throttle_step(s, THROTTLE_STRANGER);
    if (!wait) {
        memmove(p->known + 1, p->known, (size_t)at * sizeof *p->known);
        p->known[0] = h;
    }
    return wait;
}

bool throttle_repeats(const struct session *s, const char *text)
{
    if (is_exempt(s)) {
        return false;
    }
    struct throttle *p = throttle_of(s->user);
    uint32_t h = hash_of(text, strlen(text));
    int at = 0;
    for (int i = 1; i < TEXTS && p->texts[at].hash != h; i++) {
        /* if none matches, the one that expires first */
        at = p->texts[i].hash == h || p->texts[i].full_at < p->texts[at].full_at ? i : at;
    }
    if (p->texts[at].hash != h) {
        p->texts[at].hash = h;
        p->texts[at].full_at = 0;
    }
    long most = s->world->config->repeats;
    return bucket_take(&p->texts[at].full_at, s->world->now, most, most) > 0;
}
