#include <qrencode.h>
#include <stdio.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/words.h"
#include "client/layout/action.h"
#include "client/net/network.h"
#include "client/panel/console.h"
#include "client/view/view.h"

enum {
    ADDRESS_W = 400,
    FINGERPRINT_W = 346, /* half of one, between its margins */
    NOW_W = 200,
    BOX_H = 120,
    HEAD_ROW_H = 32,
    GUEST_H = 40,
    CHECK = 20,
    AT_ADDRESS = 204,
    AT_ROOMS = 344,
    AT_IDLE = 482,
    AT_SINCE = 546,
    AT_LAG = 610,
    ALL_COLUMNS = 740,
    ICONS_W = 76,
    TIME_W = 48,
    NAME_LEAST = 100, /* of the head; where there is less room, its icon says it */
    LOG_ICON_X = 62,
    LOG_TEXT_X = 85
};

static void box(struct view *v, struct rect r, const char *title)
{
    draw_border(v->d, r, R4, C_RAISED, 1, C_LINE);
    view_text_fit(v, r.x + S4, r.y + S4, r.w - 2 * S4, TYPE_LABEL, C_TEXT_3, title);
}

static int text_button(struct view *v, int right, int y, const char *label, bool primary,
                       int action, int arg)
{
    int w = ruler_width(v->r, TYPE_LABEL, label) + 2 * S3;
    view_button(v, &(struct button){.at = {right - w, y, w, BUTTON_SMALL_H},
                                    .label = label,
                                    .primary = primary,
                                    .action = action,
                                    .arg = arg});
    return right - w;
}

static void address_box(struct view *v, struct rect r, const struct console *c)
{
    box(v, r, view_word(v, W_CONSOLE_ADDRESS));
    int right = text_button(v, r.x + r.w - S4, r.y + 43,
                            view_word(v, c->copied_until ? W_CONSOLE_COPIED : W_CONSOLE_COPY), true,
                            ACT_CONSOLE_COPY, 0);
    right = text_button(v, right - S2, r.y + 43, view_word(v, W_CONSOLE_CODE), false,
                        ACT_CONSOLE_CODE, 0);
    view_text_fit(v, r.x + S4, r.y + 45, right - S3 - r.x - S4, TYPE_TITLE, C_TEXT, c->address);
    view_text_fit(v, r.x + S4, r.y + 84, r.w - 2 * S4, TYPE_SMALL, C_TEXT_2,
                  view_word(v, W_CONSOLE_ADDRESS_DO));
}

/* The address as a QR code for a phone camera: dark on light in every theme. */
static void code(struct view *v, const struct console *c)
{
    enum { QUIET = 4, MOST = 384 }; /* modules of margin; px */
    struct bytes link = {0};
    console_link(v->app, c, &link);
    QRcode *qr = QRcode_encodeString8bit(link.data, 0, QR_ECLEVEL_M);
    if (qr) {
        bool light = app_is_light(v->app);
        enum color dark = light ? C_TEXT : C_BG, paper = light ? C_PANEL : C_TEXT;
        int n = qr->width, px = MOST / (n + 2 * QUIET), side = px * (n + 2 * QUIET);
        struct rect all = {0, 0, v->app->width, v->app->height};
        struct rect card = {(all.w - side) / 2 - S5, (all.h - side - S6) / 2 - S5, side + 2 * S5,
                            side + S6 + 2 * S5};
        draw_rect(v->d, all, C_SCRIM);
        draw_hit(v->d, all, ACT_CONSOLE_CODE, 0, NULL);
        draw_border(v->d, card, R4, C_RAISED, 1, C_POP_LINE);
        draw_rect(v->d, (struct rect){card.x + S5, card.y + S5, side, side}, paper);
        for (int y = 0; y < n; y++) {
            for (int x = 0, run; x < n; x += run ? run : 1) {
                for (run = 0; x + run < n && qr->data[y * n + x + run] & 1; run++) {
                }
                if (run) {
                    draw_rect(v->d,
                              (struct rect){card.x + S5 + (QUIET + x) * px,
                                            card.y + S5 + (QUIET + y) * px, run * px, px},
                              dark);
                }
            }
        }
        view_text_center(v, (struct rect){card.x, card.y + S5 + side + S3, card.w, LINE_H},
                         TYPE_STRONG, C_TEXT, link.data);
        QRcode_free(qr);
    }
    bytes_finish(&link);
}

