#pragma once
/* Desktop notifications, and that one was clicked. By D-Bus (org.freedesktop.Notifications);
 * elsewhere only the window flashes. */
#include <stdbool.h>

struct event;

/* `text`: a title, a line end, and what was said; `number`: what EVENT_CHOSEN gives back when it is
 * clicked, which the event `wake` of SDL tells of. Waits for nobody's answer. */
void notifier_show(const char *text, int number, unsigned wake);

/* The next one that was clicked; false: none. */
bool notifier_take(struct event *e);

void notifier_quit(void);
