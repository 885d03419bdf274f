#include <stdio.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/input/keymap.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/panel/search.h"
#include "client/text/text.h"
#include "client/view/view.h"
#include "irc/stamp.h"

enum { HITS_IN_TEXT = 32 };

void view_find_field(struct view *v)
{
    const struct search *s = v->app->search;
    struct rect r = v->pane->find;
    if (!r.w) {
        return;
    }
    if (r.w == ICON_BUTTON) {
        view_icon_button(v, r, ICON_SEARCH, false, ACT_SEARCH);
        return;
    }
    bool focus = v->app->searching && s->focus;
    bool hot = view_hot(v, ACT_SEARCH, 0);
    draw_border(v->d, r, R2,
                focus ? C_FIELD
                : hot ? C_HOVER
                      : C_PANEL,
                focus ? RING : 1,
                focus               ? C_FOCUS
                : v->app->searching ? C_LINE_STRONG
                                    : C_LINE);
    draw_hit(v->d, r, ACT_SEARCH, 0, NULL);
    draw_icon(v->d, r.x + S2, r.y + S2, ICON_SMALL, ICON_SEARCH, C_TEXT_3);
    int x = r.x + 33;
    if (!v->app->searching) {
        view_text(v, x, r.y + 6, TYPE_SMALL, C_TEXT_3, view_word(v, W_SEARCH));
        view_text_right(v, r.x + r.w - S3, r.y + 6, TYPE_SMALL, C_TEXT_3,
                        keymap_keys(v->app, KEYMAP_SEARCH));
        return;
    }
    struct rect close = {r.x + r.w - ICON_BUTTON, r.y, ICON_BUTTON, ICON_BUTTON};
    struct rect text = {x, r.y + S1, close.x - x, LINE_H};
    if (s->query.text.len == 0) {
        view_text_fit(v, x + S1, r.y + 6, text.w, TYPE_SMALL, C_TEXT_3, view_word(v, W_SEARCH));
    }
    view_field_text(v, text, &s->query, focus, C_TEXT, NULL);
    draw_icon(v->d, close.x + S2, close.y + S2, ICON_SMALL, ICON_CLOSE,
              view_hot(v, ACT_SEARCH_CLOSE, 0) ? C_TEXT : C_TEXT_3);
    draw_hit(v->d, close, ACT_SEARCH_CLOSE, 0, NULL);
}

/* --- the chips --- */

static void chip(struct view *v, struct rect at, enum search_menu menu)
{
    struct bytes text = {0};
    bool set = search_chip_words(v->app, menu, &text);
    bool hot = view_hot(v, ACT_SEARCH_CHIP, (int)menu) || v->app->search->menu == menu;
    draw_border(v->d, at, R2,
                set   ? C_ACCENT_TINT
                : hot ? C_HOVER
                      : COLOR_NONE,
                1, set ? C_ACCENT : C_LINE_STRONG);
    view_text_fit(v, at.x + S2, at.y + 6, at.w - 2 * S2 - S1 - ICON_SMALL, TYPE_SMALL,
                  set ? C_TEXT : C_TEXT_2, bytes_string(&text));
    draw_icon(v->d, at.x + at.w - S2 - ICON_SMALL, at.y + S2, ICON_SMALL, ICON_CHEVRON_DOWN,
              C_TEXT_2);
    draw_hit(v->d, at, ACT_SEARCH_CHIP, (int)menu, NULL);
    bytes_finish(&text);
}

static void chip_menu(struct view *v, int x, int y)
{
    struct bytes text = {0};
    bool chosen;
    int rows = 0, w = MENU_W;
    while (search_row(v->app, v->app->search->menu, rows, &text, &chosen)) {
        rows++;
    }
    struct rect pane = v->f.search;
    x = x + w > pane.x + pane.w - S2 ? pane.x + pane.w - S2 - w : x;
    struct rect box = {x, y, w, rows * ROW_H + 2 * S1};
    draw_border(v->d, box, R4, C_RAISED, 1, C_POP_LINE);
    draw_hit(v->d, box, ACT_NONE, 0, NULL);
    for (int i = 0; i < rows; i++) {
        struct rect at = {x + S1, y + S1 + i * ROW_H, w - 2 * S1, ROW_H};
        bytes_clear(&text);
        search_row(v->app, v->app->search->menu, i, &text, &chosen);
        if (view_hot(v, ACT_SEARCH_ROW, i)) {
            draw_box(v->d, at, R2, C_HOVER);
        }
        if (chosen) {
            draw_icon(v->d, at.x + S2, at.y + S2, ICON_SMALL, ICON_CHECK, C_ACCENT);
        }
        view_text_fit(v, at.x + 32, at.y + S1, at.w - 32 - S2, TYPE_BODY, C_TEXT, text.data);
        draw_hit(v->d, at, ACT_SEARCH_ROW, i, NULL);
    }
    bytes_finish(&text);
}

