#include "client/input/select.h"

#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/input/scroll.h"
#include "client/layout/layout.h"
#include "client/text/text.h"
#include "client/text/visual_row.h"

/* `text`: x from the left edge of the text column, its top and width. */
static struct place_in_talk place_in(const struct app *app, int index, struct rect text, int y)
{
    struct chat *c = app->client.current;
    struct line *line = c->lines[index];
    struct wrap_run runs[RUNS_MAX];
    struct wrap_row rows[TALK_ROWS_MAX];
    int run_count, count = layout_rows(app, c, line, text.w, runs, &run_count, rows);
    int height = line->kind == LINE_INFO ? LABEL_H : LINE_H;
    int at = y < text.y ? 0 : (y - text.y) / height;
    struct place_in_talk p = {c->dropped + (uint64_t)index, 0};
    if (y < text.y - height) {
        return p;
    }
    if (at >= count) {
        p.at = strlen(line->text);
        return p;
    }
    struct visual_row row;
    visual_row_take(&row, app->ruler, line->text, strlen(line->text), runs, run_count, rows[at]);
    p.at =
        visual_row_byte_at(&row, rows[at], text.x - layout_row_shift(&row, rows[at], line, text.w));
    return p;
}

/* The line and byte at a point of the window, or the nearest. False: there is no line. */
static bool find_place(const struct app *app, int x, int y, struct place_in_talk *out)
{
    const struct chat *c = app->client.current;
    if (!c || c->count == 0) {
        return false;
    }
    struct frame f = layout_frame(app);
    int width = f.pane.text_w, px, at = layout_bottom(c, &px);
    int top = f.pane.talk.y + f.pane.talk.h + px;
    for (;; at--) {
        struct block b = layout_block(app, c, at, width);
        top -= b.height;
        if (y >= top || at == 0) {
            int left = f.pane.talk.x + f.edge + f.text;
            *out = place_in(app, at, (struct rect){x - left, top + b.text_y, width, 0}, y);
            return true;
        }
    }
}

static bool is_after(struct place_in_talk a, struct place_in_talk b)
{
    return a.seq > b.seq || (a.seq == b.seq && a.at > b.at);
}

void select_clear(struct app *app)
{
    app->client.dirty |= app->selection->chat != NULL;
    *app->selection = (struct selection){0};
}

void select_start(struct app *app, int x, int y, int clicks)
{
    struct selection *s = app->selection;
    struct place_in_talk at;
    if (!find_place(app, x, y, &at)) {
        return;
    }
    edit_put(&app->client.current->draft, app->client.current->draft.caret,
             false); /* only one selection at a time */
    *s = (struct selection){app->client.current, at, at, clicks > 3 ? 3 : clicks};
    app->client.dirty = true;
}

void select_drag(struct app *app, int x, int y)
{
    struct frame f = layout_frame(app);
    if (app->selection->chat != app->client.current) {
        return;
    }
    if (y < f.pane.talk.y) { /* the selection goes on beyond the edge */
        scroll_talk(app, LINE_H);
    } else if (y >= f.pane.talk.y + f.pane.talk.h) {
        scroll_talk(app, -LINE_H);
    }
    find_place(app, x, y, &app->selection->head);
    app->client.dirty = true;
}

/* Both ends in order, extended to whole words or messages. */
static bool ends(const struct app *app, const struct chat *c, struct place_in_talk *from,
                 struct place_in_talk *to)
{
    const struct selection *s = app->selection;
    if (s->chat != c || s->anchor.seq < c->dropped || s->head.seq < c->dropped) {
        return false;
    }
    bool turned = is_after(s->anchor, s->head);
    *from = turned ? s->head : s->anchor;
    *to = turned ? s->anchor : s->head;
    if (to->seq - c->dropped >= (uint64_t)c->count) {
        return false;
    }
    const char *first = c->lines[from->seq - c->dropped]->text;
    const char *last = c->lines[to->seq - c->dropped]->text;
    /* the text may have changed since */
    from->at = from->at < strlen(first) ? from->at : strlen(first);
    to->at = to->at < strlen(last) ? to->at : strlen(last);
    if (s->clicks == 3) {
        from->at = 0;
        to->at = strlen(last);
    } else if (s->clicks == 2) {
        size_t len = strlen(first), next = text_next(first, len, from->at);
        from->at = text_prev_word(first, len, next < len ? next : len);
        to->at = text_next_word(last, strlen(last), to->at);
    }
    return is_after(*to, *from);
}

bool select_is_on(const struct app *app)
{
    struct place_in_talk from, to;
    return app->client.current && ends(app, app->client.current, &from, &to);
}

bool select_range(const struct app *app, const struct chat *c, int index, size_t *start,
                  size_t *end)
{
    struct place_in_talk from, to;
    uint64_t seq = c->dropped + (uint64_t)index;
    if (!ends(app, c, &from, &to) || seq < from.seq || seq > to.seq) {
        return false;
    }
    *start = seq == from.seq ? from.at : 0;
    *end = seq == to.seq ? to.at : strlen(c->lines[index]->text);
    return *start < *end;
}

static void write_line(const struct app *app, const struct line *line, size_t start, size_t end,
                       struct bytes *out)
{
    char time[16];
    client_time(&app->client, line->time, time);
    if (start == 0) {
        bytes_format(out,
                     line->kind == LINE_SAID || line->kind == LINE_NOTICE ? "[%s] %s: "
                     : line->kind == LINE_ACTION                          ? "[%s] * "
                                                                          : "[%s] ",
                     time, line->nick ? line->nick : "");
    }
    bytes_add(out, line->text + start, end - start);
}

void select_text(const struct app *app, struct bytes *out)
{
    const struct chat *c = app->client.current;
    struct place_in_talk from, to;
    if (!c || !ends(app, c, &from, &to)) {
        return;
    }
    for (uint64_t seq = from.seq; seq <= to.seq; seq++) {
        int index = (int)(seq - c->dropped);
        const struct line *line = c->lines[index];
        size_t start, end;
        if (line->kind == LINE_MOVES || line->kind == LINE_INFO ||
            !select_range(app, c, index, &start, &end)) {
            continue;
        }
        bytes_text(out, out->len ? "\n" : "");
        if (from.seq == to.seq) {
            bytes_add(out, line->text + start, end - start);
        } else {
            write_line(app, line, start, end, out);
        }
    }
}
