#pragma once
/* The archive of conversations: an SQLite file in the folder of the settings. What it is given and
 * answers is in client/base/archive_row.h. */
#include <stdbool.h>

struct archive;
struct archive_answer;
struct archive_question;
struct archive_row;
struct error;

/* Opens or makes the file; NULL and the reason in `error` when it cannot. */
struct archive *archive_open(const char *path, struct error *error);

/* Also writes what is not yet. NULL is fine. */
void archive_close(struct archive *a);

/* False, and the reason in `error`: it could not be written. */
bool archive_keep(struct archive *a, const struct archive_row *r, struct error *error);

/* Each adds to `out`, which the caller finishes. The draft of a conversation, and the newest page
 * before a moment, each message with its reactions. */
void archive_recall(struct archive *a, const struct archive_question *q,
                    struct archive_answer *out);

/* The newest that have the words. */
void archive_find(struct archive *a, const struct archive_question *q, struct archive_answer *out);

/* The conversations there are: rows with a name. */
void archive_list(struct archive *a, const struct archive_question *q, struct archive_answer *out);

/* Whether something is not on the disk yet, or not found by searching; makes some messages, or all,
 * be found. Searching does the rest by itself. */
bool archive_untended(const struct archive *a);
void archive_tend(struct archive *a, bool all);

/* Everything kept so far is on the disk. False as archive_keep. */
bool archive_commit(struct archive *a, struct error *error);
