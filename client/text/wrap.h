#pragma once
/* Breaks text into rows of a given width: after spaces, and inside a word only if it does not fit
 * in a row of its own. Parts of the text may differ in type. */
#include <stddef.h>

#include "client/draw/draw.h"

struct wrap_run {
    size_t start, end; /* bytes; runs follow each other without gaps */
    enum type type;
};

struct wrap_row {
    size_t start, end; /* bytes; spaces and line ends at a break are in no row */
};

/* Returns the number of rows (at least 1) and fills the first `max` of them. A '\n' ends a row. */
int wrap_text(const struct ruler *ruler, const char *text, size_t len, const struct wrap_run *runs,
              int run_count, int width, struct wrap_row *rows, int max);

/* Width of text[start..end) over the runs it crosses. */
int wrap_width(const struct ruler *ruler, const char *text, const struct wrap_run *runs,
               int run_count, size_t start, size_t end);

/* The length of the longest beginning of `text` that fits `width` with "…" after it; `len` if all
 * of it fits without. */
size_t wrap_fit(const struct ruler *ruler, enum type type, const char *text, size_t len, int width);
