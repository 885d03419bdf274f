/* Which conversations are shown, and what goes on when that changes. */
#include "client/app.h"

#include "client/net/memory.h"
#include "client/net/backlog.h"
#include "client/net/networks.h"
#include "client/input/speak.h"

void panes_mark_read(struct app *app, struct chat *c)
{
    c->unread = c->mentions = 0;
    backlog_mark_read(app, c->network, c);
    app->dirty = true;
}

void panes_show(struct app *app, struct chat *c)
{
    app->drawer = DRAWER_NONE;
    app->network = c->network;
    if (c == app->beside) { /* what was here goes there */
        app->beside = app->current;
        app->right = !app->right && app->beside;
    }
    scroll_chats_to(app, c);
    if (c == app->current) {
        panes_mark_read(app, c);
        return;
    }
    if (app->current) {
        if (app->current->at_end) {
            backlog_mark_read(app, app->network, app->current);
        }
        chat_look_away(app->current);
        memory_draft(app, app->current->network, app->current);
        app->previous = app->current;
    }
    complete_close(app);
    toolbar_close(app);
    app->jumped_until = 0;
    app->current = c;
    speak_chat(app, c);
    app->people_px = 0;
    app->key_at = app->now;
    panes_mark_read(app, c);
    if (c->kind == CHAT_PERSON && !c->backlog_seen) {
        backlog_ask_latest(app, c->network, c);
    }
}

void panes_forget_chat(struct app *app, struct chat *c, struct chat *instead)
{
    if (app->selection.chat == c) {
        select_clear(app);
    }
    if (app->previous == c) {
        app->previous = NULL;
    }
    if (app->beside == c) {
        panes_unsplit(app);
    }
    if (app->current == c) {
        app->current = NULL;
        panes_show(app, app->previous ? app->previous : instead);
        app->previous = NULL;
    }
    app->dirty = true;
}

void panes_forget_network(struct app *app, struct network *s)
{
    if (app->selection.chat && app->selection.chat->network == s) {
        select_clear(app);
    }
    if (app->search.network == s) {
        search_finish(&app->search);
    }
    if (app->previous && app->previous->network == s) {
        app->previous = NULL;
    }
    if (app->beside && app->beside->network == s) {
        panes_unsplit(app);
    }
    if (app->current && app->current->network == s) {
        app->jumped_until = 0;
        toolbar_close(app);
        complete_close(app);
        app->current = NULL;
    }
    app->dirty = true;
}

void panes_unsplit(struct app *app)
{
    app->beside = NULL;
    app->right = false;
    app->dirty = true;
}

void panes_split(struct app *app, struct chat *c)
{
    c = c ? c : app->previous ? app->previous : networks_chat_at(app, 0);
    if (app->current && c && c != app->current) {
        app->beside = c;
        panes_mark_read(app, c);
    }
}

void panes_focus_other(struct app *app)
{
    if (app->beside) {
        panes_show(app, app->beside);
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
        app_info(app, c, ICON_WARNING, W_LEAVE_LOSES, NULL);
        panes_show(app, c);
        return;
    }
    if (c->kind == CHAT_ROOM && c->joined) {
        network_send(app, s, "PART %s", c->name);
    }
    network_close(app, s, c);
}
