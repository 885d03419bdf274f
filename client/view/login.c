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

enum {
    PETAL = 72,
    PETAL_ROUND = 36,
    PETAL_TIGHT = 4,
    HEADING_Y = 30, /* of a list of servers */
    ROWS_Y = 56,
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

static void notice(struct view *v, struct rect at)
{
    const struct login *l = v->app->login;
    int x = at.x + TALK_TEXT, w = at.w - TALK_TEXT - S4, y = at.y + S3;
    draw_box(v->d, at, R3, C_DANGER_TINT);
    draw_icon(v->d, at.x + S4, y + 2, ICON, ICON_WARNING, C_DANGER);
    y += view_paragraph(v, x, y, w, TYPE_STRONG, C_TEXT, bytes_string(&l->title)) + S1;
    y += view_paragraph(v, x, y, w, TYPE_SMALL, C_TEXT_2, bytes_string(&l->body));
    if (l->detail.len) {
        view_paragraph(v, x, y + S2, w, TYPE_SMALL, C_TEXT_3, l->detail.data);
    }
}

enum { STAY_BOX = 16 };

/* The width of what stands after the password's label. */
static int password_note(const struct view *v)
{
    int stay = login_can_stay(v->app)
                   ? S4 + STAY_BOX + S2 + ruler_width(v->r, TYPE_SMALL, view_word(v, W_STAY))
                   : 0;
    return ruler_width(v->r, TYPE_SMALL, view_word(v, W_PASSWORD_WHEN)) + stay;
}

static void field(struct view *v, int which, struct rect at, enum word label, enum word hint)
{
    const struct login *l = v->app->login;
    const struct edit *e = &l->fields[which];
    bool focus = l->focus == which && !login_busy(v->app), wrong = l->wrong == which;
    view_text(v, at.x, at.y, TYPE_LABEL, C_TEXT_2, view_word(v, label));
    int w = ruler_width(v->r, TYPE_LABEL, view_word(v, label)) + S1;
    if (which == FIELD_PASSWORD && w + password_note(v) <= at.w) {
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
    enum { BOX = STAY_BOX };
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

static void buttons(struct view *v, const struct login_places *p)
{
    const struct app *app = v->app;
    const struct login *l = app->login;
    bool busy = login_busy(app);
    struct bytes offer = {0};
    view_button(v, &(struct button){.at = p->go,
                                    .label = view_word(v, busy           ? login_step(app)
                                                          : l->title.len ? W_TRY_AGAIN
                                                                         : W_CONNECT),
                                    .primary = true,
                                    .disabled = busy,
                                    .focus = l->focus == FOCUS_CONNECT,
                                    .action = busy ? ACT_NONE : ACT_CONNECT});
    if (busy) {
        view_button(v, &(struct button){.at = p->other,
                                        .label = view_word(v, W_CANCEL),
                                        .focus = true,
                                        .action = ACT_CANCEL});
    } else if (l->offer) {
        login_offer_words(app, &offer);
        view_button(v, &(struct button){.at = p->other,
                                        .label = offer.data,
                                        .focus = l->focus == FOCUS_OTHER,
                                        .action = ACT_OFFER});
        bytes_finish(&offer);
    }
    if (p->host.w) {
        const char *label = view_word(v, login_host_word(app));
        view_button(v, &(struct button){.at = p->host,
                                        .label = label,
                                        .disabled = busy,
                                        .focus = l->focus == FOCUS_HOST,
                                        .action = ACT_HOST});
        int icon_x = (p->host.w - ruler_width(v->r, TYPE_STRONG, label)) / 2 - ICON - S2;
        if (icon_x >= S2) {
            draw_icon(v->d, p->host.x + icon_x, p->host.y + (BUTTON_H - ICON) / 2, ICON,
                      ICON_BROADCAST, busy ? C_TEXT_OFF : C_TEXT_2);
        }
    }
}

static void form(struct view *v, const struct login_places *p)
{
    int x = p->form.x + p->pad, y = p->form.y + p->pad;
    int text_w = p->form.w - 2 * p->pad - MARK - S4;
    struct rect password = p->fields[FIELD_PASSWORD];
    view_mark(v, x, y, MARK);
    view_text(v, x + MARK + S4, y, TYPE_TITLE, C_TEXT, "tertulia");
    view_text_fit(v, x + MARK + S4, y + 26, text_w, TYPE_BODY, C_TEXT_2, view_word(v, W_APP_LINE));
    if (p->notice.h) {
        notice(v, p->notice);
    }
    server_field(v, p->fields[FIELD_SERVER]);
    field(v, FIELD_NICK, p->fields[FIELD_NICK], W_NICKNAME, W_NICKNAME_HINT);
    field(v, FIELD_ROOM, p->fields[FIELD_ROOM], W_ROOM, W_ROOM_HINT);
    field(v, FIELD_PASSWORD, password, W_PASSWORD,
          login_stays(v->app) ? W_PASSWORD_STAYS : W_PASSWORD_HINT);
    if (login_can_stay(v->app)) {
        stay_box(v, password);
    }
    struct rect eye = {password.x + password.w - S1 - ICON_BUTTON, password.y + LABEL_H + 2 * S1,
                       ICON_BUTTON, ICON_BUTTON};
    view_icon_button(v, eye, ICON_EYE, false, ACT_SHOW_PASSWORD);
    buttons(v, p);
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

static void nearby_head(struct view *v, int x, int y, int w)
{
    view_text(v, x, y, TYPE_LABEL, C_TEXT_3, view_word(v, W_NEARBY));
    if (v->app->discovery->looking) {
        const char *looking = view_word(v, W_LOOKING);
        view_text_right(v, x + w, y, TYPE_SMALL, C_TEXT_3, looking);
        draw_icon(v->d, x + w - ruler_width(v->r, TYPE_SMALL, looking) - S2 - ICON_SMALL, y + 1,
                  ICON_SMALL, ICON_REFRESH, C_TEXT_3);
    }
}

static void servers(struct view *v, const struct login_places *p)
{
    int x = p->side.x + S4 + S3, w = p->side.w - 2 * S4 - 2 * S3,
        recent_y = p->side.y + p->recent_y;
    int nearby = v->app->discovery->count, recent = v->app->client.prefs.recent_count;
    if (nearby || v->app->discovery->looking) {
        nearby_head(v, x, p->side.y + HEADING_Y, w);
    }
    if (!nearby && v->app->discovery->looking) {
        view_paragraph(v, x, p->side.y + ROWS_Y, w, TYPE_SMALL, C_TEXT_3,
                       view_word(v, W_NEARBY_NONE));
    }
    for (int i = 0; i < nearby; i++) {
        nearby_row(v, login_row(v->app, p, i), i);
    }
    view_text(v, x, recent_y + HEADING_Y, TYPE_LABEL, C_TEXT_3, view_word(v, W_RECENT));
    for (int i = 0; i < recent; i++) {
        recent_row(v, login_row(v->app, p, nearby + i), i);
    }
    if (recent == 0) {
        view_paragraph(v, x, recent_y + ROWS_Y, w, TYPE_SMALL, C_TEXT_3,
                       view_word(v, W_RECENT_NONE));
    }
}

/* In the corners of the window: back to the conversations, the theme, the settings. */
static void corners(struct view *v, int y)
{
    const struct app *app = v->app;
    int gear = app->width - S4 - ICON_BUTTON;
    if (networks_any(&app->client, NULL)) {
        struct rect back = {S4, y, ICON_BUTTON, ICON_BUTTON};
        view_icon_button(v, back, ICON_ARROW_LEFT, false, ACT_BACK);
        int end = view_text(v, back.x + back.w + S2, back.y + 6, TYPE_SMALL, C_TEXT_2,
                            view_word(v, W_BACK));
        draw_hit(v->d, (struct rect){back.x, back.y, end - back.x, back.h}, ACT_BACK, 0, NULL);
    }
    view_icon_button(v, (struct rect){gear - ICON_BUTTON, y, ICON_BUTTON, ICON_BUTTON},
                     ICON_CONTRAST, false, ACT_THEME);
    view_icon_button(v, (struct rect){gear, y, ICON_BUTTON, ICON_BUTTON}, ICON_GEAR, false,
                     ACT_SETTINGS);
}

void view_login(struct view *v)
{
    struct login_places p;
    login_places(v->app, &p);
    wall(v);
    draw_border(v->d, p.card, R5, C_BG, 1, C_POP_LINE);
    struct rect inside = {p.form.x, p.card.y + 1, p.form.w, (p.narrow ? p.form.h : p.card.h) - 2};
    const int radius[4] = {p.narrow ? R5 - 1 : 0, R5 - 1, p.narrow ? 0 : R5 - 1, 0};
    draw_shape(v->d, inside, radius, C_PANEL);
    if (!p.narrow) {
        draw_rect(v->d, (struct rect){inside.x, inside.y, 1, inside.h}, C_LINE);
    }
    form(v, &p);
    servers(v, &p);
    corners(v, S3 - p.scroll);
    view_scrollbar(v, (struct rect){0, 0, v->app->width, v->app->height}, p.scroll,
                   v->app->height + p.over);
    if (v->app->login->trusts) {
        view_trust(v);
    }
}
