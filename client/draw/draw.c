#include "client/draw/draw.h"

#include <stdlib.h>
#include <string.h>

#include "client/draw/icon.h"
#include "irc/check.h"

const struct type_style type_styles[TYPE_COUNT] = {
    [TYPE_TITLE] = {"title", 20, 28, 21, true, false, false},
    [TYPE_BODY] = {"body", 15, 24, 17, false, false, false},
    [TYPE_STRONG] = {"strong", 15, 24, 17, true, false, false},
    [TYPE_NAME] = {"name", 15, 20, 15, true, false, false},
    [TYPE_SMALL] = {"small", 13, 20, 15, false, false, false},
    [TYPE_LABEL] = {"label", 13, 20, 15, true, false, false},
    [TYPE_CODE] = {"code", 13, 20, 15, false, true, false},
    [TYPE_ITALIC] = {"italic", 15, 24, 17, false, false, true},
    [TYPE_STRONG_ITALIC] = {"strong-italic", 15, 24, 17, true, false, true},
    [TYPE_CODE_BIG] = {"code-big", 15, 24, 17, false, true, false},
};

int ruler_width(const struct ruler *r, enum type type, const char *text)
{
    return r->width(r, type, text, strlen(text));
}

void draw_start(struct draw *d)
{
    d->count = d->hit_count = 0;
    d->clip_count = 0;
    d->caret = (struct rect){0};
    bytes_clear(&d->text);
    bytes_char(&d->text, '\0'); /* offset 0 means none */
}

void draw_finish(struct draw *d)
{
    free(d->items);
    free(d->hits);
    bytes_finish(&d->text);
    *d = (struct draw){0};
}

static struct draw_item *add(struct draw *d, enum draw_kind kind, struct rect at)
{
    if (d->count == d->cap) {
        d->cap = d->cap ? d->cap * 2 : 256;
        d->items = xrealloc(d->items, (size_t)d->cap * sizeof *d->items);
    }
    struct draw_item *item = &d->items[d->count++];
    memset(item, 0, sizeof *item);
    item->kind = kind;
    item->at = at;
    return item;
}

void draw_shape(struct draw *d, struct rect at, const int radius[4], enum color fill)
{
    struct draw_item *item = add(d, DRAW_BOX, at);
    int most = (at.w < at.h ? at.w : at.h) / 2;
    for (int i = 0; i < 4; i++) {
        item->radius[i] = radius[i] > most ? most : radius[i];
    }
    item->color = fill;
}

void draw_border(struct draw *d, struct rect at, int radius, enum color fill, int width,
                 enum color border)
{
    const int all[4] = {radius, radius, radius, radius};
    draw_shape(d, at, all, fill);
    d->items[d->count - 1].border = width;
    d->items[d->count - 1].border_color = border;
}

void draw_box(struct draw *d, struct rect at, int radius, enum color fill)
{
    draw_border(d, at, radius, fill, 0, COLOR_NONE);
}

void draw_rect(struct draw *d, struct rect at, enum color fill)
{
    draw_box(d, at, 0, fill);
}

void draw_text(struct draw *d, int x, int y, enum type type, enum color color, const char *text,
               size_t len)
{
    if (len == 0) {
        return;
    }
    struct draw_item *item = add(d, DRAW_TEXT, (struct rect){x, y, 0, type_styles[type].line});
    item->type = type;
    item->color = color;
    item->text = (uint32_t)d->text.len;
    item->text_len = (uint32_t)len;
    bytes_add(&d->text, text, len);
    bytes_char(&d->text, '\0');
}

void draw_on(struct draw *d, int ground)
{
    if (d->count > 0 && d->items[d->count - 1].kind == DRAW_TEXT) {
        d->items[d->count - 1].border_color = ground;
    }
}

void draw_icon(struct draw *d, int x, int y, int size, int icon, enum color color)
{
    struct draw_item *item = add(d, DRAW_ICON, (struct rect){x, y, size, size});
    item->type = icon;
    item->color = color;
}

