#pragma once
/* Formatting codes inside texts: bold, colours and the like, as control characters.
 * https://modern.ircdocs.horse/formatting */
#include <stddef.h>

struct bytes;

enum format {
    FORMAT_BOLD = 0x02,
    FORMAT_COLOR = 0x03,
    FORMAT_HEX_COLOR = 0x04,
    FORMAT_RESET = 0x0F,
    FORMAT_MONOSPACE = 0x11,
    FORMAT_REVERSE = 0x16,
    FORMAT_ITALIC = 0x1D,
    FORMAT_STRIKE = 0x1E,
    FORMAT_UNDERLINE = 0x1F
};

enum { FORMAT_NO_COLOR = -1 };

struct format_code {
    enum format code;
    long ink, ground; /* of a colour: its number of two digits, or 0xRRGGBB; or FORMAT_NO_COLOR */
};

/* Reads the code that `text` begins with. Returns its length with its colours; 0: none. */
size_t format_read(const char *text, struct format_code *out);

/* Appends `text` without its formatting. */
void format_strip(struct bytes *out, const char *text);
