#pragma once
/* The tokenizer of SQLite's full-text index (FTS5) in both programs: what "tokenize = 'chat1'"
 * means. Words as in SQLite's unicode61, without accents; in scripts without spaces between words
 * each character by itself, so that a longer word is a phrase; and for long words also their
 * endings, so that "dampf" finds Volldampf. */
#include <stdbool.h>

struct sqlite3;

/* Registers it with a connection, before its tables are used. */
bool tokens_register(struct sqlite3 *db);
