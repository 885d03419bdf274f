#include <stdio.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/endpoint.h"
#include "client/base/words.h"
#include "client/layout/action.h"
#include "client/net/discovery.h"
#include "client/net/network.h"
#include "client/net/networks.h"
#include "client/panel/login.h"
#include "client/view/view.h"
#include "irc/stamp.h"

enum {
    PETAL = 72,
    PETAL_ROUND = 36,
    PETAL_TIGHT = 4,
    NARROW_CARD = 928,
    FORM_W = CARD_W - CARD_LEFT_W,
    RECENT_HEAD = 56,
};

static void wall(struct view *v)
{
    int w = v->app->width, h = v->app->height;
    draw_rect(v->d, (struct rect){0, 0, w, h}, C_BG);
    for (int y = 0; y < h; y += WALL_TILE / 2) {
        for (int x = 0; x < w; x += WALL_TILE / 2) {
            bool right = x / (WALL_TILE / 2) % 2, low = y / (WALL_TILE / 2) % 2;
            int radius[4] = {PETAL_ROUND, PETAL_ROUND, PETAL_ROUND, PETAL_ROUND};
            radius[low ? (right ? 0 : 1) : (right ? 3 : 2)] = PETAL_TIGHT;
            draw_shape(v->d, (struct rect){x + S1, y + S1, PETAL, PETAL}, radius, C_WALL);
        }
    }
}

static int notice_height(struct view *v, int w)
{
    const struct login *l = v->app->login;
    if (l->title.len == 0) {
        return 0;
    }
    struct wrap_row rows[1];
    struct wrap_run run = {0, l->body.len, TYPE_SMALL};
    int body =
        wrap_text(v->r, bytes_string(&l->body), l->body.len, &run, 1, w - TALK_TEXT - S4, rows, 1);
    return S3 + LINE_H + S1 + body * LABEL_H + (l->detail.len ? S2 + LABEL_H : 0) + S3;
}

static void notice(struct view *v, struct rect at)
{
    const struct login *l = v->app->login;
    int x = at.x + TALK_TEXT, w = at.w - TALK_TEXT - S4, y = at.y + S3;
    draw_box(v->d, at, R3, C_DANGER_TINT);
    draw_icon(v->d, at.x + S4, y + 2, ICON, ICON_WARNING, C_DANGER);
    view_text_fit(v, x, y, w, TYPE_STRONG, C_TEXT, bytes_string(&l->title));
    y += LINE_H + S1;
    y += view_paragraph(v, x, y, w, TYPE_SMALL, C_TEXT_2, bytes_string(&l->body));
    if (l->detail.len) {
        view_text_fit(v, x, y + S2, w, TYPE_SMALL, C_TEXT_3, l->detail.data);
    }
}

static void field(struct view *v, int which, struct rect at, enum word label, enum word hint)
{
    const struct login *l = v->app->login;
    const struct edit *e = &l->fields[which];
    bool focus = l->focus == which && !login_busy(v->app), wrong = l->wrong == which;
    view_text(v, at.x, at.y, TYPE_LABEL, C_TEXT_2, view_word(v, label));
    if (which == FIELD_PASSWORD) {
        int w = ruler_width(v->r, TYPE_LABEL, view_word(v, label)) + S1;
        view_text_fit(v, at.x + w, at.y, at.w - w, TYPE_SMALL, C_TEXT_3,
                      view_word(v, W_PASSWORD_WHEN));
    }
    struct rect box = {at.x, at.y + LABEL_H + S1, at.w, FIELD_H};
    draw_border(v->d, box, R3, C_FIELD, focus || wrong ? RING : 1,
                wrong   ? C_DANGER
                : focus ? C_FOCUS
                        : C_LINE_STRONG);
    draw_hit(v->d, box, ACT_FIELD, which, NULL);
    int y = box.y + (FIELD_H - LINE_H) / 2;
    if (e->text.len == 0) {
        view_text_fit(v, box.x + S3, y, login_field_width(which, box.w), TYPE_BODY, C_TEXT_3,
                      view_word(v, hint));
    }
    struct bytes shown = {0};
    login_shown(l, which, &shown);
    view_field_text(v, (struct rect){box.x + S3, y, login_field_width(which, box.w), LINE_H}, e,
                    focus, login_busy(v->app) ? C_TEXT_3 : C_TEXT, bytes_string(&shown));
    bytes_finish(&shown);
}

