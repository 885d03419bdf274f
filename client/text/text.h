#pragma once
/* Text as people see it: graphemes, words, and the links and nicknames in a message. */
#include <stdbool.h>
#include <stddef.h>

struct bytes;

/* The byte where the grapheme at `at` ends, or the one before `at` begins (Unicode TR29). */
size_t text_next(const char *text, size_t len, size_t at);
size_t text_prev(const char *text, size_t len, size_t at);

/* The byte where the word at `at` ends, or the one before `at` begins, for moving carets. */
size_t text_next_word(const char *text, size_t len, size_t at);
size_t text_prev_word(const char *text, size_t len, size_t at);

/* The width of the text in columns, for rulers in tests. */
int text_columns(const char *text, size_t len);

/* Appends `text` cleaned for display: IRC formatting codes, control characters and bidi overrides
 * are dropped, at most 8 combining marks stay per letter, invalid UTF-8 becomes U+FFFD.
 * (formatting_clean also returns what the codes said.) */
void text_clean(struct bytes *out, const char *text);

/* Replaces invisible and direction-changing characters of a name with "?", in place, so that no
 * user can pass for another. */
void text_show_unseen(char *name);

/* The first `count` letters of a name, in upper case, into `out` of 16 bytes. */
void text_initials(char *out, const char *name, int count);

enum span_kind { SPAN_PLAIN, SPAN_LINK, SPAN_ME, SPAN_NAME, SPAN_ROOM };

struct style;

struct span {
    enum span_kind kind;
    size_t start, end;
    size_t whole;              /* start of the whole link or name that this may be part of */
    const struct style *style; /* its formatting; NULL: none */
};

/* Splits the text into spans, in order and without gaps; returns how many, at most `max`. `me` is
 * the user's own nickname; case is ignored. */
int text_spans(const char *text, size_t len, const char *me, struct span *spans, int max);

/* text_find_words puts the words of the text that match one of the query's into `spans`, in order,
 * and returns how many. text_has_words: whether every word of the query matches. Both ignore case
 * and accents. */
int text_find_words(const char *text, const char *query, struct span *spans, int max);
bool text_has_words(const char *text, const char *query);

/* Whether the text names `me` as a word of its own. */
bool text_mentions(const char *text, const char *me);

/* Whether the text contains `part` (lower-case ASCII), ignoring case. */
bool text_contains(const char *text, const char *part);

/* The next word from `at` on as dictionaries have it, with apostrophes inside; false: no more. */
bool text_next_letters(const char *text, size_t len, size_t at, size_t *start, size_t *end);

/* The text without case and accents, for searching; the caller frees it. */
char *text_fold(const char *text, size_t len);

/* The URL a link opens: https:// is prepended if it has no scheme, mailto: if it is an email
 * address. */
void text_link(struct bytes *out, const char *text, size_t len);
