#pragma once
/* The gate: a program of the host's own decides by address who may connect (by a list in the DNS,
 * say). Until it has answered, the session is not welcomed, and everything else goes on. */
#include <stdbool.h>
#include <stdint.h>

struct session;
struct world;

/* It is to be asked about this session, if there is such a program; about an address it is asked
 * once at a time. */
void gate_ask(struct world *w, struct session *s);

/* The next question: an id, and the address (borrowed). False: there is none. */
bool gate_next(struct world *w, uint64_t *id, const char **address);

/* Its answer, for all who wait for it: NULL when they may come in, or why not. */
void gate_answer(struct world *w, uint64_t id, const char *why);

/* There is none: they may come in, unless server.gate_required says otherwise. */
void gate_give_up(struct world *w, uint64_t id);

void gate_finish(struct world *w);
