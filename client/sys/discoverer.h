#pragma once
/* Asks the local network for servers and receives the answers, on a thread and sockets of its
 * own: SDL_net can neither choose the interface nor wait for several sockets. */
#include <stdbool.h>

struct discoverer;
struct event;

/* Begins; `wake` is the SDL event type to push. NULL: not on this system, or there is no network.
 */
struct discoverer *discoverer_new(unsigned wake);
void discoverer_free(struct discoverer *b);

/* The next answer (EVENT_NEARBY: text and len, valid until the next call). False: nothing more. */
bool discoverer_take(struct discoverer *b, struct event *e);
