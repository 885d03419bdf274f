#include "tests/screen/fits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/words.h"
#include "client/draw/icon.h"
#include "client/view/view.h"
#include "irc/check.h"

enum { SLACK = 2 }; /* px that nobody sees */

/* One item of a picture as far as its clip lets it through. */
struct seen {
    const struct draw_item *item;
    struct rect at, in;
    const char *name; /* of a text or an icon that is to be seen; NULL */
};

struct picture {
    const struct app *app;
    const char *where;
    struct rect window;
    struct draw d;
    struct seen *seen;
    int count, faults;
};

static bool holds(struct rect a, struct rect b)
{
    return b.x >= a.x && b.y >= a.y && b.x + b.w <= a.x + a.w && b.y + b.h <= a.y + a.h;
}

/* Letters and icons without the space around them. */
static struct rect ink(const struct picture *p, const struct draw_item *item)
{
    if (item->kind == DRAW_BOX) {
        return item->at;
    }
    if (item->kind == DRAW_ICON) {
        return rect_inset(item->at, 2, 2);
    }
    const struct type_style *style = &type_styles[item->type];
    int w = p->app->ruler->width(p->app->ruler, (enum type)item->type, p->d.text.data + item->text,
                                 item->text_len);
    int h = style->size * 3 / 4;
    return (struct rect){item->at.x, item->at.y + style->baseline - h, w, h};
}

static void look(struct picture *p)
{
    struct rect clip = p->window;
    p->count = 0;
    p->seen = xrealloc(p->seen, (size_t)p->d.count * sizeof *p->seen);
    for (int i = 0; i < p->d.count; i++) {
        const struct draw_item *item = &p->d.items[i];
        if (item->kind == DRAW_CLIP) {
            clip = item->at.w < 0 ? p->window : rect_common(item->at, p->window);
            continue;
        }
        struct seen *one = &p->seen[p->count++];
        bool clipped = clip.w < p->window.w || clip.h < p->window.h;
        *one = (struct seen){item, ink(p, item), {0}, NULL};
        one->in = rect_common(one->at, clip);
        if (item->kind != DRAW_BOX && one->at.w > 0 && one->in.h > SLACK &&
            (one->in.w || !clipped)) {
            one->name = item->kind == DRAW_TEXT ? p->d.text.data + item->text
                                                : icon_name((enum icon)item->type);
        }
    }
}

/* Whether a filled box drawn between two items hides this place. */
static bool hidden(const struct picture *p, int from, int to, struct rect place)
{
    while (++from < to) {
        const struct draw_item *item = p->seen[from].item;
        if (item->kind == DRAW_BOX && item->color != COLOR_NONE && holds(p->seen[from].in, place)) {
            return true;
        }
    }
    return false;
}

/* The last box drawn around a place before an item (`framed`: that has a border); NULL: none. */
static const struct seen *ground(const struct picture *p, int index, struct rect place, bool framed)
{
    while (--index >= 0) {
        const struct draw_item *item = p->seen[index].item;
        bool fits = framed ? item->border > 0 : item->color != COLOR_NONE;
        if (item->kind == DRAW_BOX && fits && holds(p->seen[index].in, place)) {
            return &p->seen[index];
        }
    }
    return NULL;
}

/* A fault is written down once in the life of the process. */
static void report(struct picture *p, const char *what, const char *a, const char *b)
{
    static struct bytes known;
    struct bytes key = {0};
    bytes_format(&key, "\n%s: %s %s\n", what, a, b);
    if (!strstr(bytes_string(&known), key.data)) {
        bytes_text(&known, key.data);
        fprintf(stderr, "%s (%d x %d, %s): %s: '%s' '%s'\n", p->where, p->window.w, p->window.h,
                p->app->client.lang->code, what, a, b);
        p->faults++;
    }
    bytes_finish(&key);
}

