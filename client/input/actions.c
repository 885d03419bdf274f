/* Runs the actions of clickable areas and keys. */
#include "client/input/actions.h"

#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/prefs.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/input/complete.h"
#include "client/input/panes.h"
#include "client/input/prompt.h"
#include "client/input/scroll.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/net/backlog.h"
#include "client/net/connection.h"
#include "client/net/network.h"
#include "client/net/networks.h"
#include "client/net/outgoing.h"
#include "client/panel/account_page.h"
#include "client/panel/closing.h"
#include "client/panel/connection_page.h"
#include "client/panel/console.h"
#include "client/panel/directory.h"
#include "client/panel/form.h"
#include "client/panel/host_settings.h"
#include "client/panel/login.h"
#include "client/panel/menu.h"
#include "client/panel/panel.h"
#include "client/panel/picker.h"
#include "client/panel/pins_page.h"
#include "client/panel/question.h"
#include "client/panel/room_page.h"
#include "client/panel/search.h"
#include "client/panel/settings.h"
#include "client/panel/switcher.h"
#include "client/panel/toolbar.h"
#include "client/panel/visits.h"
#include "irc/check.h"

static struct line *line_at(struct app *app, int index)
{
    struct chat *c = app->client.current;
    return c && index >= 0 && index < c->count ? c->lines[index] : NULL;
}

static void unfold(struct app *app, int index)
{
    struct line *line = line_at(app, index);
    if (line) {
        line->open = !line->open;
    }
}

static struct line *failed_at(struct app *app, int index)
{
    struct line *line = line_at(app, index);
    return line && line->state == LINE_FAILED ? line : NULL;
}

static void resend(struct app *app, int index)
{
    if (failed_at(app, index)) {
        outgoing_resend(&app->client, app->client.network, app->client.current, index);
    }
}

static void give_up(struct app *app, int index)
{
    if (failed_at(app, index)) {
        chat_remove(app->client.current, index);
    }
}

/* Copies the code blocks of a message, without the text around them. */
static void copy_code(struct app *app, int index)
{
    const struct line *line = line_at(app, index);
    struct bytes code = {0};
    for (size_t at = 0; line && line->text[at]; at += line->text[at] == '\n') {
        size_t len = strcspn(line->text + at, "\n");
        if (layout_is_code(line, (struct wrap_row){at, at + len})) {
            bytes_format(&code, "%s%.*s", code.len ? "\n" : "", (int)len, line->text + at);
        }
        at += len;
    }
    effect_say(&app->client.effects, EFFECT_COPY, bytes_string(&code));
    bytes_finish(&code);
}

/* All that a message said before, newest first. */
static void show_earlier(struct app *app, int index)
{
    const struct line *line = line_at(app, index);
    struct chat *c = app->client.current;
    for (const struct earlier *p = line ? line->earlier : NULL; p; p = p->next) {
        info_add(&app->client, c, ICON_EDIT, W_EDITED_BEFORE, "text", p->text, NULL);
    }
    if (line && !line->earlier) {
        info_add(&app->client, c, ICON_EDIT, W_EDITED_UNSEEN, NULL);
    }
    scroll_to_now(app);
}

static void show_quoted(struct app *app, int index)
{
    const struct line *line = line_at(app, index);
    int at = line && line->reply_to ? chat_find_id(app->client.current, line->reply_to) : -1;
    if (at >= 0) {
        scroll_jump(app, at);
    } else if (line && line->reply_to) {
        backlog_jump(&app->client, app->client.network, app->client.current, line->reply_to, 0);
    }
}

static void show_chat(struct app *app, int place)
{
    struct chat *c = networks_chat_at(&app->client, place);
    if (c) {
        panes_show(app, c);
    }
}

static void leave_chat(struct app *app, int place)
{
    struct chat *c = networks_chat_at(&app->client, place);
    if (c) {
        verbs[VERB_LEAVE].run(app, &(struct object){.chat = c});
    }
}

static void show_password(struct app *app)
{
    app->login->show_password = !app->login->show_password;
}

static void trust(struct app *app, int right)
{
    login_trust(app, right);
}

static void copy_fingerprint(struct app *app)
{
    effect_say(&app->client.effects, EFFECT_COPY, app->client.network->peer.fingerprint);
}

