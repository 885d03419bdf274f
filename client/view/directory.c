#include <stdio.h>

#include "client/base/client.h"
#include "client/base/words.h"
#include "client/layout/action.h"
#include "client/net/network.h"
#include "client/panel/directory.h"
#include "client/view/view.h"

static void new_row(struct view *v, struct rect at, int index)
{
    const struct directory *d = v->app->directory;
    struct bytes name = {0}, text = {0};
    bool on = index == d->selected;
    if (on || view_hot(v, ACT_DIRECTORY_ROW, index)) {
        draw_box(v->d, at, R2, on ? C_ACCENT_TINT : C_HOVER);
    }
    directory_new_name(d, &name);
    words_fill(&text, v->app->client.lang, W_JOIN_OR_CREATE, "name", name.data, NULL);
    draw_icon(v->d, at.x + S3, at.y + 10, ICON, ICON_PLUS, C_TEXT_2);
    view_text_fit(v, at.x + S3 + ICON + S3, at.y + S2, at.w - 3 * S3 - ICON, TYPE_STRONG, C_TEXT,
                  text.data);
    draw_hit(v->d, at, ACT_DIRECTORY_ROW, index, NULL);
    bytes_finish(&name);
    bytes_finish(&text);
}

static void row(struct view *v, struct rect at, int index)
{
    const struct directory *d = v->app->directory;
    const struct listed *room = &d->rooms[d->shown[index]];
    bool on = index == d->selected;
    char number[16];
    if (on || view_hot(v, ACT_DIRECTORY_ROW, index)) {
        draw_box(v->d, at, R2, on ? C_ACCENT_TINT : C_HOVER);
    }
    draw_icon(v->d, at.x + S3, at.y + 10, ICON, ICON_HASH, C_TEXT_2);
    int right = at.x + at.w - S3, x = at.x + S3 + ICON + S3;
    snprintf(number, sizeof number, "%d", room->people);
    int w = ruler_width(v->r, TYPE_SMALL, number);
    view_text(v, right - w, at.y + 10, TYPE_SMALL, C_TEXT_2, number);
    draw_icon(v->d, right - w - S1 - ICON_SMALL, at.y + S3, ICON_SMALL, ICON_USERS, C_TEXT_3);
    right -= 48 + ICON_SMALL;
    bool narrow = right - x < DIRECTORY_NAME_W * 3 / 2; /* the name alone */
    int name_w = narrow                               ? right - x
                 : DIRECTORY_NAME_W < (right - x) / 2 ? DIRECTORY_NAME_W
                                                      : (right - x) / 2;
    view_text_fit(v, x, at.y + S2, name_w, TYPE_STRONG, C_TEXT,
                  room->name[0] == '#' ? room->name + 1 : room->name);
    if (!narrow) {
        view_text_fit(v, x + name_w + S3, at.y + 10, right - x - name_w - S3, TYPE_SMALL, C_TEXT_3,
                      room->topic);
    }
    draw_hit(v->d, at, ACT_DIRECTORY_ROW, index, NULL);
}

/* The number of rooms and their server; the keys. */
static void foot(struct view *v, struct rect r, int y)
{
    const struct directory *d = v->app->directory;
    const struct network *s = network_with_id(&v->app->client, d->network);
    struct bytes text = {0};
    char number[16];
    int count = d->query.text.len ? d->shown_count : d->all;
    snprintf(number, sizeof number, "%d", count);
    words_fill(&text, v->app->client.lang,
               d->busy      ? W_ROOMS_COMING
               : count == 1 ? W_ROOMS_1
                            : W_ROOMS_OF,
               "n", number, "name", s ? network_name(s) : "", NULL);
    draw_rect(v->d, (struct rect){r.x + 1, y, r.w - 2, 1}, C_LINE);
    int w = ruler_width(v->r, TYPE_SMALL, text.data), right = r.x + r.w - 20;
    w = w < r.w - 40 ? w : r.w - 40;
    view_text_fit(v, right - w, y + 10, w, TYPE_SMALL, C_TEXT_3, text.data);
    int x = view_hint(v, r.x + 20, y + 9, right - w - S4, "↑ ↓", W_MOVE);
    view_hint(v, x, y + 9, right - w - S4, "Enter", W_OPEN);
    bytes_finish(&text);
}

void view_directory(struct view *v)
{
    const struct app *app = v->app;
    const struct directory *d = app->directory;
    struct rect r;
    int rows = directory_layout(app, &r);
    view_dialog(v, r, ACT_SCRIM);
    draw_icon(v->d, r.x + 21, r.y + 18, ICON, ICON_SEARCH, C_TEXT_2);
    int esc = ruler_width(v->r, TYPE_SMALL, "Esc") + 2 * S2;
    if (d->query.text.len == 0) {
        view_text_fit(v, r.x + 56, r.y + S4, r.w - 56 - 20 - esc - S3, TYPE_BODY, C_TEXT_3,
                      view_word(v, W_ROOMS_HINT));
    }
    view_field_text(v, (struct rect){r.x + 53, r.y + S4, r.w - 53 - 20 - esc - S3, LINE_H},
                    &d->query, true, C_TEXT, NULL);
    view_key(v, r.x + r.w - 20 - esc, r.y + 17, "Esc");
    int y = r.y + SWITCHER_FIELD_H;
    draw_rect(v->d, (struct rect){r.x + 1, y, r.w - 2, 1}, C_LINE);
    y += S2;
    bool creates = directory_creates(d);
    for (int i = 0; i < rows && d->first + i < d->shown_count + creates; i++) {
        struct rect at = {r.x + 9, y + i * POPUP_ROW_H, r.w - 18, POPUP_ROW_H};
        if (d->first + i < d->shown_count) {
            row(v, at, d->first + i);
        } else {
            new_row(v, at, d->first + i);
        }
    }
    view_scrollbar(v, (struct rect){r.x, y, r.w, rows * POPUP_ROW_H}, d->first * POPUP_ROW_H,
                   (d->shown_count + creates) * POPUP_ROW_H);
    if (d->shown_count == 0 && !creates && !d->busy) {
        view_paragraph(v, r.x + 21, y + S2, r.w - 42, TYPE_BODY, C_TEXT_3,
                       view_word(v, d->query.text.len ? W_ROOMS_NONE : W_ROOMS_EMPTY));
    }
    foot(v, r, r.y + r.h - POPUP_FOOT_H);
}
