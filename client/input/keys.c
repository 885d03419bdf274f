/* What the keys do, as tables: first what is open takes them, then the program, then the text. */

#include "client/input/keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/event.h"
#include "client/base/prefs.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/input/actions.h"
#include "client/input/complete.h"
#include "client/input/focus.h"
#include "client/input/panes.h"
#include "client/input/prompt.h"
#include "client/input/scroll.h"
#include "client/input/select.h"
#include "client/input/spell.h"
#include "client/input/verbs.h"
#include "client/layout/layout.h"
#include "client/net/networks.h"
#include "client/net/typing.h"
#include "client/panel/menu.h"
#include "client/panel/panel.h"
#include "client/panel/picker.h"
#include "client/panel/search.h"
#include "client/panel/settings.h"
#include "client/panel/switcher.h"
#include "client/panel/toolbar.h"
#include "client/panel/visits.h"
#include "irc/check.h"

/* --- the text with the caret in it --- */

enum edit_does { MOVES, DELETES, MARKS_ALL, COPIES, CUTS, PASTES, UNDOES, REDOES };

/* These are the same everywhere. */
static const struct {
    int key;
    enum edit_does does;
    enum edit_move move;
} fixed[] = {
    {KEY_LEFT, MOVES, EDIT_LEFT},        {KEY_RIGHT, MOVES, EDIT_RIGHT},
    {KEY_HOME, MOVES, EDIT_LINE_START},  {KEY_END, MOVES, EDIT_LINE_END},
    {KEY_BACKSPACE, DELETES, EDIT_LEFT}, {KEY_DELETE, DELETES, EDIT_RIGHT},
};

static const struct {
    struct key_row row;
    enum edit_does does;
    enum edit_move move; /* of MOVES, which select with Shift, and DELETES */
} edits[] = {
    {{"word-left", "Ctrl Left", W_KEY_WORD_LEFT}, MOVES, EDIT_WORD_LEFT},
    {{"word-right", "Ctrl Right", W_KEY_WORD_RIGHT}, MOVES, EDIT_WORD_RIGHT},
    {{"delete-word-left", "Ctrl Backspace", W_KEY_DELETE_LEFT}, DELETES, EDIT_WORD_LEFT},
    {{"delete-word-right", "Ctrl Del", W_KEY_DELETE_RIGHT}, DELETES, EDIT_WORD_RIGHT},
    {{"mark-all", "Ctrl A", W_MENU_SELECT_ALL}, MARKS_ALL, EDIT_LEFT},
    {{"copy", "Ctrl C", W_COPY}, COPIES, EDIT_LEFT},
    {{"cut", "Ctrl X", W_MENU_CUT}, CUTS, EDIT_LEFT},
    {{"paste", "Ctrl V", W_MENU_PASTE}, PASTES, EDIT_LEFT},
    {{"undo", "Ctrl Z", W_KEY_UNDO}, UNDOES, EDIT_LEFT},
    {{"redo", "Ctrl Y", W_KEY_REDO}, REDOES, EDIT_LEFT},
    {{"redo-2", "Ctrl Shift Z", W_COUNT}, REDOES, EDIT_LEFT},
};

static void copy_selection(struct app *app, struct edit *e, bool cut)
{
    size_t len;
    const char *text = edit_selection(e, &len);
    struct bytes copy = {0};
    if (len == 0 && !cut && select_is_on(app)) {
        select_text(app, &copy);
        effect_say(&app->client.effects, EFFECT_COPY, copy.data);
        bytes_finish(&copy);
    } else if (len > 0) {
        bytes_add(&copy, text, len);
        effect_say(&app->client.effects, EFFECT_COPY, copy.data);
        bytes_finish(&copy);
        if (cut) {
            edit_delete(e, EDIT_LEFT);
        }
    }
}

static void edit_do(struct app *app, struct edit *e, enum edit_does does, enum edit_move move,
                    bool shift)
{
    switch (does) {
    case MOVES: edit_move(e, move, shift); break;
    case DELETES: edit_delete(e, move); break;
    case MARKS_ALL: edit_select_all(e); break;
    case COPIES:
    case CUTS: copy_selection(app, e, does == CUTS); break;
    case PASTES: effect_say(&app->client.effects, EFFECT_PASTE, ""); break;
    case UNDOES: edit_undo(e); break;
    case REDOES: edit_redo(e); break;
    }
}

