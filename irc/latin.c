#include "irc/latin.h"

#include <stdint.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/utf8.h"

const char *latin_to_utf8(const char *line, struct bytes *out)
{
    static const uint16_t windows[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    if (utf8_valid(line, strlen(line))) {
        return line;
    }
    bytes_clear(out);
    for (; *line; line++) {
        unsigned char c = (unsigned char)*line;
        char code[4];
        bytes_add(out, code, utf8_encode(code, c >= 0x80 && c < 0xA0 ? windows[c - 0x80] : c));
    }
    return bytes_string(out);
}
