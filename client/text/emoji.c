#include "client/text/emoji.h"

#include <stdlib.h>
#include <string.h>

#include "client/base/assets.h"
#include "client/text/text.h"
#include "irc/check.h"

/* The next one from *at on, which begins as NULL; false: no more. */
static bool emoji_next(const char **at, struct emoji *out)
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

int emoji_find(const char *query, struct emoji *out, int max)
{
    const char *at = NULL;
    int count = 0;
    query += strspn(query, " :");
    while (count < max && emoji_next(&at, &out[count])) {
        char *names = xstrndup(out[count].names, out[count].names_len);
        count += !*query || text_has_words(names, query);
        free(names);
    }
    return count;
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
