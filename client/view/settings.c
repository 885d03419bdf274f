#include <string.h>

#include "client/input/keymap.h"
#include "client/layout/action.h"
#include "client/panel/settings.h"
#include "client/view/view.h"

static const struct {
    enum word name;
    enum icon icon;
} sections[SETTINGS_SECTIONS] = {{W_SET_LOOK, ICON_CONTRAST},
                                 {W_SET_TALK, ICON_MESSAGE},
                                 {W_SET_NOTIFICATIONS, ICON_BELL},
                                 {W_SET_PRIVACY, ICON_SHIELD},
                                 {W_SET_KEYS, ICON_KEYBOARD}};

static void section_row(struct view *v, struct rect at, int index)
{
    bool on = v->app->settings->section == (enum settings_section)index;
    if (on || view_hot(v, ACT_SETTINGS_SECTION, index)) {
        draw_box(v->d, at, R2, on ? C_ACCENT_TINT : C_HOVER);
    }
    draw_icon(v->d, at.x + S2, at.y + S2, ICON, sections[index].icon, on ? C_TEXT : C_TEXT_2);
    view_text_fit(v, at.x + 40, at.y + 6, at.w - 40, on ? TYPE_STRONG : TYPE_BODY,
                  on ? C_TEXT : C_TEXT_2, view_word(v, sections[index].name));
    draw_hit(v->d, at, ACT_SETTINGS_SECTION, index, NULL);
}

static void stepper(struct view *v, struct rect box, int index)
{
    static const char *const signs[] = {"−", "+"};
    char text[SETTING_TEXT];
    settings[index].text(v->app, text);
    draw_border(v->d, box, R2, C_BG, 1, C_LINE);
    view_text_center(v, box, TYPE_LABEL, C_TEXT, text);
    for (int i = 0; i < 2; i++) {
        struct rect at = {i ? box.x + box.w - ICON_BUTTON : box.x, box.y, ICON_BUTTON, box.h};
        if (view_hot(v, ACT_SETTING, index * SETTING_CHOICES + i)) {
            draw_box(v->d, at, R2, C_HOVER);
        }
        view_text_center(v, at, TYPE_STRONG, C_TEXT_2, signs[i]);
        draw_hit(v->d, at, ACT_SETTING, index * SETTING_CHOICES + i, NULL);
    }
    if (v->app->settings->focus == index) {
        view_focus_ring(v, box, R2);
    }
}

static void setting_row(struct view *v, struct rect row, int index)
{
    const struct setting *s = &settings[index];
    struct setting_line l = settings_line(v->app, index);
    struct rect control = {row.x + l.control.x, row.y + l.control.y, l.control.w, l.control.h};
    bool focus = v->app->settings->focus == index;
    draw_rect(v->d, (struct rect){row.x, row.y, row.w, 1}, C_LINE);
    if (s->text) {
        stepper(v, control, index);
    } else if (s->choice_count) {
        const char *labels[SETTING_CHOICES];
        view_choices(v, &(struct choices){.at = control,
                                          .labels = labels,
                                          .count = settings_choices(v->app, index, labels),
                                          .value = s->get(v->app),
                                          .focus = focus,
                                          .action = ACT_SETTING,
                                          .arg = index * SETTING_CHOICES});
    } else {
        view_switch(v, control, s->get(v->app), false, focus);
        draw_hit(v->d, rect_inset(control, -S1, -S1), ACT_SETTING, index * SETTING_CHOICES, NULL);
    }
    view_paragraph(v, row.x, row.y + l.name_y, l.words_w, TYPE_BODY, C_TEXT, view_word(v, s->name));
    view_paragraph(v, row.x, row.y + l.note_y, l.words_w, TYPE_SMALL, C_TEXT_3,
                   view_word(v, s->note));
}

/* --- the keys --- */

