#include "server/store.h"

#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "server/account.h"
#include "server/bans.h"
#include "server/history.h"
#include "server/log.h"
#include "server/room.h"
#include "server/secret.h"
#include "server/user.h"

/* Each step brings a file of the version before it to its own; the version is the number of steps
 * done. A step that was released never changes. */
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
};

/* The statements, each prepared when first used. */
#define SQL_LIST(X)                                                                        \
    X(BEGIN, "BEGIN")                                                                      \
    X(COMMIT, "COMMIT")                                                                    \
    X(ROLLBACK, "ROLLBACK")                                                                \
    X(GET_SECRET, "SELECT value FROM secret WHERE name = ?")                               \
    X(PUT_SECRET, "INSERT INTO secret VALUES (?, ?)")                                      \
    X(FIND_ACCOUNT, "SELECT folded, name, salt, iterations, stored_key, server_key, flags,"    \
                    " created FROM account WHERE folded = ?1 UNION ALL SELECT a.folded, a.name," \
                    " salt, iterations, stored_key, server_key, flags, created FROM nick n"    \
                    " JOIN account a ON a.folded = n.account WHERE n.folded = ?1")             \
    X(ADD_ACCOUNT, "INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")                      \
    X(SET_VERIFIER, "UPDATE account SET salt = ?2, iterations = ?3, stored_key = ?4,"          \
                    " server_key = ?5 WHERE folded = ?1")                                      \
    X(REMOVE_ACCOUNT, "DELETE FROM account WHERE folded = ?")                                  \
    X(ADD_RECORD, "INSERT INTO record VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")            \
    X(REMOVE_RECORD, "DELETE FROM record WHERE seq = ?")                                       \
    X(FIRST_RECORDS, "SELECT seq FROM record WHERE place = ?1 AND (time, seq) > (?2, ?3) AND"  \
                     " (time, seq) < (?4, ?5) AND kind & ?6 ORDER BY time, seq LIMIT ?7")      \
    X(LAST_RECORDS, "SELECT seq FROM record WHERE place = ?1 AND (time, seq) > (?2, ?3) AND"   \
                    " (time, seq) < (?4, ?5) AND kind & ?6 ORDER BY time DESC, seq DESC"       \
                    " LIMIT ?7")                                                               \
    X(FIRST_SAID, "SELECT seq FROM record WHERE place = ?1 AND (time, seq) > (?2, ?3) AND"     \
                  " (time, seq) < (?4, ?5) AND kind = 1 AND ?6 ORDER BY time, seq LIMIT ?7")   \
    X(LAST_SAID, "SELECT seq FROM record WHERE place = ?1 AND (time, seq) > (?2, ?3) AND"      \
                 " (time, seq) < (?4, ?5) AND kind = 1 AND ?6 ORDER BY time DESC, seq DESC"    \
                 " LIMIT ?7")                                                                  \
    X(GET_RECORD, "SELECT seq, time, kind, bot, place, msgid, sender, account, tags, body,"    \
                  " lines FROM record WHERE seq = ?")                                          \
    X(EACH_RECORD, "SELECT seq, time, kind, bot, place, msgid, sender, account, tags, body,"   \
                   " lines FROM record WHERE place = ?1 OR (place > ?1 || ' ' AND place < ?1 || '!')" \
                   " ORDER BY time, seq")                    \
    X(FIND_RECORD, "SELECT seq, time, kind, bot, place, msgid, sender, account, tags, body,"   \
                   " lines FROM record WHERE msgid = ?2 AND place = ?1")                       \
    X(OLDEST, "SELECT seq, time FROM record ORDER BY seq LIMIT 1")                             \
    X(MET, "INSERT INTO met VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"                     \
           " name = excluded.name, time = excluded.time")                                      \
    X(LIST_MET, "SELECT name, time FROM met WHERE owner = ?")                                  \
    X(LAST_OF_ROOM, "SELECT time FROM record WHERE place = ? AND kind = 1"                     \
                    " ORDER BY time DESC, seq DESC LIMIT 1")                                   \
    X(GET_MARKER, "SELECT time FROM marker WHERE identity = ? AND place = ?")                  \
    X(SET_MARKER, "INSERT OR REPLACE INTO marker VALUES (?, ?, ?)")                            \
    X(KEEP_ROOM, "INSERT OR REPLACE INTO room VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")             \
    X(FORGET_ROOM, "DELETE FROM room WHERE key = ?")                                           \
    X(EACH_ROOM, "SELECT name, topic, topic_by, topic_at, created, modes, password, most,"     \
                 " place FROM room ORDER BY created, key")                                           \
    X(KEEP_MASK, "INSERT OR REPLACE INTO mask VALUES (?, ?, ?, ?, ?, ?)")                      \
    X(FORGET_MASKS, "DELETE FROM mask WHERE room = ?")                                         \
    X(EACH_MASK, "SELECT room, list, text, by, at FROM mask ORDER BY room, list, place")       \
    X(KEEP_PERSON, "INSERT OR REPLACE INTO person VALUES (?, ?, ?, ?, ?, ?, ?)")               \
    X(FORGET_PERSON, "DELETE FROM person WHERE key = ?")                                       \
    X(EACH_PERSON, "SELECT nick, ident, host, realname, account, modes FROM person")           \
    X(KEEP_MEMBERSHIP, "INSERT OR REPLACE INTO membership VALUES (?, ?, ?)")                   \
    X(FORGET_MEMBERSHIPS, "DELETE FROM membership WHERE person = ?")                           \
    X(EACH_MEMBERSHIP, "SELECT person, room, ranks FROM membership")                           \
    X(SEAL, "INSERT OR REPLACE INTO seal VALUES (?, ?)")                                       \
    X(GET_SEAL, "SELECT time FROM seal WHERE place = ?")                                       \
    X(INDEX, "INSERT INTO words (rowid, text) VALUES (?, ?)")                                  \
    X(UNINDEX, "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)")               \
    X(SEARCH, "SELECT r.seq FROM words w JOIN record r ON r.seq = w.rowid"                     \
              " WHERE words MATCH ?1 AND r.time > ?4 AND r.time < ?5"                          \
              " AND (r.place IN (SELECT value FROM json_each(?2))"                             \
              "  OR (?3 <> '' AND (r.place LIKE ?3 || ' %' OR r.place LIKE '% ' || ?3)))"      \
              " AND (?6 = '' OR r.body LIKE ':' || ?6 || '!%' ESCAPE '\\')"                     \
              " ORDER BY w.rowid DESC LIMIT ?7")                                               \
    X(ADD_BAN, "INSERT OR REPLACE INTO ban VALUES (?, ?, ?, ?, ?, ?)")                     \
    X(REMOVE_BAN, "DELETE FROM ban WHERE kind = ? AND mask = ?")                           \
    X(FORGET_BANS, "DELETE FROM ban WHERE until <> 0 AND until <= ?")                      \
    X(EACH_BAN, "SELECT kind, mask, reason, by, set_at, until FROM ban ORDER BY set_at")

