#pragma once
/* The loop: wait, take what came, world_turn. The poller is the only place that sleeps, and the
 * flush the only one that writes (except the line to a connection that is refused). */
#include <stdbool.h>

struct config;
struct loop;
struct store;

/* Listens wherever the configuration says; nobody is let in yet. NULL: could not, and one sentence
 * was printed. */
struct loop *loop_new(struct config *config);

/* The rest: what lasts is in `store` (borrowed), the certificate in `folder`; `again`: in a process
 * where a server ran before. False as above. */
bool loop_open(struct loop *l, struct store *store, const char *folder, bool again);

/* Prints where people can come in: in plain words, or as lines for a program. */
void loop_introduce(const struct loop *l, bool machine);

/* Runs until a signal or an operator stops it; true: to be started again. `reload` reads the
 * configuration again. */
bool loop_run(struct loop *l, bool (*reload)(void *context), void *context);
void loop_free(struct loop *l);
