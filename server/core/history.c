#include "server/core/history.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "server/core/account.h"
#include "server/core/config.h"
#include "server/core/room.h"
#include "server/core/world.h"
#include "server/store.h"

void target_list_add(struct target_list *list, const char *name, int64_t time)
{
    if (time > list->after && time < list->before) {
        list->items = xrealloc(list->items, (size_t)(list->count + 1) * sizeof *list->items);
        struct target *one = &list->items[list->count++];
        copy_text(one->name, sizeof one->name, name);
        one->time = time;
    }
}

static int compare_targets(const void *a, const void *b)
{
    const struct target *one = a, *other = b;
    return (one->time > other->time) - (one->time < other->time);
}

void target_list_sort(struct target_list *list)
{
    if (list->count > 1) {
        qsort(list->items, (size_t)list->count, sizeof *list->items, compare_targets);
    }
}

static void guest_identity(const struct user *u, char *out)
{
    snprintf(out, IDENTITY_BYTES, "!%" PRIx64 "-%" PRIx64, (uint64_t)u->world->born, u->id);
}

void history_identity(const struct user *u, char *out)
{
    if (u->account) {
        char key[NAME_KEY];
        precis_key(u->account, key);
        snprintf(out, IDENTITY_BYTES, "@%s", key);
    } else {
        guest_identity(u, out);
    }
}

void history_room(const struct room *room, char *out)
{
    snprintf(out, PLACE_BYTES, "%s", room->place);
}

void history_new_place(struct world *w, const char *key, char *out, size_t cap)
{
    int64_t sealed = store_sealed(w->store, key);
    if (sealed) {
        snprintf(out, cap, "%s %" PRIx64, key, (uint64_t)sealed); /* no name has a space */
    } else {
        snprintf(out, cap, "%s", key);
    }
}

void history_seal(struct world *w, const char *key)
{
    int64_t before = store_sealed(w->store, key);
    store_seal(w->store, key, w->wall > before ? w->wall : before + 1);
}

void history_pair(const char *one, const char *other, char *out)
{
    bool first = strcmp(one, other) <= 0;
    snprintf(out, PLACE_BYTES, "%s %s", first ? one : other, first ? other : one);
}

bool history_find(struct world *w, const char *nick, char *out)
{
    const struct user *u = world_user(w, nick);
    struct account account;
    if (u && u->registered) {
        history_identity(u, out);
        return true;
    }
    if (account_find(w, nick, &account)) {
        snprintf(out, IDENTITY_BYTES, "@%s", account.key);
        return true;
    }
    return false;
}

/* A room's own limit applies within that of the server. */
static long most_kept(const struct world *w, long own)
{
    long keep = w->config->history_messages;
    return own && (!keep || own < keep) ? own : keep;
}

static int64_t oldest_kept(const struct world *w, long days)
{
    return days ? w->wall - days * INT64_C(86400000) : INT64_MIN;
}

static int sweep_room(struct world *w, struct room *room, int most)
{
    long keep = most_kept(w, room->keep_count);
    if (room->swept == room->said + 1) {
        keep = 0; /* nothing came since: counting is not free */
    }
    if (!keep && !room->keep_days) {
        return 0;
    }
    int gone =
        store_forget_in_place(w->store, room->place, oldest_kept(w, room->keep_days), keep, most);
    room->swept = gone < most ? room->said + 1 : 0;
    return gone;
}

/* Rooms that are gone: their limits outlive them. A few at a time. */
static int sweep_measures(struct world *w, int most)
{
    enum { PLACES = 50 };
    long days, count;
    int gone = 0;
    for (int i = 0; i < PLACES && gone < most; i++) {
        if (!store_next_measure(w->store, w->swept_place, &days, &count)) {
            w->swept_place[0] = '\0';
            break;
        }
        long keep = most_kept(w, count);
        if (keep || days) {
            gone += store_forget_in_place(w->store, w->swept_place, oldest_kept(w, days), keep,
                                          most - gone);
        }
        store_end_measure(w->store, w->swept_place);
    }
    return gone;
}

/* Guests from before this start: nobody can be one of them any more. */
static int sweep_guests(struct world *w, int most)
{
    char guest[32];
    if (w->guests_swept) {
        return 0;
    }
    snprintf(guest, sizeof guest, "!%" PRIx64, (uint64_t)w->born);
    int gone = store_forget_guests(w->store, guest, most);
    w->guests_swept = gone < most;
    return gone;
}

