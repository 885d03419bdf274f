#include "server/store/sql.h"

#include "server/store/journal.h"

#include <sched.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "server/core/history.h"
#include "server/log.h"

static const char *const texts[] = {
#define SQL_TEXT(id, text) text,
    SQL_LIST(SQL_TEXT)
#undef SQL_TEXT
};

static bool complain(struct store *s, const char *doing)
{
    struct store *whose = s->begun ? s->first : s;
    if (!atomic_exchange(&whose->failing,
                         true)) { /* once, not for each line that is said meanwhile */
        log_line(LOG_ERROR, "the store refused to %s: %s", doing, sqlite3_errmsg(s->db));
    }
    return false;
}

/* `life` of the texts: SQLITE_TRANSIENT, or SQLITE_STATIC if it is run before they are freed. */
static sqlite3_stmt *vbind(struct store *s, enum sql sql, sqlite3_destructor_type life,
                           const char *kinds, va_list args)
{
    if (!s->prepared[sql] && sqlite3_prepare_v3(s->db, texts[sql], -1, SQLITE_PREPARE_PERSISTENT,
                                                &s->prepared[sql], NULL) != SQLITE_OK) {
        complain(s, texts[sql]);
        return NULL;
    }
    sqlite3_stmt *statement = s->prepared[sql];
    if (s->journal && s == s->first && !s->settling && sql >= SQL_REMOVE_RECORD &&
        sql <= SQL_FORGET_MEASURE && !journal_is_empty(s->journal)) {
        sql_settle(s);
    }
    sqlite3_reset(s->reading);
    s->reading = NULL;
    db_vbind(statement, life, kinds, args);
    return statement;
}

sqlite3_stmt *sql_bind(struct store *s, enum sql sql, const char *kinds, ...)
{
    va_list args;
    va_start(args, kinds);
    sqlite3_stmt *statement = vbind(s, sql, SQLITE_TRANSIENT, kinds, args);
    va_end(args);
    return statement;
}

static bool vrun(struct store *s, enum sql sql, const char *kinds, va_list args)
{
    sqlite3_stmt *statement = vbind(s, sql, SQLITE_STATIC, kinds, args);
    bool fine = statement && sqlite3_step(statement) == SQLITE_DONE;
    if (!fine) {
        complain(s, texts[sql]);
    }
    sqlite3_reset(statement);
    return fine;
}

bool sql_run(struct store *s, enum sql sql, const char *kinds, ...)
{
    va_list args;
    va_start(args, kinds);
    bool fine = vrun(s, sql, kinds, args);
    va_end(args);
    return fine;
}

/* The first serves clients: it goes before the side. */
static void lock_writing(struct store *s)
{
    struct store *first = s->first;
    if (s == first) {
        atomic_store(&s->awaited, true);
        pthread_mutex_lock(&s->writing);
        atomic_store(&s->awaited, false);
        return;
    }
    pthread_mutex_lock(&first->writing);
    while (atomic_load(&first->awaited)) {
        pthread_mutex_unlock(&first->writing);
        sched_yield();
        pthread_mutex_lock(&first->writing);
    }
}

bool sql_rest(struct store *s)
{
    if (s->rest && !atomic_load(&s->first->awaited)) {
        s->rest(s->resting);
    }
    return s == s->first || !atomic_load(&s->first->awaited);
}

bool sql_begin(struct store *s)
{
    if (!s->begun) {
        lock_writing(s);
        s->begun = sql_run(s, SQL_BEGIN, "");
        if (!s->begun) {
            pthread_mutex_unlock(&s->first->writing);
        }
    }
    return s->begun;
}

bool sql_change(struct store *s, enum sql sql, const char *kinds, ...)
{
    va_list args;
    va_start(args, kinds);
    bool fine = sql_begin(s) && vrun(s, sql, kinds, args);
    va_end(args);
    return fine;
}

bool sql_record(sqlite3_stmt *row, struct record *out)
{
    bool found = sqlite3_step(row) == SQLITE_ROW;
    if (found) {
        *out = (struct record){.seq = sqlite3_column_int64(row, 0),
                               .time = sqlite3_column_int64(row, 1),
                               .kind = (enum record_kind)sqlite3_column_int(row, 2),
                               .bot = sqlite3_column_int(row, 3),
                               .place = db_text(row, 4),
                               .msgid = db_text(row, 5),
                               .sender = (const char *)sqlite3_column_text(row, 6),
                               .account = (const char *)sqlite3_column_text(row, 7),
                               .tags = db_text(row, 8),
                               .body = db_text(row, 9),
                               .lines = (const char *)sqlite3_column_text(row, 10)};
    }
    return found;
}

char *sql_words(const struct record *r)
{
    const char *text = r->kind != RECORD_MESSAGE ? NULL
                       : r->lines                ? r->lines
                                                 : strstr(r->body, " :");
    return text && *text ? xstrdup(r->lines ? text : text + 2) : NULL;
}

void sql_reverse(int64_t *seqs, int count)
{
    for (int i = 0; i < count / 2; i++) {
        int64_t one = seqs[i];
        seqs[i] = seqs[count - 1 - i];
        seqs[count - 1 - i] = one;
    }
}
