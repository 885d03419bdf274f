#pragma once
/* Untrusted text for a terminal, or for a file that is read in one. */
#include <stddef.h>

struct bytes;

/* Appends `text` without what controls a terminal, or makes one line look like another: control
 * characters, and those that change the writing direction (Unicode's Bidi_Control). */
void terminal_text(struct bytes *out, const char *text, size_t len);
