#pragma once
/* A server of one's own: tertuliad as a child process, ended with this program unless it is to
 * stay. Its output comes as events: EVENT_HOSTED once it is ready, EVENT_HOST_ENDED with the
 * reason when it is not, or no longer. */
#include <stdbool.h>

struct event;
struct hosting;

enum { HOSTING_KEY = 33 }; /* text of a password, with its NUL */

/* Starts the server that is beside this program, or the one of the system, with its data in
 * `folder` (and its settings, if there is a tertulia.ini in it). `wake` is the SDL event type to
 * push. NULL: not on this system, or not now. */
struct hosting *hosting_start(unsigned wake, const char *folder);

/* The next thing that happened (kind and text, valid until the next call). */
bool hosting_take(struct hosting *h, struct event *e);

/* The password of the server's operator "host": who started it. */
const char *hosting_key(const struct hosting *h);

/* Whether the server goes on when this window is closed. */
void hosting_stays(struct hosting *h, bool stays);

/* Tells everybody goodbye and ends it, unless it stays. */
void hosting_stop(struct hosting *h);
