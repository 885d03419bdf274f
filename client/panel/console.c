#include "client/panel/console.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/endpoint.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/input/panes.h"
#include "client/layout/action.h"
#include "client/net/network.h"
#include "client/net/outgoing.h"
#include "client/panel/bans_page.h"
#include "client/panel/host_settings.h"
#include "client/panel/menu.h"
#include "client/panel/question.h"
#include "client/panel/visits.h"
#include "irc/check.h"
#include "irc/own_tags.h"

enum { COPIED_MS = 2000, ASK_EVERY_MS = 5000 };

/* Tokens of our queries, so that no other reply is taken for ours. */
static const char people_token[] = "771", rooms_token[] = "772";

/* --- what the server says about itself --- */

/* The firewall, if any, has to let through the port that others connect to. */
static void tell_firewall(struct app *app, struct network *s)
{
    static const struct {
        const char *name, *cure;
    } known[] = {{"ufw", "sudo ufw allow %d/tcp"},
                 {"firewalld",
                  "sudo firewall-cmd --permanent --add-port=%d/tcp && sudo firewall-cmd --reload"},
                 {"Windows", "netsh advfirewall firewall add rule name=Tertulia dir=in "
                             "action=allow protocol=TCP localport=%d"}};
    const char *colon = strrchr(s->console->address, ':');
    int port = colon ? (int)strtol(colon + 1, NULL, 10) : PORT_TLS;
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (strcmp(app->client.hosted.firewall, known[i].name) == 0) {
            char cure[128];
            snprintf(cure, sizeof cure, known[i].cure,
                     port); /* NOLINT(clang-diagnostic-format-nonliteral) */
            info_add(&app->client, s->chats[0], ICON_WARNING, W_CONSOLE_FIREWALL, "name",
                     known[i].name, "text", cure, NULL);
            return;
        }
    }
}

void console_open(struct app *app, struct network *s)
{
    const struct hosted *h = &app->client.hosted;
    console_free(s->console);
    s->console = xcalloc(1, sizeof *s->console);
    copy_text(s->console->address, CONSOLE_TEXT, h->address[0] ? h->address : "127.0.0.1");
    copy_text(s->console->fingerprint, CONSOLE_TEXT, h->fingerprint);
    s->console->since = app->client.wall;
    s->console->ask_at = app->client.now;
    tell_firewall(app, s);
    if (h->reason[0]) {
        info_add(&app->client, s->chats[0], ICON_WARNING, W_NOT_SAVED, "reason", h->reason, NULL);
    }
    network_send(&app->client, s, "MODE %s +s +cfnor", s->nick);
    network_send(&app->client, s, "STATS u");
    s->console->asks_since = true;
    app->client.dirty = true;
}

void console_free(struct console *c)
{
    if (c) {
        free(c->guests);
        free(c);
    }
}

bool console_is_shown(const struct app *app)
{
    return app->client.screen == SCREEN_CHAT && network_is_console(app->client.current);
}

/* --- the users --- */

static void fall_back(struct app *app, int64_t *until)
{
    if (*until && app->client.now >= *until) {
        *until = 0;
        app->client.dirty = true;
    }
}

/* Whether it is time to ask, or will be: the one that is shown asks again and again, another one
 * when somebody came or left. */
static bool asks(const struct app *app, const struct network *s)
{
    const struct console *c = s->console;
    bool shown = c && console_is_shown(app) && app->client.network == s;
    return c && s->state == NETWORK_READY && (shown || c->stale);
}

int64_t console_deadline(const struct app *app)
{
    int64_t at = 0;
    for (int i = 0; i < app->client.network_count; i++) {
        const struct network *s = app->client.networks[i];
        const struct console *c = s->console;
        if (asks(app, s) && (!at || c->ask_at < at)) {
            at = c->ask_at;
        }
        if (c && asks(app, s) && c->people_at && c->people_at < at) {
            at = c->people_at;
        }
        if (c && c->copied_until && (!at || c->copied_until < at)) {
            at = c->copied_until;
        }
    }
    return at;
}

