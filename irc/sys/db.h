#pragma once
/* What both programs do with SQLite: files of several versions, values into statements and out of
 * rows. */
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Brings a file to the version that has all steps (the version is their number), each in a
 * transaction of its own. False: the connection says why, or SQLITE_OK when a newer version wrote
 * the file. */
bool db_upgrade(sqlite3 *db, const char *const *steps, size_t count);

/* Puts values into a statement, a letter of `kinds` each: t a text (NULL: NULL), i an int64_t, b
 * bytes and a size_t. `life` of texts and bytes: SQLITE_TRANSIENT, or SQLITE_STATIC when they stay
 * until the statement was run. */
void db_bind(sqlite3_stmt *s, sqlite3_destructor_type life, const char *kinds, ...);
void db_vbind(sqlite3_stmt *s, sqlite3_destructor_type life, const char *kinds, va_list args);

/* The text of a column of a row, until the next step; NULL is "". */
const char *db_text(sqlite3_stmt *row, int column);

/* The one number that this gives, or `otherwise`. */
int db_number(sqlite3 *db, const char *sql, int otherwise);
