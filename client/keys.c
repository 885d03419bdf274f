/* What the keys do, as tables: first what is open takes them, then the program, then the text. */

#include "client/app.h"
#include "client/layout.h"
#include "client/servers.h"
#include "irc/check.h"

/* --- the text with the caret in it --- */

static const struct {
    int key;
    unsigned mods; /* without Shift, which selects */
    enum edit_move move;
} moves[] = {
    {KEY_LEFT, 0, EDIT_LEFT},
    {KEY_RIGHT, 0, EDIT_RIGHT},
    {KEY_LEFT, MOD_CTRL, EDIT_WORD_LEFT},
    {KEY_RIGHT, MOD_CTRL, EDIT_WORD_RIGHT},
    {KEY_HOME, 0, EDIT_LINE_START},
    {KEY_END, 0, EDIT_LINE_END},
}, deletes[] = {
    {KEY_BACKSPACE, 0, EDIT_LEFT},
    {KEY_DELETE, 0, EDIT_RIGHT},
    {KEY_BACKSPACE, MOD_CTRL, EDIT_WORD_LEFT},
    {KEY_DELETE, MOD_CTRL, EDIT_WORD_RIGHT},
};

static void copy_selection(struct app *app, struct edit *e, bool cut)
{
    size_t len;
    const char *text = edit_selection(e, &len);
    struct bytes copy = {0};
    if (len == 0 && !cut && select_is_on(app)) {
        select_text(app, &copy);
        effect_add(&app->effects, EFFECT_COPY, 0, copy.data, 0);
        bytes_finish(&copy);
    } else if (len > 0) {
        bytes_add(&copy, text, len);
        effect_add(&app->effects, EFFECT_COPY, 0, copy.data, 0);
        bytes_finish(&copy);
        if (cut) {
            edit_delete(e, EDIT_LEFT);
        }
    }
}

/* False: the key means nothing to a text. */
static bool edit_key(struct app *app, struct edit *e, int key, unsigned mods)
{
    bool shift = mods & MOD_SHIFT;
    unsigned bare = mods & ~(unsigned)MOD_SHIFT;
    for (size_t i = 0; i < COUNT_OF(moves); i++) {
        if (moves[i].key == key && moves[i].mods == bare) {
            edit_move(e, moves[i].move, shift);
            return true;
        }
    }
    for (size_t i = 0; i < COUNT_OF(deletes); i++) {
        if (deletes[i].key == key && deletes[i].mods == bare) {
            edit_delete(e, deletes[i].move);
            return true;
        }
    }
    if (bare != MOD_CTRL) {
        return false;
    }
    switch (key) {
    case 'a': edit_select_all(e); return true;
    case 'c':
    case 'x': copy_selection(app, e, key == 'x'); return true;
    case 'z':
        if (shift) {
            edit_redo(e);
        } else {
            edit_undo(e);
        }
        return true;
    case 'y': edit_redo(e); return true;
    default: return false;
    }
}

/* --- the program --- */

static void step_chat(struct app *app, int step, bool unread)
{
    int count = servers_chat_count(app), at = servers_place(app, app->current);
    struct chat *found = NULL;
    for (int i = 1; i < count; i++) {
        struct chat *c = servers_chat_at(app, (at + step * i + count * i) % count);
        if (!unread || c->mentions) {
            found = c;
            break;
        }
        found = !found && c->unread ? c : found; /* mentions first */
    }
    if (found) {
        app_show(app, found);
    }
}

static void previous_chat(struct app *app) { step_chat(app, -1, false); }
static void next_chat(struct app *app) { step_chat(app, 1, false); }
static void previous_unread(struct app *app) { step_chat(app, -1, true); }
static void next_unread(struct app *app) { step_chat(app, 1, true); }

static void chat_before(struct app *app)
{
    if (app->previous) {
        app_show(app, app->previous);
    }
}

static void leave_chat(struct app *app)
{
    if (app->current) {
        app_leave_chat(app, app->current);
    }
}

static void open_switcher(struct app *app) { switcher_open(app, false); }
static void all_emoji(struct app *app) { picker_open(app, 0); }
static void search_here(struct app *app) { search_open(app, false); }
static void search_all(struct app *app) { search_open(app, true); }
static void another_server(struct app *app) { servers_another(app, ""); }
static void open_join(struct app *app) { switcher_open(app, true); }
static void page_up(struct app *app)
{
    struct frame f = layout_frame(app);
    app_scroll(app, f.talk.h - 2 * LINE_H);
}
static void page_down(struct app *app)
{
    struct frame f = layout_frame(app);
    app_scroll(app, -(f.talk.h - 2 * LINE_H));
}

static void escape(struct app *app)
{
    if (app->complete.open || app->drawer != DRAWER_NONE) {
        app_close_popups(app);
    } else if (select_is_on(app)) {
        select_clear(app);
    } else if (app->current->reply_to || app->current->edits) {
        prompt_cancel(app);
    } else {
        app_to_now(app);
        app->current->marker = UINT64_MAX;
        app->current->marker_new = 0;
    }
}