/* At the end of the password's label, so that nothing else has to make room for it. */
static void stay_box(struct view *v, struct rect at)
{
    enum { BOX = 16 };
    const char *text = view_word(v, W_STAY);
    int w = BOX + S2 + ruler_width(v->r, TYPE_SMALL, text);
    struct rect box = {at.x + at.w - w, at.y + 2, BOX, BOX};
    bool on = v->app->login->stay, focus = v->app->login->focus == FOCUS_STAY;
    draw_border(v->d, box, R1, on ? C_ACCENT_FILL : C_FIELD, focus ? RING : 1,
                focus ? C_FOCUS
                : on  ? C_ACCENT_FILL
                      : C_LINE_STRONG);
    if (on) {
        draw_icon(v->d, box.x, box.y, BOX, ICON_CHECK, C_ON_ACCENT);
    }
    view_text(v, box.x + BOX + S2, at.y, TYPE_SMALL, C_TEXT_2, text);
    draw_hit(v->d, (struct rect){box.x - S1, at.y - S1, w + 2 * S1, LABEL_H + 2 * S1}, ACT_STAY, 0,
             NULL);
}

static void server_field(struct view *v, struct rect at)
{
    field(v, FIELD_SERVER, at, W_SERVER, W_SERVER_HINT);
    int y = at.y + LABEL_H + S1;
    bool tls = login_is_encrypted(v->app);
    const char *text = view_word(v, tls ? W_ENCRYPTED : W_NOT_ENCRYPTED);
    int x = at.x + at.w - S3 - ruler_width(v->r, TYPE_SMALL, text);
    view_text(v, x, y + (FIELD_H - LABEL_H) / 2, TYPE_SMALL, C_TEXT_2, text);
    draw_icon(v->d, x - S2 - ICON_SMALL, y + S3, ICON_SMALL, tls ? ICON_LOCK : ICON_LOCK_OPEN,
              tls ? C_OK : C_TEXT_3);
}

static void buttons(struct view *v, struct rect at)
{
    const struct app *app = v->app;
    if (login_busy(app)) {
        struct rect half = {at.x, at.y, (at.w - S3) / 2, at.h};
        view_button(v, &(struct button){.at = half,
                                        .label = view_word(v, login_step(app)),
                                        .primary = true,
                                        .disabled = true,
                                        .action = ACT_NONE});
        half.x += half.w + S3;
        view_button(v, &(struct button){.at = half,
                                        .label = view_word(v, W_CANCEL),
                                        .focus = true,
                                        .action = ACT_CANCEL});
    } else {
        enum word label = app->login->title.len ? W_TRY_AGAIN : W_CONNECT;
        const struct login *l = app->login;
        struct rect again = {at.x, at.y, l->offer ? (at.w - S3) / 2 : at.w, at.h};
        view_button(v, &(struct button){.at = again,
                                        .label = view_word(v, label),
                                        .primary = true,
                                        .focus = l->focus == FOCUS_CONNECT,
                                        .action = ACT_CONNECT});
        if (l->offer) {
            struct bytes words = {0};
            login_offer_words(app, &words);
            again.x += again.w + S3;
            view_button(v, &(struct button){.at = again,
                                            .label = words.data,
                                            .focus = l->focus == FOCUS_OTHER,
                                            .action = ACT_OFFER});
            bytes_finish(&words);
        }
    }
}

/* What the notice adds to the form. */
static int notice_room(struct view *v, int form_w)
{
    int h = notice_height(v, form_w - 2 * S7);
    return h ? h + S5 : 0;
}

/* Without the notice. */
static int form_height(void)
{
    int one = LABEL_H + S1 + FIELD_H;
    return S7 + MARK + S5 + 3 * one + 2 * S4 + S5 + 2 * BUTTON_H + S3 + S7;
}

