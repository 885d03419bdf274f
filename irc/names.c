#include "irc/names.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "irc/check.h"
#include "irc/utf8.h"

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
    char top = map == CASEMAP_ASCII || map == CASEMAP_UNICODE ? 'Z'
               : map == CASEMAP_RFC1459                       ? '^'
                                                              : ']';
    return c >= 'A' && c <= top ? (char)(c + 32) : c;
}

static utf8proc_int32_t small(utf8proc_int32_t code, void *context)
{
    (void)context;
    return utf8proc_tolower(code);
}

/* The caller frees; NULL: not UTF-8. */
static char *fold_unicode(const char *name)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t len =
        utf8proc_map_custom((const utf8proc_uint8_t *)name, 0, &out,
                            UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE, small, NULL);
    return len >= 0 ? (char *)out : NULL;
}

void names_fold(enum casemap map, char *out, size_t cap, const char *name)
{
    char *folded = map == CASEMAP_UNICODE && !utf8_is_ascii(name) ? fold_unicode(name) : NULL;
    if (folded) {
        copy_text(out, cap, folded);
        free(folded);
        return;
    }
    size_t len = 0;
    for (; name[len] && len + 1 < cap; len++) {
        out[len] = names_fold_char(map, name[len]);
    }
    out[len] = '\0';
}

bool names_equal(enum casemap map, const char *a, const char *b)
{
    if (map == CASEMAP_UNICODE && !(utf8_is_ascii(a) && utf8_is_ascii(b))) {
        char *one = fold_unicode(a), *other = fold_unicode(b);
        bool equal = strcmp(one ? one : a, other ? other : b) == 0;
        free(one);
        free(other);
        return equal;
    }
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
    const char *from = NULL; /* where the last star's match ends so far */
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
                text++; /* the whole character */
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
