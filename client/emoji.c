#include "client/emoji.h"

#include <stdlib.h>
#include <string.h>

#include "client/assets.h"
#include "client/text.h"
#include "irc/check.h"

bool emoji_next(const char **at, struct emoji *out)
{
    const char *line = *at ? *at : asset_text("emoji.txt");
    while (*line == '#' || *line == '\n') {
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    size_t len = strcspn(line, "\n");
    *out = (struct emoji){.text = line, .len = strcspn(line, " \n")};
    *at = line + len;
    if (len == out->len) {
        return false;
    }
    out->name = out->names = line + out->len + 1;
    out->name_len = strcspn(out->name, " \n");
    out->names_len = len - out->len - 1;
    return true;
}

bool emoji_find(const char *query, int n, struct emoji *out)
{
    const char *at = NULL;
    query += strspn(query, " :");
    while (emoji_next(&at, out)) {
        char *names = xstrndup(out->names, out->names_len);
        bool fits = !*query || text_has_words(names, query);
        free(names);
        if (fits && n-- == 0) {
            return true;
        }
    }
    return false;
}

bool emoji_named(const char *name, size_t len, struct emoji *out)
{
    const char *at = NULL;
    while (emoji_next(&at, out)) {
        /* any of its names in English: +1 is thumbsup too */
        for (const char *word = out->name; *word != '|' && *word != '\n';) {
            size_t size = strcspn(word, " \n");
            if (size == len && memcmp(word, name, len) == 0) {
                return true;
            }
            word += size + (word[size] == ' ');
        }
    }
    return false;
}
