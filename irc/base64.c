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