/* --- the hit counter --- */

static void number_words(const struct view *v, enum word key, int i, int n, struct bytes *out)
{
    char first[16], second[16];
    snprintf(first, sizeof first, "%d", i);
    snprintf(second, sizeof second, "%d", n);
    bytes_clear(out);
    words_fill(out, v->app->client.lang, key, "i", first, "n", second, NULL);
}

static void arrow(struct view *v, int x, int y, enum icon icon, int step)
{
    struct rect at = {x, y, ICON_BUTTON, ICON_BUTTON};
    if (view_hot(v, ACT_SEARCH_STEP, step)) {
        draw_box(v->d, at, R2, view_pressed(v, ACT_SEARCH_STEP, step) ? C_PRESS : C_HOVER);
    }
    draw_icon(v->d, x + S2, y + S2, ICON_SMALL, icon, C_TEXT_2);
    draw_hit(v->d, at, ACT_SEARCH_STEP, step, NULL);
}

static void counter(struct view *v, struct rect at)
{
    const struct search *s = v->app->search;
    struct bytes text = {0};
    int y = at.y + 14;
    if (s->busy || s->due) {
        view_text(v, at.x + S4, y, TYPE_SMALL, C_TEXT_3, view_word(v, W_SEARCH_BUSY));
    } else if (s->count) {
        number_words(v,
                     s->count == 1                 ? W_SEARCH_1
                     : s->count == SEARCH_HITS_MAX ? W_SEARCH_MOST
                                                   : W_SEARCH_N,
                     0, s->count, &text);
        view_text(v, at.x + S4, y, TYPE_SMALL, C_TEXT_3, text.data);
    }
    if (s->count) {
        int right = at.x + at.w - S4;
        arrow(v, right - ICON_BUTTON, y - 6, ICON_CHEVRON_DOWN, 1);
        arrow(v, right - 2 * ICON_BUTTON, y - 6, ICON_CHEVRON_UP, -1);
        if (s->selected >= 0) {
            number_words(v, W_SEARCH_OF, s->selected + 1, s->count, &text);
            view_text_right(v, right - 2 * ICON_BUTTON - S2, y, TYPE_SMALL, C_TEXT_3, text.data);
        }
    }
    bytes_finish(&text);
}

/* --- the results --- */

void view_hit_words(struct view *v, const char *text, size_t start, size_t end, int x, int y,
                    bool ground)
{
    struct span spans[HITS_IN_TEXT];
    int count = text_find_words(text, edit_text(&v->app->search->query), spans, HITS_IN_TEXT);
    for (int i = 0; i < count; i++) {
        size_t from = spans[i].start > start ? spans[i].start : start;
        size_t to = spans[i].end < end ? spans[i].end : end;
        if (from < to) {
            int left = v->r->width(v->r, TYPE_BODY, text + start, from - start);
            int w = v->r->width(v->r, TYPE_BODY, text + from, to - from);
            if (ground) {
                draw_box(v->d, (struct rect){x + left - 1, y + 2, w + 2, LINE_H - 4}, R1,
                         C_MENTION_FILL);
            } else {
                draw_text(v->d, x + left, y, TYPE_BODY, C_ON_MENTION, text + from, to - from);
            }
        }
    }
}

/* "Today, 09:40", "14 Nov, 12:38", "3 Feb 2024, 18:00". */
static void date_words(const struct view *v, int64_t wall, struct bytes *out)
{
    const struct app *app = v->app;
    struct civil c = stamp_civil(client_local(&app->client, wall));
    struct civil today = stamp_civil(client_local(&app->client, app->client.wall));
    char time[16];
    client_time(&app->client, wall, time);
    if (client_day(&app->client, wall) == client_day(&app->client, app->client.wall)) {
        words_fill(out, app->client.lang, W_TODAY, "date", time, NULL);
        return;
    }
    bytes_format(out, "%d %.3s", c.day, words_month(app->client.lang, c.month));
    if (c.year != today.year) {
        bytes_format(out, " %d", c.year);
    }
    bytes_format(out, ", %s", time);
}

