#include "irc/sys/db.h"

#include <stdio.h>

bool db_upgrade(sqlite3 *db, const char *const *steps, size_t count)
{
    int before = db_number(db, "PRAGMA user_version", -1);
    if (before < 0) {
        return false;
    }
    size_t done = (size_t)before;
    for (; done < count; done++) {
        char version[64];
        snprintf(version, sizeof version, "PRAGMA user_version = %zu; COMMIT", done + 1);
        if (sqlite3_exec(db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK ||
            sqlite3_exec(db, steps[done], NULL, NULL, NULL) != SQLITE_OK ||
            sqlite3_exec(db, version, NULL, NULL, NULL) != SQLITE_OK) {
            sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
            return false;
        }
    }
    return done == count;
}

void db_vbind(sqlite3_stmt *s, sqlite3_destructor_type life, const char *kinds, va_list args)
{
    for (int i = 0; kinds[i]; i++) {
        if (kinds[i] == 't') {
            sqlite3_bind_text(s, i + 1, va_arg(args, const char *), -1, life);
        } else if (kinds[i] == 'i') {
            sqlite3_bind_int64(s, i + 1, va_arg(args, int64_t));
        } else {
            const void *data = va_arg(args, const void *);
            sqlite3_bind_blob64(s, i + 1, data, va_arg(args, size_t), life);
        }
    }
}

void db_bind(sqlite3_stmt *s, sqlite3_destructor_type life, const char *kinds, ...)
{
    va_list args;
    va_start(args, kinds);
    db_vbind(s, life, kinds, args);
    va_end(args);
}

const char *db_text(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    return text ? text : "";
}

int db_number(sqlite3 *db, const char *sql, int otherwise)
{
    sqlite3_stmt *row = NULL;
    bool found =
        sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW;
    int value = found ? sqlite3_column_int(row, 0) : otherwise;
    sqlite3_finalize(row);
    return value;
}
