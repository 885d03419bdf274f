/* The table of panels (panel/panel.h). */
#include "client/input/complete.h"
#include "client/input/focus.h"
#include "client/input/keys.h"
#include "client/layout/action.h"
#include "client/panel/closing.h"
#include "client/panel/console.h"
#include "client/panel/directory.h"
#include "client/panel/form.h"
#include "client/panel/host_settings.h"
#include "client/panel/login.h"
#include "client/panel/menu.h"
#include "client/panel/panel.h"
#include "client/panel/picker.h"
#include "client/panel/question.h"
#include "client/panel/settings.h"
#include "client/panel/switcher.h"
#include "client/panel/toolbar.h"
#include "client/view/view.h"
#include "irc/check.h"

static bool closing_is_open(const struct app *app)
{
    return app->closing->open;
}

static bool question_is_open(const struct app *app)
{
    return app->question->open;
}

static bool settings_is_open(const struct app *app)
{
    return app->settings->open;
}

static bool menu_is_open(const struct app *app)
{
    return app->menu->open;
}

static bool login_is_open(const struct app *app)
{
    return app->client.screen == SCREEN_LOGIN;
}

/* The program's keys work here as well: F1, the language, the text size. */
static bool login_or_program_key(struct app *app, int key, unsigned mods)
{
    return keys_program(app, key, mods) || login_key(app, key, mods);
}

static void stay(struct app *app, int rows)
{
    (void)app, (void)rows;
}

static bool code_is_open(const struct app *app)
{
    return console_is_shown(app) && app->client.network->console->code;
}

static bool code_key(struct app *app, int key, unsigned mods)
{
    (void)mods;
    if (key == KEY_ESCAPE || key == KEY_ENTER || key == ' ') {
        console_act(app, ACT_CONSOLE_CODE, 0);
    }
    return true;
}

static bool host_settings_is_open(const struct app *app)
{
    return app->host_settings->open;
}

static bool switcher_is_open(const struct app *app)
{
    return app->switcher->open;
}

static struct edit *switcher_edit(struct app *app)
{
    return &app->switcher->query;
}

static bool directory_is_open(const struct app *app)
{
    return app->directory->open;
}

static struct edit *directory_edit(struct app *app)
{
    return &app->directory->query;
}

static bool picker_is_open(const struct app *app)
{
    return app->picker->open;
}

static struct edit *picker_edit(struct app *app)
{
    return &app->picker->query;
}

const struct panel panels[] = {
    {.is_open = closing_is_open,
     .key = closing_key,
     .wheel = stay,
     .words = closing_words,
     .view = view_closing,
     .close = closing_close},
    {.is_open = question_is_open,
     .edit = question_edit,
     .key = question_key,
     .wheel = stay,
     .words = question_words,
     .view = view_question,
     .close = question_close},
    {.is_open = form_is_open,
     .edit = form_edit,
     .follow = form_edited,
     .key = form_key,
     .wheel = form_wheel,
     .wheel_rows = 3,
     .words = form_words,
     .view = view_form,
     .whole = true,
     .close = form_close,
     .rest = REST_PROGRAM},
    {.is_open = settings_is_open,
     .key = settings_key,
     .wheel = settings_scroll,
     .wheel_rows = 3,
     .words = settings_words,
     .view = view_settings,
     .whole = true,
     .rest = REST_PROGRAM},
    {.is_open = menu_is_open,
     .key = menu_key,
     .words = menu_words,
     .view = view_menu,
     .over_ring = true,
     .close = menu_close,
     .rest = REST_GOES_ON,
     .passing = true},
    {.is_open = focus_is_on, .words = focus_words, .inside = true},
    {.is_open = login_is_open,
     .edit = login_edit,
     .follow = login_edited,
     .key = login_or_program_key,
     .wheel = login_scroll,
     .wheel_rows = 2,
     .words = login_words,
     .view = view_login,
     .whole = true},
    {.is_open = picker_is_open,
     .edit = picker_edit,
     .follow = picker_follow,
     .key = picker_key,
     .wheel = picker_scroll,
     .wheel_rows = 1,
     .words = picker_words,
     .view = view_picker,
     .close = picker_close},
    {.is_open = host_settings_is_open,
     .edit = host_settings_edit,
     .key = host_settings_key,
     .wheel = host_settings_wheel,
     .wheel_rows = 2,
     .words = host_settings_words,
     .view = view_host_settings,
     .close = host_settings_close},
    {.is_open = code_is_open, .key = code_key, .wheel = stay, .view = view_console_code},
    {.is_open = directory_is_open,
     .edit = directory_edit,
     .follow = directory_follow,
     .key = directory_key,
     .wheel = directory_scroll,
     .wheel_rows = 3,
     .words = directory_words,
     .view = view_directory,
     .close = directory_close},
    {.is_open = switcher_is_open,
     .edit = switcher_edit,
     .follow = switcher_follow,
     .key = switcher_key,
     .wheel = stay,
     .words = switcher_words,
     .view = view_switcher,
     .close = switcher_close},
    {.is_open = toolbar_is_on,
     .words = toolbar_words,
     .close = toolbar_close,
     .inside = true,
     .passing = true},
    {.is_open = complete_is_open,
     .words = complete_words,
     .close = complete_close,
     .inside = true,
     .passing = true},
};

const int panel_count = (int)COUNT_OF(panels);
