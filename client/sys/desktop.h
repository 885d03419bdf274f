#pragma once
/* What the computer says of itself: whether its desktop is light or dark (D-Bus,
 * org.freedesktop.portal.Settings; the registry), and its firewall. */
#include <stdbool.h>

/* First of all: gives a program without a terminal the one it was started from, and loads libraries
 * from nowhere but its own folder and the system's; both only where that is not so anyway. */
void desktop_begin(void);

/* Says what keeps the program from starting to somebody who sees no terminal. */
void desktop_say_failure(const char *what);

struct SDL_Window;

/* The frame that Windows draws around a window is dark when what is in it is; before Windows 10
 * 20H1, and elsewhere, it stays as it is. Untried on Windows. */
void desktop_shade(struct SDL_Window *window, bool dark);

/* Whether the desktop prefers light windows; false if it does not say. Waits briefly for the
 * answer. */
bool desktop_is_light(void);

/* The name of the usual firewall if it is on, or "": its rules cannot be read by everybody. */
const char *desktop_firewall(void);
