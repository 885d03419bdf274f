#include "irc/base64.h"

#include <stdint.h>

#include "irc/bytes.h"

void base64_encode(struct bytes *out, const void *data, size_t len)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *from = data;
    for (size_t i = 0; i < len; i += 3) {
        size_t left = len - i;
        uint32_t three = (uint32_t)from[i] << 16;
        three |= left > 1 ? (uint32_t)from[i + 1] << 8 : 0;
        three |= left > 2 ? (uint32_t)from[i + 2] : 0;
        bytes_char(out, digits[three >> 18]);
        bytes_char(out, digits[three >> 12 & 63]);
        bytes_char(out, left > 1 ? digits[three >> 6 & 63] : '=');
        bytes_char(out, left > 2 ? digits[three & 63] : '=');
    }
}

static int digit(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
        return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

bool base64_decode(struct bytes *out, const char *text)
{
    for (; *text; text += 4) {
        uint32_t four = 0;
        int pads = 0;
        for (int i = 0; i < 4; i++) { /* a NUL is no digit: the loop stops there */
            bool pad = text[i] == '=' && i >= 2;
            int value = pad ? 0 : digit(text[i]);
            if (value < 0 || (pads && !pad)) {
                return false;
            }
            pads += pad;
            four = four << 6 | (uint32_t)value;
        }
        const char three[] = {(char)(four >> 16), (char)(four >> 8), (char)four};
        bytes_add(out, three, (size_t)(3 - pads));
        if (pads && text[4]) {
            return false;
        }
    }
    return true;
}
