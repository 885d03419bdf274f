#pragma once
/* The gate: an external program decides by address who may connect (by a DNS blocklist, say). Until
 * it has answered, the session is not welcomed; everything else goes on. */
#include <stdbool.h>
#include <stdint.h>

struct session;
struct world;

/* Queues a question about this session, if there is such a program; each address is asked about
 * once at a time. */
void gate_ask(struct world *w, struct session *s);

/* The next question: an id, and the address (borrowed). False: there is none. */
bool gate_next(struct world *w, uint64_t *id, const char **address);

/* Its answer, for all sessions that wait for it: NULL if they may come in, or why not. */
void gate_answer(struct world *w, uint64_t id, const char *why);

/* There is no answer: they may come in, unless server.gate_required is on. */
void gate_give_up(struct world *w, uint64_t id);

void gate_finish(struct world *w);
