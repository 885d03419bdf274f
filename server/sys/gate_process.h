#pragma once
/* The program behind limits/gate.h: started with the server, asked line by line ("ID ADDRESS"),
 * and answering line by line ("ID ok", "ID no REASON"), in any order. When it ends it is started
 * again; when it does not answer in time, server.gate_required decides. It is asked about few at
 * a time, so that a crowd waits in our queue, where its time does not run. */
#include <stdint.h>

struct error;
struct gate_process;
struct poller;
struct world;

/* `command` is for the system's shell. NULL: `error` says why not. */
struct gate_process *gate_process_new(struct poller *p, struct world *w, const char *command,
                                      struct error *error);
void gate_process_free(struct gate_process *h);

/* Asks what there is to ask, gives up what took too long. The ms until the next; -1: nothing. */
int64_t gate_process_tick(struct gate_process *h);