static void fingerprint_box(struct view *v, struct rect r, const struct console *c)
{
    box(v, r, view_word(v, W_CONSOLE_FINGERPRINT));
    if (!c->fingerprint[0]) {
        view_paragraph(v, r.x + S4, r.y + S7, r.w - 2 * S4, TYPE_SMALL, C_TEXT_2,
                       view_word(v, W_CONSOLE_ELSEWHERE));
        return;
    }
    struct rect copy = {r.x + r.w - S3 - ICON_BUTTON, r.y + 10, ICON_BUTTON, ICON_BUTTON};
    if (view_hot(v, ACT_CONSOLE_COPY, 1)) {
        draw_box(v->d, copy, R2, C_HOVER);
    }
    draw_icon(v->d, copy.x + 6, copy.y + 6, ICON, ICON_COPY, C_TEXT_2);
    draw_hit(v->d, copy, ACT_CONSOLE_COPY, 1, NULL);
    char first[TRUST_HALF + 2];
    snprintf(first, sizeof first, "%.*s", TRUST_HALF, c->fingerprint);
    view_text_fit(v, r.x + S4, r.y + S7, r.w - 2 * S4, TYPE_CODE, C_TEXT, first);
    view_text_fit(v, r.x + S4, r.y + S7 + 20, r.w - 2 * S4, TYPE_CODE, C_TEXT,
                  c->fingerprint + TRUST_HALF + 1);
    view_text_fit(v, r.x + S4, r.y + 84, r.w - 2 * S4, TYPE_SMALL, C_TEXT_2,
                  view_word(v, W_CONSOLE_FINGERPRINT_DO));
}

static void number(struct view *v, struct rect r, int y, enum word word, int n)
{
    char text[16];
    snprintf(text, sizeof text, "%d", n);
    view_text_fit(v, r.x + S4, y, r.w - 80, TYPE_SMALL, C_TEXT, view_word(v, word));
    view_text_right(v, r.x + r.w - S4, y, TYPE_LABEL, C_TEXT, text);
}

static int boxes(struct view *v, struct rect r, const struct console *c)
{
    if (r.w < ADDRESS_W + S4 + FINGERPRINT_W) { /* neither is cut: they are read aloud */
        bool both = r.h >= 2 * (BOX_H + S4) + HEAD_ROW_H + 3 * GUEST_H; /* the people matter more */
        address_box(v, (struct rect){r.x, r.y, r.w, BOX_H}, c);
        if (both) {
            fingerprint_box(v, (struct rect){r.x, r.y + BOX_H + S4, r.w, BOX_H}, c);
        }
        return (both ? 2 : 1) * (BOX_H + S4);
    }
    int now = r.w >= ADDRESS_W + FINGERPRINT_W + NOW_W + 2 * S4 ? NOW_W : 0;
    address_box(v, (struct rect){r.x, r.y, ADDRESS_W, BOX_H}, c);
    int x = r.x + ADDRESS_W + S4;
    fingerprint_box(v, (struct rect){x, r.y, r.x + r.w - (now ? now + S4 : 0) - x, BOX_H}, c);
    if (now) {
        struct rect last = {r.x + r.w - now, r.y, now, BOX_H};
        box(v, last, view_word(v, W_CONSOLE_NOW));
        number(v, last, r.y + 44, W_CONSOLE_PEOPLE, c->count);
        number(v, last, r.y + 64, W_ROOMS, c->room_count);
    }
    return BOX_H + S4;
}

/* --- the users --- */

static void check(struct view *v, int x, int y, bool on, int action, int arg)
{
    struct rect r = {x, y, CHECK, CHECK};
    draw_border(v->d, r, R1, on ? C_ACCENT_FILL : COLOR_NONE, on ? 0 : 1, C_LINE_STRONG);
    if (on) {
        draw_icon(v->d, x + 2, y + 2, ICON_SMALL, ICON_CHECK, C_ON_ACCENT);
    }
    draw_hit(v->d, rect_inset(r, -6, -6), action, arg, NULL);
}

