#include "server/store.h"

#include <stdlib.h>

#include "irc/check.h"
#include "server/core/history.h"
#include "server/store/journal.h"
#include "server/store/sql.h"

/* An existing record stays: after an interrupted move the journal yields some twice. */
static bool insert(struct store *s, const struct record *r)
{
    s->added = true;
    return sql_change(s, SQL_ADD_RECORD, "itiiitttttt", r->seq, r->place, r->time, (int64_t)r->kind,
                      (int64_t)r->bot, r->msgid, r->sender, r->account, r->tags, r->body, r->lines);
}

bool store_add_record(struct store *s, const struct record *r)
{
    struct record record = *r;
    record.seq = ++s->last_seq;
    /* inside a transaction the journal gains nothing */
    if (s->journal && !s->begun &&
        (journal_add(s->journal, &record) ||
         (store_settle(s) && journal_add(s->journal, &record)))) {
        return true;
    }
    return insert(s, &record);
}

/* Inserts records from *at on; true: up to the end of the half. */
static bool settle_half(struct store *s, enum journal_half half, uint32_t *at)
{
    struct record record;
    for (int count = 1; journal_next(s->journal, half, at, &record); count++) {
        s->refused = !insert(s, &record);
        if (s->refused || (count % SQL_PIECE == 0 && !sql_rest(s))) {
            return false;
        }
    }
    return true;
}

void sql_settle(struct store *s)
{
    uint32_t begin = 0;
    s->settling = sql_begin(s);
    if (!s->settling) {
        return;
    }
    if (s != s->first) {
        journal_turn(s->journal);
    }
    s->settling_to = s->first->settled_to;
    s->settled = settle_half(s, JOURNAL_MOVED, &s->settling_to) &&
                 (s != s->first || settle_half(s, JOURNAL_WRITTEN, &begin));
}

bool sql_settle_halves(struct store *s, int count)
{
    while (s->journal && count > 0 && !journal_is_empty(s->journal)) {
        if (!s->settling) {
            sql_settle(s);
        }
        bool began = s->settling, all = s->settled;
        if (!began || !store_commit(s)) {
            return false;
        }
        count -= all;
    }
    return store_commit(s);
}

bool store_settle(struct store *s)
{
    return sql_settle_halves(s, 2); /* everything that was there when this was called */
}

bool store_presses(const struct store *s)
{
    return s->journal && journal_is_filling(s->journal);
}

int store_find_records(struct store *s, const struct history_query *q, int64_t *seqs)
{
    /* messages have their own index: a room may have seen a million joins and parts since */
    bool said = q->kinds == RECORD_MESSAGE;
    enum sql sql = q->latest ? said ? SQL_LAST_SAID : SQL_LAST_RECORDS
                   : said    ? SQL_FIRST_SAID
                             : SQL_FIRST_RECORDS;
    sqlite3_stmt *row =
        sql_bind(s, sql, "tiiiiii", q->place, q->after.time, q->after.seq, q->before.time,
                 q->before.seq, (int64_t)q->kinds, (int64_t)q->limit);
    int count = 0;
    while (row && count < q->limit && sqlite3_step(row) == SQLITE_ROW) {
        seqs[count++] = sqlite3_column_int64(row, 0);
    }
    sqlite3_reset(row);
    if (q->latest) {
        sql_reverse(seqs, count);
    }
    return count;
}

static bool read_record(struct store *s, sqlite3_stmt *row, struct record *out)
{
    /* resetting a statement frees its texts: the next statement does it, or the commit */
    bool found = row && sql_record(row, out);
    if (found) {
        s->reading = row;
    } else {
        sqlite3_reset(row);
    }
    return found;
}

bool store_get_record(struct store *s, int64_t seq, struct record *out)
{
    return read_record(s, sql_bind(s, SQL_GET_RECORD, "i", seq), out);
}

bool store_find_record(struct store *s, const char *place, const char *msgid, struct record *out)
{
    return read_record(s, sql_bind(s, SQL_FIND_RECORD, "tt", place, msgid), out);
}

int64_t store_last_time(struct store *s)
{
    sqlite3_stmt *row = sql_bind(s, SQL_LAST_TIME, "");
    int64_t time = row && sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
    sqlite3_reset(row);
    return time;
}

bool store_gone_waits(const struct store *side)
{
    return atomic_load(&side->first->gone_indexed) > atomic_load(&side->first->gone_forgotten);
}

void store_forget_gone(struct store *s)
{
    int64_t seen = atomic_load(&s->gone_indexed);
    if (seen > atomic_load(&s->gone_forgotten) && sql_change(s, SQL_FORGET_GONE, "i", seen)) {
        atomic_store(&s->gone_forgotten, seen);
    }
}

bool store_keep_measure(struct store *s, const char *place, long days, long count)
{
    return sql_change(s, SQL_KEEP_MEASURE, "tii", place, (int64_t)days, (int64_t)count);
}