void draw_clip(struct draw *d, struct rect at)
{
    CHECK(d->clip_count < DRAW_CLIPS);
    at = d->clip_count ? rect_common(at, d->clips[d->clip_count - 1]) : at;
    if (at.w <= 0 || at.h <= 0) {
        at = (struct rect){-2, -2, 1, 1}; /* nothing: an empty one would be none at all */
    }
    d->clips[d->clip_count++] = at;
    add(d, DRAW_CLIP, at);
}

void draw_unclip(struct draw *d)
{
    CHECK(d->clip_count > 0);
    d->clip_count--;
    add(d, DRAW_CLIP, d->clip_count ? d->clips[d->clip_count - 1] : (struct rect){0, 0, -1, -1});
}

void draw_hit(struct draw *d, struct rect at, int action, int arg, const char *text)
{
    if (d->clip_count) {
        at = rect_common(at, d->clips[d->clip_count - 1]);
    }
    if (at.w <= 0 || at.h <= 0) {
        return;
    }
    if (d->hit_count == d->hit_cap) {
        d->hit_cap = d->hit_cap ? d->hit_cap * 2 : 64;
        d->hits = xrealloc(d->hits, (size_t)d->hit_cap * sizeof *d->hits);
    }
    uint32_t place = 0;
    if (text) {
        place = (uint32_t)d->text.len;
        bytes_add(&d->text, text, strlen(text) + 1);
    }
    d->hits[d->hit_count++] = (struct hit){at, action, arg, place};
}

const struct hit *draw_find(const struct draw *d, int x, int y)
{
    for (int i = d->hit_count - 1; i >= 0; i--) {
        if (rect_has(d->hits[i].at, x, y)) {
            return &d->hits[i];
        }
    }
    return NULL;
}

static uint64_t mix(uint64_t h, const void *data, size_t len)
{
    const unsigned char *at = data;
    for (; len >= 8; len -= 8, at += 8) {
        uint64_t eight;
        memcpy(&eight, at, 8);
        h = (h ^ eight) * UINT64_C(0x9E3779B97F4A7C15);
        h ^= h >> 29;
    }
    for (; len > 0; len--, at++) {
        h = (h ^ *at) * UINT64_C(0x100000001B3);
    }
    return h;
}

uint64_t draw_hash(const struct draw *d)
{
    uint64_t h = mix(UINT64_C(0xCBF29CE484222325), d->items, (size_t)d->count * sizeof *d->items);
    return mix(h, d->text.data, d->text.len);
}

static void dump_item(const struct draw *d, const struct draw_item *item, struct bytes *out)
{
    char color[24], border[24];
    theme_name((enum color)item->color, color);
    theme_name((enum color)item->border_color, border);
    struct rect r = item->at;
    switch (item->kind) {
    case DRAW_BOX:
        bytes_format(out, "box %d %d %d %d %s", r.x, r.y, r.w, r.h, color);
        if (item->radius[0] || item->radius[1] || item->radius[2] || item->radius[3]) {
            bytes_format(out, " r%d,%d,%d,%d", item->radius[0], item->radius[1], item->radius[2],
                         item->radius[3]);
        }
        if (item->border) {
            bytes_format(out, " border %d %s", item->border, border);
        }
        break;
    case DRAW_TEXT:
        bytes_format(out, "text %d %d %s %s \"%.*s\"", r.x, r.y, type_styles[item->type].name,
                     color, (int)item->text_len, d->text.data + item->text);
        break;
    case DRAW_ICON:
        bytes_format(out, "icon %d %d %d %s %s", r.x, r.y, r.w, icon_name((enum icon)item->type),
                     color);
        break;
    case DRAW_CLIP:
        if (r.w < 0) {
            bytes_text(out, "unclip");
        } else {
            bytes_format(out, "clip %d %d %d %d", r.x, r.y, r.w, r.h);
        }
        break;
    }
    bytes_char(out, '\n');
}

void draw_dump(const struct draw *d, struct bytes *out)
{
    for (int i = 0; i < d->count; i++) {
        dump_item(d, &d->items[i], out);
    }
}
