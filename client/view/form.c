#include "client/panel/form.h"

#include <string.h>

#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/view/view.h"

enum { CIRCLE = 20, TILE = 32, FACTS_W = 192 };

static bool has_focus(const struct view *v, const struct form_row *row)
{
    const struct form_state *s = v->app->form;
    return s->focus == row->id && row->id && strcmp(s->key, row->key) == 0;
}

static enum color ink(const struct form_row *row)
{
    return row->disabled ? C_TEXT_OFF : C_TEXT;
}

static int hit_arg(const struct form_row *row, int part)
{
    return row->id * FORM_CHOICES + part;
}

/* The IRC letter of a setting, after its label or at its right edge. */
static void letter(struct view *v, int x, int y, const struct form_row *row)
{
    if (row->letter) {
        view_text(v, x, y, TYPE_CODE, C_TEXT_3, row->letter);
    }
}

static void field(struct view *v, const struct form_row *row, struct rect box)
{
    bool focus = has_focus(v, row) && !row->disabled;
    bool wrong = v->app->form->wrong_id == row->id && row->id && !v->app->form->right;
    draw_border(v->d, box, R3, C_FIELD, focus || wrong ? RING : 1,
                wrong           ? C_DANGER
                : focus         ? C_FOCUS
                : row->disabled ? C_LINE
                                : C_LINE_STRONG);
    struct rect in = form_text_area(row);
    if (row->edit->text.len == 0 && row->hint) {
        view_text_fit(v, in.x, in.y, in.w, TYPE_BODY, row->disabled ? C_TEXT_OFF : C_TEXT_3,
                      row->hint);
    }
    struct bytes shown = {0};
    form_shown(v->app, row, &shown);
    view_field_text(v, in, row->edit, focus, ink(row),
                    form_is_hidden(v->app, row) ? bytes_string(&shown) : NULL);
    bytes_finish(&shown);
    if (!row->disabled) {
        draw_hit(v->d, box, ACT_FORM_FIELD, row->id, NULL);
    }
    if (row->masked && !row->disabled) {
        view_icon_button(v,
                         (struct rect){in.x + in.w + S3 - S1, box.y + (box.h - ICON_BUTTON) / 2,
                                       ICON_BUTTON, ICON_BUTTON},
                         ICON_EYE, false, ACT_FORM_EYE);
    }
}

/* A list to choose from, closed. */
static void list_box(struct view *v, const struct form_row *row, struct rect box)
{
    bool focus = has_focus(v, row), open = focus && v->app->form->listing;
    draw_border(v->d, box, R3, C_FIELD, open ? RING : 1,
                open            ? C_FOCUS
                : row->disabled ? C_LINE
                                : C_LINE_STRONG);
    const char *now =
        row->value >= 0 && row->value < row->choice_count ? row->choices[row->value] : "";
    view_text_fit(v, box.x + S3, box.y + (box.h - LABEL_H) / 2, box.w - 2 * S3 - ICON_SMALL,
                  TYPE_SMALL, ink(row), now);
    draw_icon(v->d, box.x + box.w - S2 - ICON_SMALL, box.y + (box.h - ICON_SMALL) / 2, ICON_SMALL,
              ICON_CHEVRON_DOWN, C_TEXT_3);
    if (focus && !open) {
        view_focus_ring(v, box, R3);
    }
    if (!row->disabled) {
        draw_hit(v->d, box, ACT_FORM, hit_arg(row, 0), row->key);
    }
}

static void open_list(struct view *v, const struct form_row *row)
{
    struct rect box = form_control(row);
    int h = row->choice_count * ROW_H + 2 * S1, w = box.w;
    for (int i = 0; i < row->choice_count; i++) {
        int needs = ruler_width(v->r, TYPE_BODY, row->choices[i]) + 2 * S3 + 2 * S1;
        w = needs > w ? needs : w;
    }
    int y = box.y + box.h + S1;
    y = y + h > v->app->height ? box.y - S1 - h : y;
    struct rect at = {box.x + box.w - w, y < 0 ? 0 : y, w, h},
                all = {0, 0, v->app->width, v->app->height};
    draw_hit(v->d, all, ACT_FORM_LIST_AWAY, 0, NULL);
    draw_border(v->d, at, R3, C_RAISED, 1, C_POP_LINE);
    for (int i = 0; i < row->choice_count; i++) {
        struct rect one = {at.x + S1, at.y + S1 + i * ROW_H, at.w - 2 * S1, ROW_H};
        if (i == v->app->form->list_at || view_hot(v, ACT_FORM_PICK, i)) {
            draw_box(v->d, one, R2, C_HOVER);
        }
        view_text_fit(v, one.x + S2, one.y + S1, one.w - 2 * S2,
                      i == row->value ? TYPE_STRONG : TYPE_BODY, C_TEXT, row->choices[i]);
        draw_hit(v->d, one, ACT_FORM_PICK, i, NULL);
    }
}