/* False: the key means nothing to a text. */
static bool edit_key(struct app *app, struct edit *e, int key, unsigned mods)
{
    unsigned bare = mods & ~(unsigned)MOD_SHIFT;
    for (size_t i = 0; !bare && i < COUNT_OF(fixed); i++) {
        if (fixed[i].key == key) {
            edit_do(app, e, fixed[i].does, fixed[i].move, mods);
            return true;
        }
    }
    for (size_t i = 0; i < COUNT_OF(edits); i++) {
        int its;
        unsigned its_mods;
        bool shift_too = edits[i].does <= DELETES;
        if (keys_read(keys_of(app, &edits[i].row), &its, &its_mods) && its == key &&
            its_mods == (shift_too ? bare : mods)) {
            edit_do(app, e, edits[i].does, edits[i].move, mods & MOD_SHIFT);
            return true;
        }
    }
    return false;
}

/* --- the program --- */

static void step_chat(struct app *app, int step, bool unread)
{
    int count = networks_chat_count(&app->client),
        at = networks_place(&app->client, app->client.current);
    struct chat *found = NULL;
    for (int i = 1; i < count; i++) {
        struct chat *c = networks_chat_at(&app->client, (at + step * i + count * i) % count);
        if (!unread || c->mentions) {
            found = c;
            break;
        }
        found = !found && c->unread ? c : found; /* mentions first */
    }
    if (found) {
        panes_show(app, found);
    }
}

static void previous_chat(struct app *app)
{
    step_chat(app, -1, false);
}
static void next_chat(struct app *app)
{
    step_chat(app, 1, false);
}
static void previous_unread(struct app *app)
{
    step_chat(app, -1, true);
}
static void next_unread(struct app *app)
{
    step_chat(app, 1, true);
}

static void chat_before(struct app *app)
{
    if (app->previous) {
        panes_show(app, app->previous);
    }
}

/* The n-th conversation, without those of the servers themselves. */
static void show_numbered(struct app *app, int n)
{
    struct chat *c = NULL;
    for (int i = 0; n > 0 && (c = networks_chat_at(&app->client, i)); i++) {
        n -= c->kind != CHAT_SERVER;
    }
    if (c) {
        panes_show(app, c);
    }
}

static void first_chat(struct app *app)
{
    show_numbered(app, 1);
}

static void leave_chat(struct app *app)
{
    if (app->client.current) {
        verbs[VERB_LEAVE].run(app, &(struct object){.chat = app->client.current});
    }
}

static void open_switcher(struct app *app)
{
    switcher_open(app, false);
}
static void split(struct app *app)
{
    if (app->client.beside) {
        panes_unsplit(app);
    } else {
        panes_split(app, NULL);
    }
}
static void all_emoji(struct app *app)
{
    picker_open(app, 0);
}
static void search_here(struct app *app)
{
    search_open(app, false);
}
static void search_all(struct app *app)
{
    search_open(app, true);
}
static void another_server(struct app *app)
{
    visits_another(app, "");
}
static void open_join(struct app *app)
{
    switcher_open(app, true);
}
static void page_up(struct app *app)
{
    struct frame f = layout_frame(app);
    scroll_talk(app, f.pane.talk.h - 2 * LINE_H);
}
static void page_down(struct app *app)
{
    struct frame f = layout_frame(app);
    scroll_talk(app, -(f.pane.talk.h - 2 * LINE_H));
}

static void escape(struct app *app)
{
    if (app->complete->open || app->drawer != DRAWER_NONE) {
        actions_close_popups(app);
    } else if (select_is_on(app)) {
        select_clear(app);
    } else if (app->client.current->reply_to || app->client.current->edits) {
        prompt_cancel(app);
    } else {
        scroll_to_now(app);
        app->client.current->marker = UINT64_MAX;
        app->client.current->marker_new = 0;
    }
}

static void larger(struct app *app)
{
    actions_set_text_size(app, prefs_next_size(app->client.prefs.text_size, 1));
}
static void smaller(struct app *app)
{
    actions_set_text_size(app, prefs_next_size(app->client.prefs.text_size, -1));
}
static void plain_size(struct app *app)
{
    actions_set_text_size(app, 100);
}

