#include "client/panel/host_settings.h"

#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/event.h"
#include "client/base/prefs.h"
#include "client/chat/chat.h"
#include "client/input/scroll.h"
#include "client/input/speak.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/layout/measure.h"
#include "client/net/network.h"
#include "client/panel/panel.h"
#include "irc/check.h"

/* The server's names for the fields. */
static const char *const keys[HOST_SETTINGS_FIELDS] = {"server.network", "server.motd",
                                                       "server.autojoin", "server.password"};

static void forget(struct host_settings *v)
{
    for (int i = 0; i < HOST_SETTINGS_FIELDS; i++) {
        edit_finish(&v->fields[i]);
        v->fields[i] = (struct edit){.multiline = i == HOST_SETTINGS_MOTD};
        free(v->were[i]);
        free(v->sent[i]);
        v->were[i] = v->sent[i] = NULL;
    }
    bytes_clear(&v->wrong);
    v->waiting = 0;
}

void host_settings_open(struct app *app, struct network *s)
{
    struct host_settings *v = app->host_settings;
    panel_close_all(app);
    forget(v);
    v->open = true;
    v->scroll_px = 0;
    v->network = s->id;
    network_send(&app->client, s, "SET");
    host_settings_focus(app, HOST_SETTINGS_NAME);
}

void host_settings_close(struct app *app)
{
    app->host_settings->open = false;
    app->client.dirty = true;
}

void host_settings_finish(struct host_settings *v)
{
    forget(v);
    bytes_finish(&v->wrong);
}

struct edit *host_settings_edit(struct app *app)
{
    struct host_settings *v = app->host_settings;
    return v->focus < HOST_SETTINGS_FIELDS && v->were[v->focus] ? &v->fields[v->focus] : NULL;
}

/* --- replies from the server --- */

/* One line of a value; further lines of the same value are appended. */
static void take_value(struct host_settings *v, int field, const char *line)
{
    struct bytes text = {0};
    if (v->were[field]) {
        bytes_format(&text, "%s\n", v->were[field]);
    }
    bytes_text(&text, line);
    free(v->were[field]);
    v->were[field] = xstrdup(bytes_string(&text));
    edit_finish(&v->fields[field]);
    edit_insert(&v->fields[field], bytes_string(&text), text.len);
    bytes_finish(&text);
}

/* The server has taken over a setting. */
static void take_saved(struct app *app, const char *key)
{
    struct host_settings *v = app->host_settings;
    struct network *s = network_with_id(&app->client, v->network);
    int i = 0;
    while (i < HOST_SETTINGS_FIELDS && strcmp(keys[i], key) != 0) {
        i++;
    }
    if (!s || i == HOST_SETTINGS_FIELDS) {
        return;
    }
    char *text = v->sent[i];
    if (!text) {
        return; /* a further line of the same */
    }
    free(v->were[i]);
    v->were[i] = text;
    v->sent[i] = NULL;
    if (i == HOST_SETTINGS_NAME && *text) { /* the server tells it to newcomers only */
        copy_text(s->isupport.network, sizeof s->isupport.network, text);
        chat_rename(s->chats[0], network_name(s), s->isupport.casemap);
    }
    if (i == HOST_SETTINGS_ROOMS) {
        copy_text(app->client.hosted.autojoin, HOSTED_TEXT, text);
    }
    if (i == HOST_SETTINGS_PASSWORD) { /* we come in with it too */
        char server[NETWORK_TEXT + 8];
        network_server(s, server);
        copy_text(s->server_password, sizeof s->server_password, text);
        prefs_set_room_key(&app->client.prefs, server, PREFS_SERVER_KEY, text);
        client_save(&app->client);
    }
}