/* --- the kinds of rows --- */

/* Label and note of a line of settings. */
static void line_words(struct view *v, const struct form_row *row)
{
    int x = row->at.x, y = row->at.y, w = row->line.words_w;
    draw_rect(v->d, (struct rect){x, y, row->at.w, 1}, C_LINE);
    view_paragraph(v, x, y + row->line.name_y, w, TYPE_BODY, ink(row), row->label);
    int after = ruler_width(v->r, TYPE_BODY, row->label);
    if (after + S7 < w) {
        letter(v, x + after + S2, y + row->line.name_y + 2, row);
    }
    if (row->note[0]) {
        view_paragraph(v, x, y + row->line.note_y, w, TYPE_SMALL,
                       row->disabled ? C_TEXT_OFF : C_TEXT_3, row->note);
    }
}

static void stacked_words(struct view *v, const struct form_row *row)
{
    int x = row->at.x, y = row->at.y + row->line.note_y, w = row->at.w;
    int after =
        view_text(v, x, row->at.y, TYPE_LABEL, row->disabled ? C_TEXT_OFF : C_TEXT_2, row->label);
    if (row->line.note_y) {
        view_paragraph(v, x, y, w, TYPE_SMALL, C_TEXT_3, row->note);
    } else {
        view_text_fit(v, after + S2, y, x + w - after - S2, TYPE_SMALL, C_TEXT_3, row->note);
    }
}

static void words(struct view *v, const struct form_row *row)
{
    if (row->share) {
        stacked_words(v, row);
    } else {
        line_words(v, row);
    }
}

static void radio_row(struct view *v, const struct form_row *row)
{
    struct rect r = row->at;
    struct rect circle = {r.x, r.y + row->line.name_y + 2, CIRCLE, CIRCLE};
    draw_border(v->d, circle, R_FULL, row->on && !row->disabled ? C_ACCENT_FILL : C_FIELD, 1,
                row->disabled ? C_LINE
                : row->on     ? C_ACCENT_FILL
                              : C_LINE_STRONG);
    if (row->on) {
        draw_box(v->d, rect_inset(circle, 6, 6), R_FULL, row->disabled ? C_TEXT_OFF : C_ON_ACCENT);
    }
    if (has_focus(v, row)) {
        view_focus_ring(v, circle, R_FULL);
    }
    const struct setting_line *l = &row->line;
    int x = r.x + CIRCLE + S3;
    int after = view_text_fit(v, x, r.y + l->name_y, l->words_w, row->on ? TYPE_STRONG : TYPE_BODY,
                              ink(row), row->label);
    view_paragraph(v, l->note_y > l->name_y + 2 ? x : after + S3, r.y + l->note_y, l->words_w,
                   TYPE_SMALL, C_TEXT_3, row->note);
    letter(v, r.x + r.w - 20, r.y + 8, row);
    if (!row->disabled) {
        draw_hit(v->d, r, ACT_FORM, hit_arg(row, 0), row->key);
    }
    if (row->edit && row->on) {
        field(v, row, form_control(row));
    }
}

static void buttons_row(struct view *v, const struct form_row *row)
{
    int right = row->at.x + row->at.w;
    int y = row->at.y + (row->share ? LABEL_H + S2 : S1); /* beside a field, in line with it */
    for (int i = row->choice_count - 1; i >= 0; i--) {
        int w = ruler_width(v->r, TYPE_LABEL, row->choices[i]) + 2 * S3;
        bool last = i == row->choice_count - 1,
             focus = has_focus(v, row) && v->app->form->part == i;
        right -= w;
        view_button(v, &(struct button){.at = {right, y, w, BUTTON_SMALL_H},
                                        .label = row->choices[i],
                                        .primary = last && !row->danger && !row->plain,
                                        .danger = last && row->danger,
                                        .disabled = row->disabled,
                                        .focus = focus,
                                        .action = ACT_FORM,
                                        .arg = hit_arg(row, i),
                                        .text = row->key});
        right -= S3;
    }
}

