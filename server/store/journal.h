#pragma once
/* The latest records, in a file mapped into memory: adding one is a copy without a system call, and
 * it outlives the process. The store moves them into its tables, many at once. It has two halves:
 * one is written while the other is moved. After a power loss, checksums tell which records are
 * intact. Where files cannot be mapped there is no journal. */
#include <stdbool.h>
#include <stdint.h>

struct journal;
struct record;

/* Opens the file, or creates it; keeps what it holds from before. NULL: there is no journal, on
 * this system or for now. */
struct journal *journal_open(const char *path);
void journal_close(struct journal *j);

/* False: the half being written is full. From any thread, like the next two. */
bool journal_add(struct journal *j, const struct record *r);
bool journal_is_empty(struct journal *j);

/* Whether the half being written is three quarters full. */
bool journal_is_filling(struct journal *j);

/* Swaps the halves if the one to move is empty. False: there is nothing to move. One thread at a
 * time, like the next two. */
bool journal_turn(struct journal *j);

enum journal_half {
    JOURNAL_MOVED,
    JOURNAL_WRITTEN
}; /* JOURNAL_WRITTEN: only for the thread that adds */

/* The next record of a half, from *at on, which begins as 0; its texts live until the half is
 * cleared. False: there are no more. */
bool journal_next(struct journal *j, enum journal_half half, uint32_t *at, struct record *out);

/* Empties and overwrites a half. */
void journal_clear(struct journal *j, enum journal_half half);

/* Waits, at most `ms`, until everything now in the journal of another process has been moved;
 * false: it has not been. */
bool journal_await(const char *path, int ms);