/* In the order in which they are listed. */
static const struct {
    struct key_row row; /* without words: another way to the one before, which is not listed */
    void (*run)(struct app *app);
    bool anywhere; /* on the login screen too */
} table[] = {
    {{"jump", "Ctrl K", W_KEY_JUMP}, open_switcher, false},
    {{"join", "Ctrl N", W_KEY_JOIN}, open_join, false},
    {{"connect", "Ctrl Shift N", W_ANOTHER_SERVER}, another_server, false},
    {{"search", "Ctrl F", W_KEY_SEARCH}, search_here, false},
    {{"search-all", "Ctrl Shift F", W_KEY_SEARCH_ALL}, search_all, false},
    {{"leave", "Ctrl W", W_KEY_LEAVE}, leave_chat, false},
    {{"previous", "Alt Up", W_KEY_PREVIOUS}, previous_chat, false},
    {{"next", "Alt Down", W_KEY_NEXT}, next_chat, false},
    {{"previous-unread", "Alt Shift Up", W_KEY_PREVIOUS_UNREAD}, previous_unread, false},
    {{"next-unread", "Alt Shift Down", W_KEY_NEXT_UNREAD}, next_unread, false},
    {{"back", "Ctrl Tab", W_KEY_BACK}, chat_before, false},
    {{"numbered", "Alt 1", W_KEY_NUMBERED},
     first_chat,
     false}, /* the other digits: see keys_program */
    {{"split", "Ctrl \\", W_KEY_SPLIT}, split, false},
    {{"split-2", "F8", W_COUNT}, split, false},
    {{"pane", "Alt Left", W_KEY_PANE}, panes_focus_other, false},
    {{"pane-2", "Alt Right", W_COUNT}, panes_focus_other, false},
    {{"message", "F6", W_KEY_MESSAGE}, toolbar_choose, false},
    {{"walk", "F7", W_KEY_WALK}, focus_turn, false},
    {{"menu", "Shift F10", W_KEY_MENU}, menu_open_here, false},
    {{"menu-2", "Menu", W_COUNT}, menu_open_here, false},
    {{"emoji", "Ctrl E", W_KEY_EMOJI}, all_emoji, false},
    {{"page-up", "Page Up", W_KEY_PAGE_UP}, page_up, false},
    {{"page-down", "Page Down", W_KEY_PAGE_DOWN}, page_down, false},
    {{"oldest", "Ctrl Home", W_KEY_OLDEST}, scroll_to_oldest, false},
    {{"now", "Ctrl End", W_KEY_NOW}, scroll_to_now, false},
    {{"done", "Esc", W_COUNT}, escape, false},
    {{"rooms", "Ctrl B", W_KEY_CHATS}, actions_toggle_chats, false},
    {{"people", "Ctrl Shift M", W_KEY_PEOPLE}, actions_toggle_people, false},
    {{"larger", "Ctrl +", W_KEY_LARGER}, larger, true},
    {{"larger-2", "Ctrl =", W_COUNT}, larger, true},
    {{"larger-3", "Ctrl Shift =", W_COUNT}, larger, true}, /* where + is over = */
    {{"larger-4", "Ctrl Shift +", W_COUNT}, larger, true},
    {{"smaller", "Ctrl -", W_KEY_SMALLER}, smaller, true},
    {{"plain-size", "Ctrl 0", W_KEY_PLAIN_SIZE}, plain_size, true},
    {{"settings", "Ctrl ,", W_SETTINGS}, settings_open, true},
    {{"keys", "Ctrl /", W_KEY_KEYS}, settings_open_keys, true},
    {{"keys-2", "F1", W_COUNT}, settings_open_keys, true}, /* where / is over another */
};

static const struct {
    const char *name;
    int key;
} names[] = {{"Enter", KEY_ENTER},         {"Tab", KEY_TAB},    {"Esc", KEY_ESCAPE},
             {"Backspace", KEY_BACKSPACE}, {"Del", KEY_DELETE}, {"Left", KEY_LEFT},
             {"Right", KEY_RIGHT},         {"Up", KEY_UP},      {"Down", KEY_DOWN},
             {"Home", KEY_HOME},           {"End", KEY_END},    {"Page Up", KEY_PAGE_UP},
             {"Page Down", KEY_PAGE_DOWN}, {"Menu", KEY_MENU},  {"Space", ' '}};

static const struct {
    const char *name;
    unsigned mod;
} mods_of[] = {{"Ctrl ", MOD_CTRL}, {"Alt ", MOD_ALT}, {"Shift ", MOD_SHIFT}};

bool keys_read(const char *text, int *key, unsigned *mods)
{
    *mods = 0;
    for (size_t i = 0; i < COUNT_OF(mods_of); i++) {
        size_t len = strlen(mods_of[i].name);
        if (strncmp(text, mods_of[i].name, len) == 0) {
            *mods |= mods_of[i].mod;
            text += len;
        }
    }
    int number = text[0] == 'F' && text[1] ? (int)strtol(text + 1, NULL, 10) : 0;
    *key = number > 0 && number <= 12 ? KEY_F1 + number - 1
           : text[0] && !text[1]      ? names_fold_char(CASEMAP_ASCII, text[0])
                                      : 0;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        *key = strcmp(names[i].name, text) == 0 ? names[i].key : *key;
    }
    return *key != 0;
}

