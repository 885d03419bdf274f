#pragma once
/* Desktop notifications, and clicks on them. Over D-Bus (org.freedesktop.Notifications), or
 * by an icon beside Windows' clock; elsewhere only the window flashes. */
#include <stdbool.h>

struct event;

/* `text`: a title line, then the message; `number`: what EVENT_CHOSEN returns on a click, which the
 * SDL event `wake` announces. Never blocks. */
void notifier_show(const char *text, int number, unsigned wake);

/* The one that was clicked last; false: none. */
bool notifier_pop(struct event *e);

void notifier_quit(void);
