#include "server/core/deadlines.h"

#include <stdbool.h>
#include <stdlib.h>

#include "irc/check.h"
#include "server/core/session.h"

static void place(struct deadlines *d, int at, struct session *one)
{
    d->items[at] = one;
    one->deadline_at = at;
}

static void sift_up(struct deadlines *d, int at, struct session *one)
{
    while (at > 0 && d->items[(at - 1) / 2]->deadline > one->deadline) {
        place(d, at, d->items[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    place(d, at, one);
}

static void sift_down(struct deadlines *d, int at, struct session *one)
{
    for (;;) {
        int child = at * 2 + 1;
        if (child >= d->count) {
            break;
        }
        if (child + 1 < d->count && d->items[child + 1]->deadline < d->items[child]->deadline) {
            child++;
        }
        if (d->items[child]->deadline >= one->deadline) {
            break;
        }
        place(d, at, d->items[child]);
        at = child;
    }
    place(d, at, one);
}

void deadlines_set(struct deadlines *d, struct session *one, int64_t at)
{
    CHECK(!one->buried); /* it is freed soon */
    if (one->deadline_at < 0) {
        if (d->count == d->cap) {
            d->cap = d->cap ? d->cap * 2 : 64;
            d->items = xrealloc(d->items, (size_t)d->cap * sizeof *d->items);
        }
        one->deadline = at;
        sift_up(d, d->count++, one);
        return;
    }
    bool sooner = at < one->deadline;
    one->deadline = at;
    if (sooner) {
        sift_up(d, one->deadline_at, one);
    } else {
        sift_down(d, one->deadline_at, one);
    }
}

void deadlines_remove(struct deadlines *d, struct session *one)
{
    int at = one->deadline_at;
    if (at < 0) {
        return;
    }
    one->deadline_at = -1;
    struct session *last = d->items[--d->count];
    if (last == one) {
        return;
    }
    if (at > 0 && d->items[(at - 1) / 2]->deadline > last->deadline) {
        sift_up(d, at, last);
    } else {
        sift_down(d, at, last);
    }
}

struct session *deadlines_first(const struct deadlines *d)
{
    return d->count ? d->items[0] : NULL;
}

void deadlines_finish(struct deadlines *d)
{
    free(d->items);
    *d = (struct deadlines){0};
}
