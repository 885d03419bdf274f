#include "server/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/error.h"
#include "irc/secret.h"
#include "server/core/history.h"
#include "server/log.h"
#include "server/store/journal.h"
#include "server/store/sql.h"

/* Each step upgrades a file from the version before; the version is the number of steps done. A
 * released step never changes. */
static const char *const steps[] = {
    "CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE ban (kind INTEGER, mask TEXT, reason TEXT, by TEXT, set_at INTEGER,"
    "  until INTEGER, PRIMARY KEY (kind, mask)) WITHOUT ROWID;",
    "CREATE TABLE account (folded TEXT PRIMARY KEY, name TEXT NOT NULL, salt BLOB NOT NULL,"
    "  iterations INTEGER NOT NULL, stored_key BLOB NOT NULL, server_key BLOB NOT NULL,"
    "  flags INTEGER NOT NULL, created INTEGER NOT NULL, email TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE nick (folded TEXT PRIMARY KEY,"
    "  account TEXT NOT NULL REFERENCES account ON DELETE CASCADE) WITHOUT ROWID;",
    "CREATE TABLE record (seq INTEGER PRIMARY KEY AUTOINCREMENT, place TEXT NOT NULL,"
    "  time INTEGER NOT NULL, kind INTEGER NOT NULL, bot INTEGER NOT NULL, msgid TEXT NOT NULL,"
    "  sender TEXT, account TEXT, tags TEXT NOT NULL, body TEXT NOT NULL, lines TEXT);"
    "CREATE INDEX record_place ON record (place, time, seq, kind);"
    "CREATE INDEX record_said ON record (place, time, seq) WHERE kind = 1;"
    "CREATE INDEX record_msgid ON record (msgid);"
    "CREATE TABLE met (owner TEXT, other TEXT, name TEXT NOT NULL, time INTEGER NOT NULL,"
    "  PRIMARY KEY (owner, other)) WITHOUT ROWID;"
    "CREATE TABLE marker (identity TEXT, place TEXT, time INTEGER NOT NULL,"
    "  PRIMARY KEY (identity, place)) WITHOUT ROWID;",
    "CREATE TABLE room (key TEXT PRIMARY KEY, name TEXT NOT NULL, place TEXT NOT NULL,"
    "  topic TEXT, topic_by TEXT,"
    "  topic_at INTEGER, created INTEGER NOT NULL, modes INTEGER NOT NULL, password TEXT NOT NULL,"
    "  most INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE mask (room TEXT, list INTEGER, text TEXT, by TEXT NOT NULL, at INTEGER NOT NULL,"
    "  place INTEGER NOT NULL, PRIMARY KEY (room, list, text)) WITHOUT ROWID;"
    "CREATE TABLE person (key TEXT PRIMARY KEY, nick TEXT NOT NULL, ident TEXT NOT NULL,"
    "  host TEXT NOT NULL, realname TEXT NOT NULL, account TEXT NOT NULL, modes INTEGER NOT NULL)"
    "  WITHOUT ROWID;"
    "CREATE TABLE membership (person TEXT, room TEXT, ranks INTEGER NOT NULL,"
    "  PRIMARY KEY (person, room)) WITHOUT ROWID;"
    "CREATE TABLE seal (place TEXT PRIMARY KEY, time INTEGER NOT NULL) WITHOUT ROWID;",
    ("CREATE VIRTUAL TABLE words USING fts5 (text, content = '',"
     "  tokenize = 'unicode61 remove_diacritics 2');"),
    /* the index has its own file, which the worker writes: see sql_open_index */
    "DROP TABLE words; CREATE TABLE gone (id INTEGER PRIMARY KEY AUTOINCREMENT, seq INTEGER NOT "
    "NULL,"
    "  text TEXT NOT NULL);",
    "ALTER TABLE room ADD COLUMN forgetful INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE room ADD COLUMN keep_days INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE room ADD COLUMN keep_count INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE access (room TEXT, account TEXT, ranks INTEGER NOT NULL, place INTEGER NOT NULL,"
    "  PRIMARY KEY (room, account)) WITHOUT ROWID;"
    "ALTER TABLE nick ADD COLUMN name TEXT NOT NULL DEFAULT '';",
    "CREATE TABLE measure (place TEXT PRIMARY KEY, days INTEGER NOT NULL, most INTEGER NOT NULL)"
    "  WITHOUT ROWID;",
    "CREATE TABLE certificate (fingerprint TEXT PRIMARY KEY, account TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX certificate_account ON certificate (account);",
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;",
    /* a message is in one index of its place, not in two */
    "DROP INDEX record_place;"
    "CREATE INDEX record_other ON record (place, time, seq, kind) WHERE kind <> 1;",
    "ALTER TABLE person ADD COLUMN left_at INTEGER NOT NULL DEFAULT 0;",
    "ALTER TABLE room ADD COLUMN slow INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE room ADD COLUMN joins INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE room ADD COLUMN joins_seconds INTEGER NOT NULL DEFAULT 0;",
    "CREATE TABLE metadata (owner TEXT, key TEXT, value TEXT NOT NULL,"
    "  PRIMARY KEY (owner, key)) WITHOUT ROWID;",
    "ALTER TABLE room ADD COLUMN offered TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE room ADD COLUMN told_few INTEGER NOT NULL DEFAULT 0;",
};

