#include "server/core/deadlines.h"

#include <stdbool.h>
#include <stdlib.h>

#include "irc/check.h"

static void place(struct deadlines *d, int at, struct deadline *one)
{
    d->items[at] = one;
    one->place = at;
}

static void sift_up(struct deadlines *d, int at, struct deadline *one)
{
    while (at > 0 && d->items[(at - 1) / 2]->at > one->at) {
        place(d, at, d->items[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    place(d, at, one);
}

static void sift_down(struct deadlines *d, int at, struct deadline *one)
{
    for (;;) {
        int child = at * 2 + 1;
        if (child >= d->count) {
            break;
        }
        if (child + 1 < d->count && d->items[child + 1]->at < d->items[child]->at) {
            child++;
        }
        if (d->items[child]->at >= one->at) {
            break;
        }
        place(d, at, d->items[child]);
        at = child;
    }
    place(d, at, one);
}

void deadlines_set(struct deadlines *d, struct deadline *one, int64_t at)
{
    if (one->place < 0) {
        if (d->count == d->cap) {
            d->cap = d->cap ? d->cap * 2 : 64;
            d->items = xrealloc(d->items, (size_t)d->cap * sizeof *d->items);
        }
        one->at = at;
        sift_up(d, d->count++, one);
        return;
    }
    bool sooner = at < one->at;
    one->at = at;
    if (sooner) {
        sift_up(d, one->place, one);
    } else {
        sift_down(d, one->place, one);
    }
}

void deadlines_remove(struct deadlines *d, struct deadline *one)
{
    int at = one->place;
    if (at < 0) {
        return;
    }
    one->place = -1;
    struct deadline *last = d->items[--d->count];
    if (last == one) {
        return;
    }
    if (at > 0 && d->items[(at - 1) / 2]->at > last->at) {
        sift_up(d, at, last);
    } else {
        sift_down(d, at, last);
    }
}

struct deadline *deadlines_first(const struct deadlines *d)
{
    return d->count ? d->items[0] : NULL;
}

void deadlines_finish(struct deadlines *d)
{
    free(d->items);
    *d = (struct deadlines){0};
}