enum sql {
#define SQL_NAME(id, text) SQL_##id,
    SQL_LIST(SQL_NAME)
#undef SQL_NAME
        SQL_COUNT
};

static const char *const texts[] = {
#define SQL_TEXT(id, text) text,
    SQL_LIST(SQL_TEXT)
#undef SQL_TEXT
};

struct store {
    sqlite3 *db;
    sqlite3_stmt *prepared[SQL_COUNT];
    bool begun; /* a transaction is open */
    bool failing; /* the last write was refused, and it was said */
    sqlite3_stmt *reading; /* its row is lent to a caller */
};

static bool complain(struct store *s, const char *doing)
{
    if (!s->failing) { /* once, not for each line that is said meanwhile */
        s->failing = true;
        log_line(LOG_ERROR, "the store refused to %s: %s", doing, sqlite3_errmsg(s->db));
    }
    return false;
}

/* Prepares and binds. `kinds` says what follows: 't' a text (NULL fine), 'i' an int64_t, 'b' bytes
 * and their size_t. The caller steps and resets. */
static sqlite3_stmt *vbind(struct store *s, enum sql sql, const char *kinds, va_list args)
{
    if (!s->prepared[sql] && sqlite3_prepare_v3(s->db, texts[sql], -1, SQLITE_PREPARE_PERSISTENT,
                                                &s->prepared[sql], NULL) != SQLITE_OK) {
        complain(s, texts[sql]);
        return NULL;
    }
    sqlite3_stmt *statement = s->prepared[sql];
    sqlite3_reset(s->reading);
    s->reading = NULL;
    for (int i = 0; kinds[i]; i++) {
        if (kinds[i] == 't') {
            sqlite3_bind_text(statement, i + 1, va_arg(args, const char *), -1, SQLITE_TRANSIENT);
        } else if (kinds[i] == 'i') {
            sqlite3_bind_int64(statement, i + 1, va_arg(args, int64_t));
        } else {
            const void *data = va_arg(args, const void *);
            sqlite3_bind_blob64(statement, i + 1, data, va_arg(args, size_t), SQLITE_TRANSIENT);
        }
    }
    return statement;
}

