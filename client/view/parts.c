#include <stdio.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/words.h"
#include "client/input/keymap.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/layout/measure.h"
#include "client/net/network.h"
#include "client/text/edit.h"
#include "client/text/text.h"
#include "client/text/visual_row.h"
#include "client/view/view.h"
#include "irc/message.h"
#include "irc/names.h"

const char *view_word(const struct view *v, enum word key)
{
    return words_text(v->app->client.lang, key);
}

bool view_hot(const struct view *v, int action, int arg)
{
    return v->pane->focused && v->app->hover == action && v->app->hover_arg == arg;
}

bool view_pressed(const struct view *v, int action, int arg)
{
    return v->app->pressed == action && v->app->pressed_arg == arg && view_hot(v, action, arg);
}

int view_text(struct view *v, int x, int y, enum type type, enum color color, const char *text)
{
    draw_text(v->d, x, y, type, color, text, strlen(text));
    return x + ruler_width(v->r, type, text);
}

int view_text_fit(struct view *v, int x, int y, int w, enum type type, enum color color,
                  const char *text)
{
    size_t len = strcspn(text, "\n"); /* only the first of several lines */
    size_t fits = wrap_fit(v->r, type, text, len, w);
    if (fits == len && !text[len]) {
        return view_text(v, x, y, type, color, text);
    }
    struct bytes cut = {0};
    bytes_add(&cut, text, fits);
    bytes_text(&cut, "…");
    int end = view_text(v, x, y, type, color, cut.data);
    bytes_finish(&cut);
    return end;
}

void view_text_right(struct view *v, int right, int y, enum type type, enum color color,
                     const char *text)
{
    view_text(v, right - ruler_width(v->r, type, text), y, type, color, text);
}

void view_text_center(struct view *v, struct rect at, enum type type, enum color color,
                      const char *text)
{
    int x = at.x + (at.w - ruler_width(v->r, type, text)) / 2;
    view_text(v, x, at.y + (at.h - type_styles[type].line) / 2, type, color, text);
}

int view_paragraph(struct view *v, int x, int y, int w, enum type type, enum color color,
                   const char *text)
{
    enum { ROWS = TALK_ROWS_MAX };
    struct wrap_row rows[ROWS];
    size_t len = strlen(text);
    struct wrap_run run = {0, len, type};
    int count = wrap_text(v->r, text, len, &run, 1, w, rows, ROWS);
    count = count > ROWS ? ROWS : count;
    for (int i = 0; i < count; i++) {
        draw_text(v->d, x, y + i * type_styles[type].line, type, color, text + rows[i].start,
                  rows[i].end - rows[i].start);
    }
    return count * type_styles[type].line;
}

enum color view_nick_color(const struct view *v, const char *nick)
{
    char folded[NICK_CAP];
    if (v->app->client.prefs.plain_names) {
        return C_TEXT;
    }
    names_fold(v->pane->network->isupport.casemap, folded, sizeof folded, nick);
    return (enum color)(C_NICK + theme_nick(folded));
}

void view_presence(struct view *v, int cx, int cy, enum presence dot, enum color ground)
{
    if (dot == PRESENCE_NONE) {
        return;
    }
    int outer = DOT + 2 * RING;
    draw_box(v->d, (struct rect){cx - outer / 2, cy - outer / 2, outer, outer}, R_FULL, ground);
    struct rect at = {cx - DOT / 2, cy - DOT / 2, DOT, DOT};
    if (dot == PRESENCE_ONLINE) {
        draw_box(v->d, at, R_FULL, C_OK);
    } else {
        draw_border(v->d, at, R_FULL, ground, RING, dot == PRESENCE_AWAY ? C_MENTION : C_TEXT_3);
    }
}

void view_avatar(struct view *v, int x, int y, int size, const char *nick, enum presence dot,
                 enum color ground)
{
    char folded[NICK_CAP], initials[16];
    names_fold(v->pane->network->isupport.casemap, folded, sizeof folded, nick);
    int color = theme_nick(folded);
    struct rect at = {x, y, size, size};
    text_initials(initials, nick, size < AVATAR_TALK ? 1 : 2);
    bool plain = v->app->client.prefs.plain_names;
    draw_box(v->d, at, R_FULL, plain ? C_HOVER : (enum color)(C_NICK_GROUND + color));
    view_text_center(v, at, TYPE_LABEL, plain ? C_TEXT_2 : (enum color)(C_NICK_INK + color),
                     initials);
    int in = size > AVATAR_CHATS ? 2 : 0;
    view_presence(v, x + size - in, y + size - in, dot, ground);
}

void view_mark(struct view *v, int x, int y, int size)
{
    /* on a grid of 64: petals of 20 at 10 and 34, the corner facing inward is small */
    int petal = size * 20 / 64, near = size * 10 / 64, far = size * 34 / 64;
    int round = petal / 2, tight = size < 24 ? 0 : (size * 2 + 32) / 64;
    draw_box(v->d, (struct rect){x, y, size, size}, size / 4, C_MARK_GROUND);
    for (int i = 0; i < 4; i++) {
        static const int inward[] = {2, 3, 0, 1}; /* bottom right, bottom left, top left, ... */
        bool right = i == 1 || i == 2, low = i >= 2;
        int radius[4] = {round, round, round, round};
        radius[inward[i]] = tight;
        struct rect at = {x + (right ? far : near), y + (low ? far : near), petal, petal};
        draw_shape(v->d, at, radius, i == 1 ? C_MARK_VOICE : C_MARK_PETAL);
    }
}