static void chip(struct view *v, int *x, int y, int most, const char *text)
{
    int w = ruler_width(v->r, TYPE_SMALL, text) + 2 * S2;
    w = w > most ? most : w;
    draw_box(v->d, (struct rect){*x, y, w, 24}, R2, C_HOVER);
    view_text_fit(v, *x + S2, y + 2, w - 2 * S2 + 2, TYPE_SMALL, C_TEXT_2, text);
    *x += w + S1;
}

static void idle_words(const struct view *v, int seconds, struct bytes *out)
{
    if (seconds < 60) {
        bytes_text(out, view_word(v, W_IDLE_NOW));
    } else {
        client_lasted(&v->app->client, seconds, out);
    }
}

static void icon_at(struct view *v, int x, int y, enum icon icon, enum color color, int action,
                    int arg)
{
    struct rect r = {x, y, ICON_BUTTON, ICON_BUTTON};
    bool hot = view_hot(v, action, arg);
    if (hot) {
        draw_box(v->d, r, R2, C_HOVER);
    }
    draw_icon(v->d, x + 6, y + 6, ICON, icon, hot ? color : C_TEXT_2);
    draw_hit(v->d, r, action, arg, NULL);
}

static void guest_row(struct view *v, struct rect r, const struct guest *g, int index)
{
    bool wide = r.w > 600;
    enum color ground = g->chosen                       ? C_ACCENT_TINT
                        : view_hot(v, ACT_GUEST, index) ? C_ROW_HOVER
                                                        : C_PANEL;
    draw_rect(v->d, (struct rect){r.x + 1, r.y, r.w - 2, r.h}, ground);
    draw_hit(v->d, r, ACT_GUEST, index, NULL);
    check(v, r.x + S3, r.y + 10, g->chosen, ACT_GUEST, index);
    view_avatar(v, r.x + 44, r.y + S2, AVATAR_PEOPLE, g->nick, PRESENCE_NONE, ground);
    int end =
        view_text_fit(v, r.x + 76, r.y + S2, AT_ADDRESS - 76 - S5, TYPE_BODY, C_TEXT, g->nick);
    if (g->oper) {
        draw_icon(v->d, end + S2, r.y + S3, ICON_SMALL, ICON_SHIELD, C_TEXT_3);
    }
    view_text_fit(v, r.x + AT_ADDRESS, r.y + 10,
                  (wide ? AT_ROOMS : r.w - ICONS_W) - AT_ADDRESS - S2, TYPE_SMALL, C_TEXT_2,
                  g->address);
    if (wide) {
        struct bytes idle = {0};
        int x = r.x + AT_ROOMS;
        if (g->rooms) {
            chip(v, &x, r.y + S2, 90, g->room);
        }
        if (g->rooms > 1) {
            char more[16];
            snprintf(more, sizeof more, "+%d", g->rooms - 1);
            chip(v, &x, r.y + S2, 40, more);
        }
        idle_words(v, g->idle_s, &idle);
        view_text_fit(v, r.x + AT_IDLE, r.y + 10,
                      (r.w < ALL_COLUMNS ? r.w - ICONS_W : AT_SINCE) - AT_IDLE, TYPE_SMALL,
                      C_TEXT_2, idle.data);
        bytes_finish(&idle);
    }
    if (r.w >= ALL_COLUMNS && g->since) {
        char since[16], lag[32] = "";
        client_time(&v->app->client, g->since, since);
        view_text_fit(v, r.x + AT_SINCE, r.y + 10, AT_LAG - AT_SINCE, TYPE_SMALL, C_TEXT_2, since);
        if (g->lag_ms >= 0) {
            snprintf(lag, sizeof lag, "%d ms", g->lag_ms);
        }
        view_text_fit(v, r.x + AT_LAG, r.y + 10, r.w - ICONS_W - AT_LAG, TYPE_SMALL, C_TEXT_2, lag);
    }
    icon_at(v, r.x + r.w - ICONS_W, r.y + S1, ICON_MESSAGE, C_TEXT, ACT_GUEST_WRITE, index);
    icon_at(v, r.x + r.w - ICONS_W + ICON_BUTTON + S1, r.y + S1, ICON_KICK, C_DANGER, ACT_GUEST_OUT,
            index);
}

