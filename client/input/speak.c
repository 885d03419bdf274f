#include "client/input/speak.h"

#include <stdio.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/input/complete.h"
#include "client/input/focus.h"
#include "client/input/keys.h"
#include "client/net/discovery.h"
#include "client/panel/directory.h"
#include "client/panel/host_settings.h"
#include "client/panel/login.h"
#include "client/panel/menu.h"
#include "client/panel/picker.h"
#include "client/panel/settings.h"
#include "client/panel/switcher.h"
#include "client/panel/toolbar.h"
#include "irc/check.h"
#include "irc/terminal.h"

static bool speaks(const struct app *app)
{
    return app->client.prefs.speak || app->transcript;
}

enum { SPEAK_AFTER, SPEAK_NOW };

static void say(struct app *app, const char *text, int now)
{
    if (speaks(app) && *text) {
        struct bytes clean = {0}; /* a transcript is read in a terminal, and names are of others */
        for (size_t len; *text; text += len + (text[len] == '\n')) {
            len = strcspn(text, "\n");
            bytes_text(&clean, clean.len ? " " : "");
            terminal_text(&clean, text, len);
        }
        effect_add(&app->client.effects, EFFECT_SPEAK, 0, bytes_string(&clean), now);
        bytes_finish(&clean);
    }
}

void speak_text(struct app *app, const char *text)
{
    say(app, text, SPEAK_NOW);
}

void speak_line(struct app *app, const struct chat *c, const struct line *line)
{
    struct bytes text = {0};
    if (!speaks(app)) {
        return;
    }
    if (c != app->client.current && c->kind != CHAT_PERSON) {
        bytes_format(&text, "%s, ", c->name);
    }
    if (line->nick && line->kind != LINE_ACTION) {
        bytes_format(&text, "%s: ", line->nick);
    }
    bytes_text(&text, line->text);
    say(app, bytes_string(&text), SPEAK_AFTER);
    bytes_finish(&text);
}

void speak_chat(struct app *app, const struct chat *c)
{
    struct bytes text = {0};
    char number[16];
    if (!speaks(app)) {
        return;
    }
    bytes_text(&text, c->name);
    snprintf(number, sizeof number, "%d", c->unread);
    if (c->unread) {
        bytes_text(&text, ", ");
        words_fill(&text, app->client.lang, c->unread == 1 ? W_NEW_1 : W_NEW_N, "n", number, NULL);
    }
    if (c->topic) {
        bytes_format(&text, ", %s", c->topic);
    }
    say(app, text.data, SPEAK_NOW);
    bytes_finish(&text);
}

/* --- what the keys are on --- */

static void login_words(const struct app *app, struct bytes *out)
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
    } else if (l->focus >= FOCUS_RECENT && l->focus - FOCUS_RECENT < app->discovery->count) {
        bytes_text(out, app->discovery->list[l->focus - FOCUS_RECENT].name);
    } else if (l->focus >= FOCUS_RECENT &&
               l->focus - FOCUS_RECENT - app->discovery->count < app->client.prefs.recent_count) {
        const struct recent *r =
            &app->client.prefs.recent[l->focus - FOCUS_RECENT - app->discovery->count];
        words_fill(out, app->client.lang, W_AS_NICK, "host", r->server, "nick", r->nick, NULL);
    } else {
        bytes_text(out, words_text(app->client.lang, l->focus == FOCUS_HOST   ? W_HOST_HERE
                                                     : l->focus == FOCUS_STAY ? W_STAY
                                                                              : W_CONNECT));
    }
}

