#include <string.h>

#include "client/input/keymap.h"
#include "client/layout/action.h"
#include "client/panel/settings.h"
#include "client/view/view.h"

enum { FORM_X = 48, FORM_W = 720, SWITCH_W = 40, SWITCH_H = 24, KNOB = 18, STEP_W = 64 };

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

static void on_off(struct view *v, int right, int y, int index)
{
    bool on = settings[index].get(v->app);
    struct rect at = {right - SWITCH_W, y + (SETTING_ROW_H - SWITCH_H) / 2, SWITCH_W, SWITCH_H};
    draw_box(v->d, at, R_FULL, on ? C_ACCENT_FILL : C_LINE_STRONG);
    draw_box(v->d, (struct rect){on ? at.x + at.w - KNOB - 3 : at.x + 3, at.y + 3, KNOB, KNOB},
             R_FULL, on ? C_ON_ACCENT : C_KNOB);
    if (v->app->settings->focus == index) {
        view_focus_ring(v, at, SWITCH_H / 2);
    }
    draw_hit(v->d, rect_inset(at, -S1, -S1), ACT_SETTING, index * CHOICES_MAX, NULL);
}

/* Returns the x where it begins, as does the next function. */
static int stepper(struct view *v, int right, int y, int index)
{
    static const char *const signs[] = {"−", "+"};
    char text[SETTING_TEXT];
    settings[index].text(v->app, text);
    int top = y + (SETTING_ROW_H - BUTTON_SMALL_H) / 2;
    struct rect box = {right - STEP_W - 2 * ICON_BUTTON, top, STEP_W + 2 * ICON_BUTTON,
                       BUTTON_SMALL_H};
    draw_border(v->d, box, R2, C_BG, 1, C_LINE);
    view_text_center(v, box, TYPE_LABEL, C_TEXT, text);
    for (int i = 0; i < 2; i++) {
        struct rect at = {i ? box.x + box.w - ICON_BUTTON : box.x, top, ICON_BUTTON,
                          BUTTON_SMALL_H};
        if (view_hot(v, ACT_SETTING, index * CHOICES_MAX + i)) {
            draw_box(v->d, at, R2, C_HOVER);
        }
        view_text_center(v, at, TYPE_STRONG, C_TEXT_2, signs[i]);
        draw_hit(v->d, at, ACT_SETTING, index * CHOICES_MAX + i, NULL);
    }
    if (v->app->settings->focus == index) {
        view_focus_ring(v, box, R2);
    }
    return box.x;
}

static int choices(struct view *v, int right, int y, int index)
{
    const struct setting *s = &settings[index];
    int widths[CHOICES_MAX] = {0}, all = 0, value = s->get(v->app);
    for (int i = 0; i < s->choice_count; i++) {
        widths[i] = ruler_width(v->r, TYPE_LABEL, view_word(v, s->choices[i])) + 2 * S3;
        all += widths[i];
    }
    struct rect box = {right - all - 2, y + (SETTING_ROW_H - BUTTON_SMALL_H) / 2, all + 2,
                       BUTTON_SMALL_H};
    draw_border(v->d, box, R2, C_BG, 1, C_LINE);
    int x = box.x + 1;
    for (int i = 0; i < s->choice_count; i++) {
        struct rect at = {x, box.y + 1, widths[i], box.h - 2};
        bool on = i == value, hot = view_hot(v, ACT_SETTING, index * CHOICES_MAX + i);
        if (on) {
            draw_border(v->d, at, R2, C_ACCENT_TINT, 1, C_FOCUS);
        } else if (hot) {
            draw_box(v->d, at, R2, C_HOVER);
        }
        view_text_center(v, at, TYPE_LABEL, on ? C_TEXT : C_TEXT_2, view_word(v, s->choices[i]));
        draw_hit(v->d, at, ACT_SETTING, index * CHOICES_MAX + i, NULL);
        x += widths[i];
    }
    if (v->app->settings->focus == index) {
        view_focus_ring(v, box, R2);
    }
    return box.x;
}

static void setting_row(struct view *v, int x, int y, int w, int index)
{
    const struct setting *s = &settings[index];
    int right = x + w, end = right - SWITCH_W;
    draw_rect(v->d, (struct rect){x, y, w, 1}, C_LINE);
    if (s->text) {
        end = stepper(v, right, y, index);
    } else if (s->choice_count) {
        end = choices(v, right, y, index);
    } else {
        on_off(v, right, y, index);
    }
    view_text_fit(v, x, y + 10, end - S4 - x, TYPE_BODY, C_TEXT, view_word(v, s->name));
    view_text_fit(v, x, y + 34, end - S4 - x, TYPE_SMALL, C_TEXT_3, view_word(v, s->note));
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
    view_text_fit(v, at.x + S2, at.y + S2, at.w / 2, TYPE_BODY, C_TEXT, view_word(v, row->words));
    int right = at.x + at.w - S2;
    if (focus && s->takes) {
        view_text_right(v, right, at.y + S2, TYPE_BODY, C_ACCENT, view_word(v, W_KEYS_PRESS));
    } else if (keys[0]) {
        int w = ruler_width(v->r, TYPE_SMALL, keys) + 2 * S2;
        view_key(v, right - (w < 26 ? 26 : w), at.y + 9, keys);
        if (strcmp(keys, row->keys) != 0) {
            view_text_right(v, right - w - S3, at.y + 10, TYPE_SMALL, C_TEXT_3,
                            view_word(v, W_KEYS_OWN));
        }
    }
    draw_hit(v->d, at, ACT_KEYS, index, NULL);
}

static int key_rows(struct view *v, int x, int y, int w, int rows)
{
    const struct settings_state *s = v->app->settings;
    const struct key_row *row;
    for (int i = s->first; i < s->first + rows && (row = keymap_at(i)); i++) {
        key_row(v, (struct rect){x, y, w, KEY_ROW_H}, row, i);
        y += KEY_ROW_H;
    }
    return y;
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
    int x = narrow ? S4 : left + FORM_X, y, rows = settings_layout(app, &y),
        seen = -app->settings->first;
    int w = app->width - x - (narrow ? S4 : FORM_X);
    w = w > FORM_W ? FORM_W : w;
    for (int i = 0; i < settings_count; i++) {
        bool here = settings[i].section == app->settings->section;
        if (here && seen >= 0 && seen < rows) {
            setting_row(v, x, y, w, i);
            y += SETTING_ROW_H;
        }
        seen += here;
    }
    y = keys ? key_rows(v, x, y, w, rows) : y;
    draw_rect(v->d, (struct rect){x, y, w, 1}, C_LINE);
    view_paragraph(v, x, y + S3, w, TYPE_SMALL, C_TEXT_3,
                   view_word(v, keys ? W_KEYS_NOTE : W_SET_FILE));
}
