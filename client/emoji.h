#pragma once
/* The emoji one can choose or write as :name:, out of assets/emoji.txt. All pointers are into it. */
#include <stdbool.h>
#include <stddef.h>

struct emoji {
    const char *text, *name, *names; /* name: between colons; names: with the other words for it */
    size_t len, name_len, names_len;
};

/* The next one from *at on, which begins as NULL; false: no more. */
bool emoji_next(const char **at, struct emoji *out);

/* The n-th of those that have words beginning like those of the query ("": of all). */
bool emoji_find(const char *query, int n, struct emoji *out);

/* The one of this name; false: there is none. */
bool emoji_named(const char *name, size_t len, struct emoji *out);