void keys_write(int key, unsigned mods, char *out)
{
    char name[16] = {0};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (names[i].key == key) {
            copy_text(name, sizeof name, names[i].name);
        }
    }
    if (!name[0] && key >= KEY_F1 && key <= KEY_F12) {
        snprintf(name, sizeof name, "F%d", key - KEY_F1 + 1);
    } else if (!name[0]) {
        name[0] = (char)(key >= 'a' && key <= 'z' ? key - 32 : key);
    }
    snprintf(out, KEYS_TEXT, "%s%s%s%s", mods & MOD_CTRL ? "Ctrl " : "",
             mods & MOD_ALT ? "Alt " : "", mods & MOD_SHIFT ? "Shift " : "", name);
}

/* All there are, those without words too; NULL: that was all. */
static const struct key_row *row_at(size_t index)
{
    return index < COUNT_OF(table)                     ? &table[index].row
           : index - COUNT_OF(table) < COUNT_OF(edits) ? &edits[index - COUNT_OF(table)].row
                                                       : NULL;
}

const struct key_row *keys_at(int index)
{
    const struct key_row *row;
    for (size_t at = 0; (row = row_at(at)) && (row->words == W_COUNT || index-- > 0); at++) {
    }
    return row;
}

const char *keys_of(const struct app *app, const struct key_row *row)
{
    const char *chosen = prefs_keys(&app->client.prefs, row->name);
    return chosen ? chosen : row->keys;
}

const char *keys_named(const struct app *app, const char *name)
{
    size_t at = 0;
    while (strcmp(row_at(at)->name, name) != 0) {
        at++;
    }
    return keys_of(app, row_at(at));
}

void keys_choose(struct app *app, const struct key_row *row, const char *keys)
{
    const struct key_row *other;
    for (int i = 0; keys && (other = keys_at(i)); i++) { /* no two do something by the same */
        if (other != row && strcmp(keys_of(app, other), keys) == 0) {
            prefs_set_keys(&app->client.prefs, other->name, "");
        }
    }
    bool own = keys && strcmp(keys, row->keys) == 0;
    prefs_set_keys(&app->client.prefs, row->name, own ? NULL : keys);
    client_save(&app->client);
}

bool keys_program(struct app *app, int key, unsigned mods)
{
    bool chats = app->client.screen == SCREEN_CHAT && !app->settings->open;
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        int its;
        unsigned its_mods;
        if ((table[i].anywhere || chats) &&
            keys_read(keys_of(app, &table[i].row), &its, &its_mods) && its == key &&
            its_mods == mods) {
            table[i].run(app);
            return true;
        }
    }
    int digit;
    unsigned digit_mods;
    if (chats && key >= '1' && key <= '9' &&
        keys_read(keys_named(app, "numbered"), &digit, &digit_mods) && digit == '1' &&
        digit_mods == mods) {
        show_numbered(app, key - '0');
        return true;
    }
    return false;
}

static bool search_edit_key(struct app *app, int key, unsigned mods)
{
    if (edit_key(app, &app->search->query, key, mods)) {
        search_follow(app);
        return true;
    }
    return keys_program(app, key, mods);
}

static bool draft_key(struct app *app, int key, unsigned mods)
{
    if (!app->client.current || !edit_key(app, &app->client.current->draft, key, mods)) {
        return false;
    }
    complete_follow(app);
    typing_follow(&app->client);
    spell_follow(app);
    return true;
}

/* What no panel is over. */
static bool conversation_key(struct app *app, int key, unsigned mods)
{
    bool tools = app->toolbar->chosen || app->toolbar->open;
    if (focus_key(app, key, mods) || (tools && toolbar_key(app, key, mods)) ||
        search_key(app, key, mods)) {
        return true;
    }
    if (app->search->open && app->search->focus && !(mods & ~(unsigned)MOD_SHIFT && key == 'f')) {
        return search_edit_key(app, key, mods);
    }
    return keys_program(app, key, mods) || prompt_key(app, key, mods) || draft_key(app, key, mods);
}

bool keys_press(struct app *app, int key, unsigned mods)
{
    for (const struct panel *p = NULL; (p = panel_next(app, p));) {
        struct edit *e;
        if (p->key(app, key, mods)) {
            return true;
        }
        if (p->edit && (e = p->edit(app)) && edit_key(app, e, key, mods)) {
            if (p->follow) {
                p->follow(app);
            }
            return true;
        }
        if (p->rest != REST_GOES_ON) {
            return p->rest == REST_PROGRAM && keys_program(app, key, mods);
        }
    }
    return conversation_key(app, key, mods);
}