static void open_search(struct app *app)
{
    if (app->searching) {
        app->search->focus = true;
    } else {
        search_open(app, false);
    }
}

static void open_search_menu(struct app *app, int menu)
{
    search_open_menu(app, (enum search_menu)menu);
}

/* Shows all of it: there is seldom room for it above. */
static void show_topic(struct app *app)
{
    if (app->client.current && app->client.current->topic) {
        info_add_text(&app->client, app->client.current, ICON_INFO, app->client.current->topic);
        scroll_to_now(app);
    }
}

/* A changed or unknown certificate has to be compared first, on the login screen. */
static void try_now(struct app *app)
{
    const struct network *s = app->client.network;
    if (s->state == NETWORK_STOPPED && s->trouble == TROUBLE_SERVER_PASSWORD) {
        login_ask_password(app);
    } else if (s->state == NETWORK_STOPPED &&
               (s->trouble == TROUBLE_CHANGED || s->trouble == TROUBLE_STRANGER)) {
        app->client.screen = SCREEN_LOGIN;
        login_ask_trust(app);
        app->client.dirty = true;
    } else {
        connection_try_now(&app->client, app->client.network);
    }
}

static void announced(struct app *app, int shows)
{
    struct network *s = app->client.network;
    bytes_clear(&s->announcement);
    if (shows) {
        panes_show(app, s->chats[0]);
    }
    app->client.dirty = true;
}

static void offered(struct app *app, int takes)
{
    struct network *s = app->client.network;
    if (takes && s->offered[0]) {
        network_send(&app->client, s, "CHANSERV ACCEPT %s", s->offered);
    }
    s->offered[0] = '\0';
    app->client.dirty = true;
}

static void stop_trying(struct app *app)
{
    connection_stop(&app->client, app->client.network);
}

static void show_pins(struct app *app)
{
    if (app->client.current) {
        pins_page_open(app, app->client.current);
    }
}

static void join_again(struct app *app)
{
    const struct chat *c = app->client.current;
    network_join(&app->client, c->network, c->name, c->key ? c->key : "");
}

static void choose_setting(struct app *app, int arg)
{
    settings_choose(app, arg / SETTING_CHOICES, arg % SETTING_CHOICES);
}

static void other_theme(struct app *app)
{
    copy_text(app->client.prefs.theme, PREFS_NAME, app_is_light(app) ? "dark" : "light");
    client_save(&app->client);
}

static void another_server(struct app *app)
{
    visits_another(app, "");
}

static void back(struct app *app)
{
    visits_back(app);
}

static void open_switcher(struct app *app)
{
    switcher_open(app, false);
}

static void open_join(struct app *app)
{
    switcher_open(app, true);
}

static void write_to(struct app *app, const char *nick)
{
    if (!network_is_me(app->client.network, nick)) {
        panes_show(app, network_open(&app->client, app->client.network, CHAT_PERSON, nick));
    }
}

static void join(struct app *app, const char *room)
{
    network_join(&app->client, app->client.network, room, "");
}

static void open_person(struct app *app, const char *nick)
{
    menu_open_person(app, nick, app->mouse_x, app->mouse_y);
}

static void open_picker(struct app *app)
{
    picker_open(app, 0);
}

static void open_picker_for(struct app *app, int index)
{
    picker_open(app, app->client.current->dropped + (uint64_t)index);
}

static void go_to_prompt(struct app *app)
{
    app->search->focus = false;
}

static void cancel_reply(struct app *app)
{
    if (app->client.current) {
        prompt_cancel(app);
    }
}

static void react(struct app *app, int arg)
{
    struct line *line = line_at(app, arg / TOOL_EMOJI);
    if (line && chat_is_said(line)) {
        toolbar_react(app, arg / TOOL_EMOJI, arg % TOOL_EMOJI);
    }
}

/* Joins an existing reaction, or takes it back. */
static void react_too(struct app *app, int arg)
{
    int index = arg / REACTIONS_MAX, which = arg % REACTIONS_MAX;
    const struct line *line = line_at(app, index);
    if (line && chat_is_said(line) && which < line->reaction_count) {
        char text[REACTION_TEXT];
        copy_text(text, sizeof text, line->reactions[which].text);
        outgoing_react(&app->client, app->client.network, app->client.current, index, text);
    }
}

