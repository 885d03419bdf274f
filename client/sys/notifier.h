#pragma once
/* What the desktop shows of those who call one who looks elsewhere, and that it was clicked. By
 * D-Bus where there is one (org.freedesktop.Notifications); elsewhere nothing is shown (the window
 * flashes all the same). */
#include <stdbool.h>

struct event;

/* `text`: a title, a line end, and what was said; `number`: what EVENT_CHOSEN gives back when it is
 * clicked, which the event `wake` of SDL tells of. Waits for nobody's answer. */
void notifier_show(const char *text, int number, unsigned wake);

/* The next one that was clicked; false: none. */
bool notifier_take(struct event *e);

void notifier_quit(void);
