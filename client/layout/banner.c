#include "client/layout/banner.h"

#include <stdio.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/layout/action.h"
#include "client/layout/measure.h"
#include "client/net/network.h"
#include "client/net/trouble.h"

enum { TEXT_LEAST = 320 }; /* beside buttons */

static void add_button(struct banner *b, const struct app *app, enum word label, int action,
                       int arg)
{
    b->buttons[b->button_count].label = words_text(app->client.lang, label);
    b->buttons[b->button_count].arg = arg;
    b->buttons[b->button_count++].action = action;
}

/* The connection is lost, or is being made again. */
static void lost(const struct app *app, const struct network *s, struct banner *b)
{
    const struct words *lang = app->client.lang;
    char number[16];
    int64_t left = (s->retry_at - app->client.now + 999) / 1000;
    bool stopped = s->state == NETWORK_STOPPED, waiting = s->state == NETWORK_WAITING;
    bool asks = stopped && (s->trouble == TROUBLE_CHANGED || s->trouble == TROUBLE_STRANGER);
    b->icon = ICON_PLUG;
    snprintf(number, sizeof number, "%d", (int)(left < 1 ? 1 : left));
    if (stopped && trouble_stops(s->trouble)) {
        trouble_words(&app->client, s, &b->title, &b->body);
    } else if (s->closed && !stopped) {
        words_fill(&b->title, lang, W_CLOSED, "server", network_name(s), NULL);
        bytes_text(&b->body, words_text(lang, W_CLOSED_DO));
    } else {
        words_fill(&b->title, lang,
                   stopped     ? W_CUT_STOPPED
                   : !waiting  ? W_CUT_TRYING
                   : left <= 1 ? W_CUT_RETRY_1
                               : W_CUT_RETRY,
                   "server", network_name(s), "n", number, NULL);
        bytes_text(&b->body, words_text(lang, stopped ? W_CUT_STOPPED_DO : W_CUT_WAITS));
    }
    b->harmless = !stopped && !waiting;
    if (stopped || waiting) {
        add_button(b, app, asks ? W_COMPARE : W_TRY_NOW, ACT_TRY_NOW, 0);
    }
    if (!stopped) {
        add_button(b, app, W_STOP_TRYING, ACT_STOP_TRYING, 0);
    }
}

bool banner_take(const struct app *app, const struct network *s, const struct chat *c,
                 struct banner *out)
{
    const struct words *lang = app->client.lang;
    bool ready = s->state == NETWORK_READY;
    bool trying = s->state == NETWORK_CONNECTING || s->state == NETWORK_HELLO;
    *out = (struct banner){0};
    if (!ready && (!trying || app->client.screen == SCREEN_CHAT) &&
        (trying || s->state == NETWORK_WAITING || s->state == NETWORK_STOPPED)) {
        lost(app, s, out);
    } else if (s->announcement.len) {
        out->icon = ICON_MEGAPHONE;
        out->announces = true;
        words_fill(&out->title, lang, W_ANNOUNCED, "a", s->announced_by, "server", network_name(s),
                   NULL);
        bytes_add(&out->body, s->announcement.data, s->announcement.len);
    } else if (ready && s->offered[0]) {
        out->icon = ICON_SHIELD;
        words_fill(&out->title, lang, W_OFFERED_ME, "a", s->offered_by, "room", s->offered, NULL);
        bytes_text(&out->body, words_text(lang, W_OFFERED_ME_DO));
        add_button(out, app, W_OFFER_TAKE, ACT_OFFERED, 1);
        add_button(out, app, W_OFFER_LEAVE, ACT_OFFERED, 0);
    } else if (ready && c && chat_is_out(c)) {
        out->icon = ICON_EXIT;
        words_fill(&out->title, lang, W_OUT, "room", c->name, NULL);
        bytes_text(&out->body, words_text(lang, W_OUT_DO));
        add_button(out, app, W_JOIN_AGAIN, ACT_JOIN_AGAIN, 0);
    } else {
        return false;
    }
    return true;
}

void banner_finish(struct banner *b)
{
    bytes_finish(&b->title);
    bytes_finish(&b->body);
}

void banner_place(const struct app *app, const struct banner *b, int w, int edge,
                  struct banner_places *out)
{
    int widths[BANNER_BUTTONS] = {0}, all = b->announces ? ICON_BUTTON + S3 : 0, x = w - S4;
    for (int i = 0; i < b->button_count; i++) {
        widths[i] = ruler_width(app->ruler, TYPE_LABEL, b->buttons[i].label) + 2 * S3;
        all += widths[i] + S3;
    }
    out->text_x = edge + TALK_TEXT;
    int room = w - S4 - out->text_x;
    bool below = !b->announces && room - all < TEXT_LEAST;
    out->text_w = below ? room : room - all;
    const char *title = bytes_string(&b->title);
    const char *body = bytes_string(&b->body);
    out->body_y =
        4 +
        (b->announces ? LINE_H : measure_paragraph(app->ruler, TYPE_STRONG, title, out->text_w));
    out->h =
        out->body_y + 9 +
        (b->announces ? LABEL_H : measure_paragraph(app->ruler, TYPE_SMALL, body, out->text_w));
    int y = below ? out->h - S1 : S3;
    for (int i = 0; i < b->button_count; i++) {
        int left =
            below ? (i ? out->buttons[i - 1].x + widths[i - 1] + S3 : out->text_x) : x - widths[i];
        out->buttons[i] = (struct rect){left, y, widths[i], BUTTON_SMALL_H};
        x = left - S3;
    }
    out->h += below ? BUTTON_SMALL_H + S2 : 0;
}
