#include "client/panel/closing.h"

#include <stdio.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/event.h"
#include "client/base/words.h"
#include "client/draw/geometry.h"
#include "client/net/network.h"
#include "client/panel/console.h"
#include "client/panel/panel.h"
#include "irc/bytes.h"

/* The server that this window started; NULL: it runs none, or is not connected to it. */
static const struct network *own_server(const struct app *app)
{
    for (int i = 0; app->client.host_alive && i < app->client.network_count; i++) {
        const struct network *s = app->client.networks[i];
        if (s->ours && s->state == NETWORK_READY) {
            return s;
        }
    }
    return NULL;
}

int closing_others(const struct app *app)
{
    const struct network *s = own_server(app);
    int most = s && s->console ? s->console->count - 1 : 0;
    for (int i = 0; s && i < s->chat_count; i++) { /* the console is asked now and then only */
        int others = s->chats[i]->people.count - 1;
        most = others > most ? others : most;
    }
    return most;
}

bool closing_asks(struct app *app)
{
    struct closing *c = app->closing;
    if (c->open) {
        return true;
    }
    if (app->client.prefs.host_stays || app->client.prefs.host_ends || closing_others(app) < 1) {
        return false;
    }
    panel_close_all(app);
    *c = (struct closing){.open = true};
    effect_say(&app->client.effects, EFFECT_RAISE, NULL);
    app->client.dirty = true;
    return true;
}

void closing_close(struct app *app)
{
    app->client.dirty |= app->closing->open;
    app->closing->open = false;
}

void closing_press(struct app *app, int place)
{
    struct closing *c = app->closing;
    struct prefs *p = &app->client.prefs;
    app->client.dirty = true;
    if (place == CLOSING_REMEMBER) {
        c->remember = !c->remember;
        return;
    }
    closing_close(app);
    if (place == CLOSING_CANCEL) {
        return;
    }
    bool keep = place == CLOSING_KEEP;
    if (c->remember) {
        p->host_stays = keep;
        p->host_ends = !keep;
        client_save(&app->client);
    }
    effect_add(&app->client.effects, &(struct effect){.kind = EFFECT_HOST_STAYS, .on = keep});
    app_close(app);
}

bool closing_key(struct app *app, int key, unsigned mods)
{
    struct closing *c = app->closing;
    int step = key == KEY_LEFT || key == KEY_UP || (key == KEY_TAB && mods & MOD_SHIFT)
                   ? CLOSING_PLACES - 1
                   : 1;
    app->client.dirty = true;
    switch (key) {
    case KEY_ESCAPE: closing_close(app); break;
    case KEY_ENTER:
    case ' ': closing_press(app, c->focus); break;
    case KEY_TAB:
    case KEY_LEFT:
    case KEY_UP:
    case KEY_RIGHT:
    case KEY_DOWN: c->focus = (enum closing_focus)((c->focus + step) % CLOSING_PLACES); break;
    default: break;
    }
    return true;
}

void closing_words(const struct app *app, struct bytes *out)
{
    static const enum word words[] = {W_CLOSING_KEEP, W_CLOSING_END, W_CLOSING_REMEMBER, W_CANCEL};
    bytes_text(out, words_text(app->client.lang, words[app->closing->focus]));
}

struct rect closing_layout(const struct app *app, struct rect *places)
{
    enum { W = 480, BODY_H = 2 * LINE_H, BOX_H = LABEL_H + S2 };
    int w = W < app->width - 2 * S4 ? W : app->width - 2 * S4;
    int h = S5 + 32 + BODY_H + S4 + BOX_H + S5 + 3 * BUTTON_H + 2 * S3 + S5;
    struct rect card = {(app->width - w) / 2, app->height > h ? (app->height - h) / 2 : 0, w, h};
    int x = card.x + S5, y = card.y + S5 + 32 + BODY_H + S4, inner = w - 2 * S5;
    places[CLOSING_REMEMBER] = (struct rect){x, y, inner, BOX_H};
    y += BOX_H + S5;
    static const enum closing_focus order[] = {CLOSING_KEEP, CLOSING_END, CLOSING_CANCEL};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        places[order[i]] = (struct rect){x, y, inner, BUTTON_H};
        y += BUTTON_H + S3;
    }
    return card;
}
