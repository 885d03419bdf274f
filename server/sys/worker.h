#pragma once
/* The thread that does the jobs of server/job.h, one after another, in their order. */

struct job;
struct worker;

/* `done` is called on the worker's thread each time a job is done. NULL: the system gave no thread.*/
struct worker *worker_new(void (*done)(void));

/* Waits for the job at hand; the others are dropped. */
void worker_free(struct worker *w);

void worker_give(struct worker *w, struct job *j);

/* The next job that is done, or NULL. */
struct job *worker_take(struct worker *w);