static void result(struct view *v, struct rect at, int index)
{
    const struct search *s = v->app->search;
    const struct line *line = s->hits[index].line;
    bool selected = index == s->selected;
    enum color ground = selected                             ? C_ACCENT_TINT
                        : view_hot(v, ACT_SEARCH_HIT, index) ? C_ROW_HOVER
                                                             : C_PANEL;
    draw_box(v->d, at, R3, ground);
    draw_hit(v->d, at, ACT_SEARCH_HIT, index, NULL);
    view_avatar(v, at.x + S3, at.y + S2, AVATAR_PEOPLE, line->nick, PRESENCE_NONE, ground);
    struct bytes when = {0};
    int x = at.x + 48, y = at.y + S2, w = at.w - 48 - S3;
    date_words(v, line->time, &when);
    if (s->everywhere) {
        bytes_format(&when, " · %s", s->hits[index].place);
    }
    int end = view_text_fit(v, x, y, w / 2, TYPE_NAME, view_nick_color(v, line->nick), line->nick);
    view_text_fit(v, end + S2, y, x + w - end - S2, TYPE_SMALL, C_TEXT_3, when.data);
    bytes_finish(&when);
    const char *text = chat_words(line);
    struct wrap_row rows[HIT_ROWS];
    size_t len = strlen(text);
    struct wrap_run run = {0, len, TYPE_BODY};
    int count = wrap_text(v->r, text, len, &run, 1, w, rows, HIT_ROWS);
    for (int i = 0; i < count && i < HIT_ROWS; i++) {
        y += i ? LINE_H : NAME_H;
        if (i == HIT_ROWS - 1 && count > HIT_ROWS) {
            view_text_fit(v, x, y, w, TYPE_BODY, C_TEXT, text + rows[i].start);
            continue;
        }
        view_hit_words(v, text, rows[i].start, rows[i].end, x, y, true);
        draw_text(v->d, x, y, TYPE_BODY, C_TEXT, text + rows[i].start, rows[i].end - rows[i].start);
        view_hit_words(v, text, rows[i].start, rows[i].end, x, y, false);
    }
}

static void nothing(struct view *v, struct rect at)
{
    const struct search *s = v->app->search;
    struct bytes text = {0};
    const char *words = edit_text(&s->query);
    if (!s->asked) {
        bytes_text(&text, view_word(v, W_SEARCH_HINT));
    } else {
        words_fill(&text, v->app->client.lang, s->everywhere ? W_SEARCH_NONE_ALL : W_SEARCH_NONE,
                   "text", words, "name", s->place, NULL);
    }
    int h = view_paragraph(v, at.x + S4, at.y + S4, at.w - 2 * S4, TYPE_BODY, C_TEXT_2, text.data);
    bytes_finish(&text);
    if (s->asked && !s->everywhere) {
        const char *label = view_word(v, W_SEARCH_EVERYWHERE);
        int w = ruler_width(v->r, TYPE_LABEL, label) + 2 * S3;
        view_button(v, &(struct button){.at = {at.x + S4, at.y + S4 + h + S3, w, BUTTON_SMALL_H},
                                        .label = label,
                                        .action = ACT_SEARCH_ALL});
    }
}

void view_search(struct view *v)
{
    const struct search *s = v->app->search;
    struct rect r = v->f.search;
    if (!r.w) {
        return;
    }
    draw_rect(v->d, r, C_PANEL);
    draw_hit(v->d, r, ACT_NONE, 0, NULL);
    draw_rect(v->d, (struct rect){r.x, r.y, 1, r.h}, C_LINE);
    draw_clip(v->d, r); /* there may be no room for all of it */
    struct rect chips[3];
    int y = r.y + search_chips(v->app, r.w, chips);
    for (int i = 0; i < 3; i++) {
        chips[i].x += r.x;
        chips[i].y += r.y;
        chip(v, chips[i], (enum search_menu)(SEARCH_PLACE + i));
    }
    counter(v, (struct rect){r.x, y, r.w, HIT_COUNTER_H});
    y += HIT_COUNTER_H;
    if (s->local && s->asked) {
        y += view_paragraph(v, r.x + S4, y, r.w - 2 * S4, TYPE_SMALL, C_TEXT_3,
                            view_word(v, W_SEARCH_HERE_ONLY)) +
             S2;
    }
    struct rect list = {r.x, y, r.w, r.y + r.h - y};
    draw_clip(v->d, list);
    if (s->count == 0 && !s->busy && !s->due) {
        nothing(v, list);
    }
    y -= s->px;
    for (int i = 0; i < s->count; i++) {
        int h = search_hit_height(v->app, i);
        if (y + h > list.y && y < list.y + list.h) {
            result(v, (struct rect){r.x + S3, y, r.w - 2 * S3, h}, i);
        }
        y += h;
    }
    draw_unclip(v->d);
    draw_unclip(v->d);
    if (s->menu) {
        struct rect at = chips[s->menu - SEARCH_PLACE];
        chip_menu(v, at.x, at.y + at.h + S1);
    }
}