static sqlite3_stmt *bind(struct store *s, enum sql sql, const char *kinds, ...)
{
    va_list args;
    va_start(args, kinds);
    sqlite3_stmt *statement = vbind(s, sql, kinds, args);
    va_end(args);
    return statement;
}

static bool finish(struct store *s, enum sql sql, sqlite3_stmt *statement)
{
    bool fine = statement && sqlite3_step(statement) == SQLITE_DONE;
    if (!fine) {
        complain(s, texts[sql]);
    }
    sqlite3_reset(statement);
    return fine;
}

/* A statement that changes something, inside the transaction of this turn. */
static bool change(struct store *s, enum sql sql, const char *kinds, ...)
{
    if (!s->begun) {
        s->begun = finish(s, SQL_BEGIN, bind(s, SQL_BEGIN, ""));
    }
    va_list args;
    va_start(args, kinds);
    sqlite3_stmt *statement = vbind(s, sql, kinds, args);
    va_end(args);
    return s->begun && finish(s, sql, statement);
}

static const char *text_of(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    return text ? text : "";
}

static bool read_row(sqlite3_stmt *row, struct record *out);

static bool migrate(struct store *s)
{
    sqlite3_stmt *row = NULL;
    size_t done = 0;
    if (sqlite3_prepare_v2(s->db, "PRAGMA user_version", -1, &row, NULL) != SQLITE_OK ||
        sqlite3_step(row) != SQLITE_ROW) {
        sqlite3_finalize(row);
        return false;
    }
    done = (size_t)sqlite3_column_int(row, 0);
    sqlite3_finalize(row);
    for (; done < COUNT_OF(steps); done++) {
        char version[64];
        snprintf(version, sizeof version, "PRAGMA user_version = %zu; COMMIT", done + 1);
        if (sqlite3_exec(s->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK ||
            sqlite3_exec(s->db, steps[done], NULL, NULL, NULL) != SQLITE_OK ||
            sqlite3_exec(s->db, version, NULL, NULL, NULL) != SQLITE_OK) {
            return false;
        }
    }
    return done == COUNT_OF(steps);
}

struct store *store_open(const char *path, char *error)
{
    struct store *s = xcalloc(1, sizeof *s);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    bool fine = sqlite3_open_v2(path ? path : ":memory:", &s->db, flags, NULL) == SQLITE_OK &&
                sqlite3_exec(s->db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                             "PRAGMA foreign_keys = ON; PRAGMA cache_size = -1024;",
                             NULL, NULL, NULL) == SQLITE_OK;
    if (fine && !migrate(s)) {
        fine = false;
    }
    if (!fine) {
        int code = sqlite3_errcode(s->db);
        snprintf(error, STORE_ERROR, "%s",
                 code == SQLITE_OK ? "it was written by a newer version"
                                     : sqlite3_errmsg(s->db));
        store_close(s);
        return NULL;
    }
    return s;
}

void store_set_power_safe(struct store *s, bool safe)
{
    sqlite3_exec(s->db, safe ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", NULL,
                 NULL, NULL);
}

struct store *store_open_reader(const char *path, char *error)
{
    struct store *s = xcalloc(1, sizeof *s);
    if (sqlite3_open_v2(path, &s->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) !=
            SQLITE_OK ||
        sqlite3_exec(s->db, "SELECT count(*) FROM secret", NULL, NULL, NULL) != SQLITE_OK) {
        snprintf(error, STORE_ERROR, "%s", sqlite3_errmsg(s->db));
        store_close(s);
        return NULL;
    }
    return s;
}

bool store_copy_to(struct store *s, const char *path, char *error)
{
    sqlite3_stmt *copy = NULL;
    bool fine = sqlite3_prepare_v2(s->db, "VACUUM INTO ?", -1, &copy, NULL) == SQLITE_OK &&
                sqlite3_bind_text(copy, 1, path, -1, SQLITE_TRANSIENT) == SQLITE_OK &&
                sqlite3_step(copy) == SQLITE_DONE;
    if (!fine) {
        snprintf(error, STORE_ERROR, "%s", sqlite3_errmsg(s->db));
    }
    sqlite3_finalize(copy);
    return fine;
}

void store_each_record(struct store *s, const char *place,
                       void (*found)(void *context, const struct record *r), void *context)
{
    sqlite3_stmt *row = bind(s, SQL_EACH_RECORD, "t", place);
    struct record record;
    while (row && read_row(row, &record)) {
        found(context, &record);
    }
    sqlite3_reset(row);
}

void store_close(struct store *s)
{
    if (s) {
        store_commit(s);
        for (int i = 0; i < SQL_COUNT; i++) {
            sqlite3_finalize(s->prepared[i]);
        }
        sqlite3_close(s->db);
        free(s);
    }
}

bool store_commit(struct store *s)
{
    if (!s->begun) {
        return true;
    }
    s->begun = false;
    bool was_failing = s->failing;
    if (finish(s, SQL_COMMIT, bind(s, SQL_COMMIT, ""))) {
        s->failing = false;
        if (was_failing) {
            log_line(LOG_WARNING, "the store takes what happens again");
        }
        return true;
    }
    s->failing = true;
    if (!sqlite3_get_autocommit(s->db)) {
        finish(s, SQL_ROLLBACK, bind(s, SQL_ROLLBACK, ""));
    }
    return false;
}

bool store_secret(struct store *s, const char *name, unsigned char *out)
{
    sqlite3_stmt *row = bind(s, SQL_GET_SECRET, "t", name);
    bool there = row && sqlite3_step(row) == SQLITE_ROW &&
                 sqlite3_column_bytes(row, 0) == SECRET_KEY;
    if (there) {
        memcpy(out, sqlite3_column_blob(row, 0), SECRET_KEY);
    }
    sqlite3_reset(row);
    if (there) {
        return true;
    }
    secret_random(out, SECRET_KEY);
    return change(s, SQL_PUT_SECRET, "tb", name, out, (size_t)SECRET_KEY);
}

static void copy_blob(sqlite3_stmt *row, int column, void *out, size_t len)
{
    const void *data = sqlite3_column_blob(row, column);
    memset(out, 0, len);
    if (data && (size_t)sqlite3_column_bytes(row, column) == len) {
        memcpy(out, data, len);
    }
}

bool store_find_account(struct store *s, const char *folded, struct account *out)
{
    sqlite3_stmt *row = bind(s, SQL_FIND_ACCOUNT, "t", folded);
    bool found = row && sqlite3_step(row) == SQLITE_ROW;
    if (found) {
        *out = (struct account){.flags = (unsigned)sqlite3_column_int(row, 6),
                                .created = sqlite3_column_int64(row, 7)};
        copy_text(out->key, sizeof out->key, text_of(row, 0));
        copy_text(out->name, sizeof out->name, text_of(row, 1));
        copy_blob(row, 2, out->verifier.salt, sizeof out->verifier.salt);
        out->verifier.iterations = sqlite3_column_int(row, 3);
        copy_blob(row, 4, out->verifier.stored_key, SECRET_KEY);
        copy_blob(row, 5, out->verifier.server_key, SECRET_KEY);
    }
    sqlite3_reset(row);
    return found;
}

bool store_add_account(struct store *s, const struct account *a)
{
    const struct verifier *v = &a->verifier;
    return change(s, SQL_ADD_ACCOUNT, "ttbibbiit", a->key, a->name, v->salt, sizeof v->salt,
                  (int64_t)v->iterations, v->stored_key, sizeof v->stored_key, v->server_key,
                  sizeof v->server_key, (int64_t)a->flags, a->created,
                  a->email);
}

bool store_set_verifier(struct store *s, const char *folded, const struct verifier *v)
{
    return change(s, SQL_SET_VERIFIER, "tbibb", folded, v->salt, sizeof v->salt,
                  (int64_t)v->iterations, v->stored_key, sizeof v->stored_key, v->server_key,
                  sizeof v->server_key);
}

bool store_remove_account(struct store *s, const char *folded)
{
    return change(s, SQL_REMOVE_ACCOUNT, "t", folded);
}

static void reverse(int64_t *seqs, int count)
{
    for (int i = 0; i < count / 2; i++) {
        int64_t one = seqs[i];
        seqs[i] = seqs[count - 1 - i];
        seqs[count - 1 - i] = one;
    }
}

static bool add_record(struct store *s, const struct record *r)
{
    return change(s, SQL_ADD_RECORD, "tiiitttttt", r->place, r->time, (int64_t)r->kind,
                  (int64_t)r->bot, r->msgid, r->sender, r->account, r->tags, r->body, r->lines);
}

/* What can be found of a record: its text, NULL when there is none. The caller frees. */
static char *words_of(const struct record *r)
{
    const char *text = r->kind != RECORD_MESSAGE ? NULL : r->lines ? r->lines : strstr(r->body, " :");
    return text && *text ? xstrdup(r->lines ? text : text + 2) : NULL;
}

static bool index_words(struct store *s, enum sql sql, int64_t seq, const struct record *r)
{
    char *words = words_of(r);
    bool fine = !words || change(s, sql, "it", seq, words);
    free(words);
    return fine;
}

bool store_add_record(struct store *s, const struct record *r)
{
    return add_record(s, r) &&
           index_words(s, SQL_INDEX, sqlite3_last_insert_rowid(s->db), r);
}

/* A text as a query of FTS5: each word in quotes, the last one may go on. */
static void write_query(struct bytes *out, const char *words)
{
    while (*words) {
        words += strspn(words, " \"");
        size_t len = strcspn(words, " \"");
        if (len) {
            bytes_format(out, "%s\"%.*s\"", out->len ? " " : "", (int)len, words);
        }
        words += len;
    }
    if (out->len) {
        bytes_char(out, '*');
    }
}

int store_search(struct store *s, const struct search *q, int64_t *seqs)
{
    struct bytes query = {0};
    write_query(&query, q->words);
    int count = 0;
    if (query.len) {
        sqlite3_stmt *row = bind(s, SQL_SEARCH, "tttiiti", query.data, q->places, q->identity,
                                 q->after.time, q->before.time, q->sender, (int64_t)q->limit);
        while (row && count < q->limit && sqlite3_step(row) == SQLITE_ROW) {
            seqs[count++] = sqlite3_column_int64(row, 0);
        }
        sqlite3_reset(row);
    }
    bytes_finish(&query);
    reverse(seqs, count);
    return count;
}


int store_find_records(struct store *s, const struct history_query *q, int64_t *seqs)
{
    /* by an index of its own: a room may have seen a million comings and goings since */
    bool said = q->kinds == RECORD_MESSAGE;
    enum sql sql = q->latest ? said ? SQL_LAST_SAID : SQL_LAST_RECORDS
                   : said    ? SQL_FIRST_SAID
                             : SQL_FIRST_RECORDS;
    sqlite3_stmt *row = bind(s, sql, "tiiiiii", q->place, q->after.time, q->after.seq,
                             q->before.time, q->before.seq, (int64_t)q->kinds, (int64_t)q->limit);
    int count = 0;
    while (row && count < q->limit && sqlite3_step(row) == SQLITE_ROW) {
        seqs[count++] = sqlite3_column_int64(row, 0);
    }
    sqlite3_reset(row);
    if (q->latest) {
        reverse(seqs, count);
    }
    return count;
}

static bool read_row(sqlite3_stmt *row, struct record *out)
{
    bool found = sqlite3_step(row) == SQLITE_ROW;
    if (found) {
        *out = (struct record){
            .seq = sqlite3_column_int64(row, 0), .time = sqlite3_column_int64(row, 1),
            .kind = (enum record_kind)sqlite3_column_int(row, 2),
            .bot = sqlite3_column_int(row, 3), .place = text_of(row, 4), .msgid = text_of(row, 5),
            .sender = (const char *)sqlite3_column_text(row, 6),
            .account = (const char *)sqlite3_column_text(row, 7), .tags = text_of(row, 8),
            .body = text_of(row, 9), .lines = (const char *)sqlite3_column_text(row, 10)};
    }
    return found;
}

static bool read_record(struct store *s, sqlite3_stmt *row, struct record *out)
{
    /* a statement that is reset loses its texts: it is when it is used again, or at the commit */
    bool found = row && read_row(row, out);
    if (found) {
        s->reading = row;
    } else {
        sqlite3_reset(row);
    }
    return found;
}

bool store_get_record(struct store *s, int64_t seq, struct record *out)
{
    return read_record(s, bind(s, SQL_GET_RECORD, "i", seq), out);
}

bool store_find_record(struct store *s, const char *place, const char *msgid, struct record *out)
{
    return read_record(s, bind(s, SQL_FIND_RECORD, "tt", place, msgid), out);
}

bool store_remove_record(struct store *s, int64_t seq)
{
    struct record record;
    if (!store_get_record(s, seq, &record)) {
        return false;
    }
    char *words = words_of(&record); /* the record's own texts go with the next statement */
    bool fine = (!words || change(s, SQL_UNINDEX, "it", seq, words)) &&
                change(s, SQL_REMOVE_RECORD, "i", seq);
    free(words);
    return fine;
}

int store_forget_records(struct store *s, int64_t before, int most)
{
    int gone = 0;
    for (bool more = true; more && gone < most; gone += more) {
        sqlite3_stmt *row = bind(s, SQL_OLDEST, "");
        more = row && sqlite3_step(row) == SQLITE_ROW && sqlite3_column_int64(row, 1) < before;
        int64_t seq = more ? sqlite3_column_int64(row, 0) : 0;
        sqlite3_reset(row);
        more = more && store_remove_record(s, seq);
    }
    return gone;
}

bool store_met(struct store *s, const char *owner, const char *other, const char *name,
               int64_t time)
{
    return change(s, SQL_MET, "ttti", owner, other, name, time);
}

void store_list_met(struct store *s, const char *owner, struct target_list *list)
{
    sqlite3_stmt *row = bind(s, SQL_LIST_MET, "t", owner);
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        target_list_add(list, text_of(row, 0), sqlite3_column_int64(row, 1));
    }
    sqlite3_reset(row);
}

