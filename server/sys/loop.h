#pragma once
/* The loop: wait, read input, world_turn. The poller is the only place that sleeps, and the flush
 * the only one that writes (except the line to a refused connection). */
#include <stdbool.h>

struct config;
struct loop;
struct store;

/* Listens wherever the configuration says; accepts nobody yet. NULL: it failed, and one sentence
 * was printed. */
struct loop *loop_new(struct config *config);

/* The rest: `store` (borrowed) holds what lasts, `folder` the certificate; `again`: a server ran in
 * this process before. False as above. */
bool loop_open(struct loop *l, struct store *store, const char *folder, bool again);

/* Prints where people can connect: in plain words, or as lines for a program. */
void loop_introduce(const struct loop *l, bool machine);

/* Runs until a signal or an operator stops it; true: restart it. `reload` reads the configuration
 * again. */
bool loop_run(struct loop *l, bool (*reload)(void *context), void *context);
void loop_free(struct loop *l);
