#include "client/text/wrap.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "client/text/text.h"
#include "irc/utf8.h"

struct wrapping {
    const struct ruler *ruler;
    const char *text;
    const struct wrap_run *runs;
    int run_count;
    int width;
    struct wrap_row *rows;
    int max, count;
    size_t row_start; /* of the row being filled */
    int used;         /* its width so far */
};

int wrap_width(const struct ruler *ruler, const char *text, const struct wrap_run *runs,
               int run_count, size_t start, size_t end)
{
    int width = 0;
    for (int i = 0; i < run_count && runs[i].start < end; i++) {
        size_t from = runs[i].start > start ? runs[i].start : start;
        size_t to = runs[i].end < end ? runs[i].end : end;
        if (from < to) {
            width += ruler->width(ruler, runs[i].type, text + from, to - from);
        }
    }
    return width;
}

static int measure(const struct wrapping *w, size_t start, size_t end)
{
    return wrap_width(w->ruler, w->text, w->runs, w->run_count, start, end);
}

static void end_row(struct wrapping *w, size_t end, size_t next)
{
    if (end == next) { /* spaces at the break are in no row */
        while (end > w->row_start && w->text[end - 1] == ' ') {
            end--;
        }
    }
    if (w->count < w->max) {
        w->rows[w->count] = (struct wrap_row){w->row_start, end};
    }
    w->count++;
    w->row_start = next;
    w->used = 0;
}

/* A word that no row can hold is broken between graphemes. */
static void break_word(struct wrapping *w, size_t start, size_t end)
{
    for (size_t at = start; at < end;) {
        size_t next = text_next(w->text, end, at);
        int more = measure(w, at, next);
        if (w->used + more > w->width && at > w->row_start) {
            end_row(w, at, at);
        }
        w->used += more;
        at = next;
    }
}

static void place_word(struct wrapping *w, size_t start, size_t end)
{
    size_t visible = end;
    while (visible > start && w->text[visible - 1] == ' ') {
        visible--;
    }
    int word = measure(w, start, visible);
    if (w->used + word > w->width && start > w->row_start) {
        end_row(w, start, start);
    }
    if (word > w->width) {
        break_word(w, start, end);
    } else {
        w->used += visible < end ? measure(w, start, end) : word;
    }
}

/* Letters between which a row may break without a space: Chinese, Japanese and Yi. */
static bool is_wide(uint32_t c)
{
    return (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xFF00 && c <= 0xFF60) || (c >= 0x20000 && c <= 0x3FFFF);
}

static bool is_among(uint32_t c, const uint16_t *list, size_t count)
{
    size_t i = 0;
    while (i < count && list[i] != c) {
        i++;
    }
    return i < count;
}

/* Whether a row may break here: not before what closes, or belongs to the letter before, and not
 * after what opens. */
static bool breaks_between(uint32_t before, uint32_t after)
{
    static const uint16_t closing[] = {
        '!',    '%',    ')',    ',',    '.',    ':',    ';',    '?',    ']',    '}',
        '\'',   '"',    0x2019, 0x201D, 0x2026, 0x3001, 0x3002, 0x3005, 0x3009, 0x300B,
        0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049,
        0x3063, 0x3083, 0x3085, 0x3087, 0x308E, 0x3099, 0x309A, 0x309B, 0x309C, 0x309D,
        0x309E, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3, 0x30E5, 0x30E7,
        0x30EE, 0x30FB, 0x30FC, 0x30FD, 0x30FE, 0xFE0E, 0xFE0F, 0xFF01, 0xFF05, 0xFF09,
        0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D, 0xFF60, 0x200D};
    static const uint16_t opening[] = {'(',    '[',    '{',    0x2018, 0x201C, 0x3008,
                                       0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016,
                                       0xFF08, 0xFF3B, 0xFF5B, 0x200D};
    return (is_wide(before) || is_wide(after)) &&
           !is_among(after, closing, sizeof closing / sizeof *closing) &&
           !is_among(before, opening, sizeof opening / sizeof *opening);
}

/* The end of the unbreakable text at `at`: before a space, or between such letters. */
static size_t word_end(const char *text, size_t len, size_t at)
{
    uint32_t before = 0;
    while (at < len && text[at] != ' ' && text[at] != '\n') {
        uint32_t code = (unsigned char)text[at];
        size_t size = 1;
        if (code >= 0x80) {
            size = utf8_decode(text + at, len - at, &code);
        }
        if (before && code != ' ' && breaks_between(before, code)) {
            return at;
        }
        before = code;
        at += size;
    }
    return at;
}

int wrap_text(const struct ruler *ruler, const char *text, size_t len, const struct wrap_run *runs,
              int run_count, int width, struct wrap_row *rows, int max)
{
    struct wrapping w = {ruler, text, runs, run_count, width, rows, max, 0, 0, 0};
    size_t at = 0;
    while (at < len) {
        if (text[at] == '\n') {
            end_row(&w, at, at + 1);
            at++;
            continue;
        }
        size_t end = word_end(text, len, at);
        while (end < len && text[end] == ' ') {
            end++;
        }
        place_word(&w, at, end);
        at = end;
    }
    if (w.count < max) {
        rows[w.count] = (struct wrap_row){w.row_start, len};
    }
    return w.count + 1;
}

size_t wrap_fit(const struct ruler *ruler, enum type type, const char *text, size_t len, int width)
{
    if (ruler->width(ruler, type, text, len) <= width) {
        return len;
    }
    int room = width - ruler_width(ruler, type, "…");
    size_t low = 0, high = len;
    while (low < high) { /* binary search, then back to a grapheme boundary */
        size_t middle = (low + high + 1) / 2;
        if (ruler->width(ruler, type, text, middle) <= room) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    size_t at = 0, next;
    while (at < low && (next = text_next(text, len, at)) <= low) {
        at = next;
    }
    return at;
}
