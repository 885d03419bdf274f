#pragma once
/* Asks the local network for servers and receives the answers, with its own thread and sockets:
 * SDL_net can neither choose the interface nor wait for several sockets. */
#include <stdbool.h>

struct discoverer;
struct event;

/* Starts; `wake` is the SDL event type to push. NULL: not supported here, or no network. */
struct discoverer *discoverer_new(unsigned wake);
void discoverer_free(struct discoverer *b);

/* The next answer (EVENT_NEARBY: its packet is valid until the next call). False: no more. */
bool discoverer_pop(struct discoverer *b, struct event *e);
