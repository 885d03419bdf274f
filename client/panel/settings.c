#include "client/panel/settings.h"

#include <stdio.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/event.h"
#include "client/base/prefs.h"
#include "client/base/words.h"
#include "client/input/keymap.h"
#include "client/layout/layout.h"
#include "client/panel/panel.h"
#include "irc/check.h"

enum { SETTINGS_X = 48, SETTINGS_W = 720, STEP_W = 64 };

static const char *const themes[] = {"system", "dark", "light", "contrast"};

static int get_theme(const struct app *app)
{
    int at = (int)COUNT_OF(themes) - 1;
    while (at >= 0 && strcmp(themes[at], app->client.prefs.theme) != 0) {
        at--;
    }
    return at;
}
static void set_theme(struct app *app, int value)
{
    copy_text(app->client.prefs.theme, PREFS_NAME, themes[value]);
}

static int get_size(const struct app *app)
{
    return settings_text_size(app);
}
static void set_size(struct app *app, int value)
{
    settings_step_text_size(app, value ? 1 : -1);
}
static void size_text(const struct app *app, char *out)
{
    snprintf(out, SETTING_TEXT, "%d %%", settings_text_size(app));
}

static int get_lang(const struct app *app)
{
    return !app->client.prefs.language[0]        ? 0
           : app->client.lang == words_english() ? 1
           : app->client.lang == words_spanish() ? 2
                                                 : -1;
}
static void set_lang(struct app *app, int value)
{
    app->client.lang = value == 0   ? app->client.system_lang
                       : value == 1 ? words_english()
                                    : words_spanish();
    copy_text(app->client.prefs.language, sizeof app->client.prefs.language,
              value ? app->client.lang->code : "");
    layout_forget_measures(app);
}

/* A setting that is a field of the preferences; `turn`: a switch shown inverted. */
#define FIELD(field, type, turn) \
    static int get_##field(const struct app *app) \
    { \
        return (turn) ? !app->client.prefs.field : (int)app->client.prefs.field; \
    } \
    static void set_##field(struct app *app, int value) \
    { \
        app->client.prefs.field = (type)((turn) ? !value : value); \
    }

FIELD(accent, enum accent, false)
FIELD(clock_12, bool, false)
FIELD(compact, bool, false)
FIELD(moves, enum moves_shown, false)
FIELD(plain_names, bool, true)
FIELD(still, bool, false)
FIELD(hide_chats, bool, true)
FIELD(hide_people, bool, true)
FIELD(tell_typing, bool, false)
FIELD(remember, bool, false)
FIELD(nearby, bool, false)
FIELD(notify, bool, false)
FIELD(sound, bool, false)
FIELD(quiet, bool, false)
FIELD(signs, bool, false)
FIELD(spell, bool, false)
FIELD(speak, bool, false)

#define SWITCH(section, words, field) \
    { \
        section, W_SET_##words, W_SET_##words##_NOTE, 0, {0}, get_##field, set_##field, NULL \
    }

