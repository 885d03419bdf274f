#pragma once
/* Search words, in the syntax of SQLite's full-text index. */
struct bytes;

/* Words of at least this many characters are also found by inner parts of at least this many. */
enum { QUERY_LONG_WORD = 8, QUERY_PART_MIN = 3 };

/* Words beyond these are not looked for: each costs as much as the shortest. */
enum { QUERY_WORDS_MAX = 12 };

/* Each word once, quoted, so that none is an operator, and as a prefix: `"una"* "pala"*`. Nothing
 * if there is no word. */
void query_write(struct bytes *out, const char *words);
