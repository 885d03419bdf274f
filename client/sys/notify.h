#pragma once
/* Tells somebody who looks elsewhere, by the desktop: D-Bus (org.freedesktop.Notifications) where there is
 * one, loaded when it is first needed; elsewhere nothing (the window flashes all the same). */

/* `text`: a title, a line end, and what was said. Waits for nobody's answer. */
void notify_show(const char *text);
void notify_quit(void);