static void item_row(struct view *v, const struct form_row *row)
{
    struct rect r = row->at;
    bool tall = row->note[0];
    draw_rect(v->d, (struct rect){r.x, r.y, r.w, 1}, C_LINE);
    int x = r.x, right = r.x + r.w;
    if (row->nick) {
        view_avatar(v, x, r.y + (r.h - AVATAR_PEOPLE) / 2, AVATAR_PEOPLE, row->nick, PRESENCE_NONE,
                    C_PANEL);
        x += AVATAR_PEOPLE + S3;
    } else {
        struct rect tile = {x, r.y + (r.h - TILE) / 2, TILE, TILE};
        draw_box(v->d, tile, R2, C_HOVER);
        draw_icon(v->d, tile.x + S2, tile.y + S2, ICON_SMALL, row->icon, C_TEXT_2);
        x += TILE + S2;
    }
    if (row->choice_count > 1) {
        struct rect box = form_control(row);
        list_box(v, row, box);
        right = box.x - S4;
    } else if (row->choice_count) {
        int w = ruler_width(v->r, TYPE_LABEL, row->choices[0]) + 2 * S3;
        right -= w;
        view_button(
            v, &(struct button){.at = {right, r.y + (r.h - BUTTON_SMALL_H) / 2, w, BUTTON_SMALL_H},
                                .label = row->choices[0],
                                .disabled = row->disabled,
                                .focus = has_focus(v, row),
                                .action = ACT_FORM,
                                .arg = hit_arg(row, 0),
                                .text = row->key});
        right -= S4;
    }
    bool facts = row->facts[0][0] && r.w > 480;
    int facts_x = right - FACTS_W;
    int end = facts ? facts_x : right;
    view_text_fit(v, x, r.y + (tall ? S1 : S2), end - x - S2, TYPE_BODY, C_TEXT, row->label);
    if (tall) {
        view_text_fit(v, x, r.y + 30, end - x - S2, row->code ? TYPE_CODE : TYPE_SMALL, C_TEXT_3,
                      row->note);
    }
    for (int i = 0; facts && i < 2; i++) {
        int y = row->facts[1][0] ? r.y + S2 + i * LABEL_H : r.y + (r.h - LABEL_H) / 2;
        view_text_fit(v, facts_x, y, FACTS_W, TYPE_SMALL, i ? C_TEXT_3 : C_TEXT_2, row->facts[i]);
    }
}

static void text_row(struct view *v, const struct form_row *row)
{
    view_paragraph(v, row->at.x, row->at.y, row->at.w, TYPE_SMALL,
                   row->danger    ? C_DANGER
                   : row->warning ? C_MENTION
                   : row->done    ? C_OK
                                  : C_TEXT_3,
                   row->note);
}

static void fact_row(struct view *v, const struct form_row *row)
{
    struct rect value = form_control(row);
    view_text_fit(v, row->at.x, row->at.y + row->line.name_y, row->line.words_w, TYPE_SMALL,
                  C_TEXT_3, row->label);
    view_paragraph(v, value.x, value.y, value.w, row->code ? TYPE_CODE : TYPE_SMALL, C_TEXT,
                   row->note);
}

static void head_row(struct view *v, const struct form_row *row, bool first)
{
    if (!first) {
        view_text_fit(v, row->at.x, row->at.y + row->at.h - LABEL_H - S2, row->at.w, TYPE_LABEL,
                      C_TEXT_3, row->label);
    }
}

/* Behind rows that belong together. */
static void boxes(struct view *v, const struct form *f)
{
    for (int i = 0; i < f->count; i++) {
        int last = i;
        while (f->rows[i].boxed && last + 1 < f->count && f->rows[last + 1].boxed) {
            last++;
        }
        if (f->rows[i].boxed) {
            struct rect area = form_area(v->app), from = f->rows[i].at, to = f->rows[last].at;
            draw_border(v->d,
                        (struct rect){area.x, from.y - S3, area.w, to.y + to.h - from.y + S3 + S1},
                        R4, C_RAISED, 1, C_POP_LINE);
            i = last;
        }
    }
}

static void rows(struct view *v, const struct form *f)
{
    struct rect area = form_area(v->app);
    for (int i = 0; i < f->count; i++) {
        const struct form_row *row = &f->rows[i];
        if (row->at.y + row->at.h < area.y || row->at.y > v->app->height) {
            continue;
        }
        switch (row->kind) {
        case FORM_HEAD: head_row(v, row, i == 0); break;
        case FORM_TEXT: text_row(v, row); break;
        case FORM_FACT: fact_row(v, row); break;
        case FORM_FIELD:
            words(v, row);
            field(v, row, form_control(row));
            break;
        case FORM_SWITCH:
            words(v, row);
            view_switch(v, form_control(row), row->on, row->disabled, has_focus(v, row));
            if (!row->disabled) {
                draw_hit(v->d, row->at, ACT_FORM, hit_arg(row, 0), row->key);
            }
            break;
        case FORM_CHOICE:
            words(v, row);
            view_choices(v, &(struct choices){.at = form_control(row),
                                              .labels = row->choices,
                                              .count = row->choice_count,
                                              .value = row->value,
                                              .disabled = row->disabled,
                                              .focus = has_focus(v, row),
                                              .action = ACT_FORM,
                                              .arg = hit_arg(row, 0),
                                              .text = row->key});
            break;
        case FORM_LIST:
            words(v, row);
            list_box(v, row, form_control(row));
            break;
        case FORM_RADIO: radio_row(v, row); break;
        case FORM_BUTTONS: buttons_row(v, row); break;
        case FORM_ITEM: item_row(v, row); break;
        }
    }
}

