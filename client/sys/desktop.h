#pragma once
/* What the computer says of itself: whether its desktop is light or dark (D-Bus,
 * org.freedesktop.portal.Settings; the registry), and its firewall. */
#include <stdbool.h>

/* Whether the desktop prefers light windows; false if it does not say. Waits briefly for the
 * answer. */
bool desktop_is_light(void);

/* The name of the usual firewall if it is on, or "": its rules cannot be read by everybody. */
const char *desktop_firewall(void);
