#pragma once
/* Who may connect: bans of addresses, how many come from one address and how many in all, the gate.
 * Where there is no place left, a stranger who has said nothing for a while has to go. */

struct session;
struct world;

/* Takes the address a session really comes from, and the host that others see instead; counts it.
 * Returns NULL, or why nobody may come in from there (a literal). */
const char *admission_take(struct world *w, struct session *s, const char *address);

/* The same for a gateway that says where its user comes from. */
const char *admission_move(struct world *w, struct session *s, const char *address);

/* What is not counted is asked of the gate, if there is one. */
void admission_ask(struct world *w, struct session *s);
