#include "tests/screen/fits.h"

#include <stdio.h>
#include <string.h>

#include "client/base/words.h"
#include "client/draw/icon.h"
#include "client/view/view.h"
#include "irc/check.h"

/* One text or icon as far as it can be seen. */
struct seen {
    int index;          /* in draw.items */
    struct rect at, in; /* where it is; the part that can be seen */
    const char *name;
};

enum { SEEN_MOST = 4096, SLACK = 2 };

static struct rect common(struct rect a, struct rect b)
{
    int left = a.x > b.x ? a.x : b.x, top = a.y > b.y ? a.y : b.y;
    int right = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    int low = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
    return (struct rect){left, top, right > left ? right - left : 0, low > top ? low - top : 0};
}

static bool holds(struct rect a, struct rect b)
{
    return b.x >= a.x && b.y >= a.y && b.x + b.w <= a.x + a.w && b.y + b.h <= a.y + a.h;
}

/* Letters without the space above and below them. */
static struct rect ink(const struct ruler *r, const struct draw *d, const struct draw_item *item)
{
    const struct type_style *style = &type_styles[item->type];
    int above = style->baseline - style->size * 3 / 4;
    return (struct rect){
        item->at.x, item->at.y + above,
        r->width(r, (enum type)item->type, d->text.data + item->text, item->text_len),
        style->size * 3 / 4};
}

/* Whether a filled box drawn between the items `from` and `to` hides this place. */
static bool hidden(const struct draw *d, int from, int to, struct rect place)
{
    for (int i = from + 1; i < to; i++) {
        const struct draw_item *item = &d->items[i];
        if (item->kind == DRAW_BOX && item->color != COLOR_NONE && holds(item->at, place)) {
            return true;
        }
    }
    return false;
}

static int look(const struct app *app, const struct draw *d, struct seen *out)
{
    struct rect window = {0, 0, app->width, app->height}, clip = window;
    int count = 0;
    for (int i = 0; i < d->count; i++) {
        const struct draw_item *item = &d->items[i];
        if (item->kind == DRAW_CLIP) {
            clip = item->at.w < 0 ? window : common(item->at, window);
        } else if (item->kind == DRAW_TEXT || item->kind == DRAW_ICON) {
            bool text = item->kind == DRAW_TEXT;
            struct rect at = text ? ink(app->ruler, d, item) : rect_inset(item->at, 2, 2);
            struct seen one = {i, at, common(at, clip),
                               text ? d->text.data + item->text : icon_name((enum icon)item->type)};
            bool inside = clip.w < window.w || clip.h < window.h;
            if (at.w > 0 && (one.in.w > 0 || !inside) && (one.in.h > 0 || !inside) &&
                count < SEEN_MOST) {
                out[count++] = one;
            }
        }
    }
    return count;
}

static bool report(const struct app *app, const char *where, const char *what, const char *a,
                   const char *b)
{
    static struct bytes known;
    struct bytes key = {0};
    bytes_format(&key, "\n%s: %s %s\n", what, a, b);
    bool is_new = !strstr(bytes_string(&known), key.data);
    if (is_new) {
        bytes_text(&known, key.data);
        fprintf(stderr, "%s (%d x %d, %s): %s: '%s' '%s'\n", where, app->width, app->height,
                app->client.lang == words_english() ? "en" : "es", what, a, b);
    }
    bytes_finish(&key);
    return is_new;
}

/* The filled or bordered box that the place lies on. */
static const struct draw_item *ground(const struct draw *d, int index, struct rect place)
{
    for (int i = index - 1; i >= 0; i--) {
        const struct draw_item *item = &d->items[i];
        if (item->kind == DRAW_BOX && holds(item->at, place)) {
            return item;
        }
    }
    return NULL;
}

/* Whether it is one of the program's own texts that was shortened. */
static bool is_shortened(const struct app *app, const char *text, size_t len)
{
    static const char mark[] = "…";
    size_t most = sizeof mark - 1;
    if (len <= most || memcmp(text + len - most, mark, most) != 0) {
        return false;
    }
    for (int i = 0; i < W_COUNT; i++) {
        const char *word = words_text(app->client.lang, (enum word)i);
        if (strncmp(word, text, len - most) == 0 && strncmp(word, text, len) != 0) {
            return true;
        }
    }
    return false;
}

/* What is wrong with one text or icon alone. */
static int check_one(const struct app *app, const struct draw *d, const struct seen *a,
                     const char *where)
{
    const struct draw_item *item = &d->items[a->index];
    struct rect start = {a->in.x, a->in.y, SLACK, SLACK};
    const struct draw_item *on = ground(d, a->index, start);
    if (on && on->color == C_FIELD) { /* one scrolls in it */
        return 0;
    }
    if (a->in.x > a->at.x + SLACK || a->in.x + a->in.w + SLACK < a->at.x + a->at.w) {
        return report(app, where, "cut", a->name, "");
    }
    if (on && a->in.x + a->in.w > on->at.x + on->at.w + SLACK) {
        return report(app, where, "sticks out", a->name, "");
    }
    if (item->kind == DRAW_TEXT && is_shortened(app, a->name, item->text_len)) {
        return report(app, where, "shortened", a->name, "");
    }
    return 0;
}

static int check(const struct app *app, const char *where)
{
    static struct draw d;
    static struct seen seen[SEEN_MOST];
    int faults = 0;
    view_screen(app, &d);
    int count = look(app, &d, seen);
    for (int i = 0; i < d.count; i++) {
        const struct draw_item *item = &d.items[i];
        struct rect window = {0, 0, app->width, app->height};
        if (item->kind == DRAW_BOX && item->border_color == C_POP_LINE && item->border &&
            !holds(window, item->at)) {
            char text[64];
            snprintf(text, sizeof text, "%d x %d", item->at.w, item->at.h);
            faults += report(app, where, "leaves the window", text, "");
        }
    }
    for (int i = 0; i < count; i++) {
        const struct seen *a = &seen[i];
        if (hidden(&d, a->index, d.count, a->in)) {
            continue;
        }
        faults += check_one(app, &d, a, where);
        for (int k = i + 1; k < count; k++) {
            const struct seen *b = &seen[k];
            struct rect both = common(a->in, b->in);
            if (both.w > SLACK && both.h > SLACK && !strstr(a->name, b->name) &&
                !hidden(&d, a->index, b->index, both) && !hidden(&d, b->index, d.count, both)) {
                faults += report(app, where, "overlap", a->name, b->name);
            }
        }
    }
    return faults;
}

int fits_check(struct app *app, const char *where)
{
    static const struct {
        int w, h;
    } sizes[] = {{360, 640}, {480, 400}, {640, 360}, {1280, 720}, {2560, 1440}};
    const char *langs[] = {"en", "es"};
    const struct words *lang = app->client.lang;
    int w = app->width, h = app->height, faults = 0;
    for (size_t i = 0; i < COUNT_OF(sizes); i++) {
        for (size_t k = 0; k < COUNT_OF(langs); k++) {
            app->width = sizes[i].w;
            app->height = sizes[i].h;
            app->client.lang = words_of(langs[k]);
            faults += check(app, where);
        }
    }
    app->width = w;
    app->height = h;
    app->client.lang = lang;
    return faults;
}
