#include "client/settings.h"

#include "client/app.h"
#include "irc/check.h"

static const int sizes[] = {90, 100, 110, 125, 150};

static int get_theme(const struct app *app) { return app->prefs.light; }
static void set_theme(struct app *app, int value) { app->prefs.light = value; }

static int get_size(const struct app *app)
{
    int at = 0;
    while (at + 1 < (int)COUNT_OF(sizes) && sizes[at] < app->prefs.text_size) {
        at++;
    }
    return at;
}

static void set_size(struct app *app, int value) { app_set_text_size(app, sizes[value]); }

static int get_lang(const struct app *app) { return (int)app->lang; }
static void set_lang(struct app *app, int value)
{
    app->lang = (enum lang)value;
    copy_text(app->prefs.language, sizeof app->prefs.language, value == LANG_ES ? "es" : "en");
    app_forget_measures(app);
}

static int get_clock(const struct app *app) { return app->prefs.clock_12; }
static void set_clock(struct app *app, int value) { app->prefs.clock_12 = value; }

static int get_chats(const struct app *app) { return !app->prefs.hide_chats; }
static void set_chats(struct app *app, int value) { app->prefs.hide_chats = !value; }

static int get_people(const struct app *app) { return !app->prefs.hide_people; }
static void set_people(struct app *app, int value) { app->prefs.hide_people = !value; }

static int get_typing(const struct app *app) { return app->prefs.tell_typing; }
static void set_typing(struct app *app, int value) { app->prefs.tell_typing = value; }

static int get_remember(const struct app *app) { return app->prefs.remember; }
static void set_remember(struct app *app, int value) { app->prefs.remember = value; }

static int get_notify(const struct app *app) { return app->prefs.notify; }
static void set_notify(struct app *app, int value) { app->prefs.notify = value; }

static int get_signs(const struct app *app) { return app->prefs.signs; }
static void set_signs(struct app *app, int value) { app->prefs.signs = value; }

const struct setting settings[] = {
    {SETTINGS_LOOK, W_SET_THEME, W_SET_THEME_NOTE, 2, {W_SET_DARK, W_SET_LIGHT}, get_theme, set_theme},
    {SETTINGS_LOOK, W_SET_SIZE, W_SET_SIZE_NOTE, 5,
     {W_SIZE_90, W_SIZE_100, W_SIZE_110, W_SIZE_125, W_SIZE_150}, get_size, set_size},
    {SETTINGS_LOOK, W_SET_LANGUAGE, W_SET_LANGUAGE_NOTE, 2, {W_LANG_EN, W_LANG_ES}, get_lang, set_lang},
    {SETTINGS_LOOK, W_SET_CLOCK, W_SET_CLOCK_NOTE, 2, {W_CLOCK_24, W_CLOCK_12}, get_clock, set_clock},
    {SETTINGS_LOOK, W_SET_CHATS, W_SET_CHATS_NOTE, 0, {0}, get_chats, set_chats},
    {SETTINGS_LOOK, W_SET_PEOPLE, W_SET_PEOPLE_NOTE, 0, {0}, get_people, set_people},
    {SETTINGS_TALK, W_SET_NOTIFY, W_SET_NOTIFY_NOTE, 0, {0}, get_notify, set_notify},
    {SETTINGS_TALK, W_SET_SIGNS, W_SET_SIGNS_NOTE, 0, {0}, get_signs, set_signs},
    {SETTINGS_TALK, W_SET_TYPING, W_SET_TYPING_NOTE, 0, {0}, get_typing, set_typing},
    {SETTINGS_TALK, W_SET_REMEMBER, W_SET_REMEMBER_NOTE, 0, {0}, get_remember, set_remember},
};

const int settings_count = COUNT_OF(settings);

void settings_show(struct app *app, int section)
{
    struct settings_state *s = &app->settings;
    s->section = (enum settings_section)section;
    s->focus = 0;
    while (settings[s->focus].section != s->section) {
        s->focus++;
    }
    app->dirty = true;
}

void settings_open(struct app *app)
{
    app_close_popups(app);
    app->settings.open = true;
    settings_show(app, SETTINGS_LOOK);
}

void settings_close(struct app *app)
{
    app->settings.open = false;
    app->dirty = true;
}

void settings_choose(struct app *app, int index, int value)
{
    const struct setting *s = &settings[index];
    app->settings.focus = index;
    s->set(app, s->choice_count ? value : !s->get(app));
    app_save(app);
    app->dirty = true;
}

static void move(struct app *app, int step)
{
    int next = app->settings.focus + step;
    if (next >= 0 && next < settings_count && settings[next].section == app->settings.section) {
        app->settings.focus = next;
        app->dirty = true;
    }
}

bool settings_key(struct app *app, int key, unsigned mods)
{
    struct settings_state *s = &app->settings;
    const struct setting *at = &settings[s->focus];
    int value = at->get(app), step = key == KEY_LEFT ? -1 : 1;
    if ((mods & MOD_CTRL) && key == 'w') {
        settings_close(app);
        return true;
    }
    if (mods & MOD_CTRL) {
        return key == ','; /* zooming and the like goes on */
    }
    switch (key) {
    case KEY_ESCAPE: settings_close(app); break;
    case KEY_UP: move(app, -1); break;
    case KEY_DOWN: move(app, 1); break;
    case KEY_TAB:
    case KEY_PAGE_UP:
    case KEY_PAGE_DOWN: settings_show(app, (s->section + 1) % SETTINGS_SECTIONS); break;
    case KEY_LEFT:
    case KEY_RIGHT:
        if (at->choice_count && value + step >= 0 && value + step < at->choice_count) {
            settings_choose(app, s->focus, value + step);
        }
        break;
    case KEY_ENTER:
    case ' ':
        settings_choose(app, s->focus, at->choice_count ? (value + 1) % at->choice_count : 0);
        break;
    }
    return true;
}
