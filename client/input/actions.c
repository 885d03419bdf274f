/* What the places of the window and the keys make the program do. */
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
#include "client/panel/console.h"
#include "client/panel/directory.h"
#include "client/panel/host_settings.h"
#include "client/panel/login.h"
#include "client/panel/menu.h"
#include "client/panel/panel.h"
#include "client/panel/picker.h"
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

static void act_on_line(struct app *app, int action, int index)
{
    struct line *line = line_at(app, index);
    if (!line) {
        return;
    }
    if (action == ACT_MOVES || action == ACT_FOLD) {
        line->open = !line->open;
    } else if (line->state == LINE_FAILED && action == ACT_RESEND) {
        outgoing_resend(&app->client, app->client.network, app->client.current, index);
    } else if (line->state == LINE_FAILED) {
        chat_remove(app->client.current, index);
    }
}

/* The blocks of code of a message, without what is around them. */
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

static void act_on_chat(struct app *app, int action, int index)
{
    struct chat *c = networks_chat_at(&app->client, index);
    if (c && action == ACT_CHAT) {
        panes_show(app, c);
    } else if (c) {
        panes_leave_chat(app, c);
    }
}

/* False, of this and the next: it is something else. */
static bool act_at_login(struct app *app, int action, int arg)
{
    switch (action) {
    case ACT_SHOW_PASSWORD: app->login->show_password = !app->login->show_password; break;
    case ACT_STAY: login_toggle_stay(app); break;
    case ACT_CONNECT: login_connect(app); break;
    case ACT_HOST: login_host(app); break;
    case ACT_CANCEL: login_cancel(app); break;
    case ACT_REGISTER: login_register(app); break;
    case ACT_CONNECT_PLAIN: login_connect_plain(app); break;
    case ACT_TELL_PASSWORD: login_tell(app); break;
    case ACT_TRUST: login_trust(app, arg); break;
    case ACT_COMPARE: login_compare(app); break;
    case ACT_COPY_FINGERPRINT:
        effect_say(&app->client.effects, EFFECT_COPY, app->client.network->peer.fingerprint);
        break;
    case ACT_READ_OFFLINE: login_read_offline(app); break;
    case ACT_NEARBY: login_take_nearby(app, arg); break;
    case ACT_RECENT: login_take_recent(app, arg); break;
    default: return false;
    }
    return true;
}

static bool act_on_search(struct app *app, int action, int arg)
{
    switch (action) {
    case ACT_SEARCH:
        if (app->searching) {
            app->search->focus = true;
        } else {
            search_open(app, false);
        }
        break;
    case ACT_SEARCH_CLOSE: search_close(app); break;
    case ACT_SEARCH_CHIP: search_open_menu(app, (enum search_menu)arg); break;
    case ACT_SEARCH_ROW: search_take_row(app, arg); break;
    case ACT_SEARCH_HIT: search_choose(app, arg); break;
    case ACT_SEARCH_STEP: search_step(app, arg); break;
    case ACT_SEARCH_ALL: search_everywhere(app); break;
    default: return false;
    }
    return true;
}

/* All of it, for there is seldom room above. */
static void show_topic(struct app *app)
{
    if (app->client.current && app->client.current->topic) {
        info_add_text(&app->client, app->client.current, ICON_INFO, app->client.current->topic);
        scroll_to_now(app);
    }
}

/* Another certificate than the one we know is compared first, on the login screen. */
static void try_now(struct app *app)
{
    if (app->client.network->state == NETWORK_STOPPED &&
        app->client.network->trouble == TROUBLE_CHANGED) {
        app->client.screen = SCREEN_LOGIN;
        app->login->trusts = true;
        app->login->trust_focus = false;
        app->client.dirty = true;
    } else {
        connection_try_now(&app->client, app->client.network);
    }
}

