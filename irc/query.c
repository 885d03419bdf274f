#include "irc/query.h"

#include <string.h>

#include "irc/bytes.h"

void query_write(struct bytes *out, const char *words)
{
    size_t before = out->len;
    for (words += strspn(words, " \""); *words; words += strspn(words, " \"")) {
        size_t len = strcspn(words, " \"");
        bytes_format(out, "%s\"%.*s\"*", out->len > before ? " " : "", (int)len, words);
        words += len;
    }
}
