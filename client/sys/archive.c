#include "client/sys/archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/archive_row.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/error.h"
#include "irc/format.h"
#include "irc/query.h"
#include "irc/sys/db.h"
#include "irc/sys/tokens.h"

#define COLUMNS "name, time, id, verb, nick, mine, gap, reply, text, place, coded"

#define SQL_LIST(X) \
    X(BEGIN, "BEGIN") \
    X(COMMIT, "COMMIT") \
    X(KEEP, \
      "INSERT INTO line (account, chat, " COLUMNS ")" \
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT DO UPDATE SET" \
      " name = ?3, time = ?4, gap = ?9, place = ?12") \
    X(REACT, "INSERT OR IGNORE INTO reaction VALUES (?1, ?2, ?3, ?4, ?5, ?6)") \
    X(UNREACT, "DELETE FROM reaction WHERE account = ?1 AND chat = ?2 AND id = ?3 AND nick = ?4" \
               " AND text = ?5") \
    X(FORGET, "DELETE FROM line WHERE account = ?1 AND chat = ?2 AND id = ?3") \
    X(FORGET_REACTIONS, "DELETE FROM reaction WHERE account = ?1 AND chat = ?2 AND id = ?3") \
    X(RECALL, "SELECT " COLUMNS " FROM (SELECT seq, " COLUMNS " FROM line" \
              " WHERE account = ?1 AND chat = ?2 AND time <= ?3 ORDER BY time DESC, place DESC" \
              " LIMIT ?4) ORDER BY time, place, seq") \
    X(REACTIONS, "SELECT nick, text, mine FROM reaction" \
                 " WHERE account = ?1 AND chat = ?2 AND id = ?3 ORDER BY rowid") \
    X(FIND, "SELECT * FROM (SELECT " COLUMNS " FROM line WHERE seq IN (SELECT rowid FROM words" \
            " WHERE words MATCH ?6) AND account = ?1 AND (?2 = '' OR chat = ?2)" \
            " AND (?3 = '' OR lower(nick) = lower(?3)) AND time > ?4" \
            " ORDER BY time DESC, place DESC LIMIT ?5) ORDER BY time, place") \
    X(INDEX, "INSERT INTO words (rowid, text) SELECT seq, text FROM line" \
             " WHERE seq > (SELECT last FROM indexed) AND seq <= ?1") \
    X(INDEXED, "UPDATE indexed SET last = ?1") \
    X(REACH, "SELECT last, (SELECT coalesce(max(seq), 0) FROM line), unpurged FROM indexed") \
    X(MERGE, "INSERT INTO words (words, rank) VALUES ('merge', -64)") \
    X(PURGED, "UPDATE indexed SET unpurged = 0") \
    X(DRAFT, "INSERT OR REPLACE INTO draft VALUES (?1, ?2, ?3)") \
    X(NO_DRAFT, "DELETE FROM draft WHERE account = ?1 AND chat = ?2") \
    X(RENAME, "UPDATE OR IGNORE line SET chat = ?3, name = ?4 WHERE account = ?1 AND chat = ?2") \
    X(RENAME_REACTIONS, \
      "UPDATE OR IGNORE reaction SET chat = ?3 WHERE account = ?1 AND chat = ?2") \
    X(RENAME_DRAFT, "UPDATE OR REPLACE draft SET chat = ?3 WHERE account = ?1 AND chat = ?2") \
    X(GET_DRAFT, "SELECT text FROM draft WHERE account = ?1 AND chat = ?2") \
    X(CHATS, "SELECT name, max(time) FROM line WHERE account = ?1 GROUP BY chat" \
             " ORDER BY 2 DESC LIMIT 200")

enum sql {
#define SQL_ID(id, text) SQL_##id,
    SQL_LIST(SQL_ID)
#undef SQL_ID
        SQL_COUNT
};

static const char *const statements[SQL_COUNT] = {
#define SQL_TEXT(id, text) text,
    SQL_LIST(SQL_TEXT)
#undef SQL_TEXT
};

static const char tables[] =
    "CREATE TABLE line (seq INTEGER PRIMARY KEY, account TEXT NOT NULL, chat TEXT NOT NULL,"
    "  name TEXT NOT NULL, time INTEGER NOT NULL, id TEXT, verb TEXT NOT NULL, nick TEXT NOT NULL,"
    "  mine INTEGER NOT NULL, gap INTEGER NOT NULL, reply TEXT, text TEXT NOT NULL,"
    "  place INTEGER NOT NULL);" /* order among messages with the same time */
    "CREATE UNIQUE INDEX line_id ON line (account, chat, id) WHERE id IS NOT NULL;"
    "CREATE UNIQUE INDEX line_same ON line (account, chat, time, nick, text) WHERE id IS NULL;"
    "CREATE INDEX line_time ON line (account, chat, time, place);"
    "CREATE TABLE reaction (account TEXT, chat TEXT, id TEXT, nick TEXT, text TEXT,"
    "  mine INTEGER NOT NULL, UNIQUE (account, chat, id, nick, text));"
    "CREATE VIRTUAL TABLE words USING fts5 (text, content = 'line', content_rowid = 'seq',"
    "  tokenize = 'unicode61 remove_diacritics 2');"
    "CREATE TRIGGER line_in AFTER INSERT ON line BEGIN"
    "  INSERT INTO words (rowid, text) VALUES (new.seq, new.text); END;"
    "CREATE TRIGGER line_out AFTER DELETE ON line BEGIN"
    "  INSERT INTO words (words, rowid, text) VALUES ('delete', old.seq, old.text); END;";

/* The migrations from each version of the file to the next. */
static const char *const steps[] = {
    tables,
    /* the text with formatting codes, if it has any; `text` is what is searched */
    "ALTER TABLE line ADD COLUMN coded TEXT;",
    /* indexing is deferred; drafts are stored */
    "CREATE TABLE indexed (last INTEGER NOT NULL);"
    "INSERT INTO indexed SELECT coalesce(max(seq), 0) FROM line;"
    "DROP TRIGGER line_in; DROP TRIGGER line_out;"
    "CREATE TRIGGER line_out AFTER DELETE ON line WHEN old.seq <= (SELECT last FROM indexed) BEGIN"
    "  INSERT INTO words (words, rowid, text) VALUES ('delete', old.seq, old.text); END;"
    "CREATE TABLE draft (account TEXT, chat TEXT, text TEXT NOT NULL, PRIMARY KEY (account, chat))"
    "  WITHOUT ROWID;",
    /* words as in the server's search; and deleted text is gone from the index, too */
    "DROP TABLE words; DROP TRIGGER line_out;"
    "CREATE VIRTUAL TABLE words USING fts5 (text, content = 'line', content_rowid = 'seq', "
    "tokenize = 'chat1');"
    "DELETE FROM indexed; ALTER TABLE indexed ADD COLUMN unpurged INTEGER NOT NULL DEFAULT 0;"
    "INSERT INTO indexed VALUES (0, 1);"
    "CREATE TRIGGER line_out AFTER DELETE ON line WHEN old.seq <= (SELECT last FROM indexed) BEGIN"
    "  INSERT INTO words (words, rowid, text) VALUES ('delete', old.seq, old.text);"
    "  UPDATE indexed SET unpurged = 1; END;",
};

/* What separates the lines of a message in the file, and what encloses an action. */
enum { LINE_END = 0x0E, CTCP = 0x01 };

enum { INDEX_STEP = 1000 };

struct archive {
    sqlite3 *db;
    sqlite3_stmt *prepared[SQL_COUNT];
    bool begun;
    bool untended; /* some lines are not indexed yet */
};

/* --- opening --- */

static bool prepare_all(struct archive *a)
{
    for (int i = 0; i < SQL_COUNT; i++) {
        if (sqlite3_prepare_v2(a->db, statements[i], -1, &a->prepared[i], NULL) != SQLITE_OK) {
            return false;
        }
    }
    return true;
}

struct archive *archive_open(const char *path, struct error *error)
{
    struct archive *a = xcalloc(1, sizeof *a);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    bool fine = sqlite3_open_v2(path, &a->db, flags, NULL) == SQLITE_OK && tokens_register(a->db) &&
                sqlite3_exec(a->db,
                             "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                             "PRAGMA secure_delete = ON; PRAGMA busy_timeout = 200;"
                             "PRAGMA cache_size = -1024;",
                             NULL, NULL, NULL) == SQLITE_OK;
    fine = fine && db_upgrade(a->db, steps, COUNT_OF(steps)) && prepare_all(a);
    if (!fine) {
        bool newer = sqlite3_errcode(a->db) == SQLITE_OK;
        error_say(error, "%s: %s", path,
                  newer ? "it was written by a newer version" : sqlite3_errmsg(a->db));
        archive_close(a);
        return NULL;
    }
    a->untended = true;
    return a;
}

void archive_close(struct archive *a)
{
    struct error error;
    enum { LAST_STEPS = 50 }; /* less than a second */
    if (a) {
        archive_commit(a, &error);
        for (int i = 0; a->prepared[SQL_REACH] && i < LAST_STEPS && (i == 0 || a->untended); i++) {
            archive_tend(a, false);
        }
        archive_commit(a, &error);
        for (int i = 0; i < SQL_COUNT; i++) {
            sqlite3_finalize(a->prepared[i]);
        }
        sqlite3_close(a->db);
        free(a);
    }
}

/* --- transactions --- */

/* Runs a statement that returns no rows, and resets it. */
static bool finish(struct archive *a, sqlite3_stmt *s, struct error *error)
{
    bool fine = sqlite3_step(s) == SQLITE_DONE;
    if (!fine) {
        error_say(error, "%s", sqlite3_errmsg(a->db));
    }
    sqlite3_reset(s);
    return fine;
}

static bool begin(struct archive *a, struct error *error)
{
    a->begun = a->begun || finish(a, a->prepared[SQL_BEGIN], error);
    return a->begun;
}

bool archive_commit(struct archive *a, struct error *error)
{
    if (!a->begun) {
        return true;
    }
    a->begun = false;
    bool fine = finish(a, a->prepared[SQL_COMMIT], error);
    if (!fine) {
        sqlite3_exec(a->db, "ROLLBACK", NULL, NULL, NULL);
    }
    return fine;
}

/* --- storing --- */

/* Binds arguments by the letters of db_bind, and runs the statement. */
#define RUN(archive, error, sql, ...) \
    (db_bind((archive)->prepared[sql], SQLITE_TRANSIENT, __VA_ARGS__), \
     finish(archive, (archive)->prepared[sql], error))

/* A text as stored in the file: one line. Returned as a string. */
static const char *encode(struct bytes *out, const char *text, bool action)
{
    bytes_text(out, action ? "\001ACTION " : "");
    for (; *text; text++) {
        bytes_char(out, *text == '\n' ? LINE_END : *text);
    }
    bytes_text(out, action ? "\001" : "");
    return bytes_string(out);
}

static bool keep_message(struct archive *a, const struct archive_row *r, struct error *error)
{
    struct bytes coded = {0}, plain = {0};
    const char *text = encode(&coded, r->text, r->action);
    format_strip(&plain, text);
    bool same = strcmp(bytes_string(&plain), text) == 0;
    bool fine =
        RUN(a, error, SQL_KEEP, "tttitttiittit", r->account, r->chat, r->name, r->time, r->id,
            r->notice ? "NOTICE" : "PRIVMSG", r->nick, (int64_t)r->mine, (int64_t)r->gap,
            r->reply_to, bytes_string(&plain), (int64_t)r->place, same ? NULL : text);
    bytes_finish(&coded);
    bytes_finish(&plain);
    a->untended = true;
    return fine;
}

static bool keep_reaction(struct archive *a, const struct archive_row *r, struct error *error)
{
    if (r->taken_back) {
        return RUN(a, error, SQL_UNREACT, "ttttt", r->account, r->chat, r->id, r->nick, r->text);
    }
    return RUN(a, error, SQL_REACT, "ttttti", r->account, r->chat, r->id, r->nick, r->text,
               (int64_t)r->mine);
}

static bool remove_message(struct archive *a, const struct archive_row *r, struct error *error)
{
    bool fine = RUN(a, error, SQL_FORGET, "ttt", r->account, r->chat, r->id);
    a->untended = true;
    return RUN(a, error, SQL_FORGET_REACTIONS, "ttt", r->account, r->chat, r->id) && fine;
}

static bool keep_draft(struct archive *a, const struct archive_row *r, struct error *error)
{
    struct bytes text = {0};
    const char *line = encode(&text, r->text, false);
    bool fine = *r->text ? RUN(a, error, SQL_DRAFT, "ttt", r->account, r->chat, line)
                         : RUN(a, error, SQL_NO_DRAFT, "tt", r->account, r->chat);
    bytes_finish(&text);
    return fine;
}

static bool rename_chat(struct archive *a, const struct archive_row *r, struct error *error)
{
    return RUN(a, error, SQL_RENAME, "tttt", r->account, r->chat, r->text, r->id) &&
           RUN(a, error, SQL_RENAME_REACTIONS, "ttt", r->account, r->chat, r->text) &&
           RUN(a, error, SQL_RENAME_DRAFT, "ttt", r->account, r->chat, r->text);
}

bool archive_keep(struct archive *a, const struct archive_row *r, struct error *error)
{
    static bool (*const keep[])(struct archive * a, const struct archive_row *r,
                                struct error *error) = {[ARCHIVE_MESSAGE] = keep_message,
                                                        [ARCHIVE_REACTION] = keep_reaction,
                                                        [ARCHIVE_REMOVAL] = remove_message,
                                                        [ARCHIVE_DRAFT] = keep_draft,
                                                        [ARCHIVE_RENAME] = rename_chat};
    return begin(a, error) && keep[r->kind](a, r, error);
}

/* --- the index --- */

/* Indexes everything up to a line; true on success. */
static bool index_to(struct archive *a, int64_t seq)
{
    struct error error;
    if (!begin(a, &error)) {
        return false;
    }
    sqlite3_bind_int64(a->prepared[SQL_INDEX], 1, seq);
    sqlite3_bind_int64(a->prepared[SQL_INDEXED], 1, seq);
    return finish(a, a->prepared[SQL_INDEX], &error) && finish(a, a->prepared[SQL_INDEXED], &error);
}

bool archive_untended(const struct archive *a)
{
    return a && (a->begun || a->untended);
}

/* One step of removing all traces of deleted text from the index and the log; true: there is
 * more. */
static bool purge(struct archive *a)
{
    struct error error;
    int before = sqlite3_total_changes(a->db);
    if (!archive_commit(a, &error) || !finish(a, a->prepared[SQL_MERGE], &error)) {
        return false;
    }
    if (sqlite3_total_changes(a->db) - before >=
        2) { /* below 2 it is done, as the documentation of FTS5 says */
        return true;
    }
    if (finish(a, a->prepared[SQL_PURGED], &error)) {
        sqlite3_wal_checkpoint_v2(a->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    }
    return false;
}

void archive_tend(struct archive *a, bool all)
{
    sqlite3_stmt *row = a->prepared[SQL_REACH];
    int64_t last = 0, most = 0;
    bool unpurged = false;
    if (sqlite3_step(row) == SQLITE_ROW) {
        last = sqlite3_column_int64(row, 0);
        most = sqlite3_column_int64(row, 1);
        unpurged = sqlite3_column_int(row, 2);
    }
    sqlite3_reset(row);
    int64_t to = all || most - last < INDEX_STEP ? most : last + INDEX_STEP;
    a->untended = to > last && index_to(a, to) && to < most;
    if (!a->untended && !all && unpurged) {
        a->untended = purge(a);
    }
}

/* --- reading --- */

enum column { NAME, TIME, ID, VERB, NICK, MINE, GAP, REPLY, TEXT, PLACE, CODED };

static const char *text_or_null(sqlite3_stmt *row, int column)
{
    return (const char *)sqlite3_column_text(row, column);
}

/* The original of a text stored in the file; whether it is an action. The caller frees it. */
static char *decode(const char *coded, bool *action)
{
    static const char begin[] = {CTCP, 'A', 'C', 'T', 'I', 'O', 'N', ' ', '\0'};
    *action = strncmp(coded, begin, sizeof begin - 1) == 0;
    char *text = xstrdup(*action ? coded + sizeof begin - 1 : coded);
    if (*action) {
        text[strcspn(text, "\001")] = '\0';
    }
    for (char *at = text; *at; at++) {
        *at = *at == LINE_END ? '\n' : *at;
    }
    return text;
}

static void add_message(struct archive_answer *out, sqlite3_stmt *row)
{
    struct archive_row r = {.kind = ARCHIVE_MESSAGE,
                            .name = db_text(row, NAME),
                            .nick = db_text(row, NICK),
                            .id = text_or_null(row, ID),
                            .reply_to = text_or_null(row, REPLY),
                            .time = sqlite3_column_int64(row, TIME),
                            .place = sqlite3_column_int(row, PLACE),
                            .notice = strcmp(db_text(row, VERB), "NOTICE") == 0,
                            .mine = sqlite3_column_int(row, MINE),
                            .gap = sqlite3_column_int(row, GAP)};
    char *text = decode(db_text(row, *db_text(row, CODED) ? CODED : TEXT), &r.action);
    r.text = text;
    archive_answer_add(out, &r);
    free(text);
}

static void add_reactions(struct archive *a, const struct archive_question *q, const char *id,
                          struct archive_answer *out)
{
    sqlite3_stmt *row = a->prepared[SQL_REACTIONS];
    db_bind(row, SQLITE_TRANSIENT, "ttt", q->account, q->chat, id);
    while (*id && sqlite3_step(row) == SQLITE_ROW) {
        archive_answer_add(out, &(struct archive_row){.kind = ARCHIVE_REACTION,
                                                      .id = id,
                                                      .nick = db_text(row, 0),
                                                      .text = db_text(row, 1),
                                                      .mine = sqlite3_column_int(row, 2)});
    }
    sqlite3_reset(row);
}

static void add_draft(struct archive *a, const struct archive_question *q,
                      struct archive_answer *out)
{
    sqlite3_stmt *row = a->prepared[SQL_GET_DRAFT];
    db_bind(row, SQLITE_TRANSIENT, "tt", q->account, q->chat);
    if (sqlite3_step(row) == SQLITE_ROW) {
        bool action;
        char *text = decode(db_text(row, 0), &action);
        archive_answer_add(out, &(struct archive_row){.kind = ARCHIVE_DRAFT, .text = text});
        free(text);
    }
    sqlite3_reset(row);
}

void archive_recall(struct archive *a, const struct archive_question *q, struct archive_answer *out)
{
    sqlite3_stmt *row = a->prepared[SQL_RECALL];
    db_bind(row, SQLITE_TRANSIENT, "ttii", q->account, q->chat, q->time, (int64_t)q->limit);
    add_draft(a, q, out);
    while (sqlite3_step(row) == SQLITE_ROW) {
        add_message(out, row);
        add_reactions(a, q, db_text(row, ID), out);
    }
    sqlite3_reset(row);
}

void archive_find(struct archive *a, const struct archive_question *q, struct archive_answer *out)
{
    struct bytes query = {0};
    query_write(&query, q->words);
    archive_tend(a, true);
    sqlite3_stmt *row = a->prepared[SQL_FIND];
    db_bind(row, SQLITE_TRANSIENT, "tttiit", q->account, q->chat, q->from, q->time,
            (int64_t)q->limit, query.len ? query.data : "\"\"");
    while (sqlite3_step(row) == SQLITE_ROW) {
        add_message(out, row);
    }
    sqlite3_reset(row);
    bytes_finish(&query);
}

void archive_list(struct archive *a, const struct archive_question *q, struct archive_answer *out)
{
    sqlite3_stmt *row = a->prepared[SQL_CHATS];
    db_bind(row, SQLITE_TRANSIENT, "t", q->account);
    while (sqlite3_step(row) == SQLITE_ROW) {
        archive_answer_add(out, &(struct archive_row){.name = db_text(row, 0)});
    }
    sqlite3_reset(row);
}
