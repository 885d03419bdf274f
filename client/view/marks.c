/* What surrounds a message: the line it replies to, its reactions, and the tools over it. */
#include <stdio.h>
#include <string.h>

#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/net/outgoing.h"
#include "client/panel/menu.h"
#include "client/panel/toolbar.h"
#include "client/view/view.h"

enum { HOOK_X = 16, HOOK_W = 22 };

void view_reply(struct view *v, const struct chat *c, int index, int x, int y, int w)
{
    int at = chat_find_id(c, c->lines[index]->reply_to);
    int left = x - TALK_TEXT + HOOK_X, middle = y + REPLY_H / 2;
    /* a corner: down from the right to the avatar */
    draw_clip(v->d, (struct rect){left, middle, HOOK_W, REPLY_H / 2 + S1});
    draw_border(v->d, (struct rect){left, middle, 2 * HOOK_W, 2 * REPLY_H}, R3, COLOR_NONE, 1,
                C_LINE_STRONG);
    draw_unclip(v->d);
    if (at < 0 || !c->lines[at]->nick) {
        view_text_fit(v, x, y, w, TYPE_SMALL, C_TEXT_3, view_word(v, W_EARLIER));
    } else {
        const struct line *line = c->lines[at];
        int end =
            view_text_fit(v, x, y, w / 2, TYPE_LABEL, view_nick_color(v, line->nick), line->nick);
        view_text_fit(v, end + S2, y, x + w - end - S2, TYPE_SMALL, C_TEXT_3, chat_words(line));
    }
    draw_hit(v->d, (struct rect){left, y, x + w - left, REPLY_H}, ACT_QUOTE, index, NULL);
}

void view_reactions(struct view *v, const struct line *line, int index, int x, int y, int w)
{
    struct rect rects[REACTIONS_MAX];
    layout_reactions(v->app, line, w, rects);
    for (int i = 0; i < line->reaction_count; i++) {
        const struct reaction *r = &line->reactions[i];
        struct rect at = {x + rects[i].x, y + rects[i].y, rects[i].w, rects[i].h};
        int arg = index * REACTIONS_MAX + i;
        bool hot = view_hot(v, ACT_REACTION, arg);
        char number[16];
        snprintf(number, sizeof number, "%d", r->count);
        draw_border(v->d, at, R_FULL,
                    r->mine ? C_ACCENT_TINT
                    : hot   ? C_HOVER
                            : C_RAISED,
                    1, r->mine ? C_ACCENT : C_LINE);
        int end = view_text(v, at.x + S2, at.y, TYPE_BODY, C_TEXT, r->text);
        view_text(v, end + REACTION_GAP, at.y + 2, TYPE_LABEL, r->mine ? C_TEXT : C_TEXT_2, number);
        draw_hit(v->d, at, ACT_REACTION, arg, NULL);
    }
}

/* --- the tools --- */

static void tool(struct view *v, struct rect at, enum icon icon, int action, int index, bool on)
{
    if (on || view_hot(v, action, index)) {
        draw_box(v->d, at, R2, view_pressed(v, action, index) ? C_PRESS : C_HOVER);
    }
    draw_icon(v->d, at.x + 6, at.y + 6, ICON, icon, C_TEXT_2);
    draw_hit(v->d, at, action, index, NULL);
}

static void emoji_strip(struct view *v, struct rect box, int index)
{
    for (int i = 0; i < TOOL_EMOJI; i++) {
        struct rect at = {box.x + 2 + i * ICON_BUTTON, box.y + 2, ICON_BUTTON, ICON_BUTTON};
        int arg = index * TOOL_EMOJI + i;
        if (view_hot(v, ACT_EMOJI, arg) || v->app->toolbar->at == i) {
            draw_box(v->d, at, R2, v->app->toolbar->at == i ? C_ACCENT_TINT : C_HOVER);
        }
        view_text_center(v, at, TYPE_BODY, C_TEXT, tool_emoji[i]);
        draw_hit(v->d, at, ACT_EMOJI, arg, NULL);
    }
    struct rect more = {box.x + 2 + TOOL_EMOJI * ICON_BUTTON, box.y + 2, ICON_BUTTON, ICON_BUTTON};
    tool(v, more, ICON_PLUS, ACT_EMOJI_MORE, index, v->app->toolbar->at == TOOL_EMOJI);
}