static void close_list(struct app *app)
{
    app->form->listing = false;
}

static void open_account(struct app *app)
{
    account_page_open(app, app->client.network);
}

static void open_head(struct app *app)
{
    struct frame f = layout_frame(app);
    if (app->client.current) {
        menu_open_head(app, f.pane.find.x, f.pane.find.y + f.pane.find.h);
    }
}

static void open_connection(struct app *app)
{
    connection_page_open(app, app->client.network);
}

static void room_settings(struct app *app)
{
    struct chat *c = app->client.current;
    if (c && c->kind == CHAT_ROOM) {
        room_page_open(app, c);
    }
}

static void start_room(struct app *app, int start)
{
    struct chat *c = app->client.current;
    if (!c || c->kind != CHAT_ROOM) {
        return;
    }
    if (start == START_PEOPLE) {
        struct bytes link = {0};
        visits_link(app, c, &link);
        effect_say(&app->client.effects, EFFECT_COPY, link.data);
        info_add(&app->client, c, ICON_LINK, W_ROOM_LINK_COPIED, "text", link.data, NULL);
        bytes_finish(&link);
    } else {
        room_page_open_at(app, c, start);
    }
}

/* What each does: a function without arguments, with its arg, with its text, with both, or a verb
 * on the line of its arg. */
