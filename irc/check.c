#include "irc/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/utf8.h"

_Noreturn void check_failed(const char *what, const char *file, int line)
{
    fprintf(stderr, "%s:%d: this must hold and does not: %s\n", file, line, what);
    abort();
}

static void *need(void *memory)
{
    if (!memory) {
        fputs("out of memory\n", stderr);
        abort();
    }
    return memory;
}

void *xmalloc(size_t size)
{
    return need(malloc(size ? size : 1));
}

void *xcalloc(size_t count, size_t size)
{
    return need(calloc(count ? count : 1, size ? size : 1));
}

void *xrealloc(void *old, size_t size)
{
    return need(realloc(old, size ? size : 1));
}

char *xstrdup(const char *text)
{
    return xstrndup(text, strlen(text));
}

char *xstrndup(const char *text, size_t len)
{
    char *copy = xmalloc(len + 1);
    memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

void copy_text(char *out, size_t cap, const char *text)
{
    CHECK(cap > 0);
    size_t len = utf8_cut(text, strlen(text), cap - 1);
    memmove(out, text, len);
    out[len] = '\0';
}
