#pragma once
/* A server of the user's own: tertuliad as a child process, stopped with this program unless it is
 * to stay. Its output arrives as events: EVENT_HOSTED once it is ready, EVENT_HOST_ENDED with the
 * reason if it fails to start, or ends. */
#include <stdbool.h>

struct error;
struct event;
struct hosted;
struct hosting;

enum { HOSTING_KEY = 33 }; /* bytes of a password, with its NUL */

/* What the server that uses `folder` now said when it was ready; false: none does. */
bool hosting_find(const char *folder, struct hosted *out);

/* Starts the server beside this program, or the installed one, with its data in `folder` (and its
 * settings, if there is a tertulia.ini in it). `wake` is the SDL event type to push. */
struct hosting *hosting_start(unsigned wake, const char *folder);

/* The same without a window: returns once the server is ready, and leaves it running. False: it did
 * not start, for the reason in `error`. */
bool hosting_alone(const char *folder, struct error *error);

/* The next event (kind and hosted, valid until the next call). False: none. */
bool hosting_pop(struct hosting *h, struct event *e);

/* The password of the server's operator "host": the user who started it. */
const char *hosting_key(const struct hosting *h);

/* Sets whether the server keeps running when this window is closed. */
void hosting_stays(struct hosting *h, bool stays);

/* Stops the server, which says goodbye to all, unless it is to stay. */
void hosting_stop(struct hosting *h);