/* Who is where: questions that a server answers at any pace. */
static void ask_rooms(struct app *app, struct network *s)
{
    struct console *c = s->console;
    c->places_old = true;
    for (int i = 0; i < c->count && c->room_count == 0; i++) {
        c->guests[i].rooms = 0; /* nobody will be said to be anywhere */
    }
    for (int i = 0; i < c->room_count && i < CONSOLE_ROOMS; i++) {
        network_send(&app->client, s, "WHO %s %%tcn,%s", c->rooms[i], rooms_token);
    }
}

static void ask_people(struct app *app, struct network *s)
{
    struct console *c = s->console;
    c->people_at = 0;
    c->people_asked = app->client.now;
    for (int i = 0; i < c->count; i++) {
        c->guests[i].here = false;
    }
    network_send(&app->client, s, "WHO * %%tinfl,%s", people_token);
}

/* Somebody came or left: the table is wrong until it is asked for again, now and then, and not
 * where that is much. */
static void ask_people_soon(const struct app *app, struct console *c)
{
    enum { SOON_MS = 200, AGAIN_MS = 1000, ROOM_MS = 100, MANY = 300 };
    int64_t soon = app->client.now + SOON_MS;
    int64_t again = c->people_asked + AGAIN_MS + ROOM_MS * c->room_count;
    if (console_is_shown(app) && app->client.network->console == c && c->count < MANY &&
        !c->people_at) {
        c->people_at = soon > again ? soon : again;
    }
}

static void ask(struct app *app, struct network *s)
{
    struct console *c = s->console;
    c->ask_at = app->client.now + ASK_EVERY_MS;
    c->stale = false;
    c->room_coming = 0;
    ask_people(app, s);
    network_send(&app->client, s, "LIST");
    network_send(&app->client, s, "STATS l");
    c->links_asked++;
}

void console_tick(struct app *app)
{
    for (int i = 0; i < app->client.network_count; i++) {
        struct network *s = app->client.networks[i];
        if (s->console) {
            fall_back(app, &s->console->copied_until);
        }
        if (asks(app, s) && app->client.now >= s->console->ask_at) {
            ask(app, s);
        } else if (asks(app, s) && s->console->people_at &&
                   app->client.now >= s->console->people_at) {
            ask_people(app, s);
            ask_rooms(app, s);
        }
    }
}

static int compare_guest(const void *nick, const void *guest)
{
    return strcmp(nick, ((const struct guest *)guest)->nick);
}

static struct guest *find(struct console *c, const char *nick)
{
    return c->count == 0
               ? NULL
               : bsearch(nick, c->guests, (size_t)c->count, sizeof *c->guests, compare_guest);
}

static struct guest *add(struct console *c, const char *nick)
{
    int at = c->count;
    if (at == GUESTS_MAX) {
        return NULL;
    }
    c->guests = xrealloc(c->guests, (size_t)(at + 1) * sizeof *c->guests);
    while (at > 0 && strcmp(c->guests[at - 1].nick, nick) > 0) {
        c->guests[at] = c->guests[at - 1];
        at--;
    }
    c->count++;
    c->guests[at] = (struct guest){.here = true, .lag_ms = -1};
    copy_text(c->guests[at].nick, NICK_CAP, nick);
    return &c->guests[at];
}

/* token address nick flags idle */
static void take_guest(struct console *c, const struct message *m)
{
    struct guest *g = find(c, message_param(m, 3));
    g = g ? g : add(c, message_param(m, 3));
    if (g) {
        g->here = true;
        copy_text(g->address, sizeof g->address, message_param(m, 2));
        g->oper = strchr(message_param(m, 4), '*');
        g->idle_s = (int)strtol(message_param(m, 5), NULL, 10);
    }
}

/* The WHO reply is complete: users not in it are gone. */
static void drop_gone(struct console *c)
{
    int kept = 0;
    for (int i = 0; i < c->count; i++) {
        if (c->guests[i].here) {
            c->guests[kept++] = c->guests[i];
        }
    }
    c->count = kept;
    c->to_chosen = c->to_chosen && console_chosen(c) > 0;
}

