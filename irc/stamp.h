#pragma once
/* Timestamps: milliseconds since 1970-01-01 UTC, and their text in server-time tags.
 * https://ircv3.net/specs/extensions/server-time */
#include <stdbool.h>
#include <stdint.h>

enum { STAMP_CAP = 32 };

struct civil {
    int year, month, day; /* month and day from 1 */
    int hour, minute, second, ms;
    int weekday; /* 0 Sunday */
};

struct civil stamp_civil(int64_t ms);

/* A moment that somebody else named, kept within what can be written: 1970 to 9999. */
int64_t stamp_sane(int64_t ms);

/* "2026-11-21T10:14:03.120Z" into `out` of STAMP_CAP bytes. */
void stamp_format(int64_t ms, char *out);

/* False, with *ms unchanged, when `text` is not such a timestamp. */
bool stamp_parse(const char *text, int64_t *ms);
