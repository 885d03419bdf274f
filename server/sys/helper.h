#pragma once
/* The program behind server/gate.h: started with the server, asked line by line ("ID ADDRESS"), and
 * believed line by line ("ID ok", "ID no REASON"), in any order. One that ends is started again; what
 * it does not answer in time is let in, or not (server.gate_required). It is asked about few at a time, so that who
 * comes in crowds waits, and not until its time is over. */
#include <stdint.h>

struct helper;
struct poller;
struct world;

/* `command` is for the system's shell. NULL: `error` (NET_TEXT bytes) says why not. */
struct helper *helper_new(struct poller *p, const char *command, char *error);
void helper_free(struct helper *h);

/* Its socket can be read. */
void helper_read(struct helper *h, struct world *w);

/* Asks what there is to ask, gives up what took too long. The ms until the next; -1: nothing. */
int64_t helper_tick(struct helper *h, struct world *w);