/* token room nick */
static void take_place(struct console *c, const struct message *m)
{
    struct guest *g = find(c, message_param(m, 3));
    for (int i = 0; c->places_old && i < c->count; i++) {
        c->guests[i].rooms = 0;
    }
    c->places_old = false;
    if (g && g->rooms++ == 0) {
        copy_text(g->room, sizeof g->room, message_param(m, 2));
    }
}

/* nick[user@address] sendq lines KB lines KB seconds lag */
static void take_link(struct app *app, struct console *c, const struct message *m)
{
    char nick[NICK_CAP];
    const char *name = message_param(m, 1), *end = strrchr(name, '['), *lag = message_param(m, 8);
    if (!end || (size_t)(end - name) >= sizeof nick) {
        return;
    }
    copy_text(nick, (size_t)(end - name) + 1, name);
    struct guest *g = find(c, nick);
    if (g) {
        snprintf(g->ident, sizeof g->ident, "%.*s", (int)strcspn(end + 1, "@]"), end + 1);
        g->since = app->client.wall - strtoll(message_param(m, 7), NULL, 10) * 1000;
        g->lag_ms = *lag >= '0' && *lag <= '9' ? (int)strtol(lag, NULL, 10) : -1;
    }
}

/* "Server Up 3 days 4:05:06" */
static void take_uptime(const struct app *app, struct console *c, const char *text)
{
    int days, hours, minutes, seconds;
    c->asks_since = false;
    text += strcspn(text, "0123456789");
    if (sscanf(text, "%d days %d:%d:%d", &days, &hours, &minutes, &seconds) == 4 && days >= 0 &&
        days < 10000) {
        c->since = app->client.wall -
                   (((days * INT64_C(24) + hours) * 60 + minutes) * 60 + seconds) * 1000;
    }
}

bool console_take(struct app *app, struct network *s, const struct message *m)
{
    struct console *c = s->console;
    if (!c) {
        return false;
    }
    if (host_settings_take(app, s, m)) {
        return true;
    }
    if (strcmp(m->verb, "354") == 0 && strcmp(message_param(m, 1), people_token) == 0) {
        take_guest(c, m);
    } else if (strcmp(m->verb, "354") == 0 && strcmp(message_param(m, 1), rooms_token) == 0) {
        take_place(c, m);
    } else if (strcmp(m->verb, "211") == 0 && c->links_asked) {
        take_link(app, c, m);
    } else if (strcmp(m->verb, "219") == 0 && strcmp(message_param(m, 1), "l") == 0 &&
               c->links_asked) {
        c->links_asked--;
    } else if (strcmp(m->verb, "242") == 0 && c->asks_since) {
        take_uptime(app, c, message_param(m, m->count - 1));
    } else if (strcmp(m->verb, "219") == 0 && strcmp(message_param(m, 1), "u") == 0) {
        return !c->asks_since; /* the end of what was asked for the head */
    } else if (strcmp(m->verb, "315") == 0 && strcmp(message_param(m, 1), "*") == 0) {
        drop_gone(c);
    } else if (strcmp(m->verb, "322") == 0 && c->ask_at > app->client.now) {
        if (c->room_coming < CONSOLE_ROOMS) {
            copy_text(c->rooms[c->room_coming], sizeof c->rooms[0], message_param(m, 1));
        }
        c->room_coming++;
    } else if (strcmp(m->verb, "323") == 0) {
        c->room_count = c->room_coming;
        ask_rooms(app, s);
    } else {
        const char *event = message_tag(m, TAG_EVENT);
        if (event && (strncmp(event, "came ", 5) == 0 || strncmp(event, "left ", 5) == 0)) {
            c->stale = true;
            ask_people_soon(app, c);
        }
        return false;
    }
    app->client.dirty = true;
    return true;
}

/* --- actions --- */

int console_chosen(const struct console *c)
{
    int count = 0;
    for (int i = 0; i < c->count; i++) {
        count += c->guests[i].chosen;
    }
    return count;
}

