#include "client/panel/login.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/archive_row.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/endpoint.h"
#include "client/base/event.h"
#include "client/base/prefs.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/input/panes.h"
#include "client/input/speak.h"
#include "client/net/connection.h"
#include "client/net/discovery.h"
#include "client/net/memory.h"
#include "client/net/network.h"
#include "client/net/networks.h"
#include "client/panel/visits.h"
#include "irc/check.h"
#include "irc/stamp.h"

enum { SERVER_MAX = 100, ROOM_MAX_BYTES = NETWORK_ROOMS - 2, PASSWORD_BYTES = 100 };

void login_init(struct app *app)
{
    static const size_t most[FIELD_COUNT] = {SERVER_MAX, NETWORK_NICK_MAX, ROOM_MAX_BYTES,
                                             PASSWORD_BYTES};
    struct login *l = app->login;
    l->wrong = -1;
    for (int i = 0; i < FIELD_COUNT; i++) {
        l->fields[i].max = most[i];
    }
    edit_set(&l->fields[FIELD_SERVER], app->client.prefs.server);
    edit_set(&l->fields[FIELD_NICK], app->client.prefs.nick);
    edit_set(&l->fields[FIELD_ROOM], app->client.prefs.room);
    login_focus(app, app->client.prefs.nick[0] ? FOCUS_CONNECT : FIELD_NICK);
}

void login_finish(struct login *l)
{
    for (int i = 0; i < FIELD_COUNT; i++) {
        edit_finish(&l->fields[i]);
    }
    bytes_finish(&l->title);
    bytes_finish(&l->body);
    bytes_finish(&l->detail);
    free(l->places);
}

bool login_busy(const struct app *app)
{
    enum network_state state = app->client.network->state;
    return app->client.screen == SCREEN_LOGIN && (state != NETWORK_IDLE || app->login->hosting);
}

void login_tick(struct app *app)
{
    struct login *l = app->login;
    if (l->slow_at && app->client.now >= l->slow_at) {
        l->slow_at = 0;
        l->slow = true;
        app->client.dirty = true;
    }
}

static void begin_waiting(struct app *app)
{
    enum { SLOW_MS = 2000 };
    app->login->slow = false;
    app->login->slow_at = app->client.now + SLOW_MS;
    app->client.dirty = true;
}

enum word login_step(const struct app *app)
{
    const struct network *s = app->client.network;
    return !app->login->slow                ? W_CONNECTING
           : app->login->hosting            ? W_STEP_SERVER
           : s->state == NETWORK_CONNECTING ? W_STEP_REACHING
           : s->sasl != SASL_NONE           ? W_STEP_LOGIN
                                            : W_STEP_HELLO;
}

void login_shown(const struct login *l, int field, struct bytes *out)
{
    const struct edit *e = &l->fields[field];
    if (field != FIELD_PASSWORD || l->show_password) {
        bytes_text(out, edit_text(e));
        return;
    }
    for (size_t i = 0; i < e->text.len; i++) {
        bytes_char(out, '*');
    }
}

int login_field_width(int field, int w)
{
    enum { PADDING = 24, NOTE_W = 128, EYE_W = 28 };
    return w - PADDING - (field == FIELD_SERVER ? NOTE_W : field == FIELD_PASSWORD ? EYE_W : 0);
}

/* "%23cafe,otra?key" -> "#cafe,#otra" */
static void link_rooms(const char *path, struct bytes *out)
{
    bool first = true; /* of a name */
    for (; *path && *path != '?'; path++) {
        unsigned value;
        char c = *path;
        if (c == '%' && sscanf(path + 1, "%2x", &value) == 1 && value > ' ') {
            c = (char)value;
            path += 2;
        }
        if (first && !strchr("#&+!,", c)) {
            bytes_char(out, '#');
        }
        bytes_char(out, c);
        first = c == ',';
    }
}

/* Puts "HOST/ROOM" into the two fields; a link without a room leaves that field as it is. */
static void split_link(struct login *l)
{
    char *link = xstrdup(edit_text(&l->fields[FIELD_SERVER]));
    char *scheme = strstr(link, "://"), *path = strchr(scheme ? scheme + 3 : link, '/');
    struct bytes rooms = {0};
    if (path) {
        *path = '\0';
        link_rooms(path + 1, &rooms);
        edit_set(&l->fields[FIELD_SERVER], link + strspn(link, " "));
    }
    if (rooms.len) {
        edit_set(&l->fields[FIELD_ROOM], bytes_string(&rooms));
    }
    bytes_finish(&rooms);
    free(link);
}

