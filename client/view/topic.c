#include <stdio.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/endpoint.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/chat/pins.h"
#include "client/layout/action.h"
#include "client/layout/banner.h"
#include "client/net/network.h"
#include "client/net/networks.h"
#include "client/net/outgoing.h"
#include "client/view/view.h"
#include "irc/check.h"

/* The menu button of a narrow window, with the badge of all chats. */
int view_chats_button(struct view *v, struct rect at)
{
    struct chat all = {0};
    const struct chat *c;
    for (int i = 0; (c = networks_chat_at(&v->app->client, i)); i++) {
        all.mentions += c->mentions;
        all.unread += c->unread;
    }
    view_icon_button(v, (struct rect){at.x + S3, at.y + S3, ICON_BUTTON, ICON_BUTTON}, ICON_MENU,
                     false, ACT_SHOW_CHATS);
    int x = at.x + S3 + ICON_BUTTON;
    if (all.mentions || all.unread) {
        x += 40;
        view_badge(v, x, at.y + 18, &all);
    }
    draw_rect(v->d, (struct rect){x + S3, at.y + S4, 1, 24}, C_LINE);
    return x + S3;
}

static int people_button(struct view *v, struct rect at, const struct chat *c)
{
    char count[16];
    snprintf(count, sizeof count, "%d", c->people.count);
    int w = S2 + ICON + S2 + ruler_width(v->r, TYPE_LABEL, count) + S2;
    struct rect box = {v->pane->find.x - S4 - w, at.y + S3, w, ICON_BUTTON};
    bool on = v->f.people.w > 0;
    if (on || view_hot(v, ACT_SHOW_PEOPLE, 0)) {
        draw_box(v->d, box, R2, view_pressed(v, ACT_SHOW_PEOPLE, 0) ? C_PRESS : C_HOVER);
    }
    draw_icon(v->d, box.x + S2, box.y + 6, ICON, ICON_USERS, C_TEXT_2);
    view_text(v, box.x + S2 + ICON + S2, box.y + 6, TYPE_LABEL, C_TEXT, count);
    draw_hit(v->d, box, ACT_SHOW_PEOPLE, 0, NULL);
    return box.x;
}

/* The room's settings; returns its left edge. */
static int settings_button(struct view *v, struct rect at, int right)
{
    struct rect box = {right - S2 - ICON_BUTTON, at.y + S3, ICON_BUTTON, ICON_BUTTON};
    view_icon_button(v, box, ICON_GEAR, false, ACT_ROOM_SETTINGS);
    return box.x;
}

/* What is pinned, if anything is. */
static int pins_button(struct view *v, struct rect at, int right, const struct chat *c)
{
    char count[16];
    int n = pins_count(c->pins);
    snprintf(count, sizeof count, "%d", n);
    int w = S2 + ICON + S1 + ruler_width(v->r, TYPE_LABEL, count) + S2;
    struct rect box = {right - S2 - w, at.y + S3, w, ICON_BUTTON};
    if (!n) {
        return right;
    }
    if (view_hot(v, ACT_PINS, 0)) {
        draw_box(v->d, box, R2, C_HOVER);
    }
    draw_icon(v->d, box.x + S2, box.y + 6, ICON, ICON_PIN, C_TEXT_2);
    view_text(v, box.x + S2 + ICON + S1, box.y + 6, TYPE_LABEL, C_TEXT, count);
    draw_hit(v->d, box, ACT_PINS, 0, NULL);
    return box.x;
}

/* Whether others can read what is said; it opens the certificate. */
static void lock_button(struct view *v, struct rect at, bool ready)
{
    const struct network *s = v->pane->network;
    bool tls = s->peer.version[0], here = endpoint_is_here(s->host);
    if (view_hot(v, ACT_CONNECTION, 0)) {
        draw_box(v->d, at, R2, C_HOVER);
    }
    draw_icon(v->d, at.x + 6, at.y + 6, ICON,
              !ready ? ICON_PLUG
              : tls  ? ICON_LOCK
              : here ? ICON_LAPTOP
                     : ICON_LOCK_OPEN,
              !ready ? C_MENTION
              : tls  ? C_OK
                     : C_TEXT_3);
    draw_hit(v->d, at, ACT_CONNECTION, 0, NULL);
}

static const char *second_line(const struct view *v, const struct chat *c, int room)
{
    if (c->kind == CHAT_SERVER) {
        return v->pane->network->host;
    }
    if (c->kind == CHAT_PERSON) {
        const struct person *p = network_person(v->pane->network, c->name);
        return p && p->away ? (p->away_text ? p->away_text : view_word(v, W_AWAY)) : "";
    }
    if (c->topic) {
        return c->topic;
    }
    bool fits = ruler_width(v->r, TYPE_SMALL, view_word(v, W_NO_TOPIC)) <= room;
    return view_word(v, fits ? W_NO_TOPIC : W_NO_TOPIC_SHORT);
}

