#pragma once
/* SQLite helpers for both programs: schema upgrades, values into statements and out of rows. */
#include <sqlite3.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Upgrades a file to the version that has all steps (the version is their number), each in its own
 * transaction. False: the connection has the error, or SQLITE_OK if a newer version wrote the file.
 */
bool db_upgrade(sqlite3 *db, const char *const *steps, size_t count);

/* Binds values to a statement, one letter of `kinds` each: t a text (NULL: NULL), i an int64_t, b
 * bytes and a size_t. `life` of texts and bytes: SQLITE_TRANSIENT, or SQLITE_STATIC if they stay
 * valid until the statement has run. */
void db_bind(sqlite3_stmt *s, sqlite3_destructor_type life, const char *kinds, ...);
void db_vbind(sqlite3_stmt *s, sqlite3_destructor_type life, const char *kinds, va_list args);

/* The text of a column of a row, valid until the next step; NULL is "". */
const char *db_text(sqlite3_stmt *row, int column);

/* The one number a query returns, or `otherwise`. */
int db_number(sqlite3 *db, const char *sql, int otherwise);