void login_focus(struct app *app, int focus)
{
    struct login *l = app->login;
    if (l->focus < FIELD_COUNT && l->focus != focus) {
        edit_put(&l->fields[l->focus], l->fields[l->focus].text.len, false);
        split_link(l);
    }
    l->focus = focus;
    login_show_focus(app);
    speak_focus(app);
    app->key_at = app->client.now;
    app->client.dirty = true;
}

void login_take_link(struct app *app, const char *link)
{
    struct login *l = app->login;
    edit_set(&l->fields[FIELD_SERVER], link);
    edit_set(&l->fields[FIELD_ROOM], "");
    split_link(l);
    login_focus(app, !edit_text(&l->fields[FIELD_NICK])[0] ? FIELD_NICK
                     : *link                               ? FOCUS_CONNECT
                                                           : FIELD_SERVER);
}

void login_forget(struct app *app)
{
    login_clear(app->login);
    edit_finish(&app->login->fields[FIELD_PASSWORD]);
}

/* The text of a field without surrounding spaces. */
static void take_field(const struct login *l, int field, char *out, size_t cap)
{
    const char *text = edit_text(&l->fields[field]);
    text += strspn(text, " ");
    size_t len = strlen(text);
    while (len > 0 && text[len - 1] == ' ') {
        len--;
    }
    snprintf(out, cap, "%.*s", (int)len, text);
}

static void take_room(const struct login *l, char *out, size_t cap)
{
    char room[NETWORK_ROOMS - 1];
    take_field(l, FIELD_ROOM, room, sizeof room);
    bool plain = room[0] && !strchr("#&+!", room[0]);
    snprintf(out, cap, "%s%s", plain ? "#" : "", room);
}

/* Whether a room name has a space in it; after a comma or before a room prefix it is a separator.
 */
static bool has_space(const char *rooms)
{
    for (const char *at = rooms; (at = strchr(at, ' ')); at += strspn(at, " ")) {
        const char *next = at + strspn(at, " ");
        if (at > rooms && at[-1] != ',' && *next && !strchr("#&+!,", *next)) {
            return true;
        }
    }
    return false;
}

bool login_can_stay(const struct app *app)
{
    return app->login->fields[FIELD_PASSWORD].text.len > 0 && login_is_encrypted(app);
}

void login_toggle_stay(struct app *app)
{
    app->login->stay = !app->login->stay;
    app->client.dirty = true;
}

bool login_stays(const struct app *app)
{
    char server[NETWORK_TEXT], nick[NICK_CAP];
    take_field(app->login, FIELD_SERVER, server, sizeof server);
    take_field(app->login, FIELD_NICK, nick, sizeof nick);
    return login_is_encrypted(app) && prefs_has_certificate(&app->client.prefs, server, nick);
}

