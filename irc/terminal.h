#pragma once
/* Text of others on its way to a terminal, or to a file that is read in one. */
#include <stddef.h>

struct bytes;

/* Appends `text` without what makes a terminal do things, or makes one line look like another:
 * control characters, and those that turn the direction of writing around (Unicode's Bidi_Control).
 */
void terminal_text(struct bytes *out, const char *text, size_t len);
