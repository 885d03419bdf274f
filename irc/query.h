#pragma once
/* Words that somebody looks for, as SQLite's full-text index wants them. */
struct bytes;

/* Each word in quotes, so that none means anything else, and each may go on: `"una"* "pala"*`.
 * Nothing when there is no word. */
void query_write(struct bytes *out, const char *words);