int64_t history_sweep(struct world *w)
{
    enum { SWEEP_MS = 60000, AGAIN_MS = 100, RECORDS = 500 };
    const int64_t day = INT64_C(86400000);
    if (w->now >= w->sweep_at) {
        int gone = sweep_guests(w, RECORDS);
        if (w->config->history_days && gone < RECORDS) {
            gone += store_forget_records(w->store, w->wall - w->config->history_days * day,
                                         RECORDS - gone);
        }
        for (struct room *room = w->rooms; room && gone < RECORDS; room = room->hh.next) {
            gone += sweep_room(w, room, RECORDS - gone);
        }
        if (gone < RECORDS) {
            gone += sweep_measures(w, RECORDS - gone);
        }
        store_forget_gone(w->store);
        w->sweep_at = w->now + (gone == RECORDS ? AGAIN_MS : SWEEP_MS);
    }
    return w->sweep_at - w->now;
}

void history_leave(struct world *w, const struct user *u)
{
    char guest[IDENTITY_BYTES];
    if (u->guest_rows) { /* even if they have logged in since */
        guest_identity(u, guest);
        store_forget_guest(w->store, guest);
    }
}

void history_met(struct world *w, struct user *one, struct user *other)
{
    char a[IDENTITY_BYTES], b[IDENTITY_BYTES];
    if (!w->config->history) {
        return;
    }
    history_identity(one, a);
    history_identity(other, b);
    one->guest_rows |= !one->account;
    other->guest_rows |= !other->account;
    store_met(w->store, a, b, other->nick, w->wall);
    if (one != other) {
        store_met(w->store, b, a, one->nick, w->wall);
    }
}

/* --- pages --- */

void history_warm(struct store *s, const struct page *page)
{
    struct record record;
    for (int i = 0; i < page->count; i++) {
        store_get_record(s, page->seqs[i], &record);
    }
}

static const struct moment always_after = {INT64_MIN, 0}, always_before = {INT64_MAX, INT64_MAX};

/* The first and the last position that a reference covers: a record, or everything of one time. */
static bool find_moment(struct store *s, const char *place, const struct reference *of,
                        struct moment *first, struct moment *last)
{
    struct record record;
    *first = (struct moment){of->time, 0};
    *last = (struct moment){of->time, INT64_MAX};
    if (of->msgid[0]) {
        if (!store_find_record(s, place, of->msgid, &record)) {
            return false;
        }
        *first = *last = (struct moment){record.time, record.seq};
    }
    return true;
}

/* Half of the limit before the position, and the rest from it on. */
static int find_around(struct store *s, struct history_query q, struct moment first, int64_t *seqs)
{
    int limit = q.limit;
    q.latest = true;
    q.limit = limit / 2;
    q.before = first;
    int before = q.limit > 0 ? store_find_records(s, &q, seqs) : 0;
    q.latest = false;
    q.limit = limit - before;
    q.after = (struct moment){first.time, first.seq - 1};
    q.before = always_before;
    return before + store_find_records(s, &q, seqs + before);
}

/* Sets bounds and direction for every kind but PAGE_AROUND. `from` and `to`: the first and the last
 * position of each reference. */
static void set_bounds(struct history_query *q, const struct page_request *p,
                       const struct moment *from, const struct moment *to)
{
    bool forwards =
        from[0].time < to[0].time || (from[0].time == to[0].time && from[0].seq <= to[0].seq);
    switch (p->kind) {
    case PAGE_BEFORE:
        q->before = from[0];
        q->latest = true;
        break;
    case PAGE_BETWEEN:
        q->after = forwards ? from[1] : to[1];
        q->before = forwards ? to[0] : from[0];
        q->latest = !forwards;
        break;
    default: q->after = p->open ? always_after : from[1]; q->latest = p->kind == PAGE_LATEST;
    }
}

enum page_result history_page(struct store *s, const struct page_request *p, struct page *page)
{
    struct moment from[2] = {{0}}, to[2] = {{0}};
    struct history_query q = {.place = p->place,
                              .kinds = p->kinds,
                              .limit = p->limit,
                              .after = always_after,
                              .before = always_before};
    if ((!p->open && !find_moment(s, p->place, &p->from, &from[0], &from[1])) ||
        (p->kind == PAGE_BETWEEN && !find_moment(s, p->place, &p->to, &to[0], &to[1]))) {
        return PAGE_UNKNOWN;
    }
    page->seqs = xcalloc((size_t)p->limit + 1, sizeof *page->seqs);
    int over = 0;
    if (p->kind == PAGE_AROUND) {
        page->count = find_around(s, q, from[0], page->seqs);
    } else {
        set_bounds(&q, p, from, to);
        q.limit++; /* one more tells whether that was all */
        page->count = store_find_records(s, &q, page->seqs);
        over = page->count > p->limit;
        page->count -= over;
        if (over && q.latest) {
            memmove(page->seqs, page->seqs + 1, (size_t)page->count * sizeof *page->seqs);
        }
    }
    return over || p->kind == PAGE_AROUND ? PAGE_MORE : PAGE_LAST;
}

void history_search(struct store *s, const struct word_query *q, struct page *page)
{
    page->seqs = xcalloc((size_t)q->limit + 1, sizeof *page->seqs);
    page->count = store_search(s, q, page->seqs);
}