const struct setting settings[] = {
    {SETTINGS_LOOK,
     W_SET_THEME,
     W_SET_THEME_NOTE,
     4,
     {W_SET_SYSTEM, W_SET_DARK, W_SET_LIGHT, W_SET_CONTRAST},
     get_theme,
     set_theme,
     NULL},
    {SETTINGS_LOOK,
     W_SET_ACCENT,
     W_SET_ACCENT_NOTE,
     ACCENT_COUNT,
     {W_SET_BLUE, W_SET_GREEN, W_SET_VIOLET, W_SET_PINK},
     get_accent,
     set_accent,
     NULL},
    {SETTINGS_LOOK, W_SET_SIZE, W_SET_SIZE_NOTE, 0, {0}, get_size, set_size, size_text},
    {SETTINGS_LOOK,
     W_SET_SPACING,
     W_SET_SPACING_NOTE,
     2,
     {W_SET_COMFORTABLE, W_SET_COMPACT},
     get_compact,
     set_compact,
     NULL},
    {SETTINGS_LOOK,
     W_SET_LANGUAGE,
     W_SET_LANGUAGE_NOTE,
     3,
     {W_SET_SYSTEM, W_LANG_EN, W_LANG_ES},
     get_lang,
     set_lang,
     NULL},
    SWITCH(SETTINGS_LOOK, CHATS, hide_chats),
    SWITCH(SETTINGS_LOOK, PEOPLE, hide_people),
    SWITCH(SETTINGS_LOOK, NAMES, plain_names),
    SWITCH(SETTINGS_LOOK, STILL, still),
    {SETTINGS_TALK,
     W_SET_CLOCK,
     W_SET_CLOCK_NOTE,
     2,
     {W_CLOCK_24, W_CLOCK_12},
     get_clock_12,
     set_clock_12,
     NULL},
    {SETTINGS_TALK,
     W_SET_MOVES,
     W_SET_MOVES_NOTE,
     MOVES_WAYS,
     {W_SET_COLLAPSED, W_SET_ALL, W_SET_NONE},
     get_moves,
     set_moves,
     NULL},
    SWITCH(SETTINGS_TALK, SIGNS, signs),
    SWITCH(SETTINGS_TALK, SPELL, spell),
    SWITCH(SETTINGS_NOTIFY, NOTIFY, notify),
    SWITCH(SETTINGS_NOTIFY, SOUND, sound),
    SWITCH(SETTINGS_NOTIFY, QUIET, quiet),
    SWITCH(SETTINGS_NOTIFY, SPEAK, speak),
    SWITCH(SETTINGS_PRIVACY, TYPING, tell_typing),
    SWITCH(SETTINGS_PRIVACY, REMEMBER, remember),
    SWITCH(SETTINGS_PRIVACY, NEARBY, nearby),
};

const int settings_count = COUNT_OF(settings);

/* Index in the table of the section's first row, and the number of its rows. */
static int rows_of(const struct settings_state *s, int *count)
{
    int from = 0;
    *count = 0;
    if (s->section == SETTINGS_KEYS) {
        while (keymap_at(*count)) {
            (*count)++;
        }
        return 0;
    }
    while (settings[from].section != s->section) {
        from++;
    }
    while (from + *count < settings_count && settings[from + *count].section == s->section) {
        (*count)++;
    }
    return from;
}

void settings_show(struct app *app, int section)
{
    struct settings_state *s = app->settings;
    s->section = (enum settings_section)section;
    int count;
    s->focus = rows_of(s, &count);
    s->first = 0;
    s->takes = false;
    app->client.dirty = true;
}

void settings_open(struct app *app)
{
    panel_close_all(app);
    app->settings->open = true;
    settings_show(app, SETTINGS_LOOK);
}

void settings_open_keys(struct app *app)
{
    settings_open(app);
    settings_show(app, SETTINGS_KEYS);
}

void settings_close(struct app *app)
{
    app->settings->open = false;
    app->client.dirty = true;
}

void settings_choose(struct app *app, int index, int value)
{
    const struct setting *s = &settings[index];
    app->settings->focus = index;
    s->set(app, s->choice_count || s->text ? value : !s->get(app));
    layout_forget_measures(app);
    client_save(&app->client);
    app->client.dirty = true;
}

void settings_take_key(struct app *app, int index)
{
    app->settings->focus = index;
    app->settings->takes = true;
    app->client.dirty = true;
}

void settings_scroll(struct app *app, int rows)
{
    struct settings_state *s = app->settings;
    int count, most = 0;
    rows_of(s, &count);
    while (most + settings_rows(app, most) < count) {
        most++;
    }
    s->first += rows;
    s->first = s->first > most ? most : s->first;
    s->first = s->first < 0 ? 0 : s->first;
    app->client.dirty = true;
}

static void move(struct app *app, int step)
{
    struct settings_state *s = app->settings;
    int count, from = rows_of(s, &count);
    int next = s->focus + step - from;
    if (next >= 0 && next < count) {
        s->focus = from + next;
        s->first = next < s->first ? next : s->first;
        while (next >= s->first + settings_rows(app, s->first)) {
            s->first++;
        }
    }
    app->client.dirty = true;
}