static void larger(struct app *app)
{
    app_set_text_size(app, prefs_next_size(app->prefs.text_size, 1));
}
static void smaller(struct app *app)
{
    app_set_text_size(app, prefs_next_size(app->prefs.text_size, -1));
}
static void plain_size(struct app *app) { app_set_text_size(app, 100); }

static const struct {
    int key;
    unsigned mods;
    void (*run)(struct app *app);
    bool anywhere; /* on the login screen too */
} keys[] = {
    {'k', MOD_CTRL, open_switcher, false},
    {'n', MOD_CTRL, open_join, false},
    {'n', MOD_CTRL | MOD_SHIFT, another_server, false},
    {'f', MOD_CTRL, search_here, false},
    {'f', MOD_CTRL | MOD_SHIFT, search_all, false},
    {'w', MOD_CTRL, leave_chat, false},
    {'b', MOD_CTRL, app_toggle_chats, false},
    {'m', MOD_CTRL | MOD_SHIFT, app_toggle_people, false},
    {KEY_UP, MOD_ALT, previous_chat, false},
    {KEY_DOWN, MOD_ALT, next_chat, false},
    {KEY_UP, MOD_ALT | MOD_SHIFT, previous_unread, false},
    {KEY_DOWN, MOD_ALT | MOD_SHIFT, next_unread, false},
    {KEY_TAB, MOD_CTRL, chat_before, false},
    {KEY_PAGE_UP, 0, page_up, false},
    {KEY_PAGE_DOWN, 0, page_down, false},
    {KEY_HOME, MOD_CTRL, app_to_oldest, false},
    {KEY_END, MOD_CTRL, app_to_now, false},
    {KEY_ESCAPE, 0, escape, false},
    {KEY_F6, 0, tools_choose, false},
    {KEY_F10, MOD_SHIFT, menu_open_here, false},
    {KEY_MENU, 0, menu_open_here, false},
    {'e', MOD_CTRL, all_emoji, false},
    {',', MOD_CTRL, settings_open, true},
    {'+', MOD_CTRL, larger, true},
    {'=', MOD_CTRL, larger, true},
    {'=', MOD_CTRL | MOD_SHIFT, larger, true}, /* where + is over = */
    {'+', MOD_CTRL | MOD_SHIFT, larger, true},
    {'-', MOD_CTRL, smaller, true},
    {'0', MOD_CTRL, plain_size, true},
};

/* The n-th conversation, without those of the servers themselves. */
static void show_numbered(struct app *app, int n)
{
    struct chat *c = NULL;
    for (int i = 0; n > 0 && (c = servers_chat_at(app, i)); i++) {
        n -= c->kind != CHAT_SERVER;
    }
    if (c) {
        app_show(app, c);
    }
}

static bool program_key(struct app *app, int key, unsigned mods)
{
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        if (keys[i].key == key && keys[i].mods == mods &&
            (keys[i].anywhere || (app->screen == SCREEN_CHAT && !app->settings.open))) {
            keys[i].run(app);
            return true;
        }
    }
    if (app->screen == SCREEN_CHAT && !app->settings.open && mods == MOD_ALT && key >= '1' && key <= '9') {
        show_numbered(app, key - '0');
        return true;
    }
    return false;
}

bool keys_press(struct app *app, int key, unsigned mods)
{
    if (app->settings.open) {
        return settings_key(app, key, mods) || program_key(app, key, mods);
    }
    if (menu_key(app, key, mods)) {
        return true;
    }
    if (app->screen == SCREEN_LOGIN) {
        struct login *l = &app->login;
        if (program_key(app, key, mods) || login_key(app, key, mods)) {
            return true;
        }
        bool taken = l->focus < FIELD_COUNT && !l->trusts &&
                     edit_key(app, &l->fields[l->focus], key, mods);
        if (taken) {
            login_edited(app);
        }
        return taken;
    }
    if (app->switcher.open) {
        if (switcher_key(app, key, mods)) {
            return true;
        }
        bool taken = edit_key(app, &app->switcher.query, key, mods);
        if (taken) {
            switcher_follow(app);
        }
        return taken;
    }
    if (app->directory.open || app->picker.open) {
        bool rooms = app->directory.open;
        if (rooms ? directory_key(app, key, mods) : picker_key(app, key, mods)) {
            return true;
        }
        bool taken = edit_key(app, app_edit(app), key, mods);
        if (taken && rooms) {
            directory_follow(app);
        } else if (taken) {
            picker_follow(app);
        }
        return taken;
    }
    bool tools = app->tools.chosen || app->tools.open;
    if ((tools && tools_key(app, key, mods)) || search_key(app, key, mods)) {
        return true;
    }
    if (app->search.open && app->search.focus && !(mods & ~(unsigned)MOD_SHIFT && key == 'f')) {
        if (edit_key(app, &app->search.query, key, mods)) {
            search_follow(app);
            return true;
        }
        return program_key(app, key, mods);
    }
    if (program_key(app, key, mods) || prompt_key(app, key, mods)) {
        return true;
    }
    if (app->current && edit_key(app, &app->current->draft, key, mods)) {
        complete_follow(app);
        typing_follow(app);
        return true;
    }
    return false;
}
