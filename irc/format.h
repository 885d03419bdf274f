#pragma once
/* Formatting inside texts: bold, colours and the like, as control characters.
 * https://modern.ircdocs.horse/formatting */

struct bytes;

/* Appends `text` without its formatting. */
void format_strip(struct bytes *out, const char *text);