enum { LOG_BYTES_HARD = 4 * LOG_BYTES }; /* beyond that we do not wait for the worker */

static int after_commit(void *context, sqlite3 *db, const char *name, int pages)
{
    struct store *s = context;
    bool words = strcmp(name, "main") != 0; /* the index: nobody waits for that */
    if (pages > (words ? LOG_BYTES / 4096 : LOG_BYTES_HARD / s->page_bytes)) {
        sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE, &pages, NULL);
    }
    if (!words) {
        atomic_store(&s->first->log_pages, pages);
    }
    return SQLITE_OK;
}

static bool open_file(struct store *s, const char *path)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    char size[64];
    snprintf(size, sizeof size, "PRAGMA page_size = %d;", PAGE_BYTES); /* for a new file */
    return sqlite3_open_v2(path, &s->db, flags, NULL) == SQLITE_OK &&
           sqlite3_exec(s->db, size, NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_exec(
               s->db,
               "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
               "PRAGMA foreign_keys = ON; PRAGMA cache_size = -1024;"
               "PRAGMA secure_delete = ON;" /* deleted data must not be readable in the file */
               "PRAGMA busy_timeout = 2000;",
               NULL, NULL, NULL) == SQLITE_OK;
}

/* Takes over what a crash left in the journal, and finds the last sequence number. */
static void take_over(struct store *s, const char *path)
{
    struct record record;
    sqlite3_stmt *row = sql_bind(s, SQL_LAST_SEQ, "");
    s->last_seq = row && sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
    sqlite3_reset(row);
    char *beside = path ? sqlite3_mprintf("%s-turns", path) : NULL;
    s->journal = beside ? journal_open(beside) : NULL;
    sqlite3_free(beside);
    for (enum journal_half half = JOURNAL_MOVED; s->journal && half <= JOURNAL_WRITTEN; half++) {
        for (uint32_t at = 0; journal_next(s->journal, half, &at, &record);) {
            s->last_seq = record.seq > s->last_seq ? record.seq : s->last_seq;
        }
    }
    store_settle(s);
}

struct store *store_open(const char *path, struct error *error)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS,
                   0); /* nobody asks for memory statistics, and each update takes a lock */
    struct store *s = xcalloc(1, sizeof *s);
    bool fine = open_file(s, path ? path : ":memory:") && db_upgrade(s->db, steps, COUNT_OF(steps));
    s->first = s;
    pthread_mutex_init(&s->writing, NULL);
    s->page_bytes = fine ? db_number(s->db, "PRAGMA page_size", PAGE_BYTES) : PAGE_BYTES;
    if (fine && !path) {
        s->side = s;
        fine = sql_open_index(s, NULL);
    }
    if (!fine) {
        int code = sqlite3_errcode(s->db);
        error_say(error, "%s",
                  code == SQLITE_OK ? "it was written by a newer version" : sqlite3_errmsg(s->db));
        store_close(s);
        return NULL;
    }
    sqlite3_wal_hook(s->db, after_commit, s);
    atomic_store(&s->untended, true);
    take_over(s, path);
    return s;
}

/* Removes the files of an unusable index. */
static void remove_index(const char *path)
{
    static const char *const endings[] = {"-words", "-words-wal", "-words-shm"};
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        char *name = sqlite3_mprintf("%s%s", path, endings[i]);
        remove(name);
        sqlite3_free(name);
    }
}

static struct store *try_side(struct store *first, const char *path, struct error *error, int *code)
{
    struct store *s = xcalloc(1, sizeof *s);
    s->first = first;
    s->page_bytes = first->page_bytes;
    bool opened = open_file(s, path) && sql_open_index(s, path);
    if (opened && !sql_index_is_stale(s)) {
        sqlite3_wal_hook(s->db, after_commit, s);
        s->journal = first->journal;
        return s;
    }
    *code = opened ? SQLITE_CORRUPT : sqlite3_errcode(s->db);
    error_say(error, "%s-words: %s", path,
              opened ? "it belongs to another file, or to an earlier version"
                     : sqlite3_errmsg(s->db));
    store_close(s);
    return NULL;
}

struct store *store_open_side(struct store *first, struct error *error)
{
    int code = SQLITE_OK;
    const char *path = sqlite3_db_filename(first->db, "main");
    if (!first->side) {
        first->side = try_side(first, path, error, &code);
    }
    if (!first->side && (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)) {
        log_line(LOG_WARNING, "%s: the index of words is made anew", error->text);
        remove_index(path);
        first->side = try_side(first, path, error, &code);
    }
    return first->side;
}

