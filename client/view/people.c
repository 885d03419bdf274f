#include <stdio.h>

#include "client/base/client.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/net/network.h"
#include "client/view/view.h"

static void head(struct view *v, struct rect at, const char *text, int count)
{
    char number[16];
    snprintf(number, sizeof number, "%d", count);
    view_text(v, at.x + S4, at.y + 6, TYPE_LABEL, C_TEXT_3, text);
    view_text_right(v, at.x + at.w - S4, at.y + 6, TYPE_LABEL, C_TEXT_3, number);
}

static void row(struct view *v, struct rect at, const struct person *p, int index, bool known)
{
    enum color ground = C_PANEL;
    struct rect box = {at.x + S2, at.y, at.w - 2 * S2, at.h};
    if (view_hot(v, ACT_PERSON, index)) {
        ground = view_pressed(v, ACT_PERSON, index) ? C_PRESS : C_HOVER;
        draw_box(v->d, box, R2, ground);
    }
    enum presence dot = !known ? PRESENCE_NONE : p->away ? PRESENCE_AWAY : PRESENCE_ONLINE;
    view_avatar(v, at.x + S4, at.y + S1, AVATAR_PEOPLE, p->nick, dot, ground);
    draw_hit(v->d, box, ACT_PERSON, index, p->nick);
    int right = at.x + at.w - S4;
    if (known && layout_role(v->app, p) == ROLE_OPERATOR) {
        right -= ICON_SMALL;
        draw_icon(v->d, right, at.y + S2, ICON_SMALL, ICON_SHIELD, C_TEXT_3);
    }
    int x = view_text_fit(v, at.x + 48, at.y + S1, right - S2 - at.x - 48, TYPE_BODY,
                          known && !p->away ? C_TEXT_2 : C_TEXT_3, p->nick);
    const char *more = p->away && p->away_text ? p->away_text : p->display;
    if (known && more && right - x > S7) {
        view_text_fit(v, x + S2, at.y + 6, right - x - S2, TYPE_SMALL, C_TEXT_3, more);
    }
}

/* Rows outside the column are not drawn: a room of thousands costs only its visible rows. */
static int group(struct view *v, struct rect at, int y, enum role role, bool known)
{
    const struct people *people = &v->app->client.current->people;
    for (int i = 0; i < people->count; i++) {
        const struct person *p = people->list[i];
        if (known && layout_role(v->app, p) != role) {
            continue;
        }
        if (y + ROW_H > at.y && y < at.y + at.h) {
            row(v, (struct rect){at.x, y, at.w, ROW_H}, p, i, known);
        }
        y += ROW_H;
    }
    return y;
}

void view_people(struct view *v)
{
    static const enum word words[ROLE_COUNT] = {W_OPERATORS, W_ONLINE, W_AWAY};
    const struct chat *c = v->app->client.current;
    struct rect r = v->f.people;
    int counts[ROLE_COUNT];
    bool known = v->app->client.network->state == NETWORK_READY;
    draw_rect(v->d, r, C_PANEL);
    draw_hit(v->d, r, ACT_NONE, 0, NULL);
    draw_rect(v->d, (struct rect){r.x, r.y, 1, r.h}, C_LINE);
    int y = r.y + S2 - v->app->people_px;
    draw_clip(v->d, r);
    if (!known && c->people.count == 0) { /* its users are not remembered */
        draw_unclip(v->d);
        return;
    }
    if (!known) {
        head(v, (struct rect){r.x, y, r.w, SECTION_H}, view_word(v, W_BEFORE_CUT), c->people.count);
        group(v, r, y + SECTION_H, ROLE_ONLINE, false);
        draw_unclip(v->d);
        return;
    }
    layout_count_roles(v->app, c, counts);
    for (int role = 0; role < ROLE_COUNT; role++) {
        if (counts[role]) {
            head(v, (struct rect){r.x, y, r.w, SECTION_H}, view_word(v, words[role]), counts[role]);
            y = group(v, r, y + SECTION_H, (enum role)role, true) + S3;
        }
    }
    if (c->joined && c->people.count == 1) {
        struct rect invite = {r.x + S2, y - S1, r.w - 2 * S2, ROW_H};
        if (view_hot(v, ACT_START, START_PEOPLE)) {
            draw_box(v->d, invite, R2, C_HOVER);
        }
        draw_icon(v->d, r.x + 18, invite.y + 6, ICON, ICON_PLUS, C_ACCENT);
        view_text(v, r.x + 48, invite.y + S1, TYPE_STRONG, C_ACCENT,
                  view_word(v, W_INVITE_SOMEONE));
        draw_hit(v->d, invite, ACT_START, START_PEOPLE, NULL);
    }
    draw_unclip(v->d);
    view_scrollbar(v, r, v->app->people_px, layout_people_height(v->app));
}
