#pragma once
/* The desktop of $WAYLAND_DISPLAY, asked before SDL is. */
#include <stdbool.h>

/* Whether it has what a window needs: a seat, without which SDL 2.26 crashes, and somebody who
 * draws frames. False, after a second at most, where there is no such desktop. */
bool wayland_is_complete(void);