static const struct {
    void (*run)(struct app *app);
    void (*run_arg)(struct app *app, int arg);
    void (*run_text)(struct app *app, const char *text);
    void (*run_both)(struct app *app, int action, int arg);
    bool on_line;
    enum verb verb;
} table[ACT_COUNT] = {
    [ACT_SHOW_PASSWORD] = {.run = show_password},
    [ACT_STAY] = {.run = login_toggle_stay},
    [ACT_CONNECT] = {.run = login_go},
    [ACT_HOST] = {.run = login_host},
    [ACT_CANCEL] = {.run = login_cancel},
    [ACT_OFFER] = {.run = login_take_offer},
    [ACT_COPY_FINGERPRINT] = {.run = copy_fingerprint},
    [ACT_TRUST] = {.run_arg = trust},
    [ACT_NEARBY] = {.run_arg = login_take_nearby},
    [ACT_RECENT] = {.run_arg = login_take_recent},
    [ACT_BACK] = {.run = back},
    [ACT_ANOTHER] = {.run = another_server},

    [ACT_SETTINGS] = {.run = settings_open},
    [ACT_SETTINGS_CLOSE] = {.run = settings_close},
    [ACT_SETTINGS_SECTION] = {.run_arg = settings_show},
    [ACT_SETTING] = {.run_arg = choose_setting},
    [ACT_KEYS] = {.run_arg = settings_take_key},
    [ACT_THEME] = {.run = other_theme},

    [ACT_CHAT] = {.run_arg = show_chat},
    [ACT_LEAVE] = {.run_arg = leave_chat},
    [ACT_SWITCHER] = {.run = open_switcher},
    [ACT_SWITCH] = {.run_arg = switcher_choose},
    [ACT_JOIN] = {.run = open_join},
    [ACT_DIRECTORY_ROW] = {.run_arg = directory_choose},
    [ACT_SHOW_CHATS] = {.run = panes_toggle_chats},
    [ACT_SHOW_PEOPLE] = {.run = panes_toggle_people},
    [ACT_PANE] = {.run = panes_focus_other},
    [ACT_PERSON] = {.run_text = write_to},
    [ACT_NICK] = {.run_text = open_person},
    [ACT_ROOM] = {.run_text = join},
    [ACT_LINK] = {.run_text = visits_open_link},
    [ACT_TOPIC] = {.run = show_topic},
    [ACT_TO_NOW] = {.run = scroll_to_now},
    [ACT_TRY_NOW] = {.run = try_now},
    [ACT_ANNOUNCED] = {.run_arg = announced},
    [ACT_STOP_TRYING] = {.run = stop_trying},
    [ACT_OFFERED] = {.run_arg = offered},
    [ACT_JOIN_AGAIN] = {.run = join_again},
    [ACT_SCRIM] = {.run = panel_close_all},
    [ACT_MENU_ROW] = {.run_arg = menu_choose},
    [ACT_MENU_AWAY] = {.run = menu_close},

    [ACT_MOVES] = {.run_arg = unfold},
    [ACT_FOLD] = {.run_arg = unfold},
    [ACT_COPY_CODE] = {.run_arg = copy_code},
    [ACT_EDITED] = {.run_arg = show_earlier},
    [ACT_QUOTE] = {.run_arg = show_quoted},
    [ACT_RESEND] = {.run_arg = resend},
    [ACT_DELETE_LINE] = {.run_arg = give_up},
    [ACT_TOOL_REACT] = {.on_line = true, .verb = VERB_REACT},
    [ACT_TOOL_REPLY] = {.on_line = true, .verb = VERB_REPLY},
    [ACT_TOOL_MORE] = {.on_line = true, .verb = VERB_MORE},
    [ACT_EMOJI] = {.run_arg = react},
    [ACT_EMOJI_MORE] = {.run_arg = open_picker_for},
    [ACT_REACTION] = {.run_arg = react_too},

    [ACT_SEND] = {.run = prompt_send},
    [ACT_START] = {.run_arg = start_room},
    [ACT_PROMPT] = {.run = go_to_prompt},
    [ACT_REPLY_CANCEL] = {.run = cancel_reply},
    [ACT_COMPLETE] = {.run_arg = complete_accept},
    [ACT_PICKER] = {.run = open_picker},
    [ACT_PICK] = {.run_arg = picker_choose},

    [ACT_SEARCH] = {.run = open_search},
    [ACT_SEARCH_CLOSE] = {.run = search_close},
    [ACT_SEARCH_CHIP] = {.run_arg = open_search_menu},
    [ACT_SEARCH_ROW] = {.run_arg = search_take_row},
    [ACT_SEARCH_HIT] = {.run_arg = search_choose},
    [ACT_SEARCH_STEP] = {.run_arg = search_step},
    [ACT_SEARCH_ALL] = {.run = search_everywhere},

    [ACT_GUEST] = {.run_both = console_act},
    [ACT_GUEST_WRITE] = {.run_both = console_act},
    [ACT_GUEST_OUT] = {.run_both = console_act},
    [ACT_CONSOLE_ALL] = {.run_both = console_act},
    [ACT_CONSOLE_TARGET] = {.run_both = console_act},
    [ACT_CONSOLE_COPY] = {.run_both = console_act},
    [ACT_CONSOLE_STAYS] = {.run_both = console_act},
    [ACT_CONSOLE_STOP] = {.run_both = console_act},
    [ACT_CONSOLE_BANS] = {.run_both = console_act},
    [ACT_CONSOLE_SETTINGS] = {.run_both = console_act},
    [ACT_CONSOLE_CODE] = {.run_both = console_act},
    [ACT_CLOSING] = {.run_arg = closing_press},
    [ACT_QUESTION] = {.run_arg = question_press},
    [ACT_FORM_PICK] = {.run_arg = form_pick},
    [ACT_FORM_LIST_AWAY] = {.run = close_list},
    [ACT_FORM_SECTION] = {.run_arg = form_show_section},
    [ACT_FORM_EYE] = {.run = form_unmask},
    [ACT_FORM_CLOSE] = {.run = form_close},
    [ACT_CONNECTION] = {.run = open_connection},
    [ACT_HEAD_MORE] = {.run = open_head},
    [ACT_ACCOUNT] = {.run = open_account},
    [ACT_ROOM_SETTINGS] = {.run = room_settings},
    [ACT_PINS] = {.run = show_pins},
    [ACT_HOST_SAVE] = {.run = host_settings_save},
    [ACT_HOST_CANCEL] = {.run = host_settings_close},
};

void actions_run(struct app *app, int action, int arg, const char *text)
{
    app->client.dirty = true;
    if (action == ACT_FORM) {
        form_press(app, arg / FORM_CHOICES, text, arg % FORM_CHOICES);
    } else if (table[action].run) {
        table[action].run(app);
    } else if (table[action].run_arg) {
        table[action].run_arg(app, arg);
    } else if (table[action].run_text) {
        table[action].run_text(app, text);
    } else if (table[action].run_both) {
        table[action].run_both(app, action, arg);
    } else if (table[action].on_line) {
        verbs_run_on(app, table[action].verb, arg);
    }
}