void store_list_room(struct store *s, const char *place, const char *name,
                     struct target_list *list)
{
    sqlite3_stmt *row = bind(s, SQL_LAST_OF_ROOM, "t", place);
    if (row && sqlite3_step(row) == SQLITE_ROW) {
        target_list_add(list, name, sqlite3_column_int64(row, 0));
    }
    sqlite3_reset(row);
}

int64_t store_marker(struct store *s, const char *identity, const char *place)
{
    sqlite3_stmt *row = bind(s, SQL_GET_MARKER, "tt", identity, place);
    int64_t time = row && sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
    sqlite3_reset(row);
    return time;
}

bool store_set_marker(struct store *s, const char *identity, const char *place, int64_t time)
{
    return change(s, SQL_SET_MARKER, "tti", identity, place, time);
}

bool store_keep_room(struct store *s, const struct room *room)
{
    bool fine = change(s, SQL_KEEP_ROOM, "tttttiiiti", room->key_name, room->name, room->place, room->topic,
                       room->topic_by, room->topic_at, room->created, (int64_t)room->modes,
                       room->key, (int64_t)room->limit) &&
                change(s, SQL_FORGET_MASKS, "t", room->key_name);
    for (int list = 0; fine && list < LIST_COUNT; list++) {
        for (int i = 0; fine && i < room->lists[list].count; i++) {
            const struct mask *mask = &room->lists[list].items[i];
            fine = change(s, SQL_KEEP_MASK, "tittii", room->key_name, (int64_t)list, mask->text,
                          mask->by, mask->at, (int64_t)i);
        }
    }
    return fine;
}