int view_badge(struct view *v, int right, int y, const struct chat *c)
{
    char text[16];
    int count = c->mentions ? c->mentions : c->unread;
    if (count == 0) {
        return 0;
    }
    snprintf(text, sizeof text, "%s%d%s", c->mentions ? "@" : "", count > 99 ? 99 : count,
             count > 99 ? "+" : "");
    int w = ruler_width(v->r, TYPE_LABEL, text) + 12;
    w = w < BADGE_H ? BADGE_H : w;
    struct rect at = {right - w, y, w, BADGE_H};
    draw_box(v->d, at, R_FULL, c->mentions ? C_MENTION_FILL : C_BADGE);
    view_text_center(v, at, TYPE_LABEL, c->mentions ? C_ON_MENTION : C_ON_BADGE, text);
    return w;
}

void view_scrollbar(struct view *v, struct rect area, int first, int total)
{
    if (total <= area.h) {
        return;
    }
    int h = area.h * area.h / total;
    h = h < SCROLLBAR_MIN ? SCROLLBAR_MIN : h;
    int y = area.y + (area.h - h) * first / (total - area.h);
    draw_box(v->d, (struct rect){area.x + area.w - SCROLLBAR_W - 2, y, SCROLLBAR_W, h}, R_FULL,
             C_BADGE);
}

void view_dialog(struct view *v, struct rect card, int away)
{
    struct rect all = {0, 0, v->app->width, v->app->height};
    draw_rect(v->d, all, C_SCRIM);
    draw_hit(v->d, all, away, 0, NULL);
    draw_border(v->d, card, R4, C_RAISED, 1, C_POP_LINE);
    draw_hit(v->d, card, ACT_NONE, 0, NULL);
}

void view_focus_ring(struct view *v, struct rect at, int radius)
{
    draw_border(v->d, rect_inset(at, -2 * RING, -2 * RING), radius + 2 * RING, COLOR_NONE, RING,
                C_FOCUS);
}

void view_button(struct view *v, const struct button *b)
{
    bool hot = view_hot(v, b->action, b->arg), down = view_pressed(v, b->action, b->arg);
    enum type type = b->at.h < BUTTON_H ? TYPE_LABEL : TYPE_STRONG;
    if (b->disabled) {
        draw_box(v->d, b->at, R3, C_HOVER);
        view_text_center(v, b->at, type, C_TEXT_OFF, b->label);
        return;
    }
    if (b->danger) {
        draw_box(v->d, b->at, R3, hot ? C_DANGER_FILL_H : C_DANGER_FILL);
        view_text_center(v, b->at, type, C_ON_ACCENT, b->label);
    } else if (b->primary) {
        draw_box(v->d, b->at, R3, down ? C_ACCENT_FILL_P : hot ? C_ACCENT_FILL_H : C_ACCENT_FILL);
        view_text_center(v, b->at, type, C_ON_ACCENT, b->label);
    } else {
        draw_border(v->d, b->at, R3, down ? C_PRESS : hot ? C_HOVER : COLOR_NONE, 1, C_LINE_STRONG);
        view_text_center(v, b->at, type, C_TEXT, b->label);
    }
    if (b->focus) {
        view_focus_ring(v, b->at, R3);
    }
    draw_hit(v->d, b->at, b->action, b->arg, b->text);
}

void view_choices(struct view *v, const struct choices *c)
{
    struct rect places[CHOICES_MOST];
    draw_border(v->d, c->at, R2, C_BG, 1, C_LINE);
    int h = measure_choices(v->r, c->labels, c->count, c->at.w, places).h;
    for (int i = 0; i < c->count; i++) {
        struct rect at = {c->at.x + places[i].x, c->at.y + places[i].y, places[i].w,
                          places[i].h + c->at.h - h};
        bool on = i == c->value;
        if (on) {
            draw_border(v->d, at, R2, C_ACCENT_TINT, 1, c->disabled ? C_LINE : C_FOCUS);
        } else if (!c->disabled && view_hot(v, c->action, c->arg + i)) {
            draw_box(v->d, at, R2, C_HOVER);
        }
        view_text_center(v, at, TYPE_LABEL,
                         c->disabled ? C_TEXT_OFF
                         : on        ? C_TEXT
                                     : C_TEXT_2,
                         c->labels[i]);
        if (!c->disabled) {
            draw_hit(v->d, at, c->action, c->arg + i, c->text);
        }
    }
    if (c->focus) {
        view_focus_ring(v, c->at, R2);
    }
}

