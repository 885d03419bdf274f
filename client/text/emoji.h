#pragma once
/* The emoji of assets/emoji.txt, by name. All pointers are into it. */
#include <stdbool.h>
#include <stddef.h>

enum { EMOJI_MAX = 600 };

struct emoji {
    const char *text, *name, *names; /* name: between colons; names: with the other words for it */
    size_t len, name_len, names_len;
};

/* Those that have words beginning like those of the query ("": all), at most `max`; gives how many.
 */
int emoji_find(const char *query, struct emoji *out, int max);

/* The one of this name; false: there is none. */
bool emoji_named(const char *name, size_t len, struct emoji *out);
