#include "client/panel/visits.h"

#include <stdio.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/endpoint.h"
#include "client/base/prefs.h"
#include "client/chat/chat.h"
#include "client/input/panes.h"
#include "client/net/connection.h"
#include "client/net/network.h"
#include "client/net/networks.h"
#include "client/panel/login.h"
#include "client/panel/panel.h"
#include "client/panel/settings.h"
#include "irc/check.h"

void visits_another(struct app *app, const char *address)
{
    if (app->client.screen == SCREEN_CHAT) {
        panel_close_all(app);
        settings_close(app);
        app->client.network = networks_add(&app->client);
        app->client.screen = SCREEN_LOGIN;
    }
    if (!login_busy(app)) {
        login_forget(app);
        login_take_link(app, address);
    }
}

bool visits_back(struct app *app)
{
    struct network *s = app->client.network, *other = networks_entered(&app->client);
    if (app->client.screen != SCREEN_LOGIN || !other) {
        return false;
    }
    login_cancel(app);
    if (!s->entered) {
        networks_drop(&app->client, s);
    }
    app->client.screen = SCREEN_CHAT;
    panes_show(app, app->client.current ? app->client.current : other->chats[0]);
    return true;
}

/* The current rooms are the ones for the next login. */
static void remember_rooms(struct app *app, const struct network *s)
{
    struct bytes rooms = {0};
    char server[NETWORK_TEXT + 8];
    network_server(s, server);
    for (int i = 1; i < s->chat_count; i++) {
        const struct chat *c = s->chats[i];
        bool in = c->kind == CHAT_ROOM && (c->joined || c->rejoin);
        if (in && s->entered) {
            prefs_set_room_key(&app->client.prefs, server, c->name, c->key);
        }
        if (in && rooms.len + strlen(c->name) + 2 < PREFS_TEXT) {
            bytes_format(&rooms, "%s%s", rooms.len ? "," : "", c->name);
        }
    }
    if (s->entered) {
        const char *names = rooms.len ? rooms.data : s->room;
        bool last = strcmp(app->client.prefs.server, s->address) == 0; /* the next start uses it */
        copy_text(app->client.prefs.room, PREFS_TEXT, last ? names : app->client.prefs.room);
        network_visit(&app->client, s, names);
        edit_set(&app->login->fields[FIELD_SERVER], s->address);
        edit_set(&app->login->fields[FIELD_NICK], s->wanted);
        edit_set(&app->login->fields[FIELD_ROOM], names);
    }
    bytes_finish(&rooms);
}

void visits_leave(struct app *app, struct network *s, const char *reason)
{
    remember_rooms(app, s);
    connection_leave(&app->client, s, reason);
    client_save(&app->client);
}

void visits_quit(struct app *app, struct network *s, const char *reason)
{
    visits_leave(app, s, reason);
    if (networks_any(&app->client, s)) {
        networks_drop(&app->client, s);
        panes_show(app, networks_entered(&app->client)->chats[0]);
        return;
    }
    s->entered = false;
    app->client.screen = SCREEN_LOGIN;
    login_forget(app);
    panel_close_all(app);
    login_focus(app, FOCUS_CONNECT);
}

void visits_link_room(const char *room, size_t len, struct bytes *out)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    bool hash = len > 1 && room[0] == '#' && !strchr("#&+!", room[1]); /* it goes without saying */
    bytes_char(out, '/');
    for (size_t i = hash; i < len; i++) {
        unsigned char c = (unsigned char)room[i];
        if (c < 0x80 && !strchr(plain, room[i])) {
            bytes_format(out, "%%%02X", c);
        } else {
            bytes_char(out, room[i]);
        }
    }
}

void visits_link(const struct app *app, const struct chat *room, struct bytes *out)
{
    const struct network *s = room->network;
    if (s->ours && app->client.hosted.address[0]) {
        bytes_format(out, "ircs://%s", app->client.hosted.address);
    } else {
        bool six = strchr(s->host, ':') != NULL;
        bytes_format(out, "%s://%s%s%s", s->tls ? "ircs" : "irc", six ? "[" : "", s->host,
                     six ? "]" : "");
        if (s->port != (s->tls ? PORT_TLS : PORT_PLAIN)) {
            bytes_format(out, ":%d", s->port);
        }
    }
    visits_link_room(room->name, strlen(room->name), out);
}

void visits_open_link(struct app *app, const char *address)
{
    char scheme[8];
    copy_text(scheme, sizeof scheme, address);
    scheme[strcspn(scheme, ":")] = '\0';
    if (names_equal(CASEMAP_ASCII, scheme, "irc") || names_equal(CASEMAP_ASCII, scheme, "ircs")) {
        visits_another(app, address);
    } else {
        effect_say(&app->client.effects, EFFECT_OPEN, address);
    }
}