bool host_settings_take(struct app *app, const struct network *s, const struct message *m)
{
    struct host_settings *v = app->host_settings;
    bool note = strcmp(m->verb, "NOTE") == 0, fail = strcmp(m->verb, "FAIL") == 0;
    if ((!v->open && !v->waiting) || v->network != s->id || (!note && !fail) ||
        strcmp(message_param(m, 0), "SET") != 0) {
        return false;
    }
    if (note && strcmp(message_param(m, 1), "VALUE") == 0 && !v->waiting) {
        for (int i = 0; i < HOST_SETTINGS_FIELDS; i++) {
            if (strcmp(message_param(m, 2), keys[i]) == 0) {
                take_value(v, i, message_param(m, 3));
            }
        }
    } else if (v->waiting) {
        v->waiting--;
        if (note) {
            take_saved(app, message_param(m, 2));
        }
        if (fail) {
            bytes_clear(&v->wrong);
            bytes_text(&v->wrong, message_param(m, m->count - 1));
        }
        if (!v->waiting && !v->wrong.len) {
            host_settings_close(app);
        }
    }
    app->client.dirty = true;
    return true;
}

/* --- saving --- */

static void set(struct app *app, struct network *s, int field, const char *how, const char *value,
                size_t len)
{
    network_send(&app->client, s, "SET %s %s:%.*s", keys[field], how, (int)len, value);
    app->host_settings->waiting++;
}

/* One line at a time: the first one replaces the old value. */
static void set_lines(struct app *app, struct network *s, int field, const char *text)
{
    text += strspn(text, "\n");
    size_t end = strlen(text);
    while (end && text[end - 1] == '\n') {
        end--;
    }
    size_t len = strcspn(text, "\n");
    set(app, s, field, "", text, len < end ? len : end);
    for (size_t at = len + 1; at < end; at += len + 1) {
        len = strcspn(text + at, "\n");
        len = len < end - at ? len : end - at;
        set(app, s, field, "+ ", text + at, len);
    }
}

void host_settings_save(struct app *app)
{
    struct host_settings *v = app->host_settings;
    struct network *s = network_with_id(&app->client, v->network);
    if (!s || s->state != NETWORK_READY || v->waiting) {
        return;
    }
    bytes_clear(&v->wrong);
    for (int i = 0; i < HOST_SETTINGS_FIELDS; i++) {
        const char *text = edit_text(&v->fields[i]);
        if (v->were[i] && strcmp(v->were[i], text) != 0) {
            free(v->sent[i]);
            v->sent[i] = xstrdup(text);
            set_lines(app, s, i, text);
        }
    }
    if (!v->waiting) {
        host_settings_close(app);
    }
    app->client.dirty = true;
}

/* --- keys and mouse --- */

static int rows_of(const struct app *app, struct rect at, struct wrap_row *rows)
{
    const struct edit *e = &app->host_settings->fields[HOST_SETTINGS_MOTD];
    struct wrap_run run = {0, e->text.len, TYPE_BODY};
    int count =
        wrap_text(app->ruler, edit_text(e), e->text.len, &run, 1, at.w, rows, PROMPT_ROWS_MAX);
    return count > PROMPT_ROWS_MAX ? PROMPT_ROWS_MAX : count;
}

/* Up and Down within the MOTD. */
static bool move_row(struct app *app, int step, bool select)
{
    struct edit *e = &app->host_settings->fields[HOST_SETTINGS_MOTD];
    struct host_settings_places places;
    struct wrap_row rows[PROMPT_ROWS_MAX];
    host_settings_places(app, &places);
    int count = rows_of(app, rect_inset(places.at[HOST_SETTINGS_MOTD], S3, S2), rows);
    if (!layout_step_row(app->ruler, e, rows, count, step, select)) {
        return false;
    }
    app->key_at = app->client.now;
    return true;
}

void host_settings_stay(struct app *app)
{
    struct prefs *p = &app->client.prefs;
    p->host_stays = !p->host_stays;
    p->host_ends = false;
    effect_add(&app->client.effects,
               &(struct effect){.kind = EFFECT_HOST_STAYS, .on = p->host_stays});
    client_save(&app->client);
    app->client.dirty = true;
}

static void act(struct app *app)
{
    struct host_settings *v = app->host_settings;
    switch (v->focus) {
    case HOST_SETTINGS_STAYS: host_settings_stay(app); break;
    case HOST_SETTINGS_CANCEL: host_settings_close(app); break;
    default: host_settings_save(app); break;
    }
}

