#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/input/keymap.h"
#include "client/layout/action.h"
#include "client/net/network.h"
#include "client/net/networks.h"
#include "client/panel/switcher.h"
#include "client/view/view.h"

/* What it is, up to `right`, and where or by which key at the end, if there is room for both. */
static void row_words(struct view *v, int x, int y, int right, enum type type, const char *text,
                      const char *where)
{
    int w = ruler_width(v->r, TYPE_SMALL, where), room = right - x;
    if (ruler_width(v->r, type, text) + S3 + w <= room) {
        view_text_right(v, right, y + 2, TYPE_SMALL, C_TEXT_3, where);
        room -= w + S3;
    }
    view_text_fit(v, x, y, room, type, C_TEXT, text);
}

static void row(struct view *v, struct rect at, int index)
{
    const struct switcher *w = v->app->switcher;
    const struct switch_item *item = &w->items[index];
    const struct network *s = network_with_id(&v->app->client, item->network);
    if (!s) {
        return; /* it has gone meanwhile */
    }
    enum color ground = index == w->selected             ? C_ACCENT_TINT
                        : view_hot(v, ACT_SWITCH, index) ? C_HOVER
                                                         : C_RAISED;
    if (ground != C_RAISED) {
        draw_box(v->d, at, R2, ground);
    }
    draw_hit(v->d, at, ACT_SWITCH, index, NULL);
    int x = at.x + S3, y = at.y + S2;
    const struct chat *c = item->kind == SWITCH_SERVER ? s->chats[0]
                           : item->kind == SWITCH_CHAT ? network_find(s, item->name)
                                                       : NULL;
    bool person = item->kind == SWITCH_PERSON || (c && c->kind == CHAT_PERSON);
    if (person) {
        const struct person *p = network_person(s, item->name);
        view_avatar(v, x, y, AVATAR_PEOPLE, item->name,
                    !p        ? PRESENCE_NONE
                    : p->away ? PRESENCE_AWAY
                              : PRESENCE_ONLINE,
                    ground);
    } else {
        enum icon icon = item->kind == SWITCH_JOIN                                 ? ICON_PLUS
                         : item->kind == SWITCH_CHAT || item->kind == SWITCH_ROOMS ? ICON_HASH
                                                                                   : ICON_SERVER;
        draw_icon(v->d, x + 2, at.y + 10, ICON, icon, C_TEXT_2);
    }
    x += 36;
    int right = at.x + at.w - S3;
    if (item->kind == SWITCH_ANOTHER || item->kind == SWITCH_ROOMS) {
        bool rooms = item->kind == SWITCH_ROOMS;
        char caps[KEYMAP_TEXT];
        keymap_caps(v->app, keymap_keys(v->app, KEYMAP_CONNECT), caps);
        row_words(v, x, y, right, TYPE_STRONG, view_word(v, rooms ? W_ROOMS_ALL : W_ANOTHER_SERVER),
                  rooms ? networks_title(&v->app->client, s) : caps);
    } else if (item->kind == SWITCH_JOIN) {
        struct bytes text = {0};
        words_fill(&text, v->app->client.lang, W_JOIN_OR_CREATE, "name", item->name, NULL);
        row_words(v, x, y, right, TYPE_BODY, text.data, networks_title(&v->app->client, s));
        bytes_finish(&text);
    } else {
        bool hash = c && c->kind == CHAT_ROOM && item->name[0] == '#';
        int badge = c ? view_badge(v, right, at.y + 10, c) : 0;
        row_words(v, x, y, right - (badge ? badge + S3 : 0), TYPE_STRONG, item->name + hash,
                  networks_title(&v->app->client, s));
    }
}

static void foot(struct view *v, struct rect r, int y)
{
    draw_rect(v->d, (struct rect){r.x + 1, y, r.w - 2, 1}, C_LINE);
    int x = view_hint(v, r.x + 20, y + 9, r.x + r.w - S4, "↑ ↓", W_MOVE);
    view_hint(v, x, y + 9, r.x + r.w - S4, "Enter", W_OPEN);
}

void view_switcher(struct view *v)
{
    const struct app *app = v->app;
    const struct switcher *w = app->switcher;
    int width = SWITCHER_W < app->width - 2 * S4 ? SWITCHER_W : app->width - 2 * S4;
    int top = app->height > 2 * SWITCHER_TOP + 400 ? SWITCHER_TOP : S4;
    int most = (app->height - top - S4 - SWITCHER_FIELD_H - 2 * S2 - POPUP_FOOT_H) / POPUP_ROW_H;
    int rows = w->count > most ? most : w->count ? w->count : 1;
    int first = w->selected < rows ? 0 : w->selected - rows + 1;
    struct rect r = {(app->width - width) / 2, top, width,
                     SWITCHER_FIELD_H + S2 + rows * POPUP_ROW_H + S2 + POPUP_FOOT_H};
    view_dialog(v, r, ACT_SCRIM);
    draw_icon(v->d, r.x + 21, r.y + 18, ICON, w->joining ? ICON_HASH : ICON_SEARCH, C_TEXT_2);
    int esc = ruler_width(v->r, TYPE_SMALL, "Esc") + 2 * S2;
    if (w->query.text.len == 0) {
        view_text_fit(v, r.x + 56, r.y + S4, r.w - 56 - 20 - esc - S3, TYPE_BODY, C_TEXT_3,
                      view_word(v, W_SWITCH_HINT));
    }
    view_field_text(v, (struct rect){r.x + 53, r.y + S4, r.w - 53 - 20 - esc - S3, LINE_H},
                    &w->query, true, C_TEXT, NULL);
    view_key(v, r.x + r.w - 20 - esc, r.y + 17, "Esc");
    int y = r.y + SWITCHER_FIELD_H;
    draw_rect(v->d, (struct rect){r.x + 1, y, r.w - 2, 1}, C_LINE);
    y += S2;
    for (int i = 0; i < rows && first + i < w->count; i++) {
        row(v, (struct rect){r.x + 9, y + i * POPUP_ROW_H, r.w - 18, POPUP_ROW_H}, first + i);
    }
    if (w->count == 0) {
        view_text_fit(v, r.x + 21, y + S2, r.w - 42, TYPE_BODY, C_TEXT_3,
                      view_word(v, W_SWITCH_NONE));
    }
    foot(v, r, r.y + r.h - POPUP_FOOT_H);
}
