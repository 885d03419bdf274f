#pragma once
/* One window per settings folder: a second instance passes its request to the first, through a
 * socket in that folder, or a pipe named after it, and ends. */
#include <stdbool.h>

struct event;
struct single;

/* Sends a link, or "" to bring it to the front, to a running instance. False: there is none. */
bool single_tell(const char *folder, const char *text);

/* Listens for other instances; `wake` is the SDL event type to push. NULL: it could not. */
struct single *single_new(unsigned wake, const char *folder);
void single_free(struct single *s);

/* The request of another instance; valid until the next call. False: none. */
bool single_pop(struct single *s, struct event *e);