void view_tools(struct view *v, int index, int top)
{
    struct rect talk = v->pane->talk;
    bool emoji = v->app->toolbar->open == TOOLBAR_EMOJI;
    int w = 2 + (emoji ? TOOL_EMOJI + 1 : 3) * ICON_BUTTON + 2;
    struct rect box = {talk.x + talk.w - v->f.edge - w, top - TOOLBAR_UP, w, TOOLBAR_H};
    box.y = box.y < talk.y + S1 ? talk.y + S1 : box.y;
    draw_border(v->d, box, R3, C_RAISED, 1, C_LINE);
    if (emoji) {
        emoji_strip(v, box, index);
        return;
    }
    struct rect at = {box.x + 2, box.y + 2, ICON_BUTTON, ICON_BUTTON};
    tool(v, at, ICON_SMILE, ACT_TOOL_REACT, index, false);
    at.x += ICON_BUTTON;
    tool(v, at, ICON_REPLY, ACT_TOOL_REPLY, index, false);
    at.x += ICON_BUTTON;
    tool(v, at, ICON_MORE, ACT_TOOL_MORE, index, v->app->menu->open);
}

/* --- below the talk --- */

/* A text with its placeholders in bold; returns the x after it. */
static int bold_places(struct view *v, int x, int y, int right, enum word key, const char *a,
                       const char *b)
{
    for (const char *at = view_word(v, key); *at;) {
        bool place = *at == '{';
        size_t len = place ? strcspn(at, "}") + 1 : strcspn(at, "{");
        struct bytes piece = {0};
        if (place) {
            bytes_text(&piece, at[1] == 'b' ? b : a);
        } else {
            bytes_add(&piece, at, len);
        }
        x = view_text_fit(v, x, y, right - x, place ? TYPE_LABEL : TYPE_SMALL,
                          place ? C_TEXT_2 : C_TEXT_3, bytes_string(&piece));
        bytes_finish(&piece);
        at += len;
    }
    return x;
}

void view_typing(struct view *v, const struct chat *c)
{
    const struct typists *t = &c->typists;
    char number[16];
    if (t->count == 0) {
        return;
    }
    struct rect talk = v->pane->talk;
    int x = talk.x + v->f.edge, y = talk.y + talk.h + 2;
    int turn = v->app->client.prefs.still ? -1 : (int)(v->app->client.now / TYPING_STEP_MS % 3);
    for (int i = 0; i < 3; i++) {
        draw_box(v->d, (struct rect){x + 3 + i * 10, y + 7, TYPING_DOT, TYPING_DOT}, R_FULL,
                 i == turn ? C_TEXT_2 : C_BADGE);
    }
    snprintf(number, sizeof number, "%d", t->count);
    bold_places(v, x + TALK_TEXT, y, talk.x + talk.w - v->f.edge,
                t->count == 1   ? W_TYPING_1
                : t->count == 2 ? W_TYPING_2
                                : W_TYPING_N,
                t->count > 2 ? number : t->list[0].nick, t->count == 2 ? t->list[1].nick : "");
}

void view_reply_tray(struct view *v, const struct chat *c)
{
    struct rect r = v->pane->reply;
    if (!r.w || network_is_console(c)) {
        return;
    }
    int at = chat_find_id(c, c->reply_to);
    bool known = at >= 0 && c->lines[at]->nick;
    int x = r.x + TALK_TEXT, right = r.x + r.w - S7;
    draw_icon(v->d, r.x + S4, r.y + S2, ICON_SMALL, c->edits ? ICON_EDIT : ICON_REPLY, C_ACCENT);
    if (c->edits) {
        view_text_fit(
            v, x, r.y + 6, right - x, TYPE_SMALL, C_TEXT_2,
            view_word(v, outgoing_edits_in_place(c->network) ? W_EDITING : W_EDITING_MOVES));
    } else if (known) {
        x = bold_places(v, x, r.y + 6, x + r.w / 2, W_REPLYING_TO, c->lines[at]->nick, "") + S2;
        view_text_fit(v, x, r.y + 6, right - x, TYPE_SMALL, C_TEXT_3, chat_words(c->lines[at]));
    } else {
        bold_places(v, x, r.y + 6, right, W_REPLYING_TO, view_word(v, W_EARLIER), "");
    }
    struct rect close = {r.x + r.w - S7, r.y, ICON_BUTTON, ICON_BUTTON};
    bool hot = view_hot(v, ACT_REPLY_CANCEL, 0);
    draw_icon(v->d, close.x + S2, close.y + S2, ICON_SMALL, ICON_CLOSE, hot ? C_TEXT : C_TEXT_3);
    draw_hit(v->d, close, ACT_REPLY_CANCEL, 0, NULL);
    draw_rect(v->d, (struct rect){r.x + S3, r.y + r.h - 1, r.w - 2 * S3, 1}, C_LINE);
}