static void form(struct view *v, struct rect at)
{
    int x = at.x + S7, w = at.w - 2 * S7, y = at.y + S7;
    int one = LABEL_H + S1 + FIELD_H;
    view_mark(v, x, y, MARK);
    view_text(v, x + MARK + S4, y, TYPE_TITLE, C_TEXT, "tertulia");
    view_text(v, x + MARK + S4, y + 26, TYPE_BODY, C_TEXT_2, view_word(v, W_APP_LINE));
    y += MARK + S5;
    int notice_h = notice_height(v, w);
    if (notice_h) {
        notice(v, (struct rect){x, y, w, notice_h});
        y += notice_h + S5;
    }
    server_field(v, (struct rect){x, y, w, one});
    y += one + S4;
    int half = (w - S4) / 2;
    field(v, FIELD_NICK, (struct rect){x, y, half, one}, W_NICKNAME, W_NICKNAME_HINT);
    field(v, FIELD_ROOM, (struct rect){x + half + S4, y, half, one}, W_ROOM, W_ROOM_HINT);
    y += one + S4;
    struct rect password = {x, y, w, one};
    field(v, FIELD_PASSWORD, password, W_PASSWORD,
          login_stays(v->app) ? W_PASSWORD_STAYS : W_PASSWORD_HINT);
    if (login_can_stay(v->app)) {
        stay_box(v, password);
    }
    struct rect eye = {x + w - S1 - ICON_BUTTON, y + LABEL_H + S1 + S1, ICON_BUTTON, ICON_BUTTON};
    view_icon_button(v, eye, ICON_EYE, false, ACT_SHOW_PASSWORD);
    y += one + S5;
    buttons(v, (struct rect){x, y, w, BUTTON_H});
    struct rect host = {x, y + BUTTON_H + S3, w, BUTTON_H};
    const char *label = view_word(v, login_host_word(v->app));
    view_button(v, &(struct button){.at = host,
                                    .label = label,
                                    .disabled = login_busy(v->app),
                                    .focus = v->app->login->focus == FOCUS_HOST,
                                    .action = ACT_HOST});
    int icon_x = (w - ruler_width(v->r, TYPE_STRONG, label)) / 2 - ICON - S2;
    if (icon_x >= S2) {
        draw_icon(v->d, x + icon_x, host.y + (BUTTON_H - ICON) / 2, ICON, ICON_BROADCAST,
                  login_busy(v->app) ? C_TEXT_OFF : C_TEXT_2);
    }
}

static void focus_row(struct view *v, struct rect at, int place)
{
    if (v->app->login->focus == FOCUS_RECENT + place && !login_busy(v->app)) {
        draw_border(v->d, at, R2, COLOR_NONE, RING, C_FOCUS); /* inside: it is a list row */
    }
}

static void nearby_row(struct view *v, struct rect at, int index)
{
    const struct discovered *s = &v->app->discovery->list[index];
    bool hot = view_hot(v, ACT_NEARBY, index);
    bool typed = strcmp(edit_text(&v->app->login->fields[FIELD_SERVER]), s->address) == 0;
    if (hot || typed) {
        draw_box(v->d, at, R2,
                 typed                                ? C_ACCENT_TINT
                 : view_pressed(v, ACT_NEARBY, index) ? C_PRESS
                                                      : C_HOVER);
    }
    focus_row(v, at, index);
    struct rect tile = {at.x + S3, at.y + S3, ICON_BUTTON, ICON_BUTTON};
    draw_box(v->d, tile, R2, typed ? C_ACCENT_FILL : C_HOVER);
    draw_icon(v->d, tile.x + 6, tile.y + 6, ICON, ICON_SERVER, typed ? C_ON_ACCENT : C_TEXT_2);
    struct bytes line = {0};
    char number[16];
    snprintf(number, sizeof number, "%d", s->people);
    const char *host = strncmp(s->address, "irc://", 6) == 0 ? s->address + 6 : s->address;
    bytes_format(&line, "%s", host);
    if (s->people >= 0) {
        bytes_text(&line, " · ");
        words_fill(&line, v->app->client.lang,
                   s->people == 0   ? W_PEOPLE_0
                   : s->people == 1 ? W_PEOPLE_1
                                    : W_PEOPLE_N,
                   "n", number, NULL);
    }
    int x = at.x + S7 + S4, w = at.w - S7 - S4 - S7;
    view_text_fit(v, x, at.y + S2, w, TYPE_NAME, C_TEXT, s->name);
    view_text_fit(v, x, at.y + S2 + NAME_H, w, TYPE_SMALL, C_TEXT_3, line.data);
    draw_icon(v->d, at.x + at.w - S3 - ICON_SMALL, at.y + ICON, ICON_SMALL,
              s->tls ? ICON_LOCK : ICON_LOCK_OPEN, s->tls ? C_OK : C_TEXT_3);
    draw_hit(v->d, at, ACT_NEARBY, index, NULL);
    bytes_finish(&line);
}

