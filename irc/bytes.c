#include "irc/bytes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"

enum { BYTES_KEEP = 4096 }; /* an empty run keeps at most this much */

static void reserve(struct bytes *b, size_t more)
{
    size_t want = b->len + more + 1;
    if (want <= b->cap) {
        return;
    }
    size_t cap = b->cap ? b->cap : 64;
    while (cap < want) {
        cap *= 2;
    }
    b->data = xrealloc(b->data, cap);
    b->cap = cap;
}

void bytes_add(struct bytes *b, const void *data, size_t len)
{
    if (len == 0) {
        return;
    }
    reserve(b, len);
    memcpy(b->data + b->len, data, len);
    b->len += len;
    b->data[b->len] = '\0';
}

void bytes_text(struct bytes *b, const char *text)
{
    if (!*text && !b->data) {
        reserve(b, 0);
        b->data[0] = '\0';
    }
    bytes_add(b, text, strlen(text));
}

void bytes_char(struct bytes *b, char c)
{
    bytes_add(b, &c, 1);
}

void bytes_vformat(struct bytes *b, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    CHECK(len >= 0);
    reserve(b, (size_t)len);
    vsnprintf(b->data + b->len, (size_t)len + 1, format, again);
    va_end(again);
    b->len += (size_t)len;
}

void bytes_format(struct bytes *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    bytes_vformat(b, format, args);
    va_end(args);
}

void bytes_cut(struct bytes *b, size_t at, size_t len)
{
    CHECK(at <= b->len && len <= b->len - at);
    if (len == 0) {
        return;
    }
    memmove(b->data + at, b->data + at + len, b->len - at - len);
    b->len -= len;
    if (b->len == 0 && b->cap > BYTES_KEEP) {
        bytes_finish(b);
    } else {
        b->data[b->len] = '\0';
    }
}

void bytes_insert(struct bytes *b, size_t at, const void *data, size_t len)
{
    CHECK(at <= b->len);
    if (len == 0) {
        return;
    }
    reserve(b, len);
    memmove(b->data + at + len, b->data + at, b->len - at);
    memcpy(b->data + at, data, len);
    b->len += len;
    b->data[b->len] = '\0';
}

void bytes_clear(struct bytes *b)
{
    b->len = 0;
    if (b->data) {
        b->data[0] = '\0';
    }
}

void bytes_finish(struct bytes *b)
{
    free(b->data);
    *b = (struct bytes){0};
}

const char *bytes_string(const struct bytes *b)
{
    return b->len ? b->data : "";
}
