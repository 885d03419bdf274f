#include "irc/query.h"

#include <stdbool.h>
#include <string.h>

#include "irc/bytes.h"

/* Whether the query has this word already. */
static bool has_word(const char *query, const char *word)
{
    return query && strstr(query, word);
}

void query_write(struct bytes *out, const char *words)
{
    size_t before = out->len;
    int count = 0;
    for (words += strspn(words, " \""); *words && count < QUERY_WORDS_MAX;
         words += strspn(words, " \"")) {
        size_t len = strcspn(words, " \"");
        struct bytes word = {0};
        bytes_format(&word, "\"%.*s\"*", (int)len, words);
        if (!has_word(out->len > before ? out->data + before : NULL, word.data)) {
            bytes_format(out, "%s%s", out->len > before ? " " : "", word.data);
            count++;
        }
        bytes_finish(&word);
        words += len;
    }
}
