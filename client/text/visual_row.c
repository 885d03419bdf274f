#include "client/text/visual_row.h"

#include <fribidi.h>
#include <stdlib.h>
#include <string.h>

#include "client/text/text.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/utf8.h"

/* Hebrew is the first right-to-left script: most texts have no such bytes. */
static bool may_be_rtl(const char *text, size_t len)
{
    enum { HEBREW_LEAD = 0xD6 };
    for (size_t i = 0; i < len; i++) {
        if ((unsigned char)text[i] >= HEBREW_LEAD) {
            return true;
        }
    }
    return false;
}

/* The text as code points, and the byte each begins at; both freed by the caller. */
static int decode(const char *text, size_t len, FriBidiChar **codes, size_t **places)
{
    int count = 0;
    *codes = xmalloc((len + 1) * sizeof **codes);
    *places = xmalloc((len + 1) * sizeof **places);
    for (size_t at = 0; at < len;) {
        uint32_t code;
        (*places)[count] = at;
        at += utf8_decode(text + at, len - at, &code);
        (*codes)[count++] = code;
    }
    (*places)[count] = len;
    return count;
}

/* The embedding level of each byte; NULL if all text is left to right. */
static unsigned char *levels_of(const char *text, size_t len)
{
    FriBidiChar *codes;
    size_t *places;
    if (!may_be_rtl(text, len)) {
        return NULL;
    }
    int count = decode(text, len, &codes, &places);
    FriBidiCharType *types = xmalloc((size_t)(count + 1) * sizeof *types);
    FriBidiBracketType *brackets = xmalloc((size_t)(count + 1) * sizeof *brackets);
    FriBidiLevel *levels = xmalloc((size_t)(count + 1) * sizeof *levels);
    FriBidiParType base = FRIBIDI_PAR_ON;
    fribidi_get_bidi_types(codes, count, types);
    fribidi_get_bracket_types(codes, count, types, brackets);
    FriBidiLevel most = fribidi_get_par_embedding_levels_ex(types, brackets, count, &base, levels);
    unsigned char *bytes = most > 1 ? xcalloc(len + 1, 1) : NULL;
    for (int i = 0; bytes && i < count; i++) {
        memset(bytes + places[i], levels[i], places[i + 1] - places[i]);
    }
    free(codes);
    free(places);
    free(types);
    free(brackets);
    free(levels);
    return bytes;
}

bool visual_row_is_rtl(const char *text, size_t len)
{
    FriBidiChar *codes;
    size_t *places;
    if (!may_be_rtl(text, len)) {
        return false;
    }
    int count = decode(text, len, &codes, &places);
    FriBidiCharType *types = xmalloc((size_t)(count + 1) * sizeof *types);
    fribidi_get_bidi_types(codes, count, types);
    bool rtl = FRIBIDI_IS_RTL(fribidi_get_par_direction(types, count));
    free(codes);
    free(places);
    free(types);
    return rtl;
}

static void add_piece(struct visual_row *r, size_t start, size_t end, int run, bool rtl)
{
    if (r->count < PIECES_MAX && start < end) {
        r->pieces[r->count++] = (struct piece){
            .start = start,
            .end = end,
            .run = run,
            .rtl = rtl,
            .w = r->ruler->width(r->ruler, r->runs[run].type, r->text + start, end - start)};
    }
}

/* Classes of characters in right-to-left text: spaces, other ASCII, everything else. */
static int class_of(char c)
{
    return c == ' ' ? 0 : (unsigned char)c < 0x80 ? 1 : 2;
}

/* Where the piece at `at` ends: where the level changes; in right-to-left text also after each word
 * and sign, because a face would draw the words from left to right. */
static size_t piece_end(const char *text, const unsigned char *levels, size_t at, size_t end)
{
    size_t i = at;
    int first = class_of(text[at]);
    while (i < end && levels[i] == levels[at] &&
           (levels[at] % 2 == 0 || class_of(text[i]) == first)) {
        i++;
    }
    return i;
}

