#include "irc/terminal.h"

#include <stdbool.h>
#include <stdint.h>

#include "irc/bytes.h"
#include "irc/utf8.h"

static bool acts(uint32_t code)
{
    bool control = code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029;
    bool turns = code == 0x061C || code == 0x200E || code == 0x200F ||
                 (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    return control || turns;
}

void terminal_text(struct bytes *out, const char *text, size_t len)
{
    for (size_t at = 0, took; at < len; at += took) {
        uint32_t code;
        took = utf8_decode(text + at, len - at, &code);
        if (!acts(code)) {
            bytes_add(out, text + at, took);
        }
    }
}
