#pragma once
/* The emoji of assets/emoji.txt, by name. All pointers point into that text. */
#include <stdbool.h>
#include <stddef.h>

enum { EMOJI_MAX = 600 };

struct emoji {
    const char *text, *name, *names; /* name: as used between colons; names: with its synonyms */
    size_t len, name_len, names_len;
};

/* Finds emoji with words that begin like those of the query ("": all); returns how many, at most
 * `max`. */
int emoji_find(const char *query, struct emoji *out, int max);

/* The emoji with this name; false: none. */
bool emoji_named(const char *name, size_t len, struct emoji *out);
