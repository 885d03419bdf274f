#include "client/sys/paint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "client/base/assets.h"
#include "client/draw/icon.h"
#include "client/sys/font.h"
#include "irc/check.h"

enum { ATLAS_PX = 1024, KEY_MAX = 600, GAP = 1 };

/* A picture in the atlas. */
struct slot {
    char *key;
    SDL_Rect at;
    int above;   /* of a run: its top over the baseline */
    int advance; /* of a run: its width */
    UT_hash_handle hh;
};

struct paint {
    SDL_Renderer *renderer;
    struct fonts *fonts;
    const struct theme *theme;
    double scale;
    SDL_Texture *atlas;
    int atlas_px;
    int x, y, row_h; /* where the next picture goes */
    SDL_Rect only;   /* nothing outside it is drawn; w 0: everything is */
    struct slot *slots;
};

struct paint *paint_new(SDL_Renderer *renderer)
{
    struct paint *p = xcalloc(1, sizeof *p);
    p->renderer = renderer;
    return p;
}

/* --- the atlas --- */

static void forget(struct paint *p)
{
    struct slot *s, *next;
    HASH_ITER(hh, p->slots, s, next)
    {
        HASH_DEL(p->slots, s);
        free(s->key);
        free(s);
    }
    p->x = p->y = p->row_h = 0;
}

static void make_atlas(struct paint *p)
{
    int px = (int)(ATLAS_PX * ceil(p->scale));
    if (p->atlas && p->atlas_px == px) {
        return;
    }
    SDL_DestroyTexture(p->atlas);
    p->atlas =
        SDL_CreateTexture(p->renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC, px, px);
    p->atlas_px = px;
    SDL_SetTextureBlendMode(p->atlas, SDL_BLENDMODE_BLEND);
}

void paint_set(struct paint *p, struct fonts *fonts, const struct theme *theme, double scale)
{
    p->fonts = fonts;
    p->theme = theme;
    p->scale = scale;
    forget(p);
    make_atlas(p);
}

void paint_free(struct paint *p)
{
    forget(p);
    SDL_DestroyTexture(p->atlas);
    free(p);
}

void paint_target(struct paint *p, SDL_Renderer *renderer)
{
    forget(p);
    SDL_DestroyTexture(p->atlas); /* of the previous renderer, which still exists */
    p->atlas = NULL;
    p->renderer = renderer;
    make_atlas(p);
}

static struct slot *find_slot(struct paint *p, const char *key, size_t len)
{
    struct slot *s;
    HASH_FIND(hh, p->slots, key, (unsigned)len, s);
    return s;
}

static bool has_ink(const SDL_Surface *s, int y)
{
    const uint32_t *row =
        (const uint32_t *)(const void *)((const char *)s->pixels + (ptrdiff_t)y * s->pitch);
    int x = 0;
    while (x < s->w && row[x] >> 24 == 0) {
        x++;
    }
    return x < s->w;
}

/* The rows from the first to the last with ink: blending costs by the pixel, and letters fill half
 * of a line. */
static SDL_Rect inked(const SDL_Surface *s)
{
    int top = 0, bottom = s->h;
    while (top < bottom && !has_ink(s, top)) {
        top++;
    }
    while (bottom > top && !has_ink(s, bottom - 1)) {
        bottom--;
    }
    return (SDL_Rect){0, top, s->w, bottom - top};
}

/* Adds a part of a picture to the atlas; when that is full it is emptied, and refilled as
 * needed. */
static struct slot *put_slot(struct paint *p, const char *key, size_t len,
                             const SDL_Surface *picture, SDL_Rect part)
{
    int w = part.w > p->atlas_px ? p->atlas_px : part.w;
    int h = part.h > p->atlas_px ? p->atlas_px : part.h;
    if (p->x + w > p->atlas_px) {
        p->x = 0;
        p->y += p->row_h + GAP;
        p->row_h = 0;
    }
    if (p->y + h > p->atlas_px) {
        forget(p);
    }
    struct slot *s = xcalloc(1, sizeof *s);
    s->key = xmalloc(len);
    memcpy(s->key, key, len);
    s->at = (SDL_Rect){p->x, p->y, w, h};
    SDL_UpdateTexture(p->atlas, &s->at,
                      (const char *)picture->pixels + (ptrdiff_t)part.y * picture->pitch,
                      picture->pitch);
    HASH_ADD_KEYPTR(hh, p->slots, s->key, (unsigned)len, s);
    p->x += w + GAP;
    p->row_h = h > p->row_h ? h : p->row_h;
    return s;
}

static void copy_slot(struct paint *p, const struct slot *s, int x, int y, SDL_RendererFlip flip)
{
    SDL_Rect to = {x, y, s->at.w, s->at.h};
    if (flip == SDL_FLIP_NONE) {
        SDL_RenderCopy(p->renderer, p->atlas, &s->at, &to);
    } else {
        SDL_RenderCopyEx(p->renderer, p->atlas, &s->at, &to, 0, NULL, flip);
    }
}