static void banner(struct view *v, struct rect at)
{
    struct banner b;
    struct banner_places p;
    if (!banner_take(v->app, v->pane->network, v->pane->chat, &b)) {
        return;
    }
    banner_place(v->app, &b, at.w, v->f.edge, &p);
    draw_rect(v->d, at, C_MENTION_TINT);
    draw_rect(v->d, (struct rect){at.x, at.y + at.h - 1, at.w, 1}, C_LINE);
    draw_icon(v->d, at.x + v->f.edge + 6, at.y + 18, ICON, b.icon, C_MENTION);
    int x = at.x + p.text_x;
    if (b.announces) {
        struct rect close = {at.x + at.w - S4 - ICON_BUTTON, at.y + S3, ICON_BUTTON, ICON_BUTTON};
        draw_hit(v->d, at, ACT_ANNOUNCED, 1, NULL);
        view_icon_button(v, close, ICON_CLOSE, false, ACT_ANNOUNCED);
        view_text_fit(v, x, at.y + 6, p.text_w, TYPE_STRONG, C_TEXT, b.title.data);
        view_text_fit(v, x, at.y + p.body_y, p.text_w, TYPE_BODY, C_TEXT, bytes_string(&b.body));
    } else {
        view_paragraph(v, x, at.y + 6, p.text_w, TYPE_STRONG, C_TEXT, bytes_string(&b.title));
        view_paragraph(v, x, at.y + p.body_y, p.text_w, TYPE_SMALL, C_TEXT_2,
                       bytes_string(&b.body));
    }
    for (int i = 0; i < b.button_count; i++) {
        struct rect r = p.buttons[i];
        r.x += at.x;
        r.y += at.y;
        view_button(v, &(struct button){.at = r,
                                        .label = b.buttons[i].label,
                                        .primary = i == 0 && !b.harmless,
                                        .action = b.buttons[i].action,
                                        .arg = b.buttons[i].arg});
    }
    banner_finish(&b);
}

void view_topic(struct view *v)
{
    const struct chat *c = v->pane->chat;
    struct rect r = v->pane->topic;
    draw_rect(v->d, r, C_PANEL);
    draw_rect(v->d, (struct rect){r.x, r.y + r.h - 1, r.w, 1}, C_LINE);
    if (v->pane->banner.w) {
        banner(v, v->pane->banner);
    }
    if (!c) {
        return;
    }
    int x = r.x;
    if (v->f.chats_drawer || v->app->client.prefs.hide_chats) {
        x = view_chats_button(v, r);
    }
    int right = v->pane->find.x;
    bool small = v->pane->small && right, finds = v->app->searching && v->pane->focused;
    if (small && !finds) {
        view_icon_button(v, v->pane->find, ICON_MORE, false, ACT_HEAD_MORE);
        right = c->kind == CHAT_ROOM ? people_button(v, r, c) : right;
    } else {
        view_find_field(v);
    }
    if (small && finds) {
        return;
    }
    if (!small && c->kind == CHAT_ROOM) {
        right = pins_button(v, r, settings_button(v, r, people_button(v, r, c)), c);
    }
    if (!small) {
        bool ready = v->pane->network->state == NETWORK_READY;
        right -= S4 + ICON;
        lock_button(v, (struct rect){right - 6, r.y + S3, ICON_BUTTON, ICON_BUTTON}, ready);
    }
    enum icon icon = c->kind == CHAT_ROOM     ? ICON_HASH
                     : c->kind == CHAT_PERSON ? ICON_USER
                                              : ICON_SERVER;
    int before = small ? S2 : S5;
    draw_icon(v->d, x + before, r.y + 18, ICON, icon, C_TEXT_3);
    x += before + ICON + S2;
    const char *second = second_line(v, c, right - x - S4);
    view_text_fit(v, x, r.y + (*second ? S2 : 18), right - x - S4, TYPE_NAME, C_TEXT,
                  c->kind == CHAT_ROOM && c->name[0] == '#' ? c->name + 1 : c->name);
    view_text_fit(v, x, r.y + 28, right - x - S4, TYPE_SMALL, C_TEXT_3, second);
    if (c->topic && *second && right > x) {
        draw_hit(v->d, (struct rect){x, r.y, right - x - S4, r.h - 1}, ACT_TOPIC, 0, NULL);
    }
}

/* The line at the bottom, filled from the left up to `end`: what has no room there is left out. */
struct status_line {
    int x, end;
};

static void status_part(struct view *v, struct status_line *l, const char *text)
{
    if (l->x + ruler_width(v->r, TYPE_SMALL, text) <= l->end) {
        l->x = view_text(v, l->x, v->f.status.y + S1, TYPE_SMALL, C_TEXT_2, text) + S4;
    }
}

