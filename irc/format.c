#include "irc/format.h"

#include <string.h>

#include "irc/bytes.h"

enum { BOLD = 0x02, COLOUR = 0x03, HEX_COLOUR = 0x04, RESET = 0x0F, MONOSPACE = 0x11,
       REVERSE = 0x16, ITALIC = 0x1D, STRIKE = 0x1E, UNDERLINE = 0x1F };

/* The digits at `text`, at most `max`. */
static size_t digits(const char *text, const char *set, size_t max)
{
    size_t len = 0;
    while (len < max && text[len] && strchr(set, text[len])) {
        len++;
    }
    return len;
}

/* One colour, or two with a comma between them. */
static size_t colours(const char *text, const char *set, size_t min, size_t max)
{
    size_t len = digits(text, set, max);
    if (len >= min && text[len] == ',') {
        size_t second = digits(text + len + 1, set, max);
        len += second >= min ? second + 1 : 0;
    }
    return len >= min ? len : 0;
}

void format_strip(struct bytes *out, const char *text)
{
    static const char toggles[] = {BOLD, RESET, MONOSPACE, REVERSE, ITALIC, STRIKE, UNDERLINE, 0};
    while (*text) {
        if (*text == COLOUR) {
            text += 1 + colours(text + 1, "0123456789", 1, 2);
        } else if (*text == HEX_COLOUR) {
            text += 1 + colours(text + 1, "0123456789abcdefABCDEF", 6, 6);
        } else if (strchr(toggles, *text)) {
            text++;
        } else {
            bytes_char(out, *text++);
        }
    }
}
