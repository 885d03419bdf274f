#pragma once
/* UTF-8 that may be hostile: every function stays inside `len` whatever the bytes are. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_REPLACEMENT = 0xFFFD };

/* Reads one code point; returns the bytes it took (at least 1 while len > 0, else 0). A bad byte
 * takes one byte and reads as U+FFFD. */
size_t utf8_decode(const char *text, size_t len, uint32_t *code);

/* Writes one code point into `out` (at most 4 bytes); returns the bytes written. */
size_t utf8_encode(char *out, uint32_t code);

/* Well-formed (no overlong forms, no surrogates, nothing above U+10FFFF) and free of NUL. */
bool utf8_valid(const char *text, size_t len);

/* Well-formed and without control characters. */
bool utf8_printable(const char *text, size_t len);

/* Whether its script has no spaces between words, so that each character counts as one: Thai to
 * Burmese, Khmer, kana, Han, Hangul. */
bool utf8_stands_alone(uint32_t code);

/* How many code points there are in well-formed text. */
size_t utf8_count(const char *text);

/* The longest length <= max that does not cut a code point in two. */
size_t utf8_cut(const char *text, size_t len, size_t max);

/* Whether the text is only ASCII. */
bool utf8_is_ascii(const char *text);
