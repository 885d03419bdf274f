#pragma once
/* Names of users and rooms: which are equal, which match a mask. */
#include <stdbool.h>
#include <stddef.h>

/* CASEMAP_UNICODE: lower case and normal form C, as RFC 8265 compares usernames
 * (UsernameCaseMapped). */
enum casemap { CASEMAP_ASCII, CASEMAP_RFC1459, CASEMAP_RFC1459_STRICT, CASEMAP_UNICODE };

/* The mapping that an ISUPPORT value names; ASCII for one we do not know. */
enum casemap names_casemap(const char *value);

/* Writes the folded form of `name` into `out` of `cap` bytes (cut to fit, terminated). */
void names_fold(enum casemap map, char *out, size_t cap, const char *name);
bool names_equal(enum casemap map, const char *a, const char *b);

/* The folded form of one byte; under CASEMAP_UNICODE only of an ASCII one. */
char names_fold_char(enum casemap map, char c);

/* Case-insensitive glob match: '*' any run, '?' any one character, '\' makes the next one literal.
 * Runs in O(mask * text). */
bool names_match(const char *mask, const char *text);