/* Reverses runs of each level or higher, from the highest down to the lowest odd one (UAX #9,
 * L2). */
static void reorder(struct visual_row *r, const unsigned char *levels)
{
    int most = 0;
    for (int i = 0; i < r->count; i++) {
        int level = levels[r->pieces[i].start];
        most = level > most ? level : most;
    }
    for (; most > 0; most--) {
        for (int i = 0; i < r->count; i++) {
            int end = i;
            while (end < r->count && levels[r->pieces[end].start] >= most) {
                end++;
            }
            for (int a = i, b = end - 1; a < b; a++, b--) {
                struct piece piece = r->pieces[a];
                r->pieces[a] = r->pieces[b];
                r->pieces[b] = piece;
            }
            i = end > i ? end : i;
        }
    }
}

void visual_row_take(struct visual_row *r, const struct ruler *ruler, const char *text, size_t len,
                     const struct wrap_run *runs, int run_count, struct wrap_row at)
{
    unsigned char *levels = levels_of(text, len);
    *r = (struct visual_row){.ruler = ruler, .text = text, .runs = runs};
    for (int i = 0; i < run_count; i++) {
        size_t start = runs[i].start > at.start ? runs[i].start : at.start;
        size_t end = runs[i].end < at.end ? runs[i].end : at.end;
        while (start < end) {
            size_t stop = levels ? piece_end(text, levels, start, end) : end;
            add_piece(r, start, stop, i, levels && levels[start] % 2);
            start = stop;
        }
    }
    if (levels) {
        reorder(r, levels);
    }
    for (int i = 0; i < r->count; i++) {
        r->pieces[i].x = r->w;
        r->w += r->pieces[i].w;
    }
    free(levels);
}

static int width(const struct visual_row *r, const struct piece *p, size_t start, size_t end)
{
    return r->ruler->width(r->ruler, r->runs[p->run].type, r->text + start, end - start);
}

size_t visual_row_byte_at(const struct visual_row *r, struct wrap_row at, int x)
{
    const struct piece *p = NULL;
    for (int i = 0; i < r->count; i++) {
        p = &r->pieces[i];
        if (x < p->x + p->w) {
            break;
        }
    }
    if (!p) {
        return at.start;
    }
    int into = p->rtl ? p->x + p->w - x : x - p->x;
    size_t byte = p->start;
    while (byte < p->end) {
        size_t next = text_next(r->text, p->end, byte);
        if (into < (width(r, p, p->start, byte) + width(r, p, p->start, next)) / 2) {
            break;
        }
        byte = next;
    }
    return byte;
}

int visual_row_x_of(const struct visual_row *r, size_t at)
{
    int x = 0;
    for (int i = 0; i < r->count; i++) {
        const struct piece *p = &r->pieces[i];
        if (at >= p->start && at <= p->end) {
            int into = width(r, p, p->start, at);
            x = p->rtl ? p->x + p->w - into : p->x + into;
            if (at < p->end) {
                return x;
            }
        }
    }
    return x;
}

bool visual_row_part(const struct visual_row *r, const struct piece *p, size_t start, size_t end,
                     int *x, int *w)
{
    start = start > p->start ? start : p->start;
    end = end < p->end ? end : p->end;
    if (start >= end) {
        return false;
    }
    int from = width(r, p, p->start, start), to = width(r, p, p->start, end);
    *x = p->rtl ? p->x + p->w - to : p->x + from;
    *w = to - from;
    return true;
}

void visual_row_shown(const struct visual_row *r, const struct piece *p, struct bytes *out)
{
    static const char mirrors[] = "()[]{}<>";
    const char *text = r->text + p->start;
    size_t len = p->end - p->start;
    if (!p->rtl || class_of(text[0]) != 1) {
        bytes_add(out, text, len); /* faces reorder letters of such scripts */
        return;
    }
    for (size_t i = len; i-- > 0;) {
        const char *mirror = strchr(mirrors, text[i]);
        bytes_char(out, mirror ? mirrors[(mirror - mirrors) ^ 1] : text[i]);
    }
}