static void connect_to(struct app *app, bool registering, bool plain, bool tells)
{
    struct login *l = app->login;
    struct network *s = app->client.network;
    char server[NETWORK_TEXT];
    if (login_busy(app)) {
        return;
    }
    split_link(l);
    take_field(l, FIELD_SERVER, server, sizeof server);
    take_field(l, FIELD_NICK, s->wanted, sizeof s->wanted);
    take_room(l, s->room, sizeof s->room);
    take_field(l, FIELD_PASSWORD, s->password, sizeof s->password);
    s->opening[0] = '\0';
    s->ours = false;
    char before[NETWORK_TEXT + 8], now[NETWORK_TEXT + 8];
    network_server(s, before);
    bool encrypted = s->tls;
    if (!endpoint_parse(server, s->host, sizeof s->host, &s->port, &s->tls)) {
        login_refuse(app, FIELD_SERVER, W_ERR_PORT_BAD, W_ERR_PORT_BAD_DO,
                     strrchr(server, ':') + 1);
    } else if (!s->host[0] || strchr(s->host, ' ')) {
        login_refuse(app, FIELD_SERVER, W_ERR_SERVER_EMPTY, W_ERR_SERVER_EMPTY_DO, "");
    } else if (!s->wanted[0]) {
        login_refuse(app, FIELD_NICK, W_ERR_NICK_EMPTY, W_ERR_NICK_EMPTY_DO, "");
    } else if (strchr(s->wanted, ' ')) {
        login_refuse(app, FIELD_NICK, W_ERR_NICK_SPACE, W_ERR_NICK_BAD_DO, "");
    } else if (has_space(s->room)) {
        login_refuse(app, FIELD_ROOM, W_ERR_ROOM_SPACE, W_ERR_ROOM_SPACE_DO, "");
    } else {
        login_clear(l);
        begin_waiting(app);
        s->registering = registering && s->password[0];
        s->tls = s->tls && !plain && !app->client.plain;
        network_server(s, now);
        const char *key = prefs_room_key(&app->client.prefs, now, PREFS_SERVER_KEY);
        copy_text(s->server_password, sizeof s->server_password, key ? key : "");
        s->may_reveal = tells || (s->may_reveal && encrypted == s->tls && strcmp(before, now) == 0);
        s->stays = s->tls && l->stay && s->password[0];
        s->certificate =
            s->stays || (s->tls && prefs_has_certificate(&app->client.prefs, server, s->wanted));
        copy_text(s->address, sizeof s->address, server);
        copy_text(app->client.prefs.server, PREFS_TEXT, server);
        copy_text(app->client.prefs.nick, PREFS_TEXT, s->wanted);
        copy_text(app->client.prefs.room, PREFS_TEXT, strlen(s->room) < PREFS_TEXT ? s->room : "");
        client_save(&app->client);
        struct network *there = networks_same(&app->client, s);
        if (there) {
            visits_back(app);
            panes_show(app, there->chats[0]);
            connection_try_now(&app->client, there);
        } else {
            connection_start(&app->client, s);
        }
    }
    app->client.dirty = true;
}

/* Whether the server in the field is our own, which runs. */
static bool leads_home(const struct app *app)
{
    char server[NETWORK_TEXT], host[NETWORK_TEXT];
    int port, home = app->client.host_alive ? app->client.hosted.plain_port : app->client.own_port;
    bool tls;
    take_field(app->login, FIELD_SERVER, server, sizeof server);
    return home && endpoint_parse(server, host, sizeof host, &port, &tls) && !tls && port == home &&
           endpoint_is_here(host);
}

void login_connect(struct app *app)
{
    if (leads_home(app)) { /* with its console and its powers */
        login_host(app);
        return;
    }
    app->login->intent = INTENT_CONNECT;
    connect_to(app, false, false, false);
}

void login_connect_home(struct app *app, bool registers)
{
    struct login *l = app->login;
    const struct hosted *h = &app->client.hosted;
    char server[64] = "127.0.0.1", nick[NICK_CAP];
    if (h->plain_port && h->plain_port != PORT_PLAIN) {
        snprintf(server, sizeof server, "irc://127.0.0.1:%d", h->plain_port);
    }
    edit_set(&l->fields[FIELD_SERVER], server);
    take_field(l, FIELD_NICK, nick, sizeof nick);
    if (!edit_text(&l->fields[FIELD_ROOM])[0] && !prefs_rooms(&app->client.prefs, server, nick)) {
        edit_set(&l->fields[FIELD_ROOM], "#tertulia");
    }
    connect_to(app, registers, false, false);
    app->client.network->ours = true;
}

enum word login_host_word(const struct app *app)
{
    return app->client.host_alive || app->client.own_port ? W_BACK_HOME : W_HOST_HERE;
}

void login_go(struct app *app)
{
    struct login *l = app->login;
    bool again = l->title.len > 0;
    if (again && l->intent == INTENT_HOST) {
        login_host(app);
    } else if (again && l->intent == INTENT_REGISTER) {
        connect_to(app, true, !app->client.network->tls, false);
    } else {
        login_connect(app);
    }
}

void login_host(struct app *app)
{
    struct login *l = app->login;
    char nick[NICK_CAP];
    take_field(l, FIELD_NICK, nick, sizeof nick);
    if (login_busy(app)) {
        return;
    }
    l->intent = INTENT_HOST;
    if (!nick[0]) {
        login_refuse(app, FIELD_NICK, W_ERR_NICK_EMPTY, W_ERR_NICK_EMPTY_DO, "");
        return;
    }
    login_clear(l);
    if (app->client.host_alive) {
        login_connect_home(app, false);
        return;
    }
    l->hosting = true;
    begin_waiting(app);
    effect_say(&app->client.effects, EFFECT_HOST, NULL);
    app->client.dirty = true;
}

