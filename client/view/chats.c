#include <stdio.h>

#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/input/keymap.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/net/network.h"
#include "client/net/networks.h"
#include "client/net/notify.h"
#include "client/panel/console.h"
#include "client/view/view.h"

static void jump_field(struct view *v, struct rect at)
{
    struct rect box = {at.x + S3, HEAD_H, at.w - 2 * S3 - 1, JUMP_H};
    bool hot = view_hot(v, ACT_SWITCHER, 0);
    draw_border(v->d, box, R2, hot ? C_HOVER : C_PANEL, 1, C_LINE);
    draw_icon(v->d, box.x + 10, box.y + S2, ICON_SMALL, ICON_SEARCH, C_TEXT_2);
    view_text(v, box.x + 33, box.y + 6, TYPE_SMALL, C_TEXT_2, view_word(v, W_JUMP_TO));
    view_text_right(v, box.x + box.w - 10, box.y + 6, TYPE_SMALL, C_TEXT_3,
                    keymap_keys(v->app, KEYMAP_JUMP));
    draw_hit(v->d, box, ACT_SWITCHER, 0, NULL);
}

static enum presence presence_of(const struct chat *c)
{
    if (c->network->state != NETWORK_READY) {
        return PRESENCE_NONE;
    }
    const struct person *p = network_person(c->network, c->name);
    return !p ? PRESENCE_NONE : p->away ? PRESENCE_AWAY : PRESENCE_ONLINE;
}

static void row(struct view *v, struct rect at, const struct chat *c, int index)
{
    bool selected = c == v->app->client.current, muted = notify_is_muted(&v->app->client, c),
         fresh = !muted && (c->unread || c->mentions);
    bool leaving = view_hot(v, ACT_LEAVE, index);
    bool hot = view_hot(v, ACT_CHAT, index) || leaving;
    enum color ground = selected ? C_ACCENT_TINT : hot ? C_HOVER : C_BG;
    struct rect box = {at.x + S2, at.y, at.w - 2 * S2 - 1, at.h};
    if (selected || hot) {
        draw_box(v->d, box, R2, ground);
    }
    if (c->kind == CHAT_ROOM) {
        draw_icon(v->d, at.x + S4, at.y + S2, ICON_SMALL, ICON_HASH,
                  selected || fresh ? C_TEXT_2 : C_TEXT_3);
    } else {
        view_avatar(v, at.x + S3, at.y + 6, AVATAR_CHATS, c->name, presence_of(c), ground);
    }
    draw_hit(v->d, box, ACT_CHAT, index, NULL);
    int right = at.x + at.w - S4 - 1;
    if (hot) {
        struct rect close = {right - ICON_SMALL - S1, at.y + S1, 24, 24};
        if (leaving) {
            draw_box(v->d, close, R2, C_PRESS);
        }
        draw_icon(v->d, close.x + S1, close.y + S1, ICON_SMALL, ICON_CLOSE, C_TEXT_2);
        draw_hit(v->d, close, ACT_LEAVE, index, NULL);
        right = close.x;
    } else {
        if (muted) {
            draw_icon(v->d, right - ICON_SMALL, at.y + S2, ICON_SMALL, ICON_BELL_OFF, C_TEXT_3);
        }
        right -= muted ? ICON_SMALL : view_badge(v, right, at.y + 6, c);
        if (!fresh && c->draft.text.len && !selected) {
            draw_icon(v->d, right - ICON_SMALL, at.y + S2, ICON_SMALL, ICON_EDIT, C_TEXT_3);
            right -= ICON_SMALL;
        }
    }
    bool out =
        c->kind == CHAT_ROOM && !c->joined && !c->rejoin && c->network->state == NETWORK_READY;
    view_text_fit(v, at.x + S7, at.y + S1, right - S2 - at.x - S7,
                  selected || fresh ? TYPE_STRONG : TYPE_BODY,
                  selected || fresh ? C_TEXT
                  : out             ? C_TEXT_3
                                    : C_TEXT_2,
                  c->kind == CHAT_ROOM && c->name[0] == '#' ? c->name + 1 : c->name);
}

static void section(struct view *v, struct rect at, const char *text)
{
    draw_icon(v->d, at.x + S4, at.y + S2, ICON_SMALL, ICON_CHEVRON_DOWN, C_TEXT_3);
    view_text_fit(v, at.x + S7, at.y + 6, at.w - S7 - S7, TYPE_LABEL, C_TEXT_3, text);
}

/* Of a server that we host: its console, and how many people are on it. */
static void hosting_row(struct view *v, struct rect at, const struct network *s, bool selected)
{
    struct bytes text = {0};
    char number[16];
    snprintf(number, sizeof number, "%d", s->console->count);
    words_fill(&text, v->app->client.lang, s->console->count == 1 ? W_HOSTING_1 : W_HOSTING_N, "n",
               number, NULL);
    draw_icon(v->d, at.x + S2, at.y + S2, ICON_SMALL, ICON_BROADCAST, C_OK);
    view_text_fit(v, at.x + S6, at.y + S1, at.w - S7, selected ? TYPE_STRONG : TYPE_BODY,
                  selected ? C_TEXT : C_TEXT_2, bytes_string(&text));
    bytes_finish(&text);
}