static void status_count(struct view *v, struct status_line *l, enum word key, int n)
{
    struct bytes text = {0};
    char number[16];
    snprintf(number, sizeof number, "%d", n);
    words_fill(&text, v->app->client.lang, key, "n", number, NULL);
    status_part(v, l, text.data);
    bytes_finish(&text);
}

/* Their number, at the right, if more than one; returns its left edge. */
static int servers(struct view *v, struct rect r)
{
    struct bytes text = {0};
    char number[16];
    int count = networks_count(&v->app->client), right = r.x + r.w - S4, w = 0;
    snprintf(number, sizeof number, "%d", count);
    words_fill(&text, v->app->client.lang, W_STATUS_SERVERS, "n", number, NULL);
    if (count > 1) {
        view_text_right(v, right, r.y + S1, TYPE_SMALL, C_TEXT_2, text.data);
        w = ruler_width(v->r, TYPE_SMALL, text.data) + S4;
    }
    bytes_finish(&text);
    return right - w;
}

/* The name and the address of the server, as much as fits beside what says more. */
static void status_place(struct view *v, struct status_line *l, const struct network *s, bool ready)
{
    enum { REST = 240, LEAST = 64 }; /* the encryption and the lag */
    char place[2 * NETWORK_TEXT + 16];
    int room = l->end - l->x - (ready ? REST : REST / 2);
    bool named = strcmp(network_name(s), s->host) != 0;
    snprintf(place, sizeof place, "%s%s%s:%d", named ? network_name(s) : "", named ? " · " : "",
             s->host, s->port);
    if (named && ruler_width(v->r, TYPE_SMALL, place) > room) {
        copy_text(place, sizeof place, network_name(s));
    }
    if (room >= LEAST) {
        l->x = view_text_fit(v, l->x, v->f.status.y + S1, room, TYPE_SMALL, C_TEXT_2, place) + S4;
    }
}

/* Whether others can read what is said; it opens the certificate, as the lock in the head. */
static void status_lock(struct view *v, struct status_line *l, const struct network *s)
{
    const char *version = s->peer.version; /* "TLSv1.3" is shown as "TLS 1.3" */
    char words[32];
    snprintf(words, sizeof words, "TLS %s", strncmp(version, "TLSv", 4) == 0 ? version + 4 : "");
    bool here = endpoint_is_here(s->host);
    const char *text = *version ? words : view_word(v, here ? W_CONNECTION_HERE : W_NOT_ENCRYPTED);
    int w = ICON_SMALL + 6 + ruler_width(v->r, TYPE_SMALL, text), y = v->f.status.y;
    if (l->x + w > l->end) {
        return;
    }
    struct rect at = {l->x - S1, y + 3, w + 2 * S1, STATUS_H - 5};
    if (view_hot(v, ACT_CONNECTION, 0)) {
        draw_box(v->d, at, R1, C_HOVER);
    }
    draw_hit(v->d, at, ACT_CONNECTION, 0, NULL);
    draw_icon(v->d, l->x, y + 6, ICON_SMALL,
              *version ? ICON_LOCK
              : here   ? ICON_LAPTOP
                       : ICON_LOCK_OPEN,
              C_TEXT_3);
    l->x += ICON_SMALL + 6;
    status_part(v, l, text);
}

void view_status(struct view *v)
{
    const struct network *s = v->pane->network;
    struct rect r = v->f.status;
    bool ready = s->state == NETWORK_READY;
    draw_rect(v->d, r, C_BG);
    draw_rect(v->d, (struct rect){r.x, r.y, r.w, 1}, C_LINE);
    view_presence(v, r.x + ICON, r.y + 14, ready ? PRESENCE_ONLINE : PRESENCE_AWAY, C_BG);
    struct status_line l = {r.x + 30, servers(v, r)};
    if (s->state == NETWORK_WAITING) {
        int64_t left = (s->retry_at - v->app->client.now + 999) / 1000;
        status_count(v, &l, W_STATUS_RETRY, (int)(left < 1 ? 1 : left));
    } else {
        status_part(v, &l,
                    view_word(v, ready                         ? W_STATUS_CONNECTED
                                 : s->state == NETWORK_STOPPED ? W_STATUS_OFFLINE
                                                               : W_STATUS_CONNECTING));
    }
    if (ready) {
        status_place(v, &l, s, ready);
        status_lock(v, &l, s);
        if (s->lag_ms >= 0) {
            status_count(v, &l, W_STATUS_LAG, s->lag_ms);
        }
        return;
    }
    int waiting = outgoing_waiting(s);
    if (waiting > 0) {
        status_count(v, &l, waiting == 1 ? W_STATUS_WAITING_1 : W_STATUS_WAITING, waiting);
    }
    status_place(v, &l, s, ready);
    status_count(v, &l, W_STATUS_TRY, s->tries < 1 ? 1 : s->tries);
}