bool store_forget_room(struct store *s, const char *key)
{
    return change(s, SQL_FORGET_ROOM, "t", key) && change(s, SQL_FORGET_MASKS, "t", key);
}

void store_each_room(struct store *s, void (*found)(void *context, const struct room *room),
                     void (*mask)(void *context, const char *key, int list,
                                  const struct mask *mask),
                     void *context)
{
    sqlite3_stmt *row = bind(s, SQL_EACH_ROOM, "");
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        struct room room = {
            .topic = (char *)(uintptr_t)sqlite3_column_text(row, 1),
            .topic_by = (char *)(uintptr_t)text_of(row, 2), .topic_at = sqlite3_column_int64(row, 3),
            .created = sqlite3_column_int64(row, 4), .modes = (unsigned)sqlite3_column_int(row, 5),
            .limit = sqlite3_column_int(row, 7)};
        copy_text(room.name, sizeof room.name, text_of(row, 0));
        copy_text(room.key, sizeof room.key, text_of(row, 6));
        copy_text(room.place, sizeof room.place, text_of(row, 8));
        found(context, &room);
    }
    sqlite3_reset(row);
    row = bind(s, SQL_EACH_MASK, "");
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        struct mask one = {(char *)(uintptr_t)text_of(row, 2), (char *)(uintptr_t)text_of(row, 3),
                           sqlite3_column_int64(row, 4)};
        mask(context, text_of(row, 0), sqlite3_column_int(row, 1), &one);
    }
    sqlite3_reset(row);
}