/* The key that was waited for. Keys that type text need Ctrl or Alt. */
static void take_key(struct app *app, int key, unsigned mods)
{
    struct settings_state *s = app->settings;
    bool writes = key < KEY_ENTER && !(mods & (MOD_CTRL | MOD_ALT));
    char text[KEYMAP_TEXT];
    keymap_write(key, mods, text);
    if (key == KEY_ESCAPE && !mods) {
        s->takes = false;
    } else if (!writes && (mods || key >= KEY_MENU)) {
        keymap_choose(app, keymap_at(s->focus), text);
        s->takes = false;
    }
    app->client.dirty = true;
}

static void choose_by_key(struct app *app, int key)
{
    struct settings_state *s = app->settings;
    if (s->section == SETTINGS_KEYS) {
        if (key == KEY_ENTER || key == ' ') {
            settings_take_key(app, s->focus);
        } else if (key == KEY_DELETE || key == KEY_BACKSPACE) {
            keymap_choose(app, keymap_at(s->focus), NULL);
            app->client.dirty = true;
        }
        return;
    }
    const struct setting *at = &settings[s->focus];
    int value = at->get(app), step = key == KEY_LEFT ? -1 : 1;
    bool sideways = key == KEY_LEFT || key == KEY_RIGHT;
    if (at->text && sideways) {
        settings_choose(app, s->focus, step > 0);
    } else if (sideways && at->choice_count && value + step >= 0 &&
               value + step < at->choice_count) {
        settings_choose(app, s->focus, value + step);
    } else if (!sideways && !at->text && (key == KEY_ENTER || key == ' ')) {
        settings_choose(app, s->focus, at->choice_count ? (value + 1) % at->choice_count : 0);
    }
}

bool settings_key(struct app *app, int key, unsigned mods)
{
    struct settings_state *s = app->settings;
    if (s->takes) {
        take_key(app, key, mods);
        return true;
    }
    if ((mods & MOD_CTRL) && key == 'w') {
        settings_close(app);
        return true;
    }
    if (mods & MOD_CTRL) {
        return key == ','; /* zoom and the like pass through */
    }
    switch (key) {
    case KEY_ESCAPE: settings_close(app); break;
    case KEY_UP: move(app, -1); break;
    case KEY_DOWN: move(app, 1); break;
    case KEY_PAGE_DOWN:
    case KEY_TAB:
        settings_show(app, (s->section + (mods & MOD_SHIFT ? SETTINGS_SECTIONS - 1 : 1)) %
                               SETTINGS_SECTIONS);
        break;
    case KEY_PAGE_UP:
        settings_show(app, (s->section + SETTINGS_SECTIONS - 1) % SETTINGS_SECTIONS);
        break;
    default: choose_by_key(app, key); break;
    }
    return true;
}

void settings_words(const struct app *app, struct bytes *out)
{
    const struct settings_state *s = app->settings;
    if (s->section == SETTINGS_KEYS) {
        const struct key_row *row = keymap_at(s->focus);
        char caps[KEYMAP_TEXT];
        keymap_caps(app, keymap_of(app, row), caps);
        bytes_format(out, "%s: %s",
                     words_text(app->client.lang, s->takes ? W_KEYS_PRESS : row->words), caps);
        return;
    }
    const struct setting *at = &settings[s->focus];
    int value = at->get(app);
    char number[SETTING_TEXT] = "";
    if (at->text) {
        at->text(app, number);
    }
    bytes_format(out, "%s: %s", words_text(app->client.lang, at->name),
                 at->text ? number
                 : at->choice_count
                     ? (value < 0 ? "" : words_text(app->client.lang, at->choices[value]))
                     : words_text(app->client.lang, value ? W_ON : W_OFF));
}

int settings_text_size(const struct app *app)
{
    int wished = app->client.prefs.text_size;
    return app->text_size && app->text_size < wished ? app->text_size : wished;
}

void settings_step_text_size(struct app *app, int step)
{
    int from = step > 0 ? app->client.prefs.text_size : settings_text_size(app);
    settings_set_text_size(app, prefs_next_size(from, step));
}

void settings_set_text_size(struct app *app, int percent)
{
    app->client.prefs.text_size = percent;
    client_save(&app->client);
    app->client.dirty = true;
}

