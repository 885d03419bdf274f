#pragma once
/* Search words, in the syntax of SQLite's full-text index. */
struct bytes;

/* A word of so many characters is also found by its inner parts, of at least so many. */
enum { QUERY_LONG_WORD = 8, QUERY_PART_MIN = 3 };

/* Each word in quotes, so that none means anything else, and each may go on: `"una"* "pala"*`.
 * Nothing when there is no word. */
void query_write(struct bytes *out, const char *words);