bool host_settings_key(struct app *app, int key, unsigned mods)
{
    struct host_settings *v = app->host_settings;
    bool motd = v->focus == HOST_SETTINGS_MOTD;
    app->client.dirty = true;
    switch (key) {
    case KEY_ESCAPE: host_settings_close(app); return true;
    case KEY_TAB:
        host_settings_focus(app, (v->focus + (mods & MOD_SHIFT ? HOST_SETTINGS_PLACES - 1 : 1)) %
                                     HOST_SETTINGS_PLACES);
        return true;
    case KEY_ENTER:
        if (motd && !(mods & MOD_CTRL) && host_settings_edit(app)) {
            edit_insert(&v->fields[HOST_SETTINGS_MOTD], "\n", 1);
        } else {
            act(app);
        }
        return true;
    case ' ':
        if (v->focus == HOST_SETTINGS_STAYS) {
            act(app);
        }
        return v->focus >= HOST_SETTINGS_FIELDS;
    case KEY_UP:
    case KEY_DOWN: return motd && move_row(app, key == KEY_UP ? -1 : 1, mods & MOD_SHIFT);
    default: return false;
    }
}

void host_settings_click(struct app *app, int place, int x, int y, int clicks, bool select)
{
    struct host_settings_places places;
    struct wrap_row rows[PROMPT_ROWS_MAX];
    bool had = app->host_settings->focus == place; /* the caret, so that it may be scrolled */
    host_settings_focus(app, place);
    struct edit *e = host_settings_edit(app);
    if (!e) {
        return;
    }
    host_settings_places(app, &places);
    struct rect at = rect_inset(places.at[place], S3, S2);
    struct wrap_row row = {0, e->text.len};
    int shift = 0;
    if (place == HOST_SETTINGS_MOTD) {
        int count = rows_of(app, at, rows), caret = layout_row_of(rows, count, e->caret);
        int lines = places.lines, first = caret < lines ? 0 : caret - lines + 1,
            on = first + (y - at.y) / LINE_H;
        row = rows[on < 0 ? 0 : on >= count ? count - 1 : on];
    } else {
        shift = e->scroll_px = had ? layout_field_shift(app->ruler, edit_text(e), e, at.w) : 0;
    }
    size_t byte = layout_byte_at(app->ruler, edit_text(e), row, x - at.x + shift);
    if (clicks == 2) {
        edit_select_word(e, byte);
    } else if (clicks > 2) {
        edit_select_all(e);
    } else {
        edit_put(e, byte, select);
    }
}

void host_settings_words(const struct app *app, struct bytes *out)
{
    const struct host_settings *v = app->host_settings;
    bytes_text(out, words_text(app->client.lang, v->focus < HOST_SETTINGS_FIELDS
                                                     ? host_settings_label(v->focus)
                                                 : v->focus == HOST_SETTINGS_STAYS ? W_CONSOLE_STAYS
                                                 : v->focus == HOST_SETTINGS_CANCEL ? W_CANCEL
                                                                                    : W_SAVE));
    if (v->focus < HOST_SETTINGS_FIELDS) {
        bytes_format(out, ": %s", edit_text(&v->fields[v->focus]));
    } else if (v->focus == HOST_SETTINGS_STAYS) {
        bytes_format(out, ": %s",
                     words_text(app->client.lang, app->client.prefs.host_stays ? W_ON : W_OFF));
    }
}

/* --- where its parts are --- */

enum word host_settings_label(int field)
{
    static const enum word words[HOST_SETTINGS_FIELDS] = {
        W_SERVER_SET_NAME, W_SERVER_SET_MOTD, W_SERVER_SET_ROOMS, W_SERVER_SET_PASSWORD};
    return words[field];
}

enum word host_settings_note(int field)
{
    static const enum word words[HOST_SETTINGS_FIELDS] = {
        W_SERVER_SET_NAME_NOTE, W_SERVER_SET_MOTD_NOTE, W_SERVER_SET_ROOMS_NOTE,
        W_SERVER_SET_PASSWORD_NOTE};
    return words[field];
}

static int label_height(const struct app *app, int field, int w)
{
    const char *label = words_text(app->client.lang, host_settings_label(field));
    const char *note = words_text(app->client.lang, host_settings_note(field));
    bool beside = ruler_width(app->ruler, TYPE_LABEL, label) + S2 +
                      ruler_width(app->ruler, TYPE_SMALL, note) <=
                  w;
    return LABEL_H + (beside ? 0 : measure_paragraph(app->ruler, TYPE_SMALL, note, w));
}

