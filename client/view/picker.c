#include "client/layout/action.h"
#include "client/panel/picker.h"
#include "client/view/view.h"

enum { CELL = 36, FOOT = 36 };

/* The name of the selected emoji. */
static void foot(struct view *v, struct rect r, int y)
{
    const struct picker *p = v->app->picker;
    draw_rect(v->d, (struct rect){r.x + 1, y, r.w - 2, 1}, C_LINE);
    if (p->count == 0) {
        view_text(v, r.x + S4, y + S2, TYPE_SMALL, C_TEXT_3, view_word(v, W_EMOJI_NONE));
        return;
    }
    struct bytes name = {0};
    struct emoji e = p->found[p->selected];
    bytes_format(&name, ":%.*s:", (int)e.name_len, e.name);
    draw_text(v->d, r.x + S4, y + 6, TYPE_BODY, C_TEXT, e.text, e.len);
    view_text_fit(v, r.x + S4 + CELL, y + S2, r.w - 2 * S4 - CELL, TYPE_SMALL, C_TEXT_3, name.data);
    bytes_finish(&name);
}

void view_picker(struct view *v)
{
    const struct app *app = v->app;
    const struct picker *p = app->picker;
    int w = PICKER_COLUMNS * CELL + 2 * S3, h = FIELD_H + S2 + PICKER_ROWS * CELL + S2 + FOOT;
    struct rect r = {v->pane->prompt.x + v->pane->prompt.w - w, v->pane->prompt.y - S2 - h, w, h};
    r.x = r.x < S1 ? S1 : r.x;
    r.y = r.y < S1 ? S1 : r.y;
    draw_hit(v->d, (struct rect){0, 0, app->width, app->height}, ACT_SCRIM, 0, NULL);
    draw_border(v->d, r, R4, C_RAISED, 1, C_POP_LINE);
    draw_hit(v->d, r, ACT_NONE, 0, NULL);
    draw_icon(v->d, r.x + S3, r.y + S3, ICON_SMALL, ICON_SEARCH, C_TEXT_3);
    if (p->query.text.len == 0) {
        view_text(v, r.x + S7 + RING, r.y + S2, TYPE_BODY, C_TEXT_3, view_word(v, W_EMOJI_HINT));
    }
    view_field_text(v, (struct rect){r.x + S7, r.y + S2, r.w - S7 - S3, LINE_H}, &p->query, true,
                    C_TEXT, NULL);
    int top = r.y + FIELD_H;
    draw_rect(v->d, (struct rect){r.x + 1, top, r.w - 2, 1}, C_LINE);
    for (int i = p->first; i < p->first + PICKER_COLUMNS * PICKER_ROWS && i < p->count; i++) {
        struct emoji e = p->found[i];
        int n = i - p->first;
        struct rect at = {r.x + S3 + n % PICKER_COLUMNS * CELL,
                          top + S2 + n / PICKER_COLUMNS * CELL, CELL, CELL};
        bool on = i == p->selected;
        if (on || view_hot(v, ACT_PICK, i)) {
            draw_box(v->d, rect_inset(at, 1, 1), R2, on ? C_ACCENT_TINT : C_HOVER);
        }
        int ew = v->r->width(v->r, TYPE_TITLE, e.text, e.len);
        draw_text(v->d, at.x + (CELL - ew) / 2, at.y + (CELL - type_styles[TYPE_TITLE].line) / 2,
                  TYPE_TITLE, C_TEXT, e.text, e.len);
        draw_hit(v->d, at, ACT_PICK, i, NULL);
    }
    foot(v, r, r.y + r.h - FOOT);
}