static void recent_row(struct view *v, struct rect at, int index)
{
    const struct recent *r = &v->app->client.prefs.recent[index];
    if (view_hot(v, ACT_RECENT, index)) {
        draw_box(v->d, at, R2, view_pressed(v, ACT_RECENT, index) ? C_PRESS : C_HOVER);
    }
    focus_row(v, at, v->app->discovery->count + index);
    struct rect tile = {at.x + S3, at.y + S3, ICON_BUTTON, ICON_BUTTON};
    draw_box(v->d, tile, R2, C_HOVER);
    draw_icon(v->d, tile.x + 6, tile.y + 6, ICON, ICON_CLOCK, C_TEXT_2);
    struct bytes line = {0};
    login_recent_facts(v->app, index, &line);
    int x = at.x + S7 + S4, w = at.w - S7 - S4 - S7;
    view_text_fit(v, x, at.y + S2, w, TYPE_NAME, C_TEXT, login_recent_name(v->app, index));
    view_text_fit(v, x, at.y + S2 + NAME_H, w, TYPE_SMALL, C_TEXT_3, line.data);
    char host[NETWORK_TEXT];
    int port;
    bool tls = false;
    endpoint_parse(r->server, host, sizeof host, &port, &tls);
    draw_icon(v->d, at.x + at.w - S3 - ICON_SMALL, at.y + ICON, ICON_SMALL,
              tls ? ICON_LOCK : ICON_LOCK_OPEN, tls ? C_OK : C_TEXT_3);
    draw_hit(v->d, at, ACT_RECENT, index, NULL);
    bytes_finish(&line);
}

static int nearby_height(const struct view *v)
{
    int rows = v->app->discovery->count;
    return rows ? RECENT_HEAD + rows * CARD_ROW_H - S2 : 0;
}

static int recent_height(const struct view *v)
{
    int rows = v->app->client.prefs.recent_count;
    return nearby_height(v) + RECENT_HEAD + (rows ? rows : 1) * CARD_ROW_H + S4;
}

static void recent(struct view *v, struct rect at)
{
    int x = at.x + S4, w = at.w - 2 * S4;
    if (v->app->discovery->count) {
        view_text(v, x + S3, at.y + 30, TYPE_LABEL, C_TEXT_3, view_word(v, W_NEARBY));
        for (int i = 0; i < v->app->discovery->count; i++) {
            nearby_row(v, (struct rect){x, at.y + RECENT_HEAD + i * CARD_ROW_H, w, CARD_ROW_H}, i);
        }
        at.y += nearby_height(v);
    }
    view_text(v, x + S3, at.y + 30, TYPE_LABEL, C_TEXT_3, view_word(v, W_RECENT));
    for (int i = 0; i < v->app->client.prefs.recent_count; i++) {
        recent_row(v, (struct rect){x, at.y + RECENT_HEAD + i * CARD_ROW_H, w, CARD_ROW_H}, i);
    }
    if (v->app->client.prefs.recent_count == 0) {
        view_paragraph(v, x + S3, at.y + RECENT_HEAD, w - 2 * S3, TYPE_SMALL, C_TEXT_3,
                       view_word(v, W_RECENT_NONE));
    }
}

/* --- the certificate --- */

static void fact(struct view *v, int x, int y, int w, enum word name, const char *text)
{
    view_text(v, x, y, TYPE_SMALL, C_TEXT_3, view_word(v, name));
    view_text_fit(v, x + TRUST_VALUES, y, w - TRUST_VALUES, TYPE_SMALL, C_TEXT, text);
}