void store_set_power_safe(struct store *s, bool safe)
{
    if (safe && s->journal &&
        store_settle(s)) { /* mapped memory survives our end, but not a power loss */
        journal_close(s->journal);
        s->journal = NULL;
    }
    sqlite3_exec(s->db,
                 safe ? "PRAGMA fullfsync = ON; PRAGMA synchronous = FULL"
                      : "PRAGMA fullfsync = OFF; PRAGMA synchronous = NORMAL",
                 NULL, NULL, NULL);
}

void store_set_rest(struct store *side, void (*rest)(void *context), void *context)
{
    side->rest = rest;
    side->resting = context;
}

struct store *store_open_reader(const char *path, struct error *error)
{
    enum { AWAIT_MS = 3000 };
    struct store *s = xcalloc(1, sizeof *s);
    s->first = s;
    pthread_mutex_init(&s->writing, NULL);
    char *beside = sqlite3_mprintf("%s-turns", path);
    if (!journal_await(beside, AWAIT_MS)) {
        log_line(
            LOG_WARNING,
            "the last that was said is still in %s: the server, when it runs, takes it from there",
            beside);
    }
    sqlite3_free(beside);
    if (sqlite3_open_v2(path, &s->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) !=
            SQLITE_OK ||
        sqlite3_exec(s->db, "SELECT count(*) FROM secret", NULL, NULL, NULL) != SQLITE_OK) {
        error_say(error, "%s", sqlite3_errmsg(s->db));
        store_close(s);
        return NULL;
    }
    return s;
}

bool store_copy_to(struct store *s, const char *path, struct error *error)
{
    sqlite3_stmt *copy = NULL;
    bool fine = sqlite3_prepare_v2(s->db, "VACUUM INTO ?", -1, &copy, NULL) == SQLITE_OK &&
                sqlite3_bind_text(copy, 1, path, -1, SQLITE_TRANSIENT) == SQLITE_OK &&
                sqlite3_step(copy) == SQLITE_DONE;
    if (!fine) {
        error_say(error, "%s", sqlite3_errmsg(s->db));
    }
    sqlite3_finalize(copy);
    return fine;
}

void store_close(struct store *s)
{
    if (s) {
        if (s->side && s->side != s) {
            enum { LAST_MS = 2000 };
            store_settle(s);
            store_commit(s);
            sql_purge_now(s->side, LAST_MS); /* the index sees what was removed last ... */
            store_forget_gone(s);
            store_commit(s);
            sql_purge_now(s->side, LAST_MS); /* ... and keeps nothing of it */
            store_close(s->side);
        }
        if (s->first == s) {
            store_settle(s);
            store_forget_gone(s);
        }
        store_commit(s);
        if (s->first == s) {
            journal_close(s->journal);
        }
        for (int i = 0; i < SQL_COUNT; i++) {
            sqlite3_finalize(s->prepared[i]);
        }
        sqlite3_close(s->db);
        if (s->first == s) {
            pthread_mutex_destroy(&s->writing);
        }
        free(s);
    }
}

bool store_is_writing(const struct store *s)
{
    return s->begun;
}

bool store_failing(const struct store *s)
{
    return atomic_load(&s->failing);
}

bool store_commit(struct store *s)
{
    sqlite3_reset(s->reading); /* an open read keeps the log from being emptied */
    s->reading = NULL;
    if (!s->begun) {
        return true;
    }
    bool settled = s->settled, settling = s->settling, added = s->added;
    bool fine = !s->refused && sql_run(s, SQL_COMMIT, "");
    s->begun = s->settling = s->settled = s->refused = s->added = false;
    if (fine) {
        if (settled) {
            journal_clear(s->journal, JOURNAL_MOVED);
        }
        if (settling) {
            s->first->settled_to = settled ? 0 : s->settling_to;
        }
        if (settled && s == s->first) {
            journal_clear(s->journal, JOURNAL_WRITTEN);
        }
        atomic_store(&s->first->untended, added || atomic_load(&s->first->untended));
        pthread_mutex_unlock(&s->first->writing);
        if (atomic_exchange(&s->first->failing, false)) {
            log_line(LOG_WARNING, "the store takes what happens again");
        }
        return true;
    }
    atomic_store(&s->first->failing, true);
    if (!sqlite3_get_autocommit(s->db)) {
        sql_run(s, SQL_ROLLBACK, "");
    }
    pthread_mutex_unlock(&s->first->writing);
    return false;
}

bool store_secret(struct store *s, const char *name, unsigned char *out)
{
    sqlite3_stmt *row = sql_bind(s, SQL_GET_SECRET, "t", name);
    bool there =
        row && sqlite3_step(row) == SQLITE_ROW && sqlite3_column_bytes(row, 0) == SECRET_KEY;
    if (there) {
        memcpy(out, sqlite3_column_blob(row, 0), SECRET_KEY);
    }
    sqlite3_reset(row);
    if (there) {
        return true;
    }
    secret_random(out, SECRET_KEY);
    return sql_change(s, SQL_PUT_SECRET, "tb", name, out, (size_t)SECRET_KEY);
}