void login_hosted(struct app *app, const struct hosted *h)
{
    struct login *l = app->login;
    bool runs = h->ready || h->taken;
    app->client.host_alive = h->ready && !h->taken;
    if (!runs) { /* anything that answers on its port from now on is not ours */
        memset(app->client.host_key, 0, sizeof app->client.host_key);
        for (int i = 0; i < app->client.network_count; i++) {
            app->client.networks[i]->ours = false;
        }
    }
    if (!l->hosting) {
        if (!runs && app->client.current) {
            info_add(&app->client, app->client.current, ICON_WARNING, W_HOST_ENDED, NULL);
        }
        return;
    }
    l->hosting = false;
    app->client.dirty = true;
    if (!runs) {
        login_refuse(app, FOCUS_HOST, W_ERR_HOST, W_ERR_HOST_DO, "");
        if (h->reason[0]) {
            bytes_clear(&l->body);
            bytes_text(&l->body, h->reason);
        }
        l->wrong = -1;
        return;
    }
    app->client.hosted = *h;
    login_connect_home(app, h->claim[0] && !h->taken);
}

void login_edited(struct app *app)
{
    struct login *l = app->login;
    if (l->focus == FIELD_SERVER) {
        l->intent = INTENT_CONNECT;
    }
    if (l->focus == FIELD_SERVER || l->focus == FIELD_NICK) {
        l->offer = OFFER_NONE;
    }
}

bool login_is_encrypted(const struct app *app)
{
    char server[NETWORK_TEXT], host[NETWORK_TEXT];
    int port;
    bool tls;
    take_field(app->login, FIELD_SERVER, server, sizeof server);
    return !app->client.plain && endpoint_parse(server, host, sizeof host, &port, &tls) && tls;
}

void login_ask_trust(struct app *app)
{
    app->login->trusts = true;
    app->login->trust_focus = false;
    app->login->trust_scroll = 0;
    app->client.dirty = true;
}

void login_trust(struct app *app, bool right)
{
    struct network *s = app->client.network;
    char server[NETWORK_TEXT + 8];
    if (!app->login->trusts) {
        return;
    }
    app->login->trusts = false;
    app->client.dirty = true;
    if (s->entered) { /* connection lost meanwhile: everything stays open */
        if (right) {
            network_server(s, server);
            prefs_trust(&app->client.prefs, server, s->peer.fingerprint);
            client_save(&app->client);
            connection_try_now(&app->client, s);
        }
        app->client.screen = SCREEN_CHAT;
        return;
    }
    if (right) {
        network_server(s, server);
        prefs_trust(&app->client.prefs, server, s->peer.fingerprint);
        client_save(&app->client);
        connect_to(app, s->registering, false, false);
    } else {
        login_focus(app, FOCUS_CONNECT);
    }
}

void login_cancel(struct app *app)
{
    app->login->hosting = false;
    if (login_busy(app)) {
        connection_leave(&app->client, app->client.network, "");
        login_focus(app, FOCUS_CONNECT);
    }
}

void login_listed(struct app *app, struct network *s, const struct archive_answer *answer)
{
    struct login *l = app->login;
    if (s->entered) {
        memory_open_people(&app->client, s, answer);
    } else if (l->title.len && answer->count > 0) {
        struct bytes names = {0};
        for (int i = 0; i < answer->count; i++) {
            bytes_format(&names, "%s\n", answer->rows[i]->name);
        }
        free(l->places);
        l->places = names.data;
        l->offer = OFFER_READ;
        app->client.dirty = true;
    }
}

static void read_offline(struct app *app)
{
    struct network *s = app->client.network;
    char *names = app->login->places;
    app->login->places = NULL;
    if (!names || login_busy(app)) {
        free(names);
        return;
    }
    app->client.screen = SCREEN_CHAT;
    s->entered = true;
    struct chat *first = network_open(&app->client, s, CHAT_SERVER, s->host), *server = first;
    for (char *name = names, *next; *name; name = next) {
        next = name + strcspn(name, "\n");
        if (*next) {
            *next++ = '\0';
        }
        if (*name) {
            struct chat *c = network_open(&app->client, s,
                                          network_is_room(s, name) ? CHAT_ROOM : CHAT_PERSON, name);
            c->rejoin = c->kind == CHAT_ROOM && strcmp(c->name, s->room) == 0;
            bool wished = names_equal(s->isupport.casemap, c->name, s->room);
            first = first == server || wished ? c : first; /* the newest, or the one in the field */
        }
    }
    free(names);
    panes_show(app, first);
    connection_offline(&app->client, s);
}