int settings_sections_per_row(const struct app *app)
{
    int fit = (app->width - 2 * S4) / SETTING_SECTION_W;
    return fit > 1 ? fit : 1;
}

/* --- where its rows are --- */

struct rect settings_area(const struct app *app)
{
    bool narrow = app->width < NARROW_CHATS, keys = app->settings->section == SETTINGS_KEYS;
    int per_row = settings_sections_per_row(app);
    int sections = (SETTINGS_SECTIONS + per_row - 1) / per_row; /* in rows, if there is no column */
    int x = narrow ? S4 : CHATS_W + SETTINGS_X;
    int y = narrow ? HEAD_H + S2 + sections * SETTING_SECTION_H + S2 : HEAD_H + S5;
    int w = app->width - x - (narrow ? S4 : SETTINGS_X);
    w = w > SETTINGS_W ? SETTINGS_W : w;
    int foot = measure_paragraph(app->ruler, TYPE_SMALL,
                                 words_text(app->client.lang, keys ? W_KEYS_NOTE : W_SET_FILE), w);
    return (struct rect){x, y, w, app->height - y - foot - S3 - S4};
}

int settings_index(const struct app *app, int row)
{
    int count;
    return rows_of(app->settings, &count) + row;
}

int settings_choices(const struct app *app, int index, const char *out[SETTING_CHOICES])
{
    const struct setting *s = &settings[index];
    for (int i = 0; i < s->choice_count; i++) {
        out[i] = words_text(app->client.lang, s->choices[i]);
    }
    return s->choice_count;
}

struct setting_line settings_line(const struct app *app, int index)
{
    const struct setting *s = &settings[index];
    const char *choices[SETTING_CHOICES];
    int w = settings_area(app).w, count = settings_choices(app, index, choices);
    struct rect control = {0, 0, SWITCH_W, SWITCH_H};
    if (s->text) {
        control = (struct rect){0, 0, STEP_W + 2 * ICON_BUTTON, BUTTON_SMALL_H};
    } else if (count) {
        control = measure_choices(app->ruler, choices, count, w, NULL);
    }
    return measure_setting(app->ruler, words_text(app->client.lang, s->name),
                           words_text(app->client.lang, s->note), w, SETTING_ROW_H, control);
}

int settings_keys_width(const struct app *app, int row)
{
    const struct key_row *at = keymap_at(row);
    const char *keys = keymap_of(app, at);
    char caps[KEYMAP_TEXT];
    keymap_caps(app, keys, caps);
    int w = ruler_width(app->ruler, TYPE_SMALL, caps) + 2 * S2;
    if (app->settings->takes && app->settings->focus == row) {
        return ruler_width(app->ruler, TYPE_BODY, words_text(app->client.lang, W_KEYS_PRESS));
    }
    if (keys[0] && strcmp(keys, at->keys) != 0) {
        w += S3 + ruler_width(app->ruler, TYPE_SMALL, words_text(app->client.lang, W_KEYS_OWN));
    }
    return w;
}

int settings_row_height(const struct app *app, int row)
{
    if (app->settings->section != SETTINGS_KEYS) {
        return settings_line(app, settings_index(app, row)).h;
    }
    int w = settings_area(app).w - settings_keys_width(app, row) - 2 * S2 - S3;
    int h = measure_paragraph(app->ruler, TYPE_BODY,
                              words_text(app->client.lang, keymap_at(row)->words), w) +
            2 * S2;
    return h < KEY_ROW_H ? KEY_ROW_H : h;
}

int settings_count_rows(const struct app *app)
{
    int count;
    rows_of(app->settings, &count);
    return count;
}

int settings_height(const struct app *app, int first, int end)
{
    int h = 0;
    while (first < end) {
        h += settings_row_height(app, first++);
    }
    return h;
}

int settings_rows(const struct app *app, int first)
{
    int count, rows = 0, used = 0, room = settings_area(app).h;
    rows_of(app->settings, &count);
    while (first + rows < count) {
        used += settings_row_height(app, first + rows);
        if (used > room) {
            break;
        }
        rows++;
    }
    return rows < 1 ? 1 : rows;
}
