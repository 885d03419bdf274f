/* Which conversations are shown, and what happens when that changes. */
#include "client/input/panes.h"

#include "client/app.h"

#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/input/scroll.h"
#include "client/input/select.h"
#include "client/input/speak.h"
#include "client/layout/layout.h"
#include "client/net/backlog.h"
#include "client/net/memory.h"
#include "client/net/network.h"
#include "client/net/networks.h"
#include "client/panel/panel.h"

void panes_show(struct app *app, struct chat *c)
{
    app->drawer = DRAWER_NONE;
    app->client.network = c->network;
    if (c == app->client.beside) { /* the two swap places */
        app->client.beside = app->client.current;
        app->right = !app->right && app->client.beside;
    }
    scroll_chats_to(app, c);
    if (c == app->client.current) {
        backlog_read(&app->client, c);
        return;
    }
    if (app->client.current) {
        if (app->client.current->at_end) {
            backlog_mark_read(&app->client, app->client.current->network, app->client.current);
        }
        chat_look_away(app->client.current);
        memory_draft(&app->client, app->client.current->network, app->client.current);
        app->previous = app->client.current;
    }
    panel_close_passing(app); /* they were for the previous one */
    app->jumped_until = 0;
    app->client.current = c;
    speak_chat(app, c);
    app->people_px = 0;
    app->key_at = app->client.now;
    backlog_read(&app->client, c);
    if (c->kind == CHAT_PERSON && !c->backlog.seen) {
        backlog_ask_latest(&app->client, c->network, c);
    }
}

void panes_forget_chat(struct app *app, struct chat *c, struct chat *instead)
{
    if (app->selection->chat == c) {
        select_clear(app);
    }
    if (app->previous == c) {
        app->previous = NULL;
    }
    if (app->client.beside == c) {
        panes_unsplit(app);
    }
    if (app->client.current == c) {
        app->client.current = NULL;
        panes_show(app, app->previous ? app->previous : instead);
        app->previous = NULL;
    }
    app->client.dirty = true;
}

void panes_forget_network(struct app *app, struct network *s)
{
    if (app->selection->chat && app->selection->chat->network == s) {
        select_clear(app);
    }
    if (app->previous && app->previous->network == s) {
        app->previous = NULL;
    }
    if (app->client.beside && app->client.beside->network == s) {
        panes_unsplit(app);
    }
    if (app->client.current && app->client.current->network == s) {
        app->jumped_until = 0;
        panel_close_passing(app);
        app->client.current = NULL;
    }
    app->client.dirty = true;
}

void panes_unsplit(struct app *app)
{
    if (app->client.beside) {
        chat_look_away(app->client.beside);
    }
    app->client.beside = NULL;
    app->right = false;
    app->client.dirty = true;
}

/* A conversation that is not shown, preferably with unread messages; NULL: none. */
static struct chat *another_room(const struct app *app)
{
    struct chat *found = NULL, *c;
    for (int i = 0; (c = networks_chat_at(&app->client, i)); i++) {
        bool better = !found || (c->unread > 0 && found->unread == 0);
        if (c != app->client.current && c->kind != CHAT_SERVER && better) {
            found = c;
        }
    }
    return found ? found : networks_chat_at(&app->client, 0);
}

void panes_split(struct app *app, struct chat *c)
{
    c = c ? c : app->previous ? app->previous : another_room(app);
    if (app->client.current && c && c != app->client.current) {
        if (app->client.beside && app->client.beside != c) {
            chat_look_away(app->client.beside);
        }
        app->client.beside = c;
        backlog_read(&app->client, c);
    }
}

void panes_focus_other(struct app *app)
{
    if (app->client.beside) {
        panes_show(app, app->client.beside);
    }
}

void panes_leave_chat(struct app *app, struct chat *c)
{
    struct network *s = c->network;
    if (c->kind == CHAT_SERVER) {
        return;
    }
    if (chat_count_state(c, LINE_WAITING) > 0 && !c->warned) {
        c->warned = true;
        info_add(&app->client, c, ICON_WARNING, W_LEAVE_LOSES, NULL);
        panes_show(app, c);
        return;
    }
    if (c->kind == CHAT_ROOM && c->joined) {
        network_send(&app->client, s, "PART %s", c->name);
    }
    network_close(&app->client, s, c);
}

bool panes_other_has(const struct app *app, int x, int y)
{
    if (app->client.screen != SCREEN_CHAT || !app->client.beside || panel_next(app, NULL) ||
        app->drawer != DRAWER_NONE) {
        return false;
    }
    struct frame f = layout_frame(app);
    return rect_has(f.other.at, x, y);
}

void panes_toggle_people(struct app *app)
{
    if (app->width < NARROW_PEOPLE) {
        app->drawer = app->drawer == DRAWER_PEOPLE ? DRAWER_NONE : DRAWER_PEOPLE;
    } else {
        app->client.prefs.hide_people = !app->client.prefs.hide_people;
        client_save(&app->client);
    }
    app->client.dirty = true;
}

void panes_toggle_chats(struct app *app)
{
    if (app->width < NARROW_CHATS) {
        app->drawer = app->drawer == DRAWER_CHATS ? DRAWER_NONE : DRAWER_CHATS;
    } else {
        app->client.prefs.hide_chats = !app->client.prefs.hide_chats;
        client_save(&app->client);
    }
    app->client.dirty = true;
}

void panes_write(struct app *app, const char *text)
{
    if (app->client.current) {
        chat_set_edits(app->client.current, NULL);
        edit_set(&app->client.current->draft, text);
        panel_close_passing(app);
        app->key_at = app->client.now;
    }
}
