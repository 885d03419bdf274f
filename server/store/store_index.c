#include "server/store.h"

/* The word index, and the write-ahead log: what the worker tends. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "irc/bytes.h"
#include "irc/query.h"
#include "irc/sys/clock.h"
#include "irc/sys/tokens.h"
#include "server/core/history.h"
#include "server/store/journal.h"
#include "server/store/sql.h"

enum {
    TEND_RECORDS = 2000, /* of one step */
    SEARCH_TENDS = 4,
    STEP = 1000,
    SEARCH_STEPS = 5000, /* of STEP instructions of SQLite each: some tenths of a second */
};

/* The word index: rebuilt from the records when it is lost. `reach` holds the last record and the
 * last removal it has seen, and the last removal that was purged from it. */
static const char index_tables[] =
    "CREATE VIRTUAL TABLE IF NOT EXISTS found.words USING fts5 (text, content = '', columnsize = 0,"
    "  tokenize = 'chat1');"
    "CREATE TABLE IF NOT EXISTS found.reach (record INTEGER NOT NULL, gone INTEGER NOT NULL, "
    "purged INTEGER NOT NULL);"
    "INSERT INTO found.reach SELECT 0, 0, 0 WHERE NOT EXISTS (SELECT * FROM found.reach);";

static void read_reach(struct store *s, int64_t *record, int64_t *gone, int64_t *purged)
{
    sqlite3_stmt *row = sql_bind(s, SQL_GET_REACH, "");
    bool there = row && sqlite3_step(row) == SQLITE_ROW;
    *record = there ? sqlite3_column_int64(row, 0) : 0;
    *gone = there ? sqlite3_column_int64(row, 1) : 0;
    *purged = there ? sqlite3_column_int64(row, 2) : 0;
    sqlite3_reset(row);
}

/* An index that knows records which do not exist belongs to another file: a backup has replaced the
 * one it was made from. */
static bool is_foreign(struct store *s)
{
    int64_t record, gone, purged;
    read_reach(s, &record, &gone, &purged);
    sqlite3_stmt *row = sql_bind(s, SQL_LAST_SEQ, "");
    bool foreign = row && sqlite3_step(row) == SQLITE_ROW && sqlite3_column_int64(row, 0) < record;
    sqlite3_reset(row);
    return foreign;
}

/* Whether it was made with another tokenizer. */
static bool is_old(struct store *s)
{
    return !db_number(
        s->db, "SELECT 1 FROM found.sqlite_master WHERE name = 'words' AND sql LIKE '%''chat1''%'",
        0);
}

bool sql_index_is_stale(struct store *s)
{
    return is_foreign(s) || is_old(s);
}

