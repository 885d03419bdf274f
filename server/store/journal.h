#pragma once
/* The records of the last moments, in a file that is mapped into memory: adding one is a copy,
 * without asking the system for anything, and it outlives the process. The store moves them into
 * its tables, many at once. It has two halves: one is written to while the other is moved. What a
 * loss of power leaves of it is told by checksums. Where files cannot be mapped there is none. */
#include <stdbool.h>
#include <stdint.h>

struct journal;
struct record;

/* The file, made when it is missing; with what it holds from before. NULL: there is none, not here
 * or not now. */
struct journal *journal_open(const char *path);
void journal_close(struct journal *j);

/* False: the half that is written to is full. In any thread, as the next three. */
bool journal_add(struct journal *j, const struct record *r);
bool journal_is_empty(struct journal *j);

/* Whether the half that is written to is a good deal full. */
bool journal_is_filling(struct journal *j);

/* The half that is moved; when it is empty the two change places. One thread at a time, as the next
 * two. False: there is nothing to move. */
bool journal_turn(struct journal *j);

enum journal_half {
    JOURNAL_MOVED,
    JOURNAL_WRITTEN
}; /* that one is only for the thread that adds */

/* The first and the next of a half, from `*at` on, which begins as 0; the texts live until it is
 * cleared. False: that was all. */
bool journal_next(struct journal *j, enum journal_half half, uint32_t *at, struct record *out);

/* Nothing of what was in it is to be read there any more. */
void journal_clear(struct journal *j, enum journal_half half);

/* Waits until what is in the journal of another process now has been moved, `ms` at most; false: it
 * has not. */
bool journal_await(const char *path, int ms);
