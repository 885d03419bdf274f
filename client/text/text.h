#pragma once
/* Text as people see it: graphemes, words, and the links and nicknames in a message. */
#include <stdbool.h>
#include <stddef.h>

struct bytes;

/* The byte where the grapheme at `at` ends, or the one before `at` begins (Unicode TR29). */
size_t text_next(const char *text, size_t len, size_t at);
size_t text_prev(const char *text, size_t len, size_t at);

/* The byte where the word at `at` ends, or the one before `at` begins, as carets jump. */
size_t text_next_word(const char *text, size_t len, size_t at);
size_t text_prev_word(const char *text, size_t len, size_t at);

/* Columns that the text takes where all letters are as wide: for rulers of tests. */
int text_columns(const char *text, size_t len);

/* Appends `text` fit to be shown: IRC formatting codes and control characters are left out, at most
 * 8 marks stay on one letter, bidi overrides are dropped, bad UTF-8 becomes U+FFFD. (formatting.c:
 * formatting_clean remembers what the codes said.) */
void text_clean(struct bytes *out, const char *text);

/* Of a name, in place: what cannot be seen, or turns the direction of writing, becomes a "?", so
 * that nobody is taken for another. */
void text_show_unseen(char *name);

/* The first letters of a name in capitals, `count` of them, into `out` of 16 bytes. */
void text_initials(char *out, const char *name, int count);

enum span_kind { SPAN_PLAIN, SPAN_LINK, SPAN_ME, SPAN_NAME, SPAN_ROOM };

struct style;

struct span {
    enum span_kind kind;
    size_t start, end;
    size_t whole; /* where the whole link or name begins, of which this may be a part */
    const struct style *style; /* how it is set; NULL: as all */
};

/* What the text is made of, in order and without gaps; gives the count, at most `max`.
 * `me` is one's own nickname, however it is written. */
int text_spans(const char *text, size_t len, const char *me, struct span *spans, int max);

/* The words of the text that begin like one of the query's, in order, into `spans`; gives the
 * count. Whether each word of the query begins one of the text's. Capitals and accents make no
 * difference. */
int text_find_words(const char *text, const char *query, struct span *spans, int max);
bool text_has_words(const char *text, const char *query);

/* Whether the text names `me` as a word of its own. */
bool text_mentions(const char *text, const char *me);

/* Whether `part`, in small letters of ASCII, is in the text, whatever its capitals. */
bool text_contains(const char *text, const char *part);

/* The next word from `at` on as dictionaries have words, with apostrophes inside; false: no more.
 */
bool text_next_letters(const char *text, size_t len, size_t at, size_t *start, size_t *end);

/* The text without capitals and accents, for looking in it; to be freed. */
char *text_fold(const char *text, size_t len);

/* The address a link opens: with https:// before one that says only www, mailto: before a mail's.
 */
void text_link(struct bytes *out, const char *text, size_t len);
