#include "client/sys/archive.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/format.h"
#include "irc/message.h"
#include "irc/names.h"
#include "irc/query.h"
#include "irc/stamp.h"
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
    "  place INTEGER NOT NULL);" /* among those of the same moment */
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
    "  INSERT INTO words (words, rowid, text) VALUES ('delete', old.seq, old.text); END;"
    "PRAGMA user_version = 1;";

/* What a file of each version lacks of the next. */
static const char *const steps[] = {
    tables,
    /* the text as it is set, where that is not plain; `text` is what is looked for */
    "ALTER TABLE line ADD COLUMN coded TEXT; PRAGMA user_version = 2;",
    /* the index follows when there is time; what was being written is kept */
    "CREATE TABLE indexed (last INTEGER NOT NULL);"
    "INSERT INTO indexed SELECT coalesce(max(seq), 0) FROM line;"
    "DROP TRIGGER line_in; DROP TRIGGER line_out;"
    "CREATE TRIGGER line_out AFTER DELETE ON line WHEN old.seq <= (SELECT last FROM indexed) BEGIN"
    "  INSERT INTO words (words, rowid, text) VALUES ('delete', old.seq, old.text); END;"
    "CREATE TABLE draft (account TEXT, chat TEXT, text TEXT NOT NULL, PRIMARY KEY (account, chat))"
    "  WITHOUT ROWID; PRAGMA user_version = 3;",
    /* words as both programs find them; and what is deleted is gone from the index, too */
    "DROP TABLE words; DROP TRIGGER line_out;"
    "CREATE VIRTUAL TABLE words USING fts5 (text, content = 'line', content_rowid = 'seq', "
    "tokenize = 'chat1');"
    "DELETE FROM indexed; ALTER TABLE indexed ADD COLUMN unpurged INTEGER NOT NULL DEFAULT 0;"
    "INSERT INTO indexed VALUES (0, 1);"
    "CREATE TRIGGER line_out AFTER DELETE ON line WHEN old.seq <= (SELECT last FROM indexed) BEGIN"
    "  INSERT INTO words (words, rowid, text) VALUES ('delete', old.seq, old.text);"
    "  UPDATE indexed SET unpurged = 1; END; PRAGMA user_version = 4;",
};

enum { VERSION = 4, FIELDS_MAX = 6, INDEX_STEP = 1000 };

struct archive {
    sqlite3 *db;
    sqlite3_stmt *prepared[SQL_COUNT];
    bool begun;
    bool untended; /* there are lines that the index does not have */
};

/* --- opening --- */

static int version_of(sqlite3 *db)
{
    sqlite3_stmt *row = NULL;
    int version = -1;
    if (sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &row, NULL) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW) {
        version = sqlite3_column_int(row, 0);
    }
    sqlite3_finalize(row);
    return version;
}

static bool prepare_all(struct archive *a)
{
    for (int i = 0; i < SQL_COUNT; i++) {
        if (sqlite3_prepare_v2(a->db, statements[i], -1, &a->prepared[i], NULL) != SQLITE_OK) {
            return false;
        }
    }
    return true;
}

