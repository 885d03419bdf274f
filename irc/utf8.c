#include "irc/utf8.h"

#include "irc/check.h"

#include <utf8proc.h>

size_t utf8_decode(const char *text, size_t len, uint32_t *code)
{
    if (len == 0) {
        *code = 0;
        return 0;
    }
    utf8proc_int32_t point;
    utf8proc_ssize_t took =
        utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, &point);
    if (took <= 0) {
        *code = UTF8_REPLACEMENT;
        return 1;
    }
    *code = (uint32_t)point;
    return (size_t)took;
}

size_t utf8_encode(char *out, uint32_t code)
{
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)out);
}

bool utf8_valid(const char *text, size_t len)
{
    size_t at = 0;
    while (at < len) {
        unsigned char byte = (unsigned char)text[at];
        if (byte < 0x80) {
            if (byte == 0) {
                return false;
            }
            at++;
            continue;
        }
        utf8proc_int32_t point;
        utf8proc_ssize_t took = utf8proc_iterate((const utf8proc_uint8_t *)text + at,
                                                 (utf8proc_ssize_t)(len - at), &point);
        if (took <= 0) {
            return false;
        }
        at += (size_t)took;
    }
    return true;
}

size_t utf8_cut(const char *text, size_t len, size_t max)
{
    if (len <= max) {
        return len;
    }
    size_t at = max;
    for (int back = 0; back < 3 && at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80; back++) {
        at--;
    }
    return ((unsigned char)text[at] & 0xC0) == 0x80 ? max : at;
}

bool utf8_printable(const char *text, size_t len)
{
    bool fine = utf8_valid(text, len);
    for (size_t at = 0, took; fine && at < len; at += took) {
        uint32_t code;
        took = utf8_decode(text + at, len - at, &code);
        fine = code >= 0x20 && (code < 0x7F || code >= 0xA0);
    }
    return fine;
}

size_t utf8_count(const char *text)
{
    size_t count = 0;
    for (; *text; text++) {
        count += ((unsigned char)*text & 0xC0) != 0x80;
    }
    return count;
}

bool utf8_stands_alone(uint32_t code)
{
    static const struct {
        uint32_t from, to;
    } ranges[] = {
        {0x0E00, 0x0EFF}, {0x1000, 0x109F},   {0x1100, 0x11FF},   {0x1780, 0x17FF},
        {0x2E80, 0x2FFF}, {0x3005, 0x3007},   {0x3040, 0x31FF},   {0x3400, 0x4DBF},
        {0x4E00, 0x9FFF}, {0xA960, 0xA97F},   {0xAC00, 0xD7FF},   {0xF900, 0xFAFF},
        {0xFF66, 0xFFDC}, {0x1B000, 0x1B16F}, {0x20000, 0x3FFFF},
    };
    size_t i = 0;
    while (i < COUNT_OF(ranges) && code > ranges[i].to) {
        i++;
    }
    return i < COUNT_OF(ranges) && code >= ranges[i].from;
}

bool utf8_is_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80) {
        text++;
    }
    return !*text;
}
