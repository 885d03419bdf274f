#pragma once
/* The words of a text as SQLite's full-text index (FTS5) keeps them here, for both programs: what
 * "tokenize = 'chat1'" means. Those of SQLite's unicode61, without accents; of scripts that put no
 * space between words each character by itself, so that a word of several is a phrase; and of long
 * words also what they go on with inside, so that "dampf" finds Volldampf. */
#include <stdbool.h>

struct sqlite3;

/* Makes it known to a connection, before its tables are used. */
bool tokens_register(struct sqlite3 *db);
