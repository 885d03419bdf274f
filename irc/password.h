#pragma once
/* Passwords as both sides must normalize them before hashing (PRECIS). */
#include <stdbool.h>

enum { PASSWORD_MAX = 300 }; /* bytes, without the NUL */

/* Unicode normal form NFKC, other spaces as spaces (after SASLprep), into `out` of PASSWORD_MAX
 * + 1. False when it is empty, too long, or holds control characters. */
bool password_prepare(const char *password, char *out);

/* Whether they are equal; timing does not tell where they differ. */
bool password_equal(const char *given, const char *right);
