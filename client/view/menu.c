#include "client/base/client.h"
#include "client/base/words.h"
#include "client/input/keymap.h"
#include "client/input/verbs.h"
#include "client/layout/action.h"
#include "client/panel/menu.h"
#include "client/panel/person_card.h"
#include "client/view/view.h"

static void words(struct view *v, const struct menu_row *row, struct bytes *out)
{
    if (row->own[0]) {
        bytes_text(out, row->own);
    } else {
        words_fill(out, v->app->client.lang, verbs[row->verb].words, "name", v->app->menu->name,
                   NULL);
    }
}

/* As wide as its widest row needs. */
static int width(struct view *v)
{
    const struct menu *m = v->app->menu;
    int most = MENU_W;
    for (int i = 0; i < m->count; i++) {
        struct bytes text = {0};
        char caps[KEYMAP_TEXT];
        keymap_caps(v->app, m->rows[i].key, caps);
        words(v, &m->rows[i], &text);
        int w = S7 + ruler_width(v->r, TYPE_BODY, bytes_string(&text)) + S5 +
                ruler_width(v->r, TYPE_SMALL, caps) + S2 + 2 * S1;
        most = w > most ? w : most;
        bytes_finish(&text);
    }
    return most < MENU_MAX_W ? most : MENU_MAX_W;
}

static void menu_row(struct view *v, struct rect at, int index)
{
    const struct menu_row *row = &v->app->menu->rows[index];
    struct bytes text = {0};
    words(v, row, &text);
    bool on = v->app->menu->at == index;
    if (on || view_hot(v, ACT_MENU_ROW, index)) {
        draw_box(v->d, at, R2, on ? C_ACCENT_TINT : C_HOVER);
    }
    draw_icon(v->d, at.x + S2, at.y + (at.h - ICON_SMALL) / 2, ICON_SMALL, verbs[row->verb].icon,
              verbs[row->verb].danger ? C_DANGER : C_TEXT_2);
    char caps[KEYMAP_TEXT];
    keymap_caps(v->app, row->key, caps);
    int key = ruler_width(v->r, TYPE_SMALL, caps);
    view_text_fit(v, at.x + S7, at.y + (at.h - LINE_H) / 2, at.w - S7 - key - 2 * S2,
                  row->verb == VERB_SPELLING ? TYPE_STRONG : TYPE_BODY,
                  verbs[row->verb].danger ? C_DANGER : C_TEXT, bytes_string(&text));
    view_text_right(v, at.x + at.w - S2, at.y + (at.h - LABEL_H) / 2, TYPE_SMALL, C_TEXT_3, caps);
    draw_hit(v->d, at, ACT_MENU_ROW, index, NULL);
    bytes_finish(&text);
}

/* --- the card above the menu of a person --- */

enum { AVATAR = 64, FACT_H = 28, PERSON_W = 336, LABEL_W = 112 };

static int card_height(const struct view *v)
{
    struct card_fact facts[CARD_FACTS];
    if (v->app->menu->about != MENU_PERSON) {
        return 0;
    }
    int h = S4 + AVATAR + S3 + person_card_facts(v->app, facts) * FACT_H + S3;
    bool fits = h + v->app->menu->count * ROW_H + 4 * S1 <= v->app->height;
    return fits ? h : 0; /* what one can do comes first */
}

static void card(struct view *v, struct rect box)
{
    const struct person_card *c = v->app->card;
    struct card_fact facts[CARD_FACTS];
    int count = person_card_facts(v->app, facts), x = box.x + S4, y = box.y + S4;
    int in_x = x + AVATAR + S4, w = box.x + box.w - S4 - in_x;
    view_avatar(v, x, y, AVATAR, c->nick, PRESENCE_NONE, C_RAISED);
    view_text_fit(v, in_x, y, w, TYPE_TITLE, view_nick_color(v, c->nick), c->nick);
    struct bytes text = {0};
    bytes_format(&text, "%s%s%s", c->name, c->name[0] && c->pronouns[0] ? " · " : "", c->pronouns);
    view_text_fit(v, in_x, y + 26, w, TYPE_BODY, C_TEXT, bytes_string(&text));
    view_text_fit(v, in_x, y + 48, w, TYPE_SMALL, C_TEXT_2, c->status);
    bytes_finish(&text);
    y += AVATAR + S3;
    for (int i = 0; i < count; i++, y += FACT_H) {
        view_text_fit(v, x, y, LABEL_W - S2, TYPE_SMALL, C_TEXT_3, facts[i].label);
        view_text_fit(v, x + LABEL_W, y, box.x + box.w - S4 - x - LABEL_W, TYPE_SMALL, C_TEXT,
                      facts[i].text);
    }
    draw_rect(v->d, (struct rect){box.x, y + S1, box.w, 1}, C_LINE);
}

void view_menu(struct view *v)
{
    const struct app *app = v->app;
    const struct menu *m = app->menu;
    draw_hit(v->d, (struct rect){0, 0, app->width, app->height}, ACT_MENU_AWAY, 0, NULL);
    int title = m->about == MENU_PERSON ? card_height(v) : m->title[0] ? ROW_H : 0, w = width(v);
    w = m->about == MENU_PERSON && w < PERSON_W ? PERSON_W : w;
    struct rect box = {m->x, m->y, w, title + m->count * ROW_H + 2 * S1};
    int row_h = ROW_H, most = app->height - 2 * S1;
    if (box.h > most) { /* closer together, so that all are to be seen */
        row_h = (most - title - 2 * S1) / m->count;
        box.h = title + m->count * row_h + 2 * S1;
    }
    if (box.y + box.h > app->height - S1) {
        box.y = m->y - box.h > S1 && m->y < app->height ? m->y - box.h : app->height - S1 - box.h;
    }
    box.x = box.x + box.w > app->width - S1 ? app->width - S1 - box.w : box.x;
    draw_border(v->d, box, R4, C_RAISED, 1, C_POP_LINE);
    draw_hit(v->d, box, ACT_NONE, 0, NULL);
    if (title && m->about == MENU_PERSON) {
        card(v, box);
    } else if (title) {
        view_text_fit(v, box.x + S1 + S2, box.y + S1 + 6, box.w - 2 * (S1 + S2), TYPE_SMALL,
                      C_TEXT_3, m->title);
    }
    for (int i = 0; i < m->count; i++) {
        menu_row(
            v, (struct rect){box.x + S1, box.y + S1 + title + i * row_h, box.w - 2 * S1, row_h}, i);
    }
}