static void table(struct view *v, struct rect r, const struct console *c)
{
    static const struct {
        enum word word;
        int x;
    } heads[] = {{W_CONSOLE_FROM, AT_ADDRESS},
                 {W_ROOMS, AT_ROOMS},
                 {W_CONSOLE_IDLE, AT_IDLE},
                 {W_CONSOLE_CAME, AT_SINCE},
                 {W_CONSOLE_LAG, AT_LAG}};
    struct bytes people = {0};
    char count[16];
    snprintf(count, sizeof count, "%d", c->count);
    words_fill(&people, v->app->client.lang, W_CONSOLE_PEOPLE_N, "n", count, NULL);
    draw_border(v->d, r, R4, C_PANEL, 1, C_LINE);
    draw_hit(v->d, r, ACT_CONSOLE_TABLE, 0, NULL);
    check(v, r.x + S3, r.y + 6, c->count > 0 && console_chosen(c) == c->count, ACT_CONSOLE_ALL, 0);
    view_text_fit(v, r.x + 44, r.y + 6, 150, TYPE_LABEL, C_TEXT_2, people.data);
    bytes_finish(&people);
    for (int i = 0; i < (r.w >= ALL_COLUMNS ? 5 : r.w > 600 ? 3 : 1); i++) {
        view_text(v, r.x + heads[i].x, r.y + 6, TYPE_LABEL, C_TEXT_2, view_word(v, heads[i].word));
    }
    draw_rect(v->d, (struct rect){r.x, r.y + HEAD_ROW_H, r.w, 1}, C_LINE);
    struct rect inside = {r.x, r.y + HEAD_ROW_H + 1, r.w, r.h - HEAD_ROW_H - 2};
    draw_clip(v->d, inside);
    for (int i = c->first, y = inside.y; i < c->count && y < inside.y + inside.h;
         i++, y += GUEST_H) {
        guest_row(v, (struct rect){r.x, y, r.w, GUEST_H}, &c->guests[i], i);
    }
    draw_unclip(v->d);
}

/* --- the log --- */

static void log_lines(struct view *v, struct rect r, const struct console *c)
{
    const struct chat *chat = v->pane->chat;
    struct rect inside = {r.x, r.y + HEAD_ROW_H + 1, r.w, r.h - HEAD_ROW_H - 2};
    int w = r.w - LOG_TEXT_X - S3, y = r.y + r.h - S2;
    draw_border(v->d, r, R4, C_PANEL, 1, C_LINE);
    draw_hit(v->d, r, ACT_CONSOLE_LOG, 0, NULL);
    view_text(v, r.x + S3, r.y + 6, TYPE_LABEL, C_TEXT_2, view_word(v, W_CONSOLE_LOG));
    draw_rect(v->d, (struct rect){r.x, r.y + HEAD_ROW_H, r.w, 1}, C_LINE);
    draw_clip(v->d, inside);
    for (int i = chat->count - 1 - c->back; i >= 0 && y > inside.y; i--) {
        const struct line *line = chat->lines[i];
        struct wrap_row rows[1];
        struct wrap_run run = {0, strlen(line->text), TYPE_SMALL};
        int count = wrap_text(v->r, line->text, run.end, &run, 1, w, rows, 1);
        bool warns = line->icon == ICON_WARNING;
        char time[16];
        y -= count * LABEL_H + S1;
        client_time(&v->app->client, line->time, time);
        view_text_fit(v, r.x + S3, y, TIME_W, TYPE_SMALL, C_TEXT_3, time);
        draw_icon(v->d, r.x + LOG_ICON_X, y + 2, ICON_SMALL, line->icon,
                  warns ? C_MENTION : C_TEXT_3);
        view_paragraph(v, r.x + LOG_TEXT_X, y, w, TYPE_SMALL, warns ? C_TEXT : C_TEXT_2,
                       line->text);
    }
    draw_unclip(v->d);
}

