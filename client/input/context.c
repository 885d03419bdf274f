#include "client/input/context.h"

#include "client/app.h"
#include "client/chat/react.h"
#include "client/input/prompt.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/net/networks.h"
#include "client/panel/console.h"
#include "client/panel/menu.h"
#include "client/panel/toolbar.h"

/* The right button keeps a selection, and otherwise moves the caret there. */
static void press_writing(struct app *app, int x, int y)
{
    const struct edit *e = &app->client.current->draft;
    if (e->caret == e->anchor) {
        prompt_click(app, x, y, 1, false);
    }
    menu_open_writing(app, x, y);
}

void context_open(struct app *app, const struct hit *hit, int x, int y)
{
    const char *text = hit->text ? app->shown.text.data + hit->text : "";
    struct chat *c = app->client.current;
    int line = -1;
    if (app->client.screen != SCREEN_CHAT || !c) {
        return;
    }
    switch (hit->action) {
    case ACT_TALK:
    case ACT_QUOTE: line = hit->arg; break;
    case ACT_LINK:
    case ACT_ROOM: line = hit->arg / LINK_ARGS; break;
    case ACT_REACTION: line = hit->arg / REACTIONS_MAX; break;
    case ACT_PERSON:
    case ACT_NICK: menu_open_person(app, text, x, y); break;
    case ACT_GUEST:
        if (console_is_shown(app) && hit->arg < c->network->console->count) {
            menu_open_guest(app, &c->network->console->guests[hit->arg], x, y);
        }
        break;
    case ACT_CHAT:
        c = networks_chat_at(&app->client, hit->arg);
        if (c) {
            menu_open_chat(app, c, x, y);
        }
        break;
    case ACT_PROMPT: press_writing(app, x, y); break;
    default: break;
    }
    if (line >= 0 && line < c->count) {
        menu_open_message(app, line, hit->action == ACT_LINK ? text : "", x, y);
    }
}

void context_open_here(struct app *app)
{
    if (app->client.screen != SCREEN_CHAT || !app->client.current) {
        return;
    }
    int line = app->toolbar->chosen ? toolbar_line(app) : -1;
    if (line >= 0) {
        menu_open_chosen(app, line);
    } else {
        struct frame f = layout_frame(app);
        menu_open_writing(app, f.pane.prompt.x + TALK_TEXT, f.pane.prompt.y);
        app->menu->at = 0;
    }
}