/* --- the whole screen --- */

static void side(struct view *v, const struct form *f, int section)
{
    const struct app *app = v->app;
    struct bytes about = {0};
    draw_rect(v->d, (struct rect){0, 0, CHATS_W, app->height}, C_BG);
    draw_rect(v->d, (struct rect){CHATS_W - 1, 0, 1, app->height}, C_LINE);
    view_icon_button(v, (struct rect){S2, S3, ICON_BUTTON, ICON_BUTTON}, ICON_ARROW_LEFT, false,
                     ACT_FORM_CLOSE);
    app->form->page->about(app, &about);
    view_text_fit(v, S2 + 40, S2, CHATS_W - 64, TYPE_NAME, C_TEXT, bytes_string(&about));
    view_text_fit(v, S2 + 40, S2 + NAME_H, CHATS_W - 64, TYPE_SMALL, C_TEXT_3,
                  view_word(v, app->form->page->name));
    bytes_finish(&about);
    int at = 0;
    for (int i = 0; i < f->count; i++) {
        if (f->rows[i].kind != FORM_HEAD) {
            continue;
        }
        struct rect r = {S2, HEAD_H + S1 + at * SETTING_SECTION_H, CHATS_W - 2 * S2 - 1,
                         SETTING_SECTION_H};
        bool on = at == section;
        if (on || view_hot(v, ACT_FORM_SECTION, at)) {
            draw_box(v->d, r, R2, on ? C_ACCENT_TINT : C_HOVER);
        }
        draw_icon(v->d, r.x + S2, r.y + S2, ICON, f->rows[i].icon, on ? C_TEXT : C_TEXT_2);
        view_text_fit(v, r.x + 40, r.y + 6, r.w - 40, on ? TYPE_STRONG : TYPE_BODY,
                      on ? C_TEXT : C_TEXT_2, f->rows[i].label);
        draw_hit(v->d, r, ACT_FORM_SECTION, at++, NULL);
    }
}

static const char *title_of(const struct form *f, int section)
{
    for (int i = 0; i < f->count; i++) {
        if (f->rows[i].kind == FORM_HEAD && section-- == 0) {
            return f->rows[i].label;
        }
    }
    return "";
}

static void head(struct view *v, const struct form *f, int section, int left)
{
    const struct app *app = v->app;
    int close_x = app->width - S3 - ICON_BUTTON;
    struct rect all = {left, 0, app->width - left, HEAD_H};
    draw_rect(v->d, all, C_PANEL);
    draw_hit(v->d, all, ACT_NONE, 0, NULL);
    const char *saved = view_word(v, W_FORM_SAVED);
    int saved_x = close_x - S2 - 36 - S4 - (left ? ruler_width(v->r, TYPE_SMALL, saved) : 0);
    view_text_fit(v, left + S5, S4, saved_x - left - S5 - S4, TYPE_STRONG, C_TEXT,
                  left ? title_of(f, section) : view_word(v, app->form->page->name));
    if (left && app->form->page->saves) {
        view_text(v, saved_x, 18, TYPE_SMALL, C_TEXT_3, saved);
    }
    view_key(v, close_x - S2 - 36, 17, "Esc");
    view_icon_button(v, (struct rect){close_x, S3, ICON_BUTTON, ICON_BUTTON}, ICON_CLOSE, false,
                     ACT_FORM_CLOSE);
    draw_rect(v->d, (struct rect){left, HEAD_H, app->width - left, 1}, C_LINE);
}

void view_form(struct view *v)
{
    const struct app *app = v->app;
    struct form f;
    int height, left = app->width < NARROW_CHATS ? 0 : CHATS_W;
    form_take(app, &f, &height);
    int section = form_section(app, &f);
    draw_rect(v->d, (struct rect){0, 0, app->width, app->height}, C_PANEL);
    boxes(v, &f);
    rows(v, &f); /* those above the page are covered by its head */
    head(v, &f, section, left);
    if (left) {
        side(v, &f, section);
    }
    struct rect area = form_area(app);
    area.w = app->width - area.x;
    view_scrollbar(v, area, app->form->scroll_px, height);
    for (int i = 0; app->form->listing && i < f.count; i++) {
        if (has_focus(v, &f.rows[i])) {
            open_list(v, &f.rows[i]);
        }
    }
    form_free(&f);
}