/* Whether it is one of the program's own texts that was shortened. */
static bool is_shortened(const struct picture *p, const struct seen *one)
{
    static const char mark[] = "…";
    size_t len = one->item->text_len, most = sizeof mark - 1;
    if (one->item->kind != DRAW_TEXT || len <= most ||
        memcmp(one->name + len - most, mark, most) != 0) {
        return false;
    }
    for (int i = 0; i < W_COUNT; i++) {
        const char *word = words_text(p->app->client.lang, (enum word)i);
        if (strncmp(word, one->name, len - most) == 0 && strncmp(word, one->name, len) != 0) {
            return true;
        }
    }
    return false;
}

static void check_alone(struct picture *p, int index)
{
    const struct seen *a = &p->seen[index];
    struct rect start = {a->in.x, a->in.y, SLACK, SLACK};
    const struct seen *field = ground(p, index, start, true), *box = ground(p, index, start, false);
    if (field && field->item->color == C_FIELD) { /* its text scrolls */
        return;
    }
    if (a->in.x > a->at.x + SLACK || a->in.x + a->in.w + SLACK < a->at.x + a->at.w) {
        report(p, "cut", a->name, "");
    } else if (box && box->item->border && a->in.x + a->in.w > box->at.x + box->at.w + SLACK) {
        report(p, "sticks out", a->name, "");
    } else if (is_shortened(p, a)) {
        report(p, "shortened", a->name, "");
    }
}

static void check_overlaps(struct picture *p, int index)
{
    const struct seen *a = &p->seen[index];
    for (int i = index + 1; i < p->count; i++) {
        const struct seen *b = &p->seen[i];
        struct rect both = rect_common(a->in, b->in);
        if (b->name && both.w > SLACK && both.h > SLACK && !hidden(p, index, i, both) &&
            !hidden(p, i, p->count, both) && !strstr(a->name, b->name)) { /* else: highlighted */
            report(p, "overlap", a->name, b->name);
        }
    }
}

/* A card may only leave the window where a bar says that one can scroll. */
static void check_cards(struct picture *p)
{
    bool scrolls = false;
    for (int i = 0; i < p->count; i++) {
        const struct draw_item *item = p->seen[i].item;
        scrolls |= item->kind == DRAW_BOX && item->color == C_BADGE && item->at.w == SCROLLBAR_W;
    }
    for (int i = 0; i < p->count && !scrolls; i++) {
        const struct draw_item *item = p->seen[i].item;
        if (item->kind == DRAW_BOX && item->border && item->border_color == C_POP_LINE &&
            !holds(p->window, item->at)) {
            char size[64];
            snprintf(size, sizeof size, "a card of %d x %d", item->at.w, item->at.h);
            report(p, "leaves the window", size, "");
        }
    }
}

int fits_check(struct app *app, const char *where)
{
    static const struct rect windows[] = {
        {0, 0, 360, 640},                    /* the narrowest */
        {0, 0, 360, 360},                    /* the least (prefs_fit_size) */
        {0, 0, 480, 400},  {0, 0, 640, 360}, /* 1920 x 1080 at 300 % */
        {0, 0, 1280, 720}, {0, 0, 2560, 1440}};
    static const char *const langs[] = {"en", "es"};
    const struct words *lang = app->client.lang;
    int w = app->width, h = app->height;
    struct picture p = {.app = app, .where = where};
    for (size_t i = 0; i < COUNT_OF(windows) * COUNT_OF(langs); i++) {
        p.window = windows[i / COUNT_OF(langs)];
        app->width = p.window.w;
        app->height = p.window.h;
        app->client.lang = words_of(langs[i % COUNT_OF(langs)]);
        view_screen(app, &p.d);
        look(&p);
        check_cards(&p);
        for (int k = 0; k < p.count; k++) {
            if (p.seen[k].name && !hidden(&p, k, p.count, p.seen[k].in)) {
                check_alone(&p, k);
                check_overlaps(&p, k);
            }
        }
    }
    app->width = w;
    app->height = h;
    app->client.lang = lang;
    draw_finish(&p.d);
    free(p.seen);
    return p.faults;
}