bool store_next_measure(struct store *s, char *after, long *days, long *count)
{
    sqlite3_stmt *row = sql_bind(s, SQL_NEXT_MEASURE, "t", after);
    bool there = row && sqlite3_step(row) == SQLITE_ROW;
    if (there) {
        char place[PLACE_BYTES];
        copy_text(place, sizeof place, db_text(row, 0));
        copy_text(after, PLACE_BYTES, place);
        *days = (long)sqlite3_column_int64(row, 1);
        *count = (long)sqlite3_column_int64(row, 2);
    }
    sqlite3_reset(row);
    return there;
}

void store_end_measure(struct store *s, const char *place)
{
    sql_change(s, SQL_FORGET_MEASURE, "tt", place, place);
}

bool store_remove_record(struct store *s, int64_t seq)
{
    struct record record;
    if (!store_get_record(s, seq, &record)) {
        return false;
    }
    char *words = sql_words(&record); /* the record's own texts go with the next statement */
    store_forget_gone(s);
    bool fine = (!words || sql_change(s, SQL_ADD_GONE, "it", seq, words)) &&
                sql_change(s, SQL_REMOVE_RECORD, "i", seq);
    atomic_store(&s->untended, true);
    free(words);
    return fine;
}

/* Removes what this statement finds first, repeatedly, as long as it is older than `before`. */
static int forget_oldest(struct store *s, enum sql sql, const char *place, int64_t before, int most)
{
    int gone = 0;
    for (bool more = true; more && gone < most; gone += more) {
        sqlite3_stmt *row = sql_bind(s, sql, place ? "t" : "", place);
        more = row && sqlite3_step(row) == SQLITE_ROW && sqlite3_column_int64(row, 1) < before;
        int64_t seq = more ? sqlite3_column_int64(row, 0) : 0;
        sqlite3_reset(row);
        more = more && store_remove_record(s, seq);
    }
    return gone;
}

int store_forget_records(struct store *s, int64_t before, int most)
{
    return forget_oldest(s, SQL_OLDEST, NULL, before, most);
}

int store_forget_in_place(struct store *s, const char *place, int64_t before, int64_t keep,
                          int most)
{
    sqlite3_stmt *row = keep ? sql_bind(s, SQL_NTH_LAST, "ti", place, keep - 1) : NULL;
    if (row && sqlite3_step(row) == SQLITE_ROW && sqlite3_column_int64(row, 0) > before) {
        before = sqlite3_column_int64(row, 0); /* of the oldest one that stays */
    }
    sqlite3_reset(row);
    return forget_oldest(s, SQL_OLDEST_OF_ROOM, place, before, most);
}

int store_forget_guests(struct store *s, const char *guest, int most)
{
    sql_change(s, SQL_FORGET_MARKERS, "t", guest);
    sql_change(s, SQL_FORGET_MET, "t", guest);
    return forget_oldest(s, SQL_OLDEST_OF_GUESTS, guest, INT64_MAX, most);
}

void store_forget_guest(struct store *s, const char *guest)
{
    sql_change(s, SQL_FORGET_MARKERS_OF, "t", guest);
    sql_change(s, SQL_FORGET_MET_OF, "t", guest);
}

bool store_met(struct store *s, const char *owner, const char *other, const char *name,
               int64_t time)
{
    return sql_change(s, SQL_MET, "ttti", owner, other, name, time);
}

void store_list_met(struct store *s, const char *owner, struct target_list *list)
{
    sqlite3_stmt *row = sql_bind(s, SQL_LIST_MET, "t", owner);
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        target_list_add(list, db_text(row, 0), sqlite3_column_int64(row, 1));
    }
    sqlite3_reset(row);
}

void store_list_room(struct store *s, const char *place, const char *name, struct target_list *list)
{
    sqlite3_stmt *row = sql_bind(s, SQL_LAST_OF_ROOM, "t", place);
    if (row && sqlite3_step(row) == SQLITE_ROW) {
        target_list_add(list, name, sqlite3_column_int64(row, 0));
    }
    sqlite3_reset(row);
}

int64_t store_marker(struct store *s, const char *identity, const char *place)
{
    sqlite3_stmt *row = sql_bind(s, SQL_GET_MARKER, "tt", identity, place);
    int64_t time = row && sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
    sqlite3_reset(row);
    return time;
}

bool store_set_marker(struct store *s, const char *identity, const char *place, int64_t time)
{
    return sql_change(s, SQL_SET_MARKER, "tti", identity, place, time);
}

void store_each_record(struct store *s, const char *place,
                       void (*found)(void *context, const struct record *r), void *context)
{
    sqlite3_stmt *row = sql_bind(s, SQL_EACH_RECORD, "t", place);
    struct record record;
    while (row && sql_record(row, &record)) {
        found(context, &record);
    }
    sqlite3_reset(row);
}
