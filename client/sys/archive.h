#pragma once
/* The archive of conversations: an SQLite file in the settings folder. Its rows, questions and
 * answers are defined in client/base/archive_row.h. */
#include <stdbool.h>

struct archive;
struct archive_answer;
struct archive_question;
struct archive_row;
struct error;

/* Opens or creates the file; NULL on failure, with the reason in `error`. */
struct archive *archive_open(const char *path, struct error *error);

/* Also writes what is pending. `a` may be NULL. */
void archive_close(struct archive *a);

/* False: it could not be written; the reason is in `error`. */
bool archive_keep(struct archive *a, const struct archive_row *r, struct error *error);

/* Each of these appends to `out`, which the caller finishes. archive_recall: the draft of a
 * conversation, and its newest page up to a time, each message with its reactions. */
void archive_recall(struct archive *a, const struct archive_question *q,
                    struct archive_answer *out);

/* The newest messages that have the words. */
void archive_find(struct archive *a, const struct archive_question *q, struct archive_answer *out);

/* The stored conversations: rows with a name. */
void archive_list(struct archive *a, const struct archive_question *q, struct archive_answer *out);

/* Whether something is not committed or not indexed yet; archive_tend indexes some messages, or
 * all. Searching indexes the rest by itself. */
bool archive_untended(const struct archive *a);
void archive_tend(struct archive *a, bool all);

/* Commits everything kept so far. False: as in archive_keep. */
bool archive_commit(struct archive *a, struct error *error);