void view_switch(struct view *v, struct rect at, bool on, bool disabled, bool focus)
{
    enum { KNOB = 18 };
    draw_box(v->d, at, R_FULL, disabled ? C_LINE : on ? C_ACCENT_FILL : C_LINE_STRONG);
    draw_box(v->d, (struct rect){on ? at.x + at.w - KNOB - 3 : at.x + 3, at.y + 3, KNOB, KNOB},
             R_FULL, on ? C_ON_ACCENT : C_KNOB);
    if (focus) {
        view_focus_ring(v, at, SWITCH_H / 2);
    }
}

void view_fingerprint(struct view *v, int x, int y, enum type type, int row, const char *text)
{
    for (size_t len = strlen(text), n; len > 0; y += type_styles[type].line) {
        n = len < (size_t)row ? len : (size_t)row;
        draw_text(v->d, x, y, type, C_TEXT, text, n);
        n += n < len; /* the space between two rows */
        text += n;
        len -= n;
    }
}

void view_icon_button(struct view *v, struct rect at, enum icon icon, bool on, int action)
{
    bool hot = view_hot(v, action, 0);
    if (hot || on) {
        draw_box(v->d, at, R2, view_pressed(v, action, 0) ? C_PRESS : C_HOVER);
    }
    draw_icon(v->d, at.x + (at.w - ICON) / 2, at.y + (at.h - ICON) / 2, ICON, icon, C_TEXT_2);
    draw_hit(v->d, at, action, 0, NULL);
}

enum { KEY_LEAST = 26 };

int view_key_width(const struct view *v, const char *keys)
{
    char caps[KEYMAP_TEXT];
    keymap_caps(v->app, keys, caps);
    int w = ruler_width(v->r, TYPE_SMALL, caps) + 2 * S2;
    return w < KEY_LEAST ? KEY_LEAST : w;
}

int view_key(struct view *v, int x, int y, const char *keys)
{
    char name[KEYMAP_TEXT];
    int w = view_key_width(v, keys);
    keymap_caps(v->app, keys, name);
    struct rect at = {x, y, w, 22};
    draw_border(v->d, at, R1, COLOR_NONE, 1, C_POP_LINE);
    view_text_center(v, at, TYPE_SMALL, C_TEXT_3, name);
    return x + w;
}

int view_hint(struct view *v, int x, int y, int right, const char *keys, enum word word)
{
    char names[2][16] = {"", ""};
    int count = sscanf(keys, "%15s %15s", names[0], names[1]), end = x;
    for (int i = 0; i < count; i++) {
        end += view_key_width(v, names[i]) + S2;
    }
    if (end + ruler_width(v->r, TYPE_SMALL, view_word(v, word)) > right) {
        return x;
    }
    for (int i = 0; i < count; i++) {
        x = view_key(v, x, y, names[i]) + S2;
    }
    return view_text(v, x, y + 1, TYPE_SMALL, C_TEXT_3, view_word(v, word)) + S4;
}

void view_edit_line(struct view *v, int x, int y, const struct edit *e, struct wrap_row row,
                    bool caret, enum color color, const char *masked)
{
    const char *text = masked ? masked : edit_text(e);
    size_t from = e->caret < e->anchor ? e->caret : e->anchor;
    size_t to = e->caret > e->anchor ? e->caret : e->anchor;
    int line = type_styles[TYPE_BODY].line;
    struct wrap_run run = {0, strlen(text), TYPE_BODY};
    struct visual_row r;
    visual_row_take(&r, v->r, text, run.end, &run, 1, row);
    for (int i = 0; caret && i < r.count; i++) {
        int left, w;
        if (visual_row_part(&r, &r.pieces[i], from, to, &left, &w)) {
            draw_rect(v->d, (struct rect){x + left, y + 2, w, line - 4}, C_ACCENT_TINT);
        }
    }
    for (int i = 0; i < r.count; i++) {
        struct bytes shown = {0};
        visual_row_shown(&r, &r.pieces[i], &shown);
        draw_text(v->d, x + r.pieces[i].x, y, TYPE_BODY, color, shown.data, shown.len);
        bytes_finish(&shown);
    }
    for (int i = 0; e->composed && i < r.count; i++) {
        int left, w;
        if (visual_row_part(&r, &r.pieces[i], e->composed_at, e->composed_at + e->composed, &left,
                            &w)) {
            draw_rect(v->d, (struct rect){x + left, y + type_styles[TYPE_BODY].baseline + 3, w, 1},
                      C_ACCENT);
        }
    }
    bool here = caret && e->caret >= row.start && e->caret <= row.end;
    int at = here ? visual_row_x_of(&r, e->caret) : 0;
    if (here) {
        v->d->caret = (struct rect){x + at, y, RING, line};
    }
    if (here && app_caret_on(v->app)) {
        draw_rect(v->d, (struct rect){x + at, y + 2, RING, line - 4}, C_ACCENT);
    }
}

void view_field_text(struct view *v, struct rect at, const struct edit *e, bool caret,
                     enum color color, const char *masked)
{
    /* one without the caret shows its beginning */
    int shift = caret ? layout_field_shift(v->r, masked ? masked : edit_text(e), e, at.w) : 0;
    draw_clip(v->d, at);
    view_edit_line(v, at.x - shift, at.y, e, (struct wrap_row){0, e->text.len}, caret, color,
                   masked);
    draw_unclip(v->d);
}