/* The server's section heading: opens the server's own page. */
static void server_head(struct view *v, struct rect at, const struct chat *server, int index)
{
    const struct network *s = server->network;
    bool selected = server == v->app->client.current, hosts = layout_hosts(server);
    struct rect box = {at.x + S2, at.y + (hosts ? at.h : 0), at.w - 2 * S2 - 1, at.h};
    if (selected || view_hot(v, ACT_CHAT, index)) {
        draw_box(v->d, box, R2, selected ? C_ACCENT_TINT : C_HOVER);
    }
    section(v, at, networks_title(&v->app->client, s));
    if (hosts) {
        hosting_row(v, box, s, selected);
        draw_hit(v->d, box, ACT_CHAT, index, NULL);
        box.y = at.y;
    }
    bool ready = s->state == NETWORK_READY;
    view_badge(v, at.x + at.w - S7 - 1, at.y + 6, server);
    draw_icon(v->d, at.x + at.w - S5 - ICON_SMALL / 2 - 1, at.y + S2, ICON_SMALL,
              !ready               ? ICON_REFRESH
              : s->peer.version[0] ? ICON_LOCK
                                   : ICON_LOCK_OPEN,
              ready ? C_TEXT_3 : C_MENTION);
    draw_hit(v->d, box, ACT_CHAT, index, NULL);
}

static void list(struct view *v, struct rect at)
{
    const struct chat *c;
    int people, top = at.y - v->app->chats_px;
    draw_clip(v->d, at);
    for (int i = 0; (c = networks_chat_at(&v->app->client, i)); i++) {
        int y = top + layout_chats(v->app, i, NULL);
        if (c->kind == CHAT_SERVER) {
            server_head(v, (struct rect){at.x, y, at.w, SECTION_H}, c, i);
        } else {
            row(v, (struct rect){at.x, y, at.w, ROW_H}, c, i);
        }
    }
    layout_chats(v->app, networks_chat_count(&v->app->client), &people);
    if (people >= 0) {
        section(v, (struct rect){at.x, top + people, at.w, SECTION_H},
                view_word(v, W_PEOPLE_MESSAGES));
    }
    draw_unclip(v->d);
}

static void my_card(struct view *v, struct rect at)
{
    const struct network *s = v->app->client.network;
    bool ready = s->state == NETWORK_READY;
    enum word state =
        !ready    ? (s->state == NETWORK_STOPPED || s->state == NETWORK_IDLE ? W_ME_OFFLINE
                                                                             : W_ME_RECONNECTING)
        : s->away ? W_ME_AWAY
                  : W_ME_ONLINE;
    enum presence dot = !ready ? PRESENCE_OFFLINE : s->away ? PRESENCE_AWAY : PRESENCE_ONLINE;
    draw_rect(v->d, (struct rect){at.x, at.y, at.w, 1}, C_LINE);
    view_avatar(v, at.x + S4, at.y + S3, AVATAR_TALK, s->nick, dot, C_BG);
    int w = at.w - 60 - S4 - ICON_BUTTON;
    struct rect card = {at.x + S2, at.y + S1, at.w - S4 - ICON_BUTTON - S2, at.h - S2};
    if (view_hot(v, ACT_ACCOUNT, 0)) {
        draw_box(v->d, card, R2, C_HOVER);
        view_avatar(v, at.x + S4, at.y + S3, AVATAR_TALK, s->nick, dot, C_HOVER);
    }
    draw_hit(v->d, card, ACT_ACCOUNT, 0, NULL);
    view_text_fit(v, at.x + 60, at.y + S2, w, TYPE_NAME, C_TEXT, s->nick);
    view_text_fit(v, at.x + 60, at.y + 29, w, TYPE_SMALL, C_TEXT_3, view_word(v, state));
    view_icon_button(
        v, (struct rect){at.x + at.w - S2 - ICON_BUTTON - 1, at.y + S3, ICON_BUTTON, ICON_BUTTON},
        ICON_GEAR, false, ACT_SETTINGS);
}

void view_chats(struct view *v)
{
    struct rect r = v->f.chats;
    draw_rect(v->d, r, C_BG);
    draw_hit(v->d, r, ACT_NONE, 0, NULL);
    view_mark(v, r.x + S4, r.y + S4, 24);
    view_text(v, r.x + 52, r.y + S4, TYPE_STRONG, C_TEXT, "tertulia");
    view_icon_button(
        v, (struct rect){r.x + r.w - 13 - ICON_BUTTON, r.y + S3, ICON_BUTTON, ICON_BUTTON},
        ICON_PLUS, false, ACT_JOIN);
    int top = HEAD_H + JUMP_H;
    list(v, (struct rect){r.x, r.y + top, r.w, r.h - top - MY_CARD_H});
    jump_field(v, r);
    my_card(v, (struct rect){r.x, r.y + r.h - MY_CARD_H, r.w, MY_CARD_H});
    draw_rect(v->d, (struct rect){r.x + r.w - 1, r.y, 1, r.h}, C_LINE);
}
