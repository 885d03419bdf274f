#pragma once
/* What the desktop is told and tells: that somebody calls one who looks elsewhere, and whether it is light or
 * dark. By D-Bus where there is one (org.freedesktop.Notifications, org.freedesktop.portal.Settings),
 * loaded when it is first needed; elsewhere nothing is shown (the window flashes all the same). */
#include <stdbool.h>

/* `text`: a title, a line end, and what was said. Waits for nobody's answer. */
void desktop_notify(const char *text);

/* Whether the desktop wishes light windows; false where it does not say. Waits for its answer, not long. */
bool desktop_is_light(void);
void desktop_quit(void);
