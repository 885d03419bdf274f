/* Finds words in a text: case and accents are ignored, and the beginning of a word is enough. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "client/text/text.h"
#include "irc/check.h"
#include "irc/query.h"
#include "irc/utf8.h"

enum { WORDS_MAX = 16 };

static bool in_word(uint32_t code)
{
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)code);
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) ||
           (c >= UTF8PROC_CATEGORY_MN && c <= UTF8PROC_CATEGORY_NO);
}

/* The next word from `at` on into [*start, *end); false: no more. */
static bool next_word(const char *text, size_t len, size_t at, size_t *start, size_t *end)
{
    bool inside = false;
    while (at < len) {
        uint32_t code;
        size_t step = utf8_decode(text + at, len - at, &code);
        bool word = in_word(code), alone = utf8_stands_alone(code);
        if (inside && word && alone) {
            *end = at;
            return true;
        }
        if (word && alone) {
            *start = at;
            *end = at + step;
            return true;
        }
        if (word && !inside) {
            *start = at;
            inside = true;
        } else if (!word && inside) {
            *end = at;
            return true;
        }
        at += step;
    }
    *end = len;
    return inside;
}

bool text_next_letters(const char *text, size_t len, size_t at, size_t *start, size_t *end)
{
    size_t more, last;
    if (!next_word(text, len, at, start, end)) {
        return false;
    }
    for (;;) { /* don't, l'eau */
        size_t sign = *end < len && text[*end] == '\''                     ? 1
                      : len - *end > 3 && memcmp(text + *end, "’", 3) == 0 ? 3
                                                                           : 0;
        if (!sign || !next_word(text, len, *end + sign, &more, &last) || more != *end + sign) {
            return true;
        }
        *end = last;
    }
}

char *text_fold(const char *text, size_t len)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, &out,
                     UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
    char *folded = n >= 0 ? xstrndup((const char *)out, (size_t)n) : xstrndup(text, len);
    free(out);
    return folded;
}

struct words {
    char *list[WORDS_MAX];   /* folded */
    size_t chars[WORDS_MAX]; /* length in characters before folding */
    bool seen[WORDS_MAX];
    int count;
};

static bool starts_alone(const char *text)
{
    uint32_t code;
    return utf8_decode(text, strlen(text), &code) && utf8_stands_alone(code);
}

static void read_words(struct words *w, const char *query)
{
    size_t len = strlen(query), start, end = 0;
    *w = (struct words){0};
    while (w->count < WORDS_MAX && next_word(query, len, end, &start, &end)) {
        size_t more, last;
        while (starts_alone(query + start) && next_word(query, len, end, &more, &last) &&
               more == end && starts_alone(query + more)) {
            end = last; /* a run of them reads as one word */
        }
        for (size_t at = start; at < end; w->chars[w->count]++) {
            uint32_t code;
            at += utf8_decode(query + at, end - at, &code);
        }
        w->list[w->count++] = text_fold(query + start, end - start);
    }
}

static void free_words(struct words *w)
{
    for (int i = 0; i < w->count; i++) {
        free(w->list[i]);
    }
}

/* Compares as many characters of unspaced text as the wanted word has. */
static bool fits_alone(const char *text, size_t start, size_t *end, const char *wanted,
                       size_t chars)
{
    size_t len = strlen(text), at = start;
    for (size_t left = chars; left > 0 && at < len; left--) {
        uint32_t code;
        at += utf8_decode(text + at, len - at, &code);
    }
    char *part = text_fold(text + start, at - start);
    bool fits = strcmp(part, wanted) == 0;
    *end = fits ? at : *end;
    free(part);
    return fits;
}

static bool fits(const char *word, const char *wanted)
{
    return strncmp(word, wanted, strlen(wanted)) == 0 ||
           (utf8_count(wanted) >= QUERY_PART_MIN && utf8_count(word) >= QUERY_LONG_WORD &&
            strstr(word, wanted));
}

static bool matches(struct words *w, const char *text, size_t start, size_t *end)
{
    char *word = text_fold(text + start, *end - start);
    bool any = false, alone = starts_alone(text + start);
    for (int i = 0; i < w->count; i++) {
        if (alone ? fits_alone(text, start, end, w->list[i], w->chars[i])
                  : fits(word, w->list[i])) {
            w->seen[i] = any = true;
        }
    }
    free(word);
    return any;
}

int text_find_words(const char *text, const char *query, struct span *spans, int max)
{
    struct words w;
    size_t len = strlen(text), start, end = 0;
    int count = 0;
    read_words(&w, query);
    while (count < max && w.count > 0 && next_word(text, len, end, &start, &end)) {
        if (matches(&w, text, start, &end)) {
            spans[count++] = (struct span){.start = start, .end = end};
        }
    }
    free_words(&w);
    return count;
}

bool text_has_words(const char *text, const char *query)
{
    struct words w;
    size_t len = strlen(text), start, end = 0;
    read_words(&w, query);
    while (next_word(text, len, end, &start, &end)) {
        matches(&w, text, start, &end);
    }
    bool all = w.count > 0;
    for (int i = 0; i < w.count; i++) {
        all = all && w.seen[i];
    }
    free_words(&w);
    return all;
}
