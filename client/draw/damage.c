#include "client/draw/damage.h"

#include <stdlib.h>
#include <string.h>

#include "irc/check.h"

enum { CELL = 32, BLEED = 6 }; /* glyphs may slightly exceed their boxes */

void damage_finish(struct damage *m)
{
    free(m->cells);
    free(m->next);
    *m = (struct damage){0};
}

void damage_forget(struct damage *m)
{
    m->width = m->height = 0;
}

/* The area an item may draw in: the width of a text is unknown, but at most its number of bytes
 * times its type size. */
static struct rect ink(const struct draw_item *item)
{
    struct rect r = item->at;
    if (item->kind == DRAW_TEXT) {
        r.w = (int)item->text_len * type_styles[item->type].size;
        r = (struct rect){r.x - BLEED, r.y - BLEED, r.w + 2 * BLEED, r.h + 2 * BLEED};
    }
    return r;
}

static uint64_t mix(uint64_t h, uint64_t value)
{
    h = (h ^ value) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 29;
}

/* A hash of how an item looks, wherever its text is stored. */
static uint64_t hash_item(const struct draw *d, const struct draw_item *item, struct rect clip)
{
    struct draw_item plain = *item;
    plain.text = 0;
    uint64_t h = UINT64_C(0xCBF29CE484222325);
    const unsigned char *bytes = (const unsigned char *)&plain;
    for (size_t i = 0; i < sizeof plain; i += 4) {
        uint32_t four = 0;
        memcpy(&four, bytes + i, sizeof plain - i < 4 ? sizeof plain - i : 4);
        h = mix(h, four);
    }
    for (uint32_t i = 0; item->kind == DRAW_TEXT && i < item->text_len; i++) {
        h = mix(h, (unsigned char)d->text.data[item->text + i]);
    }
    h = mix(h, (uint64_t)(uint32_t)clip.x << 32 | (uint32_t)clip.y);
    return mix(h, (uint64_t)(uint32_t)clip.w << 32 | (uint32_t)clip.h);
}

static void mark(struct damage *m, struct rect at, uint64_t hash)
{
    struct rect r = rect_common(at, (struct rect){0, 0, m->width, m->height});
    if (r.w == 0 || r.h == 0) {
        return;
    }
    for (int y = r.y / CELL; y <= (r.y + r.h - 1) / CELL; y++) {
        for (int x = r.x / CELL; x <= (r.x + r.w - 1) / CELL; x++) {
            uint64_t *cell = &m->next[y * m->columns + x];
            *cell = mix(*cell, hash);
        }
    }
}

static void fill_cells(struct damage *m, const struct draw *d)
{
    struct rect all = {0, 0, m->width, m->height}, clip = all;
    memset(m->next, 0, (size_t)(m->columns * m->rows) * sizeof *m->next);
    for (int i = 0; i < d->count; i++) {
        const struct draw_item *item = &d->items[i];
        if (item->kind == DRAW_CLIP) {
            clip = item->at.w < 0 ? all : item->at;
        } else {
            mark(m, rect_common(ink(item), clip), hash_item(d, item, clip));
        }
    }
}

/* Runs of changed cells, joined with equally wide ones above. If there are too many, the whole
 * picture. */
static int collect(const struct damage *m, struct rect *out)
{
    int count = 0;
    for (int y = 0; y < m->rows; y++) {
        for (int x = 0; x < m->columns;) {
            int at = y * m->columns + x, wide = 0;
            while (x + wide < m->columns && m->cells[at + wide] != m->next[at + wide]) {
                wide++;
            }
            struct rect r = {x * CELL, y * CELL, wide * CELL, CELL};
            bool joined = false;
            for (int i = 0; wide && i < count && !joined; i++) {
                joined = out[i].x == r.x && out[i].w == r.w && out[i].y + out[i].h == r.y;
                out[i].h += joined ? CELL : 0;
            }
            if (wide && !joined && count == DAMAGE_RECTS) {
                out[0] = (struct rect){0, 0, m->width, m->height};
                return 1;
            }
            if (wide && !joined) {
                out[count++] = r;
            }
            x += wide ? wide : 1;
        }
    }
    return count;
}

/* Cells outside `within` keep their previous hash. */
static void keep_outside(struct damage *m, struct rect within)
{
    for (int i = 0; i < m->columns * m->rows; i++) {
        struct rect part = rect_common(
            (struct rect){i % m->columns * CELL, i / m->columns * CELL, CELL, CELL}, within);
        m->next[i] = part.w && part.h ? m->next[i] : m->cells[i];
    }
}

int damage_take(struct damage *m, const struct draw *d, int width, int height, struct rect within,
                struct rect *out)
{
    bool fresh = m->width != width || m->height != height;
    if (fresh) {
        m->width = width;
        m->height = height;
        m->columns = width / CELL + 1;
        m->rows = height / CELL + 1;
        size_t size = (size_t)(m->columns * m->rows) * sizeof *m->cells;
        m->cells = xrealloc(m->cells, size);
        m->next = xrealloc(m->next, size);
    }
    fill_cells(m, d);
    int count = 1;
    if (fresh) {
        out[0] = (struct rect){0, 0, width, height};
    } else {
        if (within.w) {
            keep_outside(m, within);
        }
        count = collect(m, out);
    }
    uint64_t *before = m->cells;
    m->cells = m->next;
    m->next = before;
    return count;
}