void login_take_nearby(struct app *app, int index)
{
    struct login *l = app->login;
    if (index < 0 || index >= app->discovery->count || login_busy(app)) {
        return;
    }
    edit_finish(&l->fields[FIELD_PASSWORD]); /* it was for another server */
    login_edited(app);
    edit_set(&l->fields[FIELD_SERVER], app->discovery->list[index].address);
    if (edit_text(&l->fields[FIELD_NICK])[0]) {
        login_connect(app);
    } else {
        login_focus(app, FIELD_NICK);
    }
}

/* Without "ircs://": the lock says that. */
static const char *recent_address(const struct recent *r)
{
    const char *scheme = strstr(r->server, "://");
    return scheme ? scheme + strlen("://") : r->server;
}

const char *login_recent_name(const struct app *app, int index)
{
    const struct recent *r = &app->client.prefs.recent[index];
    return r->name[0] ? r->name : recent_address(r);
}

/* "yesterday" */
static void visited_words(const struct client *client, int64_t wall, struct bytes *out)
{
    int64_t ago = client_day(client, client->wall) - client_day(client, wall);
    if (ago == 0 || ago == 1) {
        bytes_text(out, words_text(client->lang, ago ? W_LAST_YESTERDAY : W_LAST_TODAY));
    } else {
        client_date(client, wall, out);
    }
}

void login_recent_facts(const struct app *app, int index, struct bytes *out)
{
    const struct client *client = &app->client;
    const struct recent *r = &client->prefs.recent[index];
    if (r->name[0] && strcmp(r->nick, client->prefs.nick) == 0) {
        bytes_text(out, recent_address(r));
    } else {
        words_fill(out, client->lang, r->name[0] ? W_AS_NICK : W_AS_NICK_ONLY, "host",
                   recent_address(r), "nick", r->nick, NULL);
    }
    if (r->visited) {
        bytes_text(out, " · ");
        visited_words(client, r->visited, out);
    }
}

void login_take_recent(struct app *app, int index)
{
    struct login *l = app->login;
    if (index < 0 || index >= app->client.prefs.recent_count || login_busy(app)) {
        return;
    }
    struct recent r = app->client.prefs.recent[index];
    if (strcmp(edit_text(&l->fields[FIELD_SERVER]), r.server) != 0 ||
        strcmp(edit_text(&l->fields[FIELD_NICK]), r.nick) != 0) {
        edit_finish(&l->fields[FIELD_PASSWORD]); /* it was for another server */
    }
    l->offer = OFFER_NONE;
    edit_set(&l->fields[FIELD_SERVER], r.server);
    edit_set(&l->fields[FIELD_NICK], r.nick);
    edit_set(&l->fields[FIELD_ROOM], r.room);
    login_connect(app);
}

void login_offer_words(const struct app *app, struct bytes *out)
{
    static const enum word words[] = {
        [OFFER_REGISTER] = W_MAKE_MINE,  [OFFER_NICK] = W_JOIN_AS,
        [OFFER_COMPARE] = W_COMPARE,     [OFFER_TELL] = W_TELL_PASSWORD,
        [OFFER_PLAIN] = W_CONNECT_PLAIN, [OFFER_READ] = W_READ_OFFLINE,
    };
    const struct login *l = app->login;
    words_fill(out, app->client.lang, words[l->offer], "nick",
               l->offer == OFFER_NICK ? l->other_nick : app->client.network->wanted, NULL);
}

void login_take_offer(struct app *app)
{
    struct login *l = app->login;
    const struct network *s = app->client.network;
    switch (l->offer) {
    case OFFER_NONE: break;
    case OFFER_REGISTER:
        l->intent = INTENT_REGISTER;
        connect_to(app, true, !s->tls, false);
        break;
    case OFFER_NICK:
        edit_set(&l->fields[FIELD_NICK], l->other_nick);
        login_go(app);
        break;
    case OFFER_COMPARE:
        login_ask_trust(app);
        app->client.dirty = true;
        break;
    case OFFER_TELL: connect_to(app, s->registering, !s->tls, true); break;
    case OFFER_PLAIN: connect_to(app, false, true, false); break;
    case OFFER_READ: read_offline(app); break;
    }
}