/* Attaches the index of the store at `path`; NULL: in memory. */
bool sql_open_index(struct store *s, const char *path)
{
    sqlite3_stmt *attach = NULL;
    char *beside = path ? sqlite3_mprintf("%s-words", path) : sqlite3_mprintf(":memory:");
    bool fine = tokens_register(s->db) &&
                sqlite3_prepare_v2(s->db, "ATTACH ? AS found", -1, &attach, NULL) == SQLITE_OK &&
                sqlite3_bind_text(attach, 1, beside, -1, SQLITE_STATIC) == SQLITE_OK &&
                sqlite3_step(attach) == SQLITE_DONE;
    sqlite3_finalize(attach);
    fine = fine &&
           sqlite3_exec(s->db,
                        "PRAGMA found.journal_mode = WAL; PRAGMA found.synchronous ="
                        " NORMAL; PRAGMA found.cache_size = -1024;",
                        NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_exec(s->db, index_tables, NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_free(beside);
    if (fine) {
        int64_t record, gone, purged;
        read_reach(s, &record, &gone, &purged);
        atomic_store(&s->first->unpurged, gone != purged);
        atomic_store(&s->first->gone_indexed, gone);
    }
    return fine;
}

/* Applies removals that the index has not seen. Records removed before it saw them never get in. */
static bool unindex_gone(struct store *s, int64_t record, int64_t *gone, int *count)
{
    sqlite3_stmt *row = sql_bind(s, SQL_EACH_GONE, "ii", *gone, (int64_t)TEND_RECORDS);
    bool fine = row;
    *count = 0;
    while (fine && sqlite3_step(row) == SQLITE_ROW) {
        int64_t seq = sqlite3_column_int64(row, 1);
        *gone = sqlite3_column_int64(row, 0);
        ++*count;
        fine = seq > record || sql_run(s, SQL_UNINDEX, "it", seq, db_text(row, 2));
    }
    sqlite3_reset(row);
    return fine;
}

static bool index_records(struct store *s, int64_t *last, int *count)
{
    sqlite3_stmt *row = sql_bind(s, SQL_NEXT_RECORDS, "ii", *last, (int64_t)TEND_RECORDS);
    struct record record;
    bool fine = row;
    *count = 0;
    while (fine && sql_record(row, &record)) {
        char *words = sql_words(&record);
        fine = !words || sql_run(s, SQL_INDEX, "it", record.seq, words);
        free(words);
        *last = record.seq;
        if (++*count % SQL_PIECE == 0) {
            sql_rest(s); /* it blocks no writer */
        }
    }
    sqlite3_reset(row);
    return fine;
}

/* One step, in one snapshot of the records. True: there is more. */
static bool tend_index(struct store *s)
{
    int64_t record, gone, purged;
    int count = 0, removed = 0;
    bool own = s == s->first && s->begun; /* in memory: inside the turn's transaction */
    if (!own && !sql_run(s, SQL_BEGIN, "")) {
        return false;
    }
    read_reach(s, &record, &gone, &purged);
    int64_t last = record, seen = gone;
    bool fine = unindex_gone(s, record, &seen, &removed) && index_records(s, &last, &count);
    bool news = last != record || seen != gone;
    fine = fine && (!news || sql_run(s, SQL_SET_REACH, "ii", last, seen));
    if (!own) {
        fine = fine && sql_run(s, SQL_COMMIT, "");
    }
    if (!fine) {
        if (!own) {
            sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
        }
        return false;
    }
    atomic_store(&s->failing, false);
    atomic_store(&s->first->gone_indexed, seen);
    return count == TEND_RECORDS || removed == TEND_RECORDS;
}

static void tend_log(struct store *s)
{
    enum { TRIES = 3 }; /* what is written meanwhile soon gets little enough to catch up with */
    int pages = 1, moved = 0;
    for (int i = 0; i < TRIES && moved < pages; i++) {
        sqlite3_wal_checkpoint_v2(s->db, "main", SQLITE_CHECKPOINT_PASSIVE, &pages, &moved);
    }
}

/* --- purging: what was deleted also leaves the index, which only marks it, and the logs --- */

/* Truncates the logs. False: the store is in use; try again later. */
static bool empty_logs(struct store *s)
{
    enum { WAIT_MS = 50, WAIT_USUAL_MS = 2000 };
    struct store *first = s->first;
    tend_log(s); /* usually all there is to do, and nobody waits for it */
    if (pthread_mutex_trylock(&first->writing) != 0) {
        return false;
    }
    sqlite3_busy_timeout(s->db, WAIT_MS);
    bool fine = sqlite3_wal_checkpoint_v2(s->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) ==
                    SQLITE_OK &&
                sqlite3_wal_checkpoint_v2(s->db, "found", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) ==
                    SQLITE_OK;
    sqlite3_busy_timeout(s->db, WAIT_USUAL_MS);
    pthread_mutex_unlock(&first->writing);
    return fine;
}

/* One step; true: there is more. It rewrites the whole index, so it rests for long in between. */
static bool purge(struct store *s)
{
    enum { SOON_MS = 2000, REST_FACTOR = 20, NEVER_MS = 24 * 3600 * 1000 };
    int64_t record, gone, purged, now = clock_wall();
    read_reach(s, &record, &gone, &purged);
    atomic_store(&s->first->unpurged, gone != purged);
    if (gone == purged || atomic_load(&s->first->gone_forgotten) < gone) {
        return false;
    }
    bool put_back = s->purge_at - now > NEVER_MS; /* the clock was set back */
    if (!s->purging_to) {
        s->purge_at = s->purge_at ? s->purge_at : now + SOON_MS;
        if (now < s->purge_at && !put_back && !s->hurried) {
            return false;
        }
        s->purging_to = gone;
        s->purge_began = now;
    }
    int before = sqlite3_total_changes(s->db);
    if (!sql_run(s, SQL_MERGE, "")) {
        return false;
    }
    if (sqlite3_total_changes(s->db) - before >=
        2) { /* how FTS5 tells that it is done, by its documentation */
        sql_rest(s);
        return true;
    }
    if (sql_run(s, SQL_SET_PURGED, "i", s->purging_to) && empty_logs(s)) {
        atomic_store(&s->first->unpurged, gone != s->purging_to);
        s->purging_to = 0;
        s->purge_at = now + SOON_MS + (now - s->purge_began) * REST_FACTOR;
    } else {
        sql_run(s, SQL_SET_PURGED, "i", purged); /* the logs still have it */
    }
    return false;
}

void sql_purge_now(struct store *s, int64_t ms)
{
    int64_t until = clock_wall() + ms;
    s->hurried = true;
    while ((tend_index(s) || purge(s)) && clock_wall() < until) {
    }
}

bool store_untended(const struct store *s)
{
    return (s->journal && !journal_is_empty(s->journal)) || atomic_load(&s->first->untended) ||
           atomic_load(&s->first->unpurged) ||
           atomic_load(&s->first->log_pages) > LOG_BYTES / s->first->page_bytes;
}

bool store_tend(struct store *s)
{
    if (s != s->first) {
        sql_settle_halves(s, 1);
    }
    atomic_store(&s->first->untended, false);
    if (s != s->first &&
        atomic_exchange(&s->first->log_pages, 0) > LOG_BYTES / s->first->page_bytes) {
        tend_log(s);
    }
    return tend_index(s) || (s != s->first && purge(s));
}

/* Stops a search that would keep others waiting: it returns what it has found by then. */
static int count_steps(void *left)
{
    return --*(int *)left < 0;
}

int store_search(struct store *s, const struct word_query *q, int64_t *seqs)
{
    struct bytes query = {0};
    query_write(&query, q->words);
    int count = 0;
    if (query.len) {
        for (int i = 0; i < SEARCH_TENDS && store_tend(s);
             i++) { /* recent messages are found too */
        }
        sqlite3_stmt *row = sql_bind(s, SQL_SEARCH, "tttiiti", query.data, q->places, q->identity,
                                     q->after.time, q->before.time, q->sender, (int64_t)q->limit);
        int left = SEARCH_STEPS;
        sqlite3_progress_handler(s->db, STEP, count_steps, &left);
        while (row && count < q->limit && sqlite3_step(row) == SQLITE_ROW) {
            seqs[count++] = sqlite3_column_int64(row, 0);
        }
        sqlite3_progress_handler(s->db, 0, NULL, NULL);
        sqlite3_reset(row);
    }
    bytes_finish(&query);
    sql_reverse(seqs, count);
    return count;
}
