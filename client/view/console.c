#include <qrencode.h>
#include <stdio.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/words.h"
#include "client/layout/action.h"
#include "client/net/network.h"
#include "client/panel/console.h"
#include "client/view/view.h"
#include "irc/check.h"

enum {
    HEAD_ROW_H = CONSOLE_HEAD_ROW_H,
    GUEST_H = CONSOLE_GUEST_H,
    CHECK = 20,
    AT_ADDRESS = 204,
    AT_ROOMS = 344,
    AT_IDLE = 482,
    AT_SINCE = 546,
    AT_LAG = 610,
    ALL_COLUMNS = 740,
    ICONS_W = 76,
    TIME_W = 48,
    NAME_LEAST = 180,   /* of the head, beside buttons with words */
    ADDRESS_LEAST = 60, /* of a guest; where there is less room, the name has it */
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

static void address_box(struct view *v, const struct console *c, const struct console_places *p)
{
    struct rect r = p->address;
    int y = r.y + (p->tall ? 80 : 43), right = r.x + r.w - S4, w = r.w - 2 * S4;
    box(v, r, view_word(v, W_CONSOLE_ADDRESS));
    right =
        text_button(v, right, y, view_word(v, c->copied_until ? W_CONSOLE_COPIED : W_CONSOLE_COPY),
                    true, ACT_CONSOLE_COPY, 0);
    right = text_button(v, right - S2, y, view_word(v, W_CONSOLE_CODE), false, ACT_CONSOLE_CODE, 0);
    view_text_fit(v, r.x + S4, r.y + 45, p->tall ? w : right - S3 - r.x - S4, TYPE_TITLE, C_TEXT,
                  c->address);
    view_paragraph(v, r.x + S4, r.y + (p->tall ? 124 : 84), w, TYPE_SMALL, C_TEXT_2,
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
        struct rect all = {0, 0, v->app->width, v->app->height};
        int most = all.w - 2 * S5 - 2 * S2, high = all.h - S6 - 2 * S5 - 2 * S2;
        most = most < high ? most : high;
        most = most < MOST ? most : MOST;
        int n = qr->width, px = most / (n + 2 * QUIET);
        px = px < 1 ? 1 : px;
        int side = px * (n + 2 * QUIET);
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
        int text_w = ruler_width(v->r, TYPE_STRONG, link.data);
        text_w = text_w < card.w - 2 * S2 ? text_w : card.w - 2 * S2;
        view_text_fit(v, card.x + (card.w - text_w) / 2, card.y + S5 + side + S3, text_w,
                      TYPE_STRONG, C_TEXT, link.data);
        QRcode_free(qr);
    }
    bytes_finish(&link);
}

static void fingerprint_box(struct view *v, const struct console *c, const struct console_places *p)
{
    struct rect r = p->fingerprint;
    const char *at = c->fingerprint;
    int y = r.y + S7, w = r.w - 2 * S4;
    box(v, r, view_word(v, W_CONSOLE_FINGERPRINT));
    if (!*at) {
        view_paragraph(v, r.x + S4, y, w, TYPE_SMALL, C_TEXT_2, view_word(v, W_CONSOLE_ELSEWHERE));
        return;
    }
    struct rect copy = {r.x + r.w - S3 - ICON_BUTTON, r.y + 10, ICON_BUTTON, ICON_BUTTON};
    if (view_hot(v, ACT_CONSOLE_COPY, 1)) {
        draw_box(v->d, copy, R2, C_HOVER);
    }
    draw_icon(v->d, copy.x + 6, copy.y + 6, ICON, ICON_COPY, C_TEXT_2);
    draw_hit(v->d, copy, ACT_CONSOLE_COPY, 1, NULL);
    view_fingerprint(v, r.x + S4, y, TYPE_CODE, p->row, at);
    y += (((int)strlen(at) + p->row) / (p->row + 1)) * type_styles[TYPE_CODE].line;
    view_paragraph(v, r.x + S4, y + S1, w, TYPE_SMALL, C_TEXT_2,
                   view_word(v, W_CONSOLE_FINGERPRINT_DO));
}

static void number(struct view *v, struct rect r, int y, enum word word, int n)
{
    char text[16];
    snprintf(text, sizeof text, "%d", n);
    view_text_fit(v, r.x + S4, y, r.w - 80, TYPE_SMALL, C_TEXT, view_word(v, word));
    view_text_right(v, r.x + r.w - S4, y, TYPE_LABEL, C_TEXT, text);
}

static void boxes(struct view *v, const struct console *c, const struct console_places *p)
{
    address_box(v, c, p);
    fingerprint_box(v, c, p);
    if (p->now.w) {
        box(v, p->now, view_word(v, W_CONSOLE_NOW));
        number(v, p->now, p->now.y + 44, W_CONSOLE_PEOPLE, c->count);
        number(v, p->now, p->now.y + 64, W_ROOMS, c->room_count);
    }
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
    int address_w = (wide ? AT_ROOMS : r.w - ICONS_W) - AT_ADDRESS - S2;
    bool placed = address_w >= ADDRESS_LEAST;
    int end = view_text_fit(v, r.x + 76, r.y + S2, (placed ? AT_ADDRESS : r.w - ICONS_W) - 76 - S5,
                            TYPE_BODY, C_TEXT, g->nick);
    if (g->oper) {
        draw_icon(v->d, end + S2, r.y + S3, ICON_SMALL, ICON_SHIELD, C_TEXT_3);
    }
    if (placed) {
        view_text_fit(v, r.x + AT_ADDRESS, r.y + 10, address_w, TYPE_SMALL, C_TEXT_2, g->address);
    }
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

static void table(struct view *v, const struct console *c, const struct console_places *p)
{
    struct rect r = p->table;
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
    view_text_fit(v, r.x + 44, r.y + 6, AT_ADDRESS - 54, TYPE_LABEL, C_TEXT_2, people.data);
    bytes_finish(&people);
    bool placed = r.w - ICONS_W - AT_ADDRESS - S2 >= ADDRESS_LEAST;
    for (int i = 0; i < (r.w >= ALL_COLUMNS ? 5 : r.w > 600 ? 3 : placed ? 1 : 0); i++) {
        view_text(v, r.x + heads[i].x, r.y + 6, TYPE_LABEL, C_TEXT_2, view_word(v, heads[i].word));
    }
    draw_rect(v->d, (struct rect){r.x, r.y + HEAD_ROW_H, r.w, 1}, C_LINE);
    struct rect inside = {r.x, r.y + HEAD_ROW_H + 1, r.w, r.h - HEAD_ROW_H - 2};
    draw_clip(v->d, inside);
    int first = p->flows ? 0 : c->first;
    for (int i = first, y = inside.y; i < c->count && y < inside.y + inside.h; i++, y += GUEST_H) {
        guest_row(v, (struct rect){r.x, y, r.w, GUEST_H}, &c->guests[i], i);
    }
    if (!p->flows) {
        view_scrollbar(v, inside, c->first * GUEST_H, c->count * GUEST_H);
    }
    draw_unclip(v->d);
}

/* --- the log --- */

static void log_lines(struct view *v, const struct console *c, const struct console_places *p)
{
    struct rect r = p->log;
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
    struct bytes since = {0};
    client_since(&app->client, c->since, &since);
    words_fill(&text, app->client.lang, W_CONSOLE_SINCE, "name", network_name(v->pane->network),
               "since", since.data, NULL);
    bytes_finish(&since);
    draw_rect(v->d, r, C_PANEL);
    draw_rect(v->d, (struct rect){r.x, r.y + r.h - 1, r.w, 1}, C_LINE);
    int x = r.x;
    if (v->f.chats_drawer || app->client.prefs.hide_chats) {
        x = view_chats_button(v, r);
    }
    static const struct {
        enum word word;
        enum icon icon;
        enum action action;
    } buttons[] = {{W_CONSOLE_STOP, ICON_STOP, ACT_CONSOLE_STOP},
                   {W_SERVER_SET_TITLE, ICON_GEAR, ACT_CONSOLE_SETTINGS},
                   {W_ROOM_BANS, ICON_BAN, ACT_CONSOLE_BANS}};
    int right = r.x + r.w - S4, all = 0;
    draw_icon(v->d, x + S5, r.y + 18, ICON, ICON_BROADCAST, C_OK);
    x += S5 + ICON + S3;
    for (size_t i = 0; i < COUNT_OF(buttons); i++) {
        all += ruler_width(v->r, TYPE_LABEL, view_word(v, buttons[i].word)) + 2 * S3 + S3;
    }
    bool icons = right - all - x < NAME_LEAST;
    for (size_t i = 0; i < COUNT_OF(buttons); i++) {
        if (icons) {
            right -= ICON_BUTTON;
            view_icon_button(v, (struct rect){right, r.y + S3, ICON_BUTTON, ICON_BUTTON},
                             buttons[i].icon, false, buttons[i].action);
        } else {
            right = text_button(v, right, r.y + S3, view_word(v, buttons[i].word), false,
                                buttons[i].action, 0);
        }
        right -= icons ? S1 : S3;
    }
    bool fits = ruler_width(v->r, TYPE_NAME, view_word(v, W_CONSOLE_TITLE)) <= right - x;
    view_text_fit(v, x, r.y + S2, right - x, TYPE_NAME, C_TEXT,
                  view_word(v, fits ? W_CONSOLE_TITLE : W_CONSOLE_TITLE_SHORT));
    view_text_fit(v, x, r.y + 28, right - x, TYPE_SMALL, C_TEXT_3, text.data);
    bytes_finish(&text);
}

void view_console(struct view *v)
{
    const struct console *c = v->pane->network->console;
    struct console_places p;
    console_places(v->app, c, v->pane->talk, v->f.edge, &p);
    head(v, c);
    if (p.over) {
        draw_clip(v->d, p.area);
    }
    boxes(v, c, &p);
    table(v, c, &p);
    log_lines(v, c, &p);
    if (p.over) {
        draw_unclip(v->d);
    }
    view_scrollbar(v, p.area, p.scroll, p.area.h + p.over);
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
    int x = prompt.x + S2, all = v->pane->reply.w ? prompt.w - S2 : CONSOLE_TARGET_W;
    for (int i = 0; i < 2; i++) {
        int w = all / 2 - S2;
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