bool store_keep_person(struct store *s, const struct user *u)
{
    return change(s, SQL_KEEP_PERSON, "tttttti", u->key, u->nick, u->ident,
                  u->host, u->realname, u->account, (int64_t)u->modes) &&
           change(s, SQL_FORGET_MEMBERSHIPS, "t", u->key);
}

bool store_keep_membership(struct store *s, const char *person, const char *room, unsigned ranks)
{
    return change(s, SQL_KEEP_MEMBERSHIP, "tti", person, room, (int64_t)ranks);
}

bool store_forget_person(struct store *s, const char *key)
{
    return change(s, SQL_FORGET_PERSON, "t", key) && change(s, SQL_FORGET_MEMBERSHIPS, "t", key);
}

void store_each_person(struct store *s, void (*person)(void *context, const struct user *u),
                       void (*membership)(void *context, const char *person, const char *room,
                                          unsigned ranks),
                       void *context)
{
    sqlite3_stmt *row = bind(s, SQL_EACH_PERSON, "");
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        struct user u = {.realname = (char *)(uintptr_t)text_of(row, 3),
                         .account = (char *)(uintptr_t)text_of(row, 4),
                         .modes = (unsigned)sqlite3_column_int(row, 5)};
        copy_text(u.nick, sizeof u.nick, text_of(row, 0));
        copy_text(u.ident, sizeof u.ident, text_of(row, 1));
        copy_text(u.host, sizeof u.host, text_of(row, 2));
        person(context, &u);
    }
    sqlite3_reset(row);
    row = bind(s, SQL_EACH_MEMBERSHIP, "");
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        membership(context, text_of(row, 0), text_of(row, 1), (unsigned)sqlite3_column_int(row, 2));
    }
    sqlite3_reset(row);
}