static void settings_words(const struct app *app, struct bytes *out)
{
    const struct settings_state *s = app->settings;
    if (s->section == SETTINGS_KEYS) {
        const struct key_row *row = keys_at(s->focus);
        bytes_format(out, "%s: %s",
                     words_text(app->client.lang, s->takes ? W_KEYS_PRESS : row->words),
                     keys_of(app, row));
        return;
    }
    const struct setting *at = &settings[s->focus];
    int value = at->get(app);
    char number[SETTING_TEXT] = "";
    if (at->text) {
        at->text(app, number);
    }
    bytes_format(out, "%s: %s", words_text(app->client.lang, at->name),
                 at->text ? number
                 : at->choice_count
                     ? (value < 0 ? "" : words_text(app->client.lang, at->choices[value]))
                     : words_text(app->client.lang, value ? W_ON : W_OFF));
}

static void menu_words(const struct app *app, struct bytes *out)
{
    const struct menu *m = app->menu;
    const struct menu_row *row = m->at >= 0 ? &m->rows[m->at] : NULL;
    if (row && row->own[0]) {
        bytes_text(out, row->own);
    } else if (row) {
        words_fill(out, app->client.lang, row->words, "name", m->name, NULL);
    }
}

static void host_settings_words(const struct app *app, struct bytes *out)
{
    static const enum word words[VENUE_PLACES] = {W_VENUE_NAME,    W_VENUE_MOTD, W_VENUE_ROOMS,
                                                  W_CONSOLE_STAYS, W_CANCEL,     W_SAVE};
    const struct host_settings *v = app->host_settings;
    bytes_text(out, words_text(app->client.lang, words[v->focus]));
    if (v->focus < VENUE_FIELDS) {
        bytes_format(out, ": %s", edit_text(&v->fields[v->focus]));
    } else if (v->focus == VENUE_STAYS) {
        bytes_format(out, ": %s",
                     words_text(app->client.lang, app->client.prefs.host_stays ? W_ON : W_OFF));
    }
}

static void list_words(const struct app *app, struct bytes *out)
{
    const struct switcher *w = app->switcher;
    const struct directory *d = app->directory;
    const struct picker *p = app->picker;
    const struct complete *c = app->complete;
    if (w->open && w->selected < w->count) {
        const struct switch_item *item = &w->items[w->selected];
        enum word words = item->kind == SWITCH_ROOMS ? W_ROOMS_ALL : W_ANOTHER_SERVER;
        bytes_text(out, item->name[0] ? item->name : words_text(app->client.lang, words));
    } else if (d->open && d->selected < d->shown_count) {
        const struct listed *room = &d->rooms[d->shown[d->selected]];
        bytes_format(out, "%s, %d, %s", room->name, room->people, room->topic);
    } else if (p->open && p->selected < p->count) {
        bytes_add(out, p->found[p->selected].name, p->found[p->selected].name_len);
    } else if (c->open && c->selected < c->count) {
        bytes_format(out, "%s %s", c->items[c->selected].text, c->items[c->selected].note);
    }
}

void speak_focus(struct app *app)
{
    struct bytes text = {0};
    if (!speaks(app)) {
        return;
    }
    int chosen = app->toolbar->chosen && !app->menu->open ? toolbar_line(app) : -1;
    if (app->settings->open) {
        settings_words(app, &text);
    } else if (app->client.screen == SCREEN_LOGIN) {
        login_words(app, &text);
    } else if (app->focus->on && !app->menu->open) {
        focus_words(app, &text);
    } else if (app->host_settings->open) {
        host_settings_words(app, &text);
    } else if (app->menu->open) {
        menu_words(app, &text);
    } else if (chosen >= 0) {
        const struct line *line = app->client.current->lines[chosen];
        char time[16];
        client_time(&app->client, line->time, time);
        bytes_format(&text, "%s, %s: %s", line->nick, time, chat_words(line));
    } else {
        list_words(app, &text);
    }
    const char *said = bytes_string(&text);
    if (strncmp(said, app->spoken, sizeof app->spoken - 1) !=
        0) { /* the same is not said for every key */
        copy_text(app->spoken, sizeof app->spoken, said);
        speak_text(app, said);
    }
    bytes_finish(&text);
}
