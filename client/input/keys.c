/* Key handling, as tables: open panels come first, then the program, then the text. */

#include "client/input/keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/event.h"
#include "client/base/prefs.h"
#include "client/chat/chat.h"
#include "client/input/actions.h"
#include "client/input/complete.h"
#include "client/input/context.h"
#include "client/input/editing.h"
#include "client/input/focus.h"
#include "client/input/keymap.h"
#include "client/input/panes.h"
#include "client/input/prompt.h"
#include "client/input/scroll.h"
#include "client/input/select.h"
#include "client/input/spell.h"
#include "client/input/verbs.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/net/networks.h"
#include "client/net/typing.h"
#include "client/panel/panel.h"
#include "client/panel/picker.h"
#include "client/panel/search.h"
#include "client/panel/settings.h"
#include "client/panel/toolbar.h"
#include "irc/check.h"

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

/* Shows the n-th conversation, not counting those of the servers themselves. */
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
        panel_close_all(app);
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
    settings_step_text_size(app, 1);
}
static void smaller(struct app *app)
{
    settings_step_text_size(app, -1);
}
static void plain_size(struct app *app)
{
    settings_set_text_size(app, 100);
}

/* What a press on something does too, is an action. */
static const struct {
    void (*run)(struct app *app); /* NULL: `action` */
    bool anywhere;                /* on the login screen too */
    enum action action;
} table[] = {
    [KEYMAP_JUMP] = {NULL, false, ACT_SWITCHER},
    [KEYMAP_JOIN] = {NULL, false, ACT_JOIN},
    [KEYMAP_CONNECT] = {NULL, false, ACT_ANOTHER},
    [KEYMAP_SEARCH] = {search_here, false, ACT_NONE},
    [KEYMAP_SEARCH_ALL] = {search_all, false, ACT_NONE},
    [KEYMAP_LEAVE] = {leave_chat, false, ACT_NONE},
    [KEYMAP_PREVIOUS] = {previous_chat, false, ACT_NONE},
    [KEYMAP_NEXT] = {next_chat, false, ACT_NONE},
    [KEYMAP_PREVIOUS_UNREAD] = {previous_unread, false, ACT_NONE},
    [KEYMAP_NEXT_UNREAD] = {next_unread, false, ACT_NONE},
    [KEYMAP_BACK] = {chat_before, false, ACT_NONE},
    [KEYMAP_NUMBERED] = {first_chat, false, ACT_NONE},
    [KEYMAP_SPLIT] = {split, false, ACT_NONE},
    [KEYMAP_SPLIT_2] = {split, false, ACT_NONE},
    [KEYMAP_PANE] = {NULL, false, ACT_PANE},
    [KEYMAP_PANE_2] = {NULL, false, ACT_PANE},
    [KEYMAP_MESSAGE] = {toolbar_choose, false, ACT_NONE},
    [KEYMAP_WALK] = {focus_turn, false, ACT_NONE},
    [KEYMAP_MENU] = {context_open_here, false, ACT_NONE},
    [KEYMAP_MENU_2] = {context_open_here, false, ACT_NONE},
    [KEYMAP_EMOJI] = {all_emoji, false, ACT_NONE},
    [KEYMAP_PAGE_UP] = {page_up, false, ACT_NONE},
    [KEYMAP_PAGE_DOWN] = {page_down, false, ACT_NONE},
    [KEYMAP_OLDEST] = {scroll_to_oldest, false, ACT_NONE},
    [KEYMAP_NOW] = {scroll_to_now, false, ACT_NONE},
    [KEYMAP_DONE] = {escape, false, ACT_NONE},
    [KEYMAP_ROOMS] = {NULL, false, ACT_SHOW_CHATS},
    [KEYMAP_PEOPLE] = {NULL, false, ACT_SHOW_PEOPLE},
    [KEYMAP_LARGER] = {larger, true, ACT_NONE},
    [KEYMAP_LARGER_2] = {larger, true, ACT_NONE},
    [KEYMAP_LARGER_3] = {larger, true, ACT_NONE},
    [KEYMAP_LARGER_4] = {larger, true, ACT_NONE},
    [KEYMAP_SMALLER] = {smaller, true, ACT_NONE},
    [KEYMAP_PLAIN_SIZE] = {plain_size, true, ACT_NONE},
    [KEYMAP_SETTINGS] = {NULL, true, ACT_SETTINGS},
    [KEYMAP_ROOM] = {NULL, false, ACT_ROOM_SETTINGS},
    [KEYMAP_KEYS] = {settings_open_keys, true, ACT_NONE},
    [KEYMAP_KEYS_2] = {settings_open_keys, true, ACT_NONE},
};

bool keys_program(struct app *app, int key, unsigned mods)
{
    bool chats = app->client.screen == SCREEN_CHAT && !app->settings->open;
    for (enum keymap id = 0; id < COUNT_OF(table); id++) {
        if ((table[id].anywhere || chats) && keymap_is(app, id, key, mods)) {
            if (table[id].run) {
                table[id].run(app);
            } else {
                actions_run(app, (int)table[id].action, 0, "");
            }
            return true;
        }
    }
    /* the key for the first digit also holds for the others */
    if (chats && key >= '1' && key <= '9' && keymap_is(app, KEYMAP_NUMBERED, '1', mods)) {
        show_numbered(app, key - '0');
        return true;
    }
    return false;
}

static bool search_edit_key(struct app *app, int key, unsigned mods)
{
    if (editing_key(app, &app->search->query, key, mods)) {
        search_follow(app);
        return true;
    }
    return keys_program(app, key, mods);
}

static bool draft_key(struct app *app, int key, unsigned mods)
{
    if (!app->client.current || !editing_key(app, &app->client.current->draft, key, mods)) {
        return false;
    }
    complete_follow(app);
    typing_follow(&app->client);
    spell_follow(app);
    return true;
}

/* With no panel over the conversation. */
static bool conversation_key(struct app *app, int key, unsigned mods)
{
    bool tools = app->toolbar->chosen || app->toolbar->open;
    if (focus_key(app, key, mods) || (tools && toolbar_key(app, key, mods)) ||
        search_key(app, key, mods)) {
        return true;
    }
    if (app->searching && app->search->focus && !(mods & ~(unsigned)MOD_SHIFT && key == 'f')) {
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
        if (p->edit && (e = p->edit(app)) && editing_key(app, e, key, mods)) {
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
