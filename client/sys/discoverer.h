#pragma once
/* Asks the local network for servers and hears who answers, on a thread of its own. With sockets of
 * its own too: SDL_net says neither on which network a packet goes out nor waits for several. */
#include <stdbool.h>

struct discoverer;
struct event;

/* Begins; `wake` is the SDL event type to push. NULL: not on this system, or there is no network.
 */
struct discoverer *discoverer_new(unsigned wake);
void discoverer_free(struct discoverer *b);

/* The next answer (EVENT_NEARBY: text and len, valid until the next call). False: nothing more. */
bool discoverer_take(struct discoverer *b, struct event *e);
