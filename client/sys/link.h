#pragma once
/* The connection to a server, on a thread of its own, because SDL_net's calls block. Received
 * bytes wait in a queue; one SDL event says that there are some. No IRC here. */
#include <stdbool.h>
#include <stddef.h>

struct event;
struct links;

/* `wake` is the SDL event type to push, `folder` the settings folder, which has the certificate of
 * this computer. NULL: SDL_net could not be initialized. */
struct links *links_new(unsigned wake, const char *folder);
void links_free(struct links *l);

enum link_how {
    LINK_TLS = 1,
    LINK_CERTIFICATE = 2, /* presents this computer's certificate, which is created if missing */
};

/* Begins to connect; `id` names it from then on. `how`: bits of enum link_how. */
void links_open(struct links *l, unsigned id, const char *host, int port, unsigned how);

/* Queues bytes to be sent. */
void links_send(struct links *l, unsigned id, const char *data, size_t len);

/* Sends what is queued, then closes. Events that are queued already still arrive. */
void links_close(struct links *l, unsigned id);

/* The next event: fills kind and link. The data is valid until the next call. False: no more. */
bool links_pop(struct links *l, struct event *e);
