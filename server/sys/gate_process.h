#pragma once
/* The program behind server/gate.h: started with the server, asked line by line ("ID ADDRESS"), and
 * believed line by line ("ID ok", "ID no REASON"), in any order. One that ends is started again;
 * what it does not answer in time is let in, or not (server.gate_required). It is asked about few
 * at a time, so that who comes in crowds waits, and not until its time is over. */
#include <stdint.h>

struct gate_process;
struct poller;
struct world;

/* `command` is for the system's shell. NULL: `error` (NET_TEXT bytes) says why not. */
struct gate_process *gate_process_new(struct poller *p, const char *command, char *error);
void gate_process_free(struct gate_process *h);

/* Its socket can be read. */
void gate_process_read(struct gate_process *h, struct world *w);

/* Asks what there is to ask, gives up what took too long. The ms until the next; -1: nothing. */
int64_t gate_process_tick(struct gate_process *h, struct world *w);