void console_say(struct app *app, const char *text)
{
    struct network *s = app->client.network;
    struct console *c = s->console;
    int told = c->to_chosen ? console_chosen(c) : c->count - 1; /* not to oneself */
    char number[16];
    if (!c->to_chosen) {
        network_send(&app->client, s, "NOTICE $* :%s", text);
    }
    for (int i = 0; c->to_chosen && i < c->count; i++) {
        if (c->guests[i].chosen) {
            outgoing_say(&app->client, s,
                         network_open(&app->client, s, CHAT_PERSON, c->guests[i].nick), LINE_SAID,
                         text);
        }
    }
    snprintf(number, sizeof number, "%d", told);
    info_add(&app->client, s->chats[0], ICON_MEGAPHONE,
             told < 1    ? W_TOLD_0
             : told == 1 ? W_TOLD_1
                         : W_TOLD,
             "n", number, "text", text, NULL);
}

static void choose_all(struct console *c)
{
    bool all = console_chosen(c) == c->count;
    for (int i = 0; i < c->count; i++) {
        c->guests[i].chosen = !all;
    }
    c->to_chosen = !all;
}

static void choose(struct console *c, int index)
{
    c->guests[index].chosen = !c->guests[index].chosen;
    c->to_chosen = console_chosen(c) > 0;
}

void console_link(const struct app *app, const struct console *c, struct bytes *out)
{
    const char *rooms = app->client.hosted.autojoin;
    const struct network *s = app->client.network;
    int len = (int)strcspn(rooms, " ,");
    for (int i = 0; !len && i < s->chat_count; i++) {
        rooms = s->chats[i]->kind == CHAT_ROOM && s->chats[i]->joined ? s->chats[i]->name : "";
        len = (int)strlen(rooms);
    }
    bytes_format(out, "ircs://%s", c->address);
    if (len > 1) {
        visits_link_room(rooms, (size_t)len, out);
    }
}

static void copy_out(struct app *app, bool address)
{
    struct console *c = app->client.network->console;
    struct bytes text = {0};
    if (address) {
        console_link(app, c, &text);
        c->copied_until = app->client.now + COPIED_MS;
    } else {
        bytes_text(&text, c->fingerprint);
    }
    effect_say(&app->client.effects, EFFECT_COPY, text.data);
    bytes_finish(&text);
}

static void stop(struct app *app)
{
    struct network *s = app->client.network;
    if (s->console) {
        network_send(&app->client, s, "DIE");
        visits_quit(app, s, "tertulia");
    }
}

static void ask_stop(struct app *app, const struct console *c)
{
    char people[16];
    int others = c->count - 1;
    snprintf(people, sizeof people, "%d", others);
    question_ask(app, &(struct question){.title = W_CONSOLE_STOP_ASK,
                                         .body = others < 1    ? W_CONSOLE_STOP_0
                                                 : others == 1 ? W_CONSOLE_STOP_1
                                                               : W_CONSOLE_STOP_N,
                                         .yes = W_CONSOLE_STOP,
                                         .name = people,
                                         .run = stop});
}

void console_act(struct app *app, int action, int arg)
{
    struct console *c = console_is_shown(app) ? app->client.network->console : NULL;
    if (!c || (action <= ACT_GUEST_OUT && action >= ACT_GUEST && arg >= c->count)) {
        return;
    }
    switch (action) {
    case ACT_GUEST: choose(c, arg); break;
    case ACT_GUEST_WRITE:
        panes_show(
            app, network_open(&app->client, app->client.network, CHAT_PERSON, c->guests[arg].nick));
        break;
    case ACT_GUEST_OUT: menu_open_guest(app, &c->guests[arg], app->mouse_x, app->mouse_y); break;
    case ACT_CONSOLE_ALL: choose_all(c); break;
    case ACT_CONSOLE_TARGET: c->to_chosen = arg && console_chosen(c) > 0; break;
    case ACT_CONSOLE_COPY: copy_out(app, arg == 0); break;
    case ACT_CONSOLE_STAYS: host_settings_stay(app); break;
    case ACT_CONSOLE_CODE: c->code = !c->code; break;
    case ACT_CONSOLE_BANS: bans_page_open(app, app->client.network, ""); break;
    case ACT_CONSOLE_SETTINGS: host_settings_open(app, app->client.network); break;
    case ACT_CONSOLE_STOP: ask_stop(app, c); break;
    default: break;
    }
    app->client.dirty = true;
}