/* --- the whole console --- */

static void head(struct view *v, const struct console *c)
{
    const struct app *app = v->app;
    struct rect r = v->pane->topic;
    struct bytes text = {0};
    char time[16];
    client_time(&app->client, c->since, time);
    words_fill(&text, app->client.lang, W_CONSOLE_SINCE, "name", network_name(v->pane->network),
               "time", time, NULL);
    draw_rect(v->d, r, C_PANEL);
    draw_rect(v->d, (struct rect){r.x, r.y + r.h - 1, r.w, 1}, C_LINE);
    int x = r.x;
    if (v->f.chats_drawer || app->client.prefs.hide_chats) {
        x = view_chats_button(v, r);
    }
    draw_icon(v->d, x + S5, r.y + 18, ICON, ICON_BROADCAST, C_OK);
    int right = text_button(v, r.x + r.w - S4, r.y + S3, view_word(v, W_CONSOLE_STOP), false,
                            ACT_CONSOLE_STOP, 0) -
                S3;
    right = text_button(v, right, r.y + S3, view_word(v, W_SERVER_SET_TITLE), false,
                        ACT_CONSOLE_SETTINGS, 0) -
            S3;
    right =
        text_button(v, right, r.y + S3, view_word(v, W_ROOM_BANS), false, ACT_CONSOLE_BANS, 0) - S3;
    if (right - x - 56 > NAME_LEAST) {
        view_text_fit(v, x + 56, r.y + S2, right - x - 56, TYPE_NAME, C_TEXT,
                      view_word(v, W_CONSOLE_TITLE));
        view_text_fit(v, x + 56, r.y + 28, right - x - 56, TYPE_SMALL, C_TEXT_3, text.data);
    }
    bytes_finish(&text);
}

void view_console(struct view *v)
{
    const struct console *c = v->pane->network->console;
    struct rect talk = v->pane->talk;
    head(v, c);
    struct rect r = {talk.x + v->f.edge, talk.y + S5, talk.w - 2 * v->f.edge, talk.h - S5 + S2};
    int used = boxes(v, r, c);
    r.y += used;
    r.h -= used;
    bool log = r.w >= 720;
    table(v, (struct rect){r.x, r.y, log ? r.w - CONSOLE_LOG_W - S4 : r.w, r.h}, c);
    if (log) {
        log_lines(v, (struct rect){r.x + r.w - CONSOLE_LOG_W, r.y, CONSOLE_LOG_W, r.h}, c);
    }
}

void view_console_code(struct view *v)
{
    if (v->pane->network->console && v->pane->network->console->code) {
        code(v, v->pane->network->console);
    }
}

void view_console_target(struct view *v, struct rect prompt)
{
    const struct console *c = v->pane->network->console;
    struct bytes chosen = {0};
    char number[16];
    int count = console_chosen(c);
    snprintf(number, sizeof number, "%d", count);
    words_fill(&chosen, v->app->client.lang, W_CONSOLE_CHOSEN, "n", number, NULL);
    const char *labels[] = {view_word(v, W_CONSOLE_EVERYBODY), chosen.data};
    int x = prompt.x + S2;
    for (int i = 0; i < 2; i++) {
        int w = CONSOLE_TARGET_W / 2 - S2;
        struct rect at = {x, prompt.y + S2, w, ICON_BUTTON};
        bool on = c->to_chosen == (i == 1);
        draw_border(v->d, at, R2, on ? C_ACCENT_TINT : C_BG, 1, on ? C_FOCUS : C_LINE);
        view_text_center(v, at, TYPE_LABEL,
                         i && !count ? C_TEXT_OFF
                         : on        ? C_TEXT
                                     : C_TEXT_2,
                         labels[i]);
        draw_hit(v->d, at, ACT_CONSOLE_TARGET, i, NULL);
        x += w;
    }
    bytes_finish(&chosen);
}
