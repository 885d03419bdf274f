#pragma once
/* Whether a connection is let in: address bans, limits per network and in total, the gate. When too
 * many connections are unregistered, the oldest of them are dropped to make room. */

struct session;
struct world;

/* Sets the session's address, and the host that others see instead of it, and counts the
 * connection. Returns NULL, or the reason to refuse it (a literal). */
const char *admission_take(struct world *w, struct session *s, const char *address);

/* Sets the address that a gateway or proxy names instead. Returns as admission_take does. */
const char *admission_move(struct world *w, struct session *s, const char *address);

/* Asks the gate about the session, unless its address is exempt. */
void admission_ask(struct world *w, struct session *s);