bool login_key(struct app *app, int key, unsigned mods)
{
    struct login *l = app->login;
    if (l->trusts) {
        if (key == KEY_ENTER || key == KEY_ESCAPE || key == ' ') {
            login_trust(app, key != KEY_ESCAPE && l->trust_focus);
        } else if (key == KEY_TAB || key == KEY_LEFT || key == KEY_RIGHT) {
            l->trust_focus = !l->trust_focus;
        } else if (key == KEY_UP || key == KEY_DOWN) {
            login_scroll(app, key == KEY_UP ? -1 : 1);
        }
        return true;
    }
    if (login_busy(app)) {
        if (key == KEY_ESCAPE || key == KEY_ENTER) {
            login_cancel(app);
        }
        return true;
    }
    if (key == KEY_TAB) {
        int places = FOCUS_RECENT + app->discovery->count + app->client.prefs.recent_count;
        int step = mods & MOD_SHIFT ? places - 1 : 1;
        int next = (l->focus + step) % places;
        if (next == FOCUS_STAY && !login_can_stay(app)) {
            next = (next + step) % places;
        }
        login_focus(app, next == FOCUS_OTHER && !l->offer ? (next + step) % places : next);
        if (l->focus < FIELD_COUNT) {
            edit_select_all(&l->fields[l->focus]);
        }
        return true;
    }
    if (key == KEY_ENTER || (key == ' ' && l->focus >= FOCUS_STAY)) {
        if (l->focus >= FOCUS_RECENT) {
            int at = l->focus - FOCUS_RECENT;
            if (at < app->discovery->count) {
                login_take_nearby(app, at);
            } else {
                login_take_recent(app, at - app->discovery->count);
            }
        } else if (l->focus == FOCUS_STAY && key == ' ') {
            login_toggle_stay(app);
        } else if (l->focus == FOCUS_HOST) {
            login_host(app);
        } else if (l->focus == FOCUS_OTHER) {
            login_take_offer(app);
        } else {
            login_go(app);
        }
        return true;
    }
    if (key == KEY_ESCAPE) {
        return visits_back(app);
    }
    if ((key == KEY_UP || key == KEY_DOWN) && l->focus >= FOCUS_RECENT) {
        int count = app->discovery->count + app->client.prefs.recent_count,
            at = l->focus - FOCUS_RECENT;
        login_focus(app, FOCUS_RECENT + (at + (key == KEY_UP ? count - 1 : 1)) % count);
        return true;
    }
    return false;
}

void login_words(const struct app *app, struct bytes *out)
{
    static const enum word fields[FIELD_COUNT] = {W_SERVER, W_NICKNAME, W_ROOM, W_PASSWORD};
    const struct login *l = app->login;
    if (l->title.len) {
        bytes_format(out, "%s. %s ", l->title.data, bytes_string((struct bytes *)&l->body));
    }
    if (l->focus < FIELD_COUNT) {
        bool secret = l->focus == FIELD_PASSWORD;
        bytes_format(out, "%s: %s", words_text(app->client.lang, fields[l->focus]),
                     secret ? "" : edit_text(&l->fields[l->focus]));
    } else if (l->focus == FOCUS_OTHER) {
        login_offer_words(app, out);
    } else if (l->focus >= FOCUS_RECENT && l->focus - FOCUS_RECENT < app->discovery->count) {
        bytes_text(out, app->discovery->list[l->focus - FOCUS_RECENT].name);
    } else if (l->focus >= FOCUS_RECENT &&
               l->focus - FOCUS_RECENT - app->discovery->count < app->client.prefs.recent_count) {
        int at = l->focus - FOCUS_RECENT - app->discovery->count;
        bytes_format(out, "%s, ", login_recent_name(app, at));
        login_recent_facts(app, at, out);
    } else {
        bytes_text(out, words_text(app->client.lang, l->focus == FOCUS_HOST   ? login_host_word(app)
                                                     : l->focus == FOCUS_STAY ? W_STAY
                                                     : l->title.len           ? W_TRY_AGAIN
                                                                              : W_CONNECT));
    }
}

struct edit *login_edit(struct app *app)
{
    struct login *l = app->login;
    return l->focus < FIELD_COUNT && !login_busy(app) && !l->trusts ? &l->fields[l->focus] : NULL;
}
