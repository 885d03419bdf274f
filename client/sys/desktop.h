#pragma once
/* Whether the desktop is light or dark, from D-Bus (org.freedesktop.portal.Settings) or the
 * registry. */
#include <stdbool.h>

/* Whether the desktop prefers light windows; false if it does not say. Waits briefly for the
 * answer. */
bool desktop_is_light(void);