/* The certificate's expiry date; in the danger colour if it is not valid now. */
static void validity(struct view *v, int x, int y, int w)
{
    const struct peer *p = &v->app->client.network->peer;
    char today[STAMP_CAP];
    struct bytes text = {0};
    stamp_format(v->app->client.wall, today);
    bool over =
        p->until[0] && strncmp(p->until, today, 10)<0, early = strncmp(p->from, today, 10)> 0;
    view_text(v, x, y, TYPE_SMALL, C_TEXT_3, view_word(v, W_TRUST_UNTIL));
    if (over || early) {
        words_fill(&text, v->app->client.lang, over ? W_TRUST_RAN_OUT : W_TRUST_NOT_YET, "day",
                   over ? p->until : p->from, NULL);
    } else {
        bytes_text(&text, p->until);
    }
    view_text_fit(v, x + TRUST_VALUES, y, w - TRUST_VALUES, TYPE_SMALL,
                  over || early ? C_DANGER : C_TEXT, bytes_string(&text));
    bytes_finish(&text);
}

static int facts(struct view *v, int x, int y, int w)
{
    const struct peer *p = &v->app->client.network->peer;
    struct bytes issuer = {0};
    bool itself = strcmp(p->name, p->issuer) == 0;
    words_fill(&issuer, v->app->client.lang, itself ? W_TRUST_ITSELF : W_TRUST_BY, "a", p->issuer,
               "day", p->from, NULL);
    fact(v, x, y, w, W_TRUST_NAME, p->name);
    fact(v, x, y + TRUST_FACT_H, w, W_TRUST_ISSUER, issuer.data);
    validity(v, x, y + 2 * TRUST_FACT_H, w);
    bytes_finish(&issuer);
    return y + 3 * TRUST_FACT_H;
}

/* In two rows of eight groups, as the server prints it. */
static int fingerprint(struct view *v, int x, int y, int w)
{
    const char *text = v->app->client.network->peer.fingerprint;
    size_t len = strlen(text), half = len < TRUST_HALF ? len : TRUST_HALF;
    struct rect box = {x, y, w, TRUST_BOX_H};
    draw_border(v->d, box, R3, C_CODE_BG, 1, C_LINE);
    draw_text(v->d, x + S4, y + S4, TYPE_CODE_BIG, C_TEXT, text, half);
    if (len > half) {
        draw_text(v->d, x + S4, y + S4 + LINE_H, TYPE_CODE_BIG, C_TEXT, text + half + 1,
                  len - half - 1);
    }
    view_icon_button(v,
                     (struct rect){x + w - S3 - ICON_BUTTON, y + (TRUST_BOX_H - ICON_BUTTON) / 2,
                                   ICON_BUTTON, ICON_BUTTON},
                     ICON_COPY, false, ACT_COPY_FINGERPRINT);
    return y + TRUST_BOX_H;
}

static void trust(struct view *v)
{
    const struct app *app = v->app;
    struct rect all = {0, 0, app->width, app->height};
    struct bytes title = {0};
    int width = DIALOG_W < app->width - 2 * S4 ? DIALOG_W : app->width - 2 * S4;
    int height = TRUST_H < app->height ? TRUST_H : app->height;
    struct rect r = {(app->width - width) / 2, (app->height - height) / 2, width, height};
    int x = r.x + S6, y = r.y + S6, w = r.w - 2 * S6;
    draw_rect(v->d, all, C_SCRIM);
    draw_hit(v->d, all, ACT_NONE, 0, NULL);
    draw_border(v->d, r, R4, C_RAISED, 1, C_POP_LINE);
    draw_box(v->d, (struct rect){x, y, S7, S7}, R2, C_ACCENT_TINT);
    draw_icon(v->d, x + 10, y + 10, ICON, ICON_SHIELD, C_ACCENT);
    bool changed = app->client.network->trouble == TROUBLE_CHANGED;
    words_fill(&title, app->client.lang, changed ? W_ERR_CHANGED : W_TRUST_TITLE, "host",
               app->client.network->host, NULL);
    int inner = x + S7 + S4;
    view_text_fit(v, inner, y, r.x + r.w - S6 - inner, TYPE_TITLE, C_TEXT, title.data);
    bytes_finish(&title);
    y += 32;
    y += view_paragraph(v, inner, y, r.x + r.w - S6 - inner, TYPE_BODY, C_TEXT_2,
                        view_word(v, changed ? W_ERR_CHANGED_DO : W_TRUST_BODY)) +
         S5;
    view_text(v, x, y, TYPE_LABEL, C_TEXT_2, view_word(v, W_TRUST_FINGERPRINT));
    y = fingerprint(v, x, y + LABEL_H + S1, w) + S4;
    y = facts(v, x, y, w) + S4;
    struct rect note = {x, y, w, TRUST_NOTE_H};
    draw_box(v->d, note, R3, C_ACCENT_TINT);
    draw_icon(v->d, x + S4, y + S3, ICON, ICON_INFO, C_ACCENT);
    view_text_fit(v, x + S4 + ICON + S3, y + S3, w - S4 - ICON - 2 * S3, TYPE_SMALL, C_TEXT,
                  view_word(v, W_TRUST_REMEMBER));
    const char *match = view_word(v, W_TRUST_MATCH), *cancel = view_word(v, W_CANCEL);
    int bw = ruler_width(v->r, TYPE_STRONG, match) + 2 * S4;
    int by = r.y + r.h - S6 - BUTTON_H, bx = r.x + r.w - S6 - bw;
    view_button(v, &(struct button){.at = {bx, by, bw, BUTTON_H},
                                    .label = match,
                                    .primary = true,
                                    .focus = app->login->trust_focus,
                                    .action = ACT_TRUST,
                                    .arg = 1});
    bw = ruler_width(v->r, TYPE_STRONG, cancel) + 2 * S4;
    view_button(v, &(struct button){.at = {bx - S3 - bw, by, bw, BUTTON_H},
                                    .label = cancel,
                                    .focus = !app->login->trust_focus,
                                    .action = ACT_TRUST});
}

