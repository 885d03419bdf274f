/* Forwards what the network side calls in the window (base/client.h) to panels and panes. */
#include "client/app_port.h"

#include <stddef.h>

#include "client/app.h"
#include "client/input/panes.h"
#include "client/input/scroll.h"
#include "client/input/speak.h"
#include "client/net/memory.h"
#include "client/panel/account_page.h"
#include "client/panel/bans_page.h"
#include "client/panel/console.h"
#include "client/panel/directory.h"
#include "client/panel/login.h"
#include "client/panel/panel.h"
#include "client/panel/person_card.h"
#include "client/panel/room_page.h"
#include "client/panel/search.h"

static struct app *app_of(struct client *client)
{
    return (struct app *)((char *)client - offsetof(struct app, client));
}

static void show(struct client *client, struct chat *c)
{
    panes_show(app_of(client), c);
}

static void jump(struct client *client, int index)
{
    scroll_jump(app_of(client), index);
}

static void speak(struct client *client, const struct chat *c, const struct line *line)
{
    speak_line(app_of(client), c, line);
}

static void opened(struct client *client, struct chat *c)
{
    memory_recall(client, c->network, c);
}

static void closing(struct client *client, struct chat *c, struct chat *instead)
{
    panes_forget_chat(app_of(client), c, instead);
}

static void leaving(struct client *client, struct network *s)
{
    struct app *app = app_of(client);
    panes_forget_network(app, s);
    if (app->search->network == s) {
        search_finish(app);
    }
}

static void lost(struct client *client, struct network *s)
{
    search_lost(app_of(client), s);
}

static void failed(struct client *client, struct network *s)
{
    login_explain(app_of(client), s);
}

static void operates(struct client *client, struct network *s)
{
    console_open(app_of(client), s);
}

static void nowhere(struct client *client, struct network *s)
{
    struct app *app = app_of(client);
    if (client->current && client->current->network == s && !panel_modal(app)) {
        directory_open(app, s);
    }
}

static void landed(struct client *client, struct chat *c)
{
    struct app *app = app_of(client);
    if (app->directory->open && !app->directory->query.text.len) {
        directory_close(app);
    }
    panes_show(app, c);
}

static bool listed(struct client *client, struct network *s, struct message *m)
{
    return directory_take(app_of(client), s, m);
}

static void listed_all(struct client *client, struct network *s)
{
    directory_end(app_of(client), s);
}

static bool answered(struct client *client, struct network *s, struct message *m)
{
    struct app *app = app_of(client);
    return person_card_take(app, s, m) || room_page_refused(app, s, m) ||
           room_page_take(app, s, m) || account_page_take(app, s, m) || bans_page_take(app, s, m) ||
           (!directory_waits(app, s) && console_take(app, s, m));
}

static void found(struct client *client, struct network *s, struct line **lines,
                  char *const *places, int count)
{
    search_take(app_of(client), s, lines, places, count);
}

static void not_found(struct client *client, struct network *s)
{
    search_refused(app_of(client), s);
}

static void finish(struct client *client, struct network *s)
{
    (void)client;
    console_free(s->console);
    s->console = NULL;
}

const struct client_port app_port = {
    .show = show,
    .jump = jump,
    .speak = speak,
    .opened = opened,
    .closing = closing,
    .leaving = leaving,
    .lost = lost,
    .failed = failed,
    .operates = operates,
    .nowhere = nowhere,
    .landed = landed,
    .listed = listed,
    .listed_all = listed_all,
    .answered = answered,
    .found = found,
    .not_found = not_found,
    .finish = finish,
};