struct archive *archive_open(const char *path, char *error)
{
    struct archive *a = xcalloc(1, sizeof *a);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    bool fine = sqlite3_open_v2(path, &a->db, flags, NULL) == SQLITE_OK && tokens_register(a->db) &&
                sqlite3_exec(a->db,
                             "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                             "PRAGMA secure_delete = ON; PRAGMA busy_timeout = 200;"
                             "PRAGMA cache_size = -1024;",
                             NULL, NULL, NULL) == SQLITE_OK;
    int version = fine ? version_of(a->db) : -1;
    for (int step = version; fine && step >= 0 && step < VERSION; step++) {
        fine = sqlite3_exec(a->db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK &&
               sqlite3_exec(a->db, steps[step], NULL, NULL, NULL) == SQLITE_OK &&
               sqlite3_exec(a->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
    }
    fine = fine && version <= VERSION && prepare_all(a);
    if (!fine) {
        snprintf(error, ARCHIVE_ERROR, "%s: %s", path,
                 version > VERSION ? "it was written by a newer version" : sqlite3_errmsg(a->db));
        archive_close(a);
        return NULL;
    }
    a->untended = true;
    return a;
}

void archive_close(struct archive *a)
{
    char error[ARCHIVE_ERROR];
    enum { LAST_STEPS = 50 }; /* less than a second */
    if (a) {
        archive_commit(a, error);
        for (int i = 0; a->prepared[SQL_REACH] && i < LAST_STEPS && (i == 0 || a->untended); i++) {
            archive_tend(a, false);
        }
        archive_commit(a, error);
        for (int i = 0; i < SQL_COUNT; i++) {
            sqlite3_finalize(a->prepared[i]);
        }
        sqlite3_close(a->db);
        free(a);
    }
}

/* --- questions --- */

/* The fields of a question, in a copy that goes with it; the last has the rest. */
struct question {
    char *copy;
    const char *fields[FIELDS_MAX];
};

static void read_question(struct question *q, const char *text, int count)
{
    char *at = q->copy = xstrdup(text);
    for (int i = 0; i < FIELDS_MAX; i++) {
        q->fields[i] = i < count ? at : "";
        size_t len = i + 1 < count ? strcspn(at, "\n") : strlen(at);
        at += len;
        if (*at && i + 1 < count) {
            *at++ = '\0';
        }
    }
}

static void bind_text(sqlite3_stmt *s, int place, const char *text)
{
    sqlite3_bind_text(s, place, text, -1, SQLITE_TRANSIENT); /* NULL: NULL */
}

/* Runs a change, and resets it. */
static bool finish(struct archive *a, sqlite3_stmt *s, char *error)
{
    bool fine = sqlite3_step(s) == SQLITE_DONE;
    if (!fine) {
        snprintf(error, ARCHIVE_ERROR, "%s", sqlite3_errmsg(a->db));
    }
    sqlite3_reset(s);
    return fine;
}

static bool begin(struct archive *a, char *error)
{
    a->begun = a->begun || finish(a, a->prepared[SQL_BEGIN], error);
    return a->begun;
}

bool archive_commit(struct archive *a, char *error)
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

/* --- keeping --- */

static bool keep_line(struct archive *a, const struct question *q, const struct message *m,
                      char *error)
{
    sqlite3_stmt *s = a->prepared[SQL_KEEP];
    const char *time = message_tag(m, "time"), *place = message_tag(m, "place");
    int64_t at = 0;
    if (!time || !stamp_parse(time, &at)) {
        return true;
    }
    bind_text(s, 1, q->fields[0]);
    bind_text(s, 2, q->fields[1]);
    bind_text(s, 3, message_param(m, 0));
    sqlite3_bind_int64(s, 4, at);
    bind_text(s, 5, message_tag(m, "msgid"));
    bind_text(s, 6, m->verb);
    bind_text(s, 7, m->source ? m->source : "");
    sqlite3_bind_int(s, 8, message_tag(m, "mine") != NULL);
    sqlite3_bind_int(s, 9, message_tag(m, "gap") != NULL);
    bind_text(s, 10, message_tag(m, "+reply"));
    struct bytes plain = {0};
    const char *coded = message_param(m, 1);
    format_strip(&plain, coded);
    bool same = strcmp(bytes_string(&plain), coded) == 0;
    bind_text(s, 11, bytes_string(&plain));
    bind_text(s, 13, same ? NULL : coded);
    bytes_finish(&plain);
    sqlite3_bind_int64(s, 12, place ? strtoll(place, NULL, 10) : 0);
    a->untended = true;
    return finish(a, s, error);
}

static bool keep_reaction(struct archive *a, const struct question *q, const struct message *m,
                          char *error)
{
    const char *given = message_tag(m, "+react"), *taken = message_tag(m, "+unreact");
    sqlite3_stmt *s = a->prepared[given ? SQL_REACT : SQL_UNREACT];
    bind_text(s, 1, q->fields[0]);
    bind_text(s, 2, q->fields[1]);
    bind_text(s, 3, message_tag(m, "+reply"));
    bind_text(s, 4, m->source ? m->source : "");
    bind_text(s, 5, given ? given : taken);
    if (given) {
        sqlite3_bind_int(s, 6, message_tag(m, "mine") != NULL);
    }
    return finish(a, s, error);
}

static bool forget(struct archive *a, const struct question *q, const char *id, char *error)
{
    static const enum sql both[] = {SQL_FORGET, SQL_FORGET_REACTIONS};
    bool fine = true;
    for (size_t i = 0; i < COUNT_OF(both); i++) {
        sqlite3_stmt *s = a->prepared[both[i]];
        bind_text(s, 1, q->fields[0]);
        bind_text(s, 2, q->fields[1]);
        bind_text(s, 3, id);
        fine = finish(a, s, error) && fine;
    }
    a->untended = true;
    return fine;
}

static bool keep_draft(struct archive *a, const struct question *q, const char *text, char *error)
{
    sqlite3_stmt *s = a->prepared[*text ? SQL_DRAFT : SQL_NO_DRAFT];
    bind_text(s, 1, q->fields[0]);
    bind_text(s, 2, q->fields[1]);
    if (*text) {
        bind_text(s, 3, text);
    }
    return finish(a, s, error);
}

/* Brings the index up to a line; true: it is. */
static bool index_to(struct archive *a, int64_t seq)
{
    char error[ARCHIVE_ERROR];
    if (!begin(a, error)) {
        return false;
    }
    sqlite3_bind_int64(a->prepared[SQL_INDEX], 1, seq);
    sqlite3_bind_int64(a->prepared[SQL_INDEXED], 1, seq);
    return finish(a, a->prepared[SQL_INDEX], error) && finish(a, a->prepared[SQL_INDEXED], error);
}

bool archive_untended(const struct archive *a)
{
    return a && (a->begun || a->untended);
}

/* One step to an index that has nothing left of what was deleted, nor has the log; true: there is
 * more. */
static bool purge(struct archive *a)
{
    char error[ARCHIVE_ERROR];
    int before = sqlite3_total_changes(a->db);
    if (!archive_commit(a, error) || !finish(a, a->prepared[SQL_MERGE], error)) {
        return false;
    }
    if (sqlite3_total_changes(a->db) - before >=
        2) { /* as the documentation of FTS5 says when it is done */
        return true;
    }
    if (finish(a, a->prepared[SQL_PURGED], error)) {
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

bool archive_keep(struct archive *a, const char *text, char *error)
{
    struct question q;
    struct message m;
    read_question(&q, text, 3);
    bool fine = begin(a, error);
    if (fine && message_parse(&m, (char *)(uintptr_t)q.fields[2])) {
        fine = strcmp(m.verb, "TAGMSG") == 0   ? keep_reaction(a, &q, &m, error)
               : strcmp(m.verb, "DRAFT") == 0  ? keep_draft(a, &q, message_param(&m, 0), error)
               : strcmp(m.verb, "REDACT") == 0 ? forget(a, &q, message_param(&m, 1), error)
                                               : keep_line(a, &q, &m, error);
    }
    free(q.copy);
    return fine;
}

/* --- giving back --- */

static const char *text_of(sqlite3_stmt *row, int column)
{
    const unsigned char *text = sqlite3_column_text(row, column);
    return text ? (const char *)text : "";
}

enum column { NAME, TIME, ID, VERB, NICK, MINE, GAP, REPLY, TEXT, PLACE, CODED };

static void tag(struct bytes *out, const char *name, const char *value)
{
    if (*value) {
        bytes_format(out, ";%s=", name);
        message_escape(out, value);
    }
}

static void write_line(sqlite3_stmt *row, struct bytes *out)
{
    char time[STAMP_CAP];
    stamp_format(sqlite3_column_int64(row, TIME), time);
    bytes_format(out, "@time=%s%s%s", time, sqlite3_column_int(row, MINE) ? ";mine" : "",
                 sqlite3_column_int(row, GAP) ? ";gap" : "");
    tag(out, "msgid", text_of(row, ID));
    tag(out, "+reply", text_of(row, REPLY));
    bytes_format(out, " :%s %s %s :%s\n", text_of(row, NICK), text_of(row, VERB),
                 text_of(row, NAME), text_of(row, *text_of(row, CODED) ? CODED : TEXT));
}

static void write_reactions(struct archive *a, const struct question *q, sqlite3_stmt *line,
                            struct bytes *out)
{
    sqlite3_stmt *row = a->prepared[SQL_REACTIONS];
    const char *id = text_of(line, ID);
    bind_text(row, 1, q->fields[0]);
    bind_text(row, 2, q->fields[1]);
    bind_text(row, 3, id);
    while (*id && sqlite3_step(row) == SQLITE_ROW) {
        bytes_text(out, sqlite3_column_int(row, 2) ? "@mine" : "@theirs");
        tag(out, "+reply", id);
        tag(out, "+react", text_of(row, 1));
        bytes_format(out, " :%s TAGMSG %s\n", text_of(row, 0), text_of(line, NAME));
    }
    sqlite3_reset(row);
}

void archive_recall(struct archive *a, const char *text, struct bytes *out)
{
    struct question q;
    read_question(&q, text, 4);
    sqlite3_stmt *row = a->prepared[SQL_RECALL];
    bind_text(row, 1, q.fields[0]);
    bind_text(row, 2, q.fields[1]);
    sqlite3_bind_int64(row, 3, strtoll(q.fields[2], NULL, 10));
    sqlite3_bind_int64(row, 4, strtoll(q.fields[3], NULL, 10));
    bytes_format(out, "%s\n", q.fields[1]);
    sqlite3_stmt *draft = a->prepared[SQL_GET_DRAFT];
    bind_text(draft, 1, q.fields[0]);
    bind_text(draft, 2, q.fields[1]);
    if (sqlite3_step(draft) == SQLITE_ROW) {
        bytes_format(out, "DRAFT :%s\n", text_of(draft, 0));
    }
    sqlite3_reset(draft);
    while (sqlite3_step(row) == SQLITE_ROW) {
        write_line(row, out);
        write_reactions(a, &q, row, out);
    }
    sqlite3_reset(row);
    free(q.copy);
}

void archive_find(struct archive *a, const char *text, struct bytes *out)
{
    struct question q;
    struct bytes query = {0};
    read_question(&q, text, 6);
    query_write(&query, q.fields[5]);
    archive_tend(a, true);
    sqlite3_stmt *row = a->prepared[SQL_FIND];
    bind_text(row, 1, q.fields[0]);
    bind_text(row, 2, q.fields[1]);
    bind_text(row, 3, q.fields[2]);
    sqlite3_bind_int64(row, 4, strtoll(q.fields[3], NULL, 10));
    sqlite3_bind_int64(row, 5, strtoll(q.fields[4], NULL, 10));
    bind_text(row, 6, query.len ? query.data : "\"\"");
    while (sqlite3_step(row) == SQLITE_ROW) {
        write_line(row, out);
    }
    sqlite3_reset(row);
    bytes_finish(&query);
    free(q.copy);
}

void archive_list(struct archive *a, const char *text, struct bytes *out)
{
    struct question q;
    read_question(&q, text, 2);
    sqlite3_stmt *row = a->prepared[SQL_CHATS];
    bind_text(row, 1, q.fields[0]);
    while (sqlite3_step(row) == SQLITE_ROW) {
        bytes_format(out, "%s\n", text_of(row, 0));
    }
    sqlite3_reset(row);
    free(q.copy);
}
