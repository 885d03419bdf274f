#pragma once
/* A program of the host's own says who may come in by their address (a list of bad ones in the DNS,
 * say). Until it has answered nobody is welcomed, and everything else goes on. */
#include <stdbool.h>
#include <stdint.h>

struct device;
struct world;

/* It is to be asked about this device, if there is such a program. */
void gate_ask(struct world *w, struct device *d);

/* The next question: an id, and the address (borrowed). False: there is none. */
bool gate_next(struct world *w, uint64_t *id, const char **address);

/* Its answer: NULL when they may come in, or why not. Who has left meanwhile is passed over. */
void gate_answer(struct world *w, uint64_t id, const char *why);

void gate_finish(struct world *w);
