#include "server/deadlines.h"

#include <stdbool.h>
#include <stdlib.h>

#include "irc/check.h"
#include "server/user.h"

static void place(struct deadlines *d, int at, struct user *u)
{
    d->items[at] = u;
    u->deadline_at = at;
}

static void sift_up(struct deadlines *d, int at, struct user *u)
{
    while (at > 0 && d->items[(at - 1) / 2]->deadline > u->deadline) {
        place(d, at, d->items[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    place(d, at, u);
}

static void sift_down(struct deadlines *d, int at, struct user *u)
{
    for (;;) {
        int child = at * 2 + 1;
        if (child >= d->count) {
            break;
        }
        if (child + 1 < d->count && d->items[child + 1]->deadline < d->items[child]->deadline) {
            child++;
        }
        if (d->items[child]->deadline >= u->deadline) {
            break;
        }
        place(d, at, d->items[child]);
        at = child;
    }
    place(d, at, u);
}

void deadlines_set(struct deadlines *d, struct user *u, int64_t at)
{
    if (u->deadline_at < 0) {
        if (d->count == d->cap) {
            d->cap = d->cap ? d->cap * 2 : 64;
            d->items = xrealloc(d->items, (size_t)d->cap * sizeof *d->items);
        }
        u->deadline = at;
        sift_up(d, d->count++, u);
        return;
    }
    bool sooner = at < u->deadline;
    u->deadline = at;
    if (sooner) {
        sift_up(d, u->deadline_at, u);
    } else {
        sift_down(d, u->deadline_at, u);
    }
}

void deadlines_remove(struct deadlines *d, struct user *u)
{
    int at = u->deadline_at;
    if (at < 0) {
        return;
    }
    u->deadline_at = -1;
    struct user *last = d->items[--d->count];
    if (last == u) {
        return;
    }
    if (at > 0 && d->items[(at - 1) / 2]->deadline > last->deadline) {
        sift_up(d, at, last);
    } else {
        sift_down(d, at, last);
    }
}

struct user *deadlines_first(const struct deadlines *d)
{
    return d->count ? d->items[0] : NULL;
}

void deadlines_finish(struct deadlines *d)
{
    free(d->items);
    *d = (struct deadlines){0};
}
