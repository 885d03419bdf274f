#pragma once
/* The turn: wait, accept, read, do what is due, bury, flush, reap. The only sleep is the poller's,
 * the only write the flush (but for the line to somebody who is not let in). */
#include <stdbool.h>

struct config;
struct loop;

/* Listens wherever the configuration says. NULL: could not, and one sentence was printed. */
struct loop *loop_new(struct config *config);

/* Prints in plain words where people can come in. */
void loop_introduce(const struct loop *l);

/* Runs until a signal stops it. `reload` reads the configuration again. */
void loop_run(struct loop *l, bool (*reload)(void *context), void *context);
void loop_free(struct loop *l);
