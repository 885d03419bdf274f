#include "client/wrap.h"

#include <stdbool.h>
#include <string.h>

#include "client/text.h"

struct wrapping {
    const struct ruler *ruler;
    const char *text;
    size_t len;
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
    if (end == next) { /* the spaces that were broken at are in no row */
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

int wrap_text(const struct ruler *ruler, const char *text, size_t len, const struct wrap_run *runs,
              int run_count, int width, struct wrap_row *rows, int max)
{
    struct wrapping w = {ruler, text, len, runs, run_count, width, rows, max, 0, 0, 0};
    size_t at = 0;
    while (at < len) {
        if (text[at] == '\n') {
            end_row(&w, at, at + 1);
            at++;
            continue;
        }
        size_t end = at;
        while (end < len && text[end] != ' ' && text[end] != '\n') {
            end++;
        }
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
    while (low < high) { /* the longest that fits, by halves, then moved to a grapheme's edge */
        size_t middle = (low + high + 1) / 2;
        if (ruler->width(ruler, type, text, middle) <= room) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    size_t at = 0, next;
    while ((next = text_next(text, len, at)) <= low) {
        at = next;
    }
    return at;
}