void host_settings_places(const struct app *app, struct host_settings_places *out)
{
    enum { BUTTON_W = 128, MOTD_LINES = 6, LOW_LINES = 2, CHECK_W = 20 + S2, LOW = 560 };
    *out = (struct host_settings_places){0};
    int width = HOST_SETTINGS_W < app->width - 2 * S4 ? HOST_SETTINGS_W : app->width - 2 * S4;
    int pad = width < HOST_SETTINGS_W ? S4 : S5, w = width - 2 * pad, y = 0;
    int x = (app->width - width) / 2 + pad;
    out->lines = app->height < LOW ? LOW_LINES : MOTD_LINES;
    out->title = (struct rect){x, y, w, S7};
    y += S7;
    for (int i = 0; i < HOST_SETTINGS_FIELDS; i++) {
        int h = i == HOST_SETTINGS_MOTD ? out->lines * LINE_H + 2 * S2 : FIELD_H;
        out->label_h[i] = label_height(app, i, w);
        y += out->label_h[i] + S1;
        out->at[i] = (struct rect){x, y, w, h};
        y += h + S4;
    }
    int stays = measure_paragraph(app->ruler, TYPE_BODY,
                                  words_text(app->client.lang, W_CONSOLE_STAYS), w - CHECK_W);
    out->at[HOST_SETTINGS_STAYS] = (struct rect){x, y, w, stays + S2};
    y += stays + S2;
    int wrong = app->host_settings->wrong.len
                    ? measure_paragraph(app->ruler, TYPE_SMALL, app->host_settings->wrong.data, w)
                    : LABEL_H;
    int foot = wrong + S3 + BUTTON_H + pad, h = pad + y + foot, most = app->height - 2 * S2;
    out->over = h > most ? h - most : 0;
    h -= out->over;
    struct rect card = {(app->width - width) / 2, (app->height - h) / 2, width, h};
    int scroll = app->host_settings->scroll_px;
    out->card = card;
    out->scroll = scroll < out->over ? scroll : out->over;
    out->inside = (struct rect){card.x + 1, card.y + 1, width - 2, h - foot - 1};
    out->title.y += card.y + pad - out->scroll;
    for (int i = 0; i <= HOST_SETTINGS_STAYS; i++) {
        out->at[i].y += card.y + pad - out->scroll;
    }
    int button_w = BUTTON_W < (w - S3) / 2 ? BUTTON_W : (w - S3) / 2;
    y = card.y + h - pad - BUTTON_H;
    x += w - button_w;
    out->at[HOST_SETTINGS_SAVE] = (struct rect){x, y, button_w, BUTTON_H};
    out->at[HOST_SETTINGS_CANCEL] = (struct rect){x - S3 - button_w, y, button_w, BUTTON_H};
}

void host_settings_wheel(struct app *app, int rows)
{
    struct host_settings_places p;
    host_settings_places(app, &p);
    app->host_settings->scroll_px = scroll_px(p.scroll, -rows * LINE_H, p.over, 0);
    app->client.dirty = true;
}

/* Scrolls to what has the focus. */
static void show_focus(struct app *app)
{
    struct host_settings *v = app->host_settings;
    struct host_settings_places p;
    host_settings_places(app, &p);
    struct rect at = p.at[v->focus];
    if (v->focus > HOST_SETTINGS_STAYS) {
        return;
    }
    int label = v->focus < HOST_SETTINGS_FIELDS ? p.label_h[v->focus] + S1 : 0;
    int above = p.inside.y + S2 - at.y + label;
    int below = at.y + at.h + S2 - p.inside.y - p.inside.h;
    int next = p.scroll + (above > 0 ? -above : below > 0 ? below : 0);
    v->scroll_px = next < 0 ? 0 : next;
}

void host_settings_focus(struct app *app, int place)
{
    app->host_settings->focus = place;
    show_focus(app);
    app->key_at = app->client.now;
    app->client.dirty = true;
    speak_focus(app);
}
