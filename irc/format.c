#include "irc/format.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/bytes.h"

/* One colour at `text`: at most two digits, or six hex digits. Returns its length; 0: none. */
static size_t read_color(const char *text, bool hex, long *color)
{
    enum { TWO = 2, SIX = 6 };
    char digits[SIX + 1];
    size_t most = hex ? SIX : TWO;
    size_t len = strspn(text, hex ? "0123456789abcdefABCDEF" : "0123456789");
    len = len > most ? most : len;
    if (len == 0 || (hex && len < most)) {
        return 0;
    }
    snprintf(digits, sizeof digits, "%.*s", (int)len, text);
    *color = strtol(digits, NULL, hex ? 16 : 10);
    return len;
}

size_t format_read(const char *text, struct format_code *out)
{
    static const char codes[] = {FORMAT_BOLD,   FORMAT_COLOR,     FORMAT_HEX_COLOR,
                                 FORMAT_RESET,  FORMAT_MONOSPACE, FORMAT_REVERSE,
                                 FORMAT_ITALIC, FORMAT_STRIKE,    FORMAT_UNDERLINE};
    if ((unsigned char)*text >= ' ' || !memchr(codes, *text, sizeof codes)) {
        return 0;
    }
    *out = (struct format_code){(enum format) * text, FORMAT_NO_COLOR, FORMAT_NO_COLOR};
    if (out->code != FORMAT_COLOR && out->code != FORMAT_HEX_COLOR) {
        return 1;
    }
    bool hex = out->code == FORMAT_HEX_COLOR;
    size_t len = 1 + read_color(text + 1, hex, &out->ink);
    size_t second = len > 1 && text[len] == ',' ? read_color(text + len + 1, hex, &out->ground) : 0;
    return len + (second ? second + 1 : 0);
}

void format_strip(struct bytes *out, const char *text)
{
    struct format_code code;
    while (*text) {
        size_t len = format_read(text, &code);
        if (len == 0) {
            bytes_char(out, *text);
        }
        text += len ? len : 1;
    }
}
