#pragma once
/* The program behind limits/gate.h: started with the server, asked line by line ("ID ADDRESS"), and
 * answering line by line ("ID ok", "ID no REASON"), in any order. When it ends it is restarted;
 * when it does not answer in time, server.gate_required decides. Only a few questions are open at a
 * time, so that a crowd waits in our queue, where the timeout does not run. */
#include <stdint.h>

struct error;
struct gate_process;
struct poller;
struct world;

/* `command` is run by the system's shell. NULL: `error` says why not. */
struct gate_process *gate_process_new(struct poller *p, struct world *w, const char *command,
                                      struct error *error);
void gate_process_free(struct gate_process *h);

/* Sends questions, gives up overdue ones. Returns the ms until the next call; -1: none is open. */
int64_t gate_process_tick(struct gate_process *h);
