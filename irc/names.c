#include "irc/names.h"

#include <string.h>

enum casemap names_casemap(const char *value)
{
    if (strcmp(value, "rfc1459") == 0) {
        return CASEMAP_RFC1459;
    }
    if (strcmp(value, "rfc1459-strict") == 0 || strcmp(value, "strict-rfc1459") == 0) {
        return CASEMAP_RFC1459_STRICT;
    }
    return CASEMAP_ASCII;
}

char names_fold_char(enum casemap map, char c)
{
    char top = map == CASEMAP_ASCII ? 'Z' : map == CASEMAP_RFC1459 ? '^' : ']';
    return c >= 'A' && c <= top ? (char)(c + 32) : c;
}

void names_fold(enum casemap map, char *out, size_t cap, const char *name)
{
    size_t len = 0;
    for (; name[len] && len + 1 < cap; len++) {
        out[len] = names_fold_char(map, name[len]);
    }
    out[len] = '\0';
}

bool names_equal(enum casemap map, const char *a, const char *b)
{
    for (; *a && names_fold_char(map, *a) == names_fold_char(map, *b); a++, b++) {
    }
    return names_fold_char(map, *a) == names_fold_char(map, *b);
}

static bool same(char a, char b)
{
    return names_fold_char(CASEMAP_ASCII, a) == names_fold_char(CASEMAP_ASCII, b);
}

bool names_match(const char *mask, const char *text)
{
    const char *star = NULL;
    const char *from = NULL; /* where the last star's run ends for now */
    while (*text) {
        if (*mask == '*') {
            star = mask++;
            from = text;
        } else if (*mask == '\\' && mask[1] && same(mask[1], *text)) {
            mask += 2;
            text++;
        } else if (*mask == '?') {
            mask++;
            do {
                text++; /* the whole of a character */
            } while (((unsigned char)*text & 0xC0) == 0x80);
        } else if (*mask && *mask != '\\' && same(*mask, *text)) {
            mask++;
            text++;
        } else if (star) {
            mask = star + 1;
            text = ++from;
        } else {
            return false;
        }
    }
    while (*mask == '*') {
        mask++;
    }
    return *mask == '\0';
}