static void key_row(struct view *v, struct rect at, const struct key_row *row, int index)
{
    const struct settings_state *s = v->app->settings;
    const char *keys = keymap_of(v->app, row);
    bool focus = s->focus == index;
    draw_rect(v->d, (struct rect){at.x, at.y, at.w, 1}, C_LINE);
    if (view_hot(v, ACT_KEYS, index)) {
        draw_box(v->d, rect_inset(at, 0, 1), R2, C_HOVER);
    }
    if (focus) {
        draw_border(v->d, rect_inset(at, 0, 1), R2, COLOR_NONE, RING, C_FOCUS);
    }
    int words_w = at.w - settings_keys_width(v->app, index) - 2 * S2 - S3;
    view_paragraph(v, at.x + S2, at.y + S2, words_w, TYPE_BODY, C_TEXT, view_word(v, row->words));
    int right = at.x + at.w - S2;
    if (focus && s->takes) {
        view_text_right(v, right, at.y + S2, TYPE_BODY, C_ACCENT, view_word(v, W_KEYS_PRESS));
    } else if (keys[0]) {
        int w = view_key_width(v, keys);
        view_key(v, right - w, at.y + 9, keys);
        if (strcmp(keys, row->keys) != 0) {
            view_text_right(v, right - w - S3, at.y + 10, TYPE_SMALL, C_TEXT_3,
                            view_word(v, W_KEYS_OWN));
        }
    }
    draw_hit(v->d, at, ACT_KEYS, index, NULL);
}

/* --- the whole screen --- */

static void side(struct view *v, int left)
{
    draw_rect(v->d, (struct rect){0, 0, left, v->app->height}, C_BG);
    draw_rect(v->d, (struct rect){left - 1, 0, 1, v->app->height}, C_LINE);
    view_icon_button(v, (struct rect){S2, S3, ICON_BUTTON, ICON_BUTTON}, ICON_ARROW_LEFT, false,
                     ACT_SETTINGS_CLOSE);
    view_text(v, S2 + 40, S4, TYPE_STRONG, C_TEXT, view_word(v, W_SETTINGS));
}

/* Side by side if there is no column, in as many rows as needed. */
static void section_rows(struct view *v, bool narrow, int left)
{
    int per_row = settings_sections_per_row(v->app);
    for (int i = 0; i < SETTINGS_SECTIONS; i++) {
        int y = HEAD_H + S2 + i / per_row * SETTING_SECTION_H;
        struct rect at = narrow ? (struct rect){S4 + i % per_row * SETTING_SECTION_W, y,
                                                SETTING_SECTION_W - S2, SETTING_SECTION_H}
                                : (struct rect){S2, HEAD_H + i * SETTING_SECTION_H,
                                                left - 2 * S2 - 1, SETTING_SECTION_H};
        section_row(v, at, i);
    }
}

void view_settings(struct view *v)
{
    const struct app *app = v->app;
    bool narrow = app->width < NARROW_CHATS, keys = app->settings->section == SETTINGS_KEYS;
    int left = narrow ? 0 : CHATS_W;
    draw_rect(v->d, (struct rect){0, 0, app->width, app->height}, C_PANEL);
    if (!narrow) {
        side(v, left);
    }
    section_rows(v, narrow, left);
    view_text(v, left + S5, S4, TYPE_STRONG, C_TEXT,
              view_word(v, sections[app->settings->section].name));
    int close_x = app->width - S3 - ICON_BUTTON;
    view_icon_button(v, (struct rect){close_x, S3, ICON_BUTTON, ICON_BUTTON}, ICON_CLOSE, false,
                     ACT_SETTINGS_CLOSE);
    view_key(v, close_x - S2 - 36, 17, "Esc");
    draw_rect(v->d, (struct rect){left, HEAD_H, app->width - left, 1}, C_LINE);
    struct rect area = settings_area(app), row = area;
    int rows = settings_rows(app, app->settings->first);
    for (int i = 0; i < rows; i++, row.y += row.h) {
        int at = app->settings->first + i;
        row.h = settings_row_height(app, at);
        if (keys) {
            key_row(v, row, keymap_at(at), at);
        } else {
            setting_row(v, row, settings_index(app, at));
        }
    }
    int all = settings_count_rows(app), above = settings_height(app, 0, app->settings->first);
    struct rect seen = {left, area.y, app->width - left, row.y - area.y};
    view_scrollbar(v, seen, above, settings_height(app, 0, all));
    draw_rect(v->d, (struct rect){area.x, row.y, area.w, 1}, C_LINE);
    if (keys || app->settings->first + rows >= all) { /* a note at the end says it is the end */
        view_paragraph(v, area.x, row.y + S3, area.w, TYPE_SMALL, C_TEXT_3,
                       view_word(v, keys ? W_KEYS_NOTE : W_SET_FILE));
    }
}
