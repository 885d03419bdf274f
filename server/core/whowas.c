#include "server/core/whowas.h"

#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "server/core/precis.h"

void whowas_add(struct whowas *d, const struct departure *one, int most)
{
    if (!d->ring) {
        d->cap = most;
        d->ring = xcalloc((size_t)most, sizeof *d->ring);
    }
    struct departure *place = &d->ring[d->next];
    free(place->realname);
    *place = *one;
    precis_key(one->nick, place->key);
    place->realname = xstrdup(one->realname);
    d->next = (d->next + 1) % d->cap;
    d->count += d->count < d->cap;
}

const struct departure *whowas_next(const struct whowas *d, const char *key, int *at)
{
    while (*at < d->count) {
        const struct departure *one = &d->ring[(d->next - ++*at + d->cap) % d->cap];
        if (strcmp(one->key, key) == 0) {
            return one;
        }
    }
    return NULL;
}

void whowas_finish(struct whowas *d)
{
    for (int i = 0; i < d->count; i++) {
        free(d->ring[i].realname);
    }
    free(d->ring);
    *d = (struct whowas){0};
}