bool store_seal(struct store *s, const char *place, int64_t time)
{
    return change(s, SQL_SEAL, "ti", place, time);
}

int64_t store_sealed(struct store *s, const char *place)
{
    sqlite3_stmt *row = bind(s, SQL_GET_SEAL, "t", place);
    int64_t time = row && sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
    sqlite3_reset(row);
    return time;
}

bool store_add_ban(struct store *s, const struct ban *ban)
{
    return change(s, SQL_ADD_BAN, "itttii", (int64_t)ban->kind, ban->mask, ban->reason, ban->by,
                  ban->set_at, ban->until);
}

bool store_remove_ban(struct store *s, const struct ban *ban)
{
    return change(s, SQL_REMOVE_BAN, "it", (int64_t)ban->kind, ban->mask);
}

bool store_forget_bans(struct store *s, int64_t wall)
{
    return change(s, SQL_FORGET_BANS, "i", wall);
}

void store_each_ban(struct store *s, void (*found)(void *context, const struct ban *ban),
                    void *context)
{
    sqlite3_stmt *row = bind(s, SQL_EACH_BAN, "");
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        struct ban ban = {
            .kind = (enum ban_kind)sqlite3_column_int(row, 0),
            .mask = (char *)(uintptr_t)text_of(row, 1),
            .reason = (char *)(uintptr_t)text_of(row, 2),
            .by = (char *)(uintptr_t)text_of(row, 3),
            .set_at = sqlite3_column_int64(row, 4),
            .until = sqlite3_column_int64(row, 5),
        };
        found(context, &ban);
    }
    sqlite3_reset(row);
}