/* --- colours and positions --- */

static SDL_Color color_of(const struct paint *p, int color, int ground)
{
    uint32_t c = theme_argb(p->theme, color, ground);
    return (SDL_Color){(Uint8)(c >> 16), (Uint8)(c >> 8), (Uint8)c, (Uint8)(c >> 24)};
}

static int device(const struct paint *p, int logical)
{
    return (int)lround(logical * p->scale);
}

/* Edges on whole device px; a line of 1 stays a line. */
static SDL_Rect device_rect(const struct paint *p, struct rect r)
{
    int x = device(p, r.x), y = device(p, r.y);
    int line = (int)p->scale < 1 ? 1 : (int)p->scale;
    int w = r.w == 1 ? line : device(p, r.x + r.w) - x;
    int h = r.h == 1 ? line : device(p, r.y + r.h) - y;
    return (SDL_Rect){x, y, w, h};
}

static void fill(struct paint *p, int x, int y, int w, int h, SDL_Color c)
{
    if (w > 0 && h > 0) {
        /* blending what is opaque would cost ten times as much and look the same */
        SDL_SetRenderDrawBlendMode(p->renderer,
                                   c.a == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
        SDL_SetRenderDrawColor(p->renderer, c.r, c.g, c.b, c.a);
        SDL_RenderFillRect(p->renderer, &(SDL_Rect){x, y, w, h});
    }
}

/* --- boxes --- */

static SDL_Surface *tinted(const uint8_t *coverage, int size, SDL_Color c)
{
    SDL_Surface *s = SDL_CreateRGBSurfaceWithFormat(0, size, size, 32, SDL_PIXELFORMAT_ARGB8888);
    for (int y = 0; s && y < size; y++) {
        uint32_t *row = (uint32_t *)(void *)((char *)s->pixels + y * s->pitch);
        for (int x = 0; x < size; x++) {
            row[x] = (uint32_t)(coverage[y * size + x] * c.a / 255) << 24 | (uint32_t)c.r << 16 |
                     (uint32_t)c.g << 8 | c.b;
        }
    }
    return s;
}

static struct slot *corner_slot(struct paint *p, int radius, int inner, SDL_Color c)
{
    struct {
        char kind;
        Uint8 r, g, b, a;
        short radius, inner;
    } key;
    memset(&key, 0, sizeof key);
    key.kind = 'c';
    key.r = c.r, key.g = c.g, key.b = c.b, key.a = c.a;
    key.radius = (short)radius, key.inner = (short)inner;
    struct slot *s = find_slot(p, (const char *)&key, sizeof key);
    if (!s) {
        uint8_t *coverage = xmalloc((size_t)radius * (size_t)radius);
        icon_corner(radius, inner, coverage);
        SDL_Surface *picture = tinted(coverage, radius, c);
        s = picture ? put_slot(p, (const char *)&key, sizeof key, picture,
                               (SDL_Rect){0, 0, radius, radius})
                    : NULL;
        SDL_FreeSurface(picture);
        free(coverage);
    }
    return s;
}

/* Corner i (top left, top right, bottom right, bottom left) of a box. */
static void corner(struct paint *p, SDL_Rect r, int i, int radius, int inner, SDL_Color c)
{
    static const SDL_RendererFlip flips[] = {
        SDL_FLIP_NONE, SDL_FLIP_HORIZONTAL,
        (SDL_RendererFlip)(SDL_FLIP_HORIZONTAL | SDL_FLIP_VERTICAL), SDL_FLIP_VERTICAL};
    struct slot *s = radius > 0 ? corner_slot(p, radius, inner, c) : NULL;
    if (s) {
        copy_slot(p, s, i == 1 || i == 2 ? r.x + r.w - radius : r.x,
                  i >= 2 ? r.y + r.h - radius : r.y, flips[i]);
    }
}

static void fill_round(struct paint *p, SDL_Rect r, const int radius[4], SDL_Color c)
{
    int top = radius[0] > radius[1] ? radius[0] : radius[1];
    int bottom = radius[2] > radius[3] ? radius[2] : radius[3];
    fill(p, r.x, r.y + top, r.w, r.h - top - bottom, c);
    fill(p, r.x + radius[0], r.y, r.w - radius[0] - radius[1], top, c);
    fill(p, r.x + radius[3], r.y + r.h - bottom, r.w - radius[2] - radius[3], bottom, c);
    /* under a corner that is smaller than its neighbour */
    fill(p, r.x, r.y + radius[0], radius[0], top - radius[0], c);
    fill(p, r.x + r.w - radius[1], r.y + radius[1], radius[1], top - radius[1], c);
    fill(p, r.x, r.y + r.h - bottom, radius[3], bottom - radius[3], c);
    fill(p, r.x + r.w - radius[2], r.y + r.h - bottom, radius[2], bottom - radius[2], c);
    for (int i = 0; i < 4; i++) {
        corner(p, r, i, radius[i], 0, c);
    }
}

static void ring(struct paint *p, SDL_Rect r, int radius, int width, SDL_Color c)
{
    fill(p, r.x + radius, r.y, r.w - 2 * radius, width, c);
    fill(p, r.x + radius, r.y + r.h - width, r.w - 2 * radius, width, c);
    fill(p, r.x, r.y + radius, width, r.h - 2 * radius, c);
    fill(p, r.x + r.w - width, r.y + radius, width, r.h - 2 * radius, c);
    for (int i = 0; i < 4; i++) {
        corner(p, r, i, radius, radius - width, c);
    }
}

static void box(struct paint *p, const struct draw_item *item)
{
    SDL_Rect r = device_rect(p, item->at);
    int radius[4];
    int most = (r.w < r.h ? r.w : r.h) / 2;
    for (int i = 0; i < 4; i++) {
        radius[i] = device(p, item->radius[i]);
        radius[i] = radius[i] > most ? most : radius[i];
    }
    int border = item->border ? device(p, item->border) : 0;
    border = item->border && border < 1 ? 1 : border;
    if (border && item->color == COLOR_NONE) {
        ring(p, r, radius[0], border, color_of(p, item->border_color, COLOR_NONE));
        return;
    }
    if (border) {
        fill_round(p, r, radius, color_of(p, item->border_color, COLOR_NONE));
        r = (SDL_Rect){r.x + border, r.y + border, r.w - 2 * border, r.h - 2 * border};
        for (int i = 0; i < 4; i++) {
            radius[i] = radius[i] > border ? radius[i] - border : 0;
        }
    }
    if (item->color != COLOR_NONE) {
        fill_round(p, r, radius, color_of(p, item->color, COLOR_NONE));
    }
}

/* --- text and icons --- */

static struct slot *run_slot(struct paint *p, const struct draw_item *item, int face,
                             const char *text, size_t len)
{
    char key[KEY_MAX];
    enum { HEAD = 3 + 2 * sizeof(int) };
    if (len + HEAD > sizeof key) {
        return NULL;
    }
    key[0] = 't';
    key[1] = (char)item->type;
    key[2] = (char)face;
    memcpy(key + 3, &item->color, sizeof item->color);
    memcpy(key + 3 + sizeof item->color, &item->border_color, sizeof item->border_color);
    memcpy(key + HEAD, text, len);
    struct slot *s = find_slot(p, key, len + HEAD);
    if (!s) {
        int above = 0;
        SDL_Surface *picture = fonts_render(p->fonts, (enum type)item->type, face, text, len,
                                            color_of(p, item->color, item->border_color), &above);
        SDL_Rect ink = picture ? inked(picture) : (SDL_Rect){0};
        s = picture ? put_slot(p, key, len + HEAD, picture, ink) : NULL;
        if (s) {
            s->above = above - ink.y;
            s->advance = fonts_run_width(p->fonts, (enum type)item->type, face, text, len);
        }
        SDL_FreeSurface(picture);
    }
    return s;
}

static void text(struct paint *p, const struct draw *d, const struct draw_item *item)
{
    const char *at = d->text.data + item->text;
    size_t left = item->text_len;
    int x = device(p, item->at.x);
    int baseline = device(p, item->at.y + type_styles[item->type].baseline);
    while (left > 0) {
        int face;
        size_t run = fonts_run(p->fonts, (enum type)item->type, at, left, &face);
        struct slot *s = face < 0 ? NULL : run_slot(p, item, face, at, run);
        if (s) {
            copy_slot(p, s, x, baseline - s->above, SDL_FLIP_NONE);
        }
        x += s ? s->advance : fonts_run_width(p->fonts, (enum type)item->type, face, at, run);
        at += run;
        left -= run;
    }
}

static void icon(struct paint *p, const struct draw_item *item)
{
    int size = device(p, item->at.w);
    char key[4] = {'i', (char)item->type, (char)item->color, (char)size};
    struct slot *s = find_slot(p, key, sizeof key);
    if (!s) {
        uint8_t *coverage = xmalloc((size_t)size * (size_t)size);
        icon_draw(asset_text("icons.txt"), (enum icon)item->type, size, coverage);
        SDL_Surface *picture = tinted(coverage, size, color_of(p, item->color, COLOR_NONE));
        s = picture ? put_slot(p, key, sizeof key, picture, (SDL_Rect){0, 0, size, size}) : NULL;
        SDL_FreeSurface(picture);
        free(coverage);
    }
    if (s) {
        copy_slot(p, s, device(p, item->at.x), device(p, item->at.y), SDL_FLIP_NONE);
    }
}

static void clip(struct paint *p, const struct draw_item *item)
{
    SDL_Rect r = device_rect(p, item->at), both;
    const SDL_Rect *only = p->only.w ? &p->only : NULL;
    if (item->at.w < 0) {
        SDL_RenderSetClipRect(p->renderer, only);
    } else if (!only) {
        SDL_RenderSetClipRect(p->renderer, &r);
    } else {
        bool meet = SDL_IntersectRect(&r, only, &both);
        SDL_RenderSetClipRect(p->renderer, meet ? &both : &(SDL_Rect){-1, -1, 1, 1});
    }
}

/* Whether an item is outside what is drawn now. The width of a text is not known, its height is. */
static bool is_outside(const struct paint *p, const struct draw_item *item)
{
    enum { BLEED = 8 };
    if (!p->only.w || item->kind == DRAW_CLIP) {
        return false;
    }
    int top = device(p, item->at.y - BLEED), bottom = device(p, item->at.y + item->at.h + BLEED);
    int left = device(p, item->at.x - BLEED), right = device(p, item->at.x + item->at.w + BLEED);
    return bottom < p->only.y || top > p->only.y + p->only.h || left > p->only.x + p->only.w ||
           (item->kind != DRAW_TEXT && right < p->only.x);
}

void paint_draw(struct paint *p, const struct draw *d, const SDL_Rect *only)
{
    p->only = only ? *only : (SDL_Rect){0};
    SDL_RenderSetClipRect(p->renderer, only);
    for (int i = 0; i < d->count; i++) {
        const struct draw_item *item = &d->items[i];
        if (is_outside(p, item)) {
            continue;
        }
        switch (item->kind) {
        case DRAW_BOX: box(p, item); break;
        case DRAW_TEXT: text(p, d, item); break;
        case DRAW_ICON: icon(p, item); break;
        case DRAW_CLIP: clip(p, item); break;
        }
    }
}

/* --- the mark --- */

/* Whether (x, y) is inside a box with these corner radii. */
static bool inside(double x, double y, double bx, double by, double size, const double radius[4])
{
    double dx = x - bx, dy = y - by;
    if (dx < 0 || dy < 0 || dx > size || dy > size) {
        return false;
    }
    bool right = dx > size / 2, low = dy > size / 2;
    double r = radius[low ? (right ? 2 : 3) : (right ? 1 : 0)];
    double cx = right ? size - r : r, cy = low ? size - r : r;
    bool in_corner = (right ? dx > cx : dx < cx) && (low ? dy > cy : dy < cy);
    return !in_corner || hypot(dx - cx, dy - cy) <= r;
}

static uint32_t mark_color(const struct theme *t, double x, double y)
{
    static const double ground[4] = {16, 16, 16, 16};
    static const double petals[4][4] = {
        {10, 10, 2, 10}, {10, 10, 10, 2}, {2, 10, 10, 10}, {10, 2, 10, 10}};
    static const double places[4][2] = {{10, 10}, {34, 10}, {34, 34}, {10, 34}};
    for (int i = 0; i < 4; i++) {
        if (inside(x, y, places[i][0], places[i][1], 20, petals[i])) {
            return t->colors[i == 1 ? C_MARK_VOICE : C_MARK_PETAL];
        }
    }
    return inside(x, y, 0, 0, 64, ground) ? t->colors[C_MARK_GROUND] : 0;
}

SDL_Surface *paint_mark(const struct theme *theme, int size)
{
    enum { SAMPLES = 4 };
    SDL_Surface *s = SDL_CreateRGBSurfaceWithFormat(0, size, size, 32, SDL_PIXELFORMAT_ARGB8888);
    for (int y = 0; s && y < size; y++) {
        for (int x = 0; x < size; x++) {
            uint32_t sum[4] = {0};
            for (int k = 0; k < SAMPLES * SAMPLES; k++) {
                int column = k % SAMPLES, row = k / SAMPLES;
                uint32_t c = mark_color(theme, (x + (column + 0.5) / SAMPLES) * 64 / size,
                                        (y + (row + 0.5) / SAMPLES) * 64 / size);
                uint32_t a = c >> 24;
                sum[0] += a;
                sum[1] += (c >> 16 & 255) * a;
                sum[2] += (c >> 8 & 255) * a;
                sum[3] += (c & 255) * a;
            }
            uint32_t d = sum[0] ? sum[0] : 1;
            ((uint32_t *)(void *)((char *)s->pixels + y * s->pitch))[x] =
                sum[0] / (SAMPLES * SAMPLES) << 24 | sum[1] / d << 16 | sum[2] / d << 8 |
                sum[3] / d;
        }
    }
    return s;
}
