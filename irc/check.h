#pragma once
/* Our own bugs, and lack of memory, abort the program and report the location. Untrusted input
 * never reaches this: it is bounded and handled before. */
#include <stddef.h>

#define CHECK(cond) ((cond) ? (void)0 : check_failed(#cond, __FILE__, __LINE__))
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

_Noreturn void check_failed(const char *what, const char *file, int line);

/* Never return NULL. The caller frees. */
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t size);
char *xstrdup(const char *text);
char *xstrndup(const char *text, size_t len);

/* Copies `text` into `out` of `cap` bytes, cut at a character boundary, always terminated. */
void copy_text(char *out, size_t cap, const char *text);
