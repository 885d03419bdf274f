#pragma once
/* The archive of conversations: an SQLite file in the folder of the settings. Works on the
 * questions and lines of client/net/memory.c; gives lines as a server would say them. */
#include <stdbool.h>

#include "irc/bytes.h"

struct archive;

enum { ARCHIVE_ERROR = 256 };

/* Opens or makes the file; NULL and the reason in `error` (ARCHIVE_ERROR bytes) when it cannot. */
struct archive *archive_open(const char *path, char *error);

/* Also writes what is not yet. NULL is fine. */
void archive_close(struct archive *a);

/* "ACCOUNT\nCHAT\nLINE": keeps it by what its verb means. False, and the reason in `error`: it
 * could not be written. */
bool archive_keep(struct archive *a, const char *text, char *error);

/* "ACCOUNT\nCHAT\nBEFORE\nLIMIT": a page, oldest first, after a line with the chat's name. */
void archive_recall(struct archive *a, const char *text, struct bytes *out);

/* "ACCOUNT\nCHAT\nFROM\nAFTER\nLIMIT\nWORDS": the newest that have the words, oldest
 * first; CHAT "": in all. */
void archive_find(struct archive *a, const char *text, struct bytes *out);

/* "ACCOUNT\n\n": the names of the conversations, a line each. */
void archive_list(struct archive *a, const char *text, struct bytes *out);

/* Whether something is not on the disk yet, or not found by searching; makes some lines, or all, be
 * found. Searching does the rest by itself. */
bool archive_untended(const struct archive *a);
void archive_tend(struct archive *a, bool all);

/* Everything kept so far is on the disk. False as archive_keep. */
bool archive_commit(struct archive *a, char *error);
