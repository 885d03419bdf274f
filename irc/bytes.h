#pragma once
/* A growing run of bytes. Zero-initialised is empty and valid; bytes_finish frees. The data is kept
 * NUL-terminated one past `len`, so text can be read as a C string. */
#include <stdarg.h>
#include <stddef.h>

struct bytes {
    char *data; /* NULL until something is added */
    size_t len; /* bytes used */
    size_t cap; /* bytes allocated */
};

void bytes_add(struct bytes *b, const void *data, size_t len);

/* From now on `data` is a string, also if the text is empty. */
void bytes_text(struct bytes *b, const char *text);
void bytes_char(struct bytes *b, char c);
void bytes_format(struct bytes *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void bytes_vformat(struct bytes *b, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Removes `len` bytes at `at`; a run emptied this way frees its memory if that is large. */
void bytes_cut(struct bytes *b, size_t at, size_t len);
void bytes_insert(struct bytes *b, size_t at, const void *data, size_t len);

/* Makes it empty and keeps the memory. */
void bytes_clear(struct bytes *b);
void bytes_finish(struct bytes *b);

/* The text so far, never NULL. Borrowed until the next change. */
const char *bytes_string(const struct bytes *b);
