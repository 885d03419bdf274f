#pragma once
/* What the desktop says: whether it is light or dark, by D-Bus (org.freedesktop.portal.Settings)
 * or the registry. */
#include <stdbool.h>

/* Whether the desktop wishes light windows; false where it does not say. Waits for its answer, not
 * long. */
bool desktop_is_light(void);