void view_login(struct view *v)
{
    const struct app *app = v->app;
    wall(v);
    bool narrow = app->width < NARROW_CARD;
    int form_w = narrow ? (app->width - 2 * S4 < FORM_W ? app->width - 2 * S4 : FORM_W) : FORM_W;
    int form_h = form_height(), side_h = recent_height(v), more = notice_room(v, form_w);
    int w = narrow ? form_w : CARD_W;
    int h = narrow ? form_h + side_h : form_h > side_h ? form_h : side_h;
    int y =
        (app->height - h) / 2 + S2 - more; /* it grows upwards: fields and buttons stay in place */
    form_h += more;
    int over = form_h + 2 * S4 - app->height; /* a small window shows the focused part */
    y = over > 0 && app->login->focus >= FIELD_ROOM ? S4 - over : y < S4 ? S4 : y;
    struct rect card = {(app->width - w) / 2, y, w, h + more};
    draw_border(v->d, card, R5, C_BG, 1, C_POP_LINE);
    struct rect inside = {card.x + (narrow ? 1 : CARD_LEFT_W), card.y + 1,
                          narrow ? w - 2 : FORM_W - 1, (narrow ? form_h : card.h) - 2};
    const int radius[4] = {narrow ? R5 - 1 : 0, R5 - 1, narrow ? 0 : R5 - 1, 0};
    draw_shape(v->d, inside, radius, C_PANEL);
    if (!narrow) {
        draw_rect(v->d, (struct rect){inside.x, inside.y, 1, inside.h}, C_LINE);
    }
    form(v, (struct rect){inside.x, card.y, inside.w, form_h});
    recent(v, (struct rect){card.x, card.y + (narrow ? form_h : more), narrow ? w : CARD_LEFT_W,
                            side_h});
    if (networks_any(&app->client, NULL)) {
        struct rect back = {S4, S3, ICON_BUTTON, ICON_BUTTON};
        view_icon_button(v, back, ICON_ARROW_LEFT, false, ACT_BACK);
        int end = view_text(v, back.x + back.w + S2, back.y + 6, TYPE_SMALL, C_TEXT_2,
                            view_word(v, W_BACK));
        draw_hit(v->d, (struct rect){back.x, back.y, end - back.x, back.h}, ACT_BACK, 0, NULL);
    }
    int gear = app->width - S4 - ICON_BUTTON;
    view_icon_button(v, (struct rect){gear - ICON_BUTTON, S3, ICON_BUTTON, ICON_BUTTON},
                     ICON_CONTRAST, false, ACT_THEME);
    view_icon_button(v, (struct rect){gear, S3, ICON_BUTTON, ICON_BUTTON}, ICON_GEAR, false,
                     ACT_SETTINGS);
    if (app->login->trusts) {
        trust(v);
    }
}
