#pragma once
/* A thread that does jobs (out/job.h), one after another, in order. */
#include <stdbool.h>

struct job;
struct store;
struct worker;

/* `done` is called on the worker's thread after each job. With `side` (not NULL) it tends that view
 * of the store as well. NULL: no thread could be started. */
struct worker *worker_new(void (*done)(void), struct store *side);

/* Waits for the current job; the others are dropped. */
void worker_free(struct worker *w);

void worker_give(struct worker *w, struct job *j);

/* The next finished job, or NULL. */
struct job *worker_pop(struct worker *w);

/* The store has something to tend: soon, or (`now`) at once. */
void worker_nudge(struct worker *w, bool now);