void actions_run(struct app *app, int action, int arg, const char *text)
{
    app->client.dirty = true;
    switch (action) {
    case ACT_SETTINGS: settings_open(app); break;
    case ACT_SETTINGS_CLOSE: settings_close(app); break;
    case ACT_SETTINGS_SECTION: settings_show(app, arg); break;
    case ACT_SETTING: settings_choose(app, arg / CHOICES_MAX, arg % CHOICES_MAX); break;
    case ACT_KEYS: settings_take_key(app, arg); break;
    case ACT_THEME:
        copy_text(app->client.prefs.theme, PREFS_NAME, app_is_light(app) ? "dark" : "light");
        client_save(&app->client);
        break;
    case ACT_CHAT:
    case ACT_LEAVE: act_on_chat(app, action, arg); break;
    case ACT_ANOTHER: visits_another(app, ""); break;
    case ACT_BACK: visits_back(app); break;
    case ACT_SWITCHER: switcher_open(app, false); break;
    case ACT_JOIN: switcher_open(app, true); break;
    case ACT_SHOW_CHATS: panes_toggle_chats(app); break;
    case ACT_SHOW_PEOPLE: panes_toggle_people(app); break;
    case ACT_PERSON:
        if (!network_is_me(app->client.network, text)) {
            panes_show(app, network_open(&app->client, app->client.network, CHAT_PERSON, text));
        }
        break;
    case ACT_SEND: prompt_send(app); break;
    case ACT_LINK: visits_open_link(app, text); break;
    case ACT_TOPIC: show_topic(app); break;
    case ACT_ROOM: network_join(&app->client, app->client.network, text, ""); break;
    case ACT_NICK: menu_open_person(app, text, app->mouse_x, app->mouse_y); break;
    case ACT_MENU_ROW: menu_choose(app, arg); break;
    case ACT_PANE: panes_focus_other(app); break;
    case ACT_MENU_AWAY: menu_close(app); break;
    case ACT_DIRECTORY_ROW: directory_choose(app, arg); break;
    case ACT_PICKER: picker_open(app, 0); break;
    case ACT_PICK: picker_choose(app, arg); break;
    case ACT_EMOJI_MORE: picker_open(app, app->client.current->dropped + (uint64_t)arg); break;
    case ACT_COPY_CODE: copy_code(app, arg); break;
    case ACT_FOLD:
    case ACT_MOVES:
    case ACT_RESEND:
    case ACT_DELETE_LINE: act_on_line(app, action, arg); break;
    case ACT_TO_NOW: scroll_to_now(app); break;
    case ACT_TRY_NOW: try_now(app); break;
    case ACT_STOP_TRYING: connection_stop(&app->client, app->client.network); break;
    case ACT_COMPLETE: complete_accept(app, arg); break;
    case ACT_SWITCH: switcher_choose(app, arg); break;
    case ACT_SCRIM: panel_close_all(app); break;
    case ACT_START: panes_write(app, text); break;
    case ACT_PROMPT: app->search->focus = false; break;
    case ACT_QUOTE: show_quoted(app, arg); break;
    case ACT_TOOL_REACT:
    case ACT_TOOL_REPLY:
    case ACT_TOOL_MORE:
    case ACT_TOOL_COPY:
    case ACT_TOOL_DELETE: toolbar_act(app, action, arg, 0); break;
    case ACT_EMOJI: toolbar_act(app, action, arg / TOOL_EMOJI, arg % TOOL_EMOJI); break;
    case ACT_REACTION: toolbar_act(app, action, arg / REACTIONS_MAX, arg % REACTIONS_MAX); break;
    case ACT_REPLY_CANCEL:
        if (app->client.current) {
            prompt_cancel(app);
        }
        break;
    case ACT_HOST_SAVE: host_settings_save(app); break;
    case ACT_HOST_CANCEL: host_settings_close(app); break;
    default:
        if (!act_at_login(app, action, arg) && !act_on_search(app, action, arg)) {
            console_act(app, action, arg);
        }
        break;
    }
}
