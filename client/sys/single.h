#pragma once
/* One window for each settings folder: a second start hands what it was started for to the first,
 * and ends. By a socket in that folder; on Windows each start is a window. */
#include <stdbool.h>

struct event;
struct single;

/* Tells the window that runs already (a link, or "" to come to the front). False: there is none. */
bool single_tell(const char *folder, const char *text);

/* Listens for others from now on; `wake` is the SDL event type to push. NULL: that could not be. */
struct single *single_new(unsigned wake, const char *folder);
void single_free(struct single *s);

/* What another start was for; valid until the next call. False: nothing. */
bool single_take(struct single *s, struct event *e);
