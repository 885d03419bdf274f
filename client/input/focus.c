#include "client/input/focus.h"

#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/event.h"
#include "client/draw/icon.h"
#include "client/input/actions.h"
#include "client/input/context.h"
#include "client/input/keymap.h"
#include "client/input/panes.h"
#include "client/input/speak.h"
#include "client/input/tip.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/panel/menu.h"
#include "irc/check.h"

enum { PLACES_MAX = 512 };

static const char *text_of(const struct draw *d, const struct hit *hit)
{
    return hit->text ? d->text.data + hit->text : "";
}

static bool is_same(const struct draw *d, const struct hit *a, const struct hit *b)
{
    return a->action == b->action && a->arg == b->arg && strcmp(text_of(d, a), text_of(d, b)) == 0;
}

/* Message rows (chosen with F6) and areas that only catch the mouse are not buttons. */
static bool is_button(const struct draw *d, const struct hit *hit)
{
    enum { SMALL = 8 };
    switch (hit->action) {
    case ACT_NONE:
    case ACT_TALK:
    case ACT_PROMPT:
    case ACT_SCROLLBAR:
    case ACT_SCRIM:
    case ACT_MENU_AWAY:
    case ACT_CONSOLE_TABLE:
    case ACT_CONSOLE_LOG: return false;
    case ACT_GUEST:
    case ACT_PERSON:
    case ACT_CHAT: break; /* rows with other areas inside */
    default: {
        const struct hit *top = draw_find(d, hit->at.x + hit->at.w / 2, hit->at.y + hit->at.h / 2);
        if (!top || !is_same(d, top, hit)) {
            return false;
        }
    }
    }
    for (const struct hit *before = d->hits; before < hit; before++) {
        if (is_same(d, before, hit)) {
            return false; /* a link over two rows, a picture and its name */
        }
    }
    return hit->at.w >= SMALL && hit->at.h >= SMALL;
}

/* The conversation comes first, then its users, then the chat list. */
static int region(const struct frame *f, const struct hit *hit)
{
    int x = hit->at.x + hit->at.w / 2, y = hit->at.y + hit->at.h / 2;
    return rect_has(f->status, x, y)   ? 3
           : rect_has(f->chats, x, y)  ? 2
           : rect_has(f->people, x, y) ? 1
                                       : 0;
}

static bool comes_before(const struct frame *f, const struct hit *a, const struct hit *b)
{
    enum { SAME_ROW = 8 };
    int x = region(f, a), y = region(f, b);
    return x != y                               ? x < y
           : abs(a->at.y - b->at.y) >= SAME_ROW ? a->at.y < b->at.y
                                                : a->at.x < b->at.x;
}

/* The areas that can be pressed, in reading order; returns their number. */
static int read_places(const struct app *app, const struct draw *d, const struct hit **places)
{
    struct frame f = layout_frame(app);
    int count = 0;
    for (int i = 0; i < d->hit_count && count < PLACES_MAX; i++) {
        const struct hit *hit = &d->hits[i];
        bool other = panes_other_has(app, hit->at.x + hit->at.w / 2, hit->at.y + hit->at.h / 2);
        /* what is in the other pane counts once that has the focus */
        if (other ? hit->action == ACT_PANE : is_button(d, hit)) {
            int at = count++;
            for (; at > 0 && comes_before(&f, &d->hits[i], places[at - 1]); at--) {
                places[at] = places[at - 1];
            }
            places[at] = &d->hits[i];
        }
    }
    return count;
}

const struct hit *focus_place(const struct app *app, const struct draw *d)
{
    const struct focus *w = app->focus;
    const struct hit *places[PLACES_MAX];
    int count = w->on ? read_places(app, d, places) : 0;
    for (int i = 0; i < count; i++) {
        if (places[i]->action == w->action && places[i]->arg == w->arg &&
            strncmp(text_of(d, places[i]), w->text, sizeof w->text - 1) == 0) {
            return places[i];
        }
    }
    return count ? places[w->at < count ? w->at : count - 1] : NULL;
}

static void go_to(struct app *app, int n)
{
    const struct draw *d = &app->shown;
    const struct hit *places[PLACES_MAX];
    int count = read_places(app, d, places);
    if (count) {
        struct focus *w = app->focus;
        w->at = (n + count) % count;
        w->action = places[w->at]->action;
        w->arg = places[w->at]->arg;
        copy_text(w->text, sizeof w->text, text_of(d, places[w->at]));
        app->client.dirty = true;
        speak_focus(app);
    }
}

static void step(struct app *app, int by)
{
    const struct hit *places[PLACES_MAX], *here = focus_place(app, &app->shown);
    int count = read_places(app, &app->shown, places), at = 0;
    while (at < count && places[at] != here) {
        at++;
    }
    go_to(app, at + by);
}

/* Moves to the nearest area above or below. */
static void step_row(struct app *app, int by)
{
    const struct hit *places[PLACES_MAX], *here = focus_place(app, &app->shown);
    int count = here ? read_places(app, &app->shown, places) : 0, best = -1, distance = 0;
    for (int i = 0; i < count; i++) {
        int dy = (places[i]->at.y + places[i]->at.h / 2 - here->at.y - here->at.h / 2) * by;
        int away = dy + 2 * abs(places[i]->at.x - here->at.x);
        if (dy > here->at.h / 4 && (best < 0 || away < distance)) {
            best = i;
            distance = away;
        }
    }
    if (best >= 0) {
        go_to(app, best);
    }
}

void focus_turn(struct app *app)
{
    if (app->focus->on) {
        focus_end(app);
        return;
    }
    app->focus->on = true;
    go_to(app, 0);
}

void focus_end(struct app *app)
{
    app->focus->on = false;
    app->client.dirty = true;
}

static void press(struct app *app, const struct hit *hit)
{
    char *text = xstrdup(text_of(&app->shown, hit));
    actions_run(app, hit->action, hit->arg, text);
    free(text);
}

bool focus_key(struct app *app, int key, unsigned mods)
{
    const struct hit *here = focus_place(app, &app->shown);
    if (!app->focus->on) {
        return false;
    }
    switch (key) {
    case KEY_TAB: step(app, mods & MOD_SHIFT ? -1 : 1); return true;
    case KEY_LEFT: step(app, -1); return true;
    case KEY_RIGHT: step(app, 1); return true;
    case KEY_UP: step_row(app, -1); return true;
    case KEY_DOWN: step_row(app, 1); return true;
    case KEY_ESCAPE: focus_end(app); return true;
    case KEY_ENTER:
    case ' ':
        if (here) {
            press(app, here);
        }
        return true;
    default: break;
    }
    bool menu = keymap_is(app, KEYMAP_MENU, key, mods) || keymap_is(app, KEYMAP_MENU_2, key, mods);
    if (menu && here) {
        context_open(app, here, here->at.x + here->at.w / 2, here->at.y + here->at.h);
        app->menu->at = 0; /* for the keys that follow */
    }
    return menu;
}

bool focus_is_on(const struct app *app)
{
    return app->focus->on && app->client.screen == SCREEN_CHAT;
}

void focus_words(const struct app *app, struct bytes *out)
{
    const struct draw *d = &app->shown;
    const struct hit *here = focus_place(app, d);
    if (here) {
        bytes_text(out, text_of(d, here)); /* a nick, or a link target */
    }
    for (int i = 0; here && !*text_of(d, here) && i < d->count; i++) {
        const struct draw_item *item = &d->items[i];
        if (item->kind == DRAW_TEXT && rect_has(here->at, item->at.x + 1, item->at.y + 1)) {
            bytes_text(out, out->len ? " " : "");
            bytes_add(out, d->text.data + item->text, item->text_len);
        }
    }
    if (here && !out->len && tip_words(app, here->action, here->arg, out)) {
        return;
    }
    for (int i = 0; here && i < d->count && !out->len; i++) {
        const struct draw_item *item = &d->items[i];
        if (item->kind == DRAW_ICON && rect_has(here->at, item->at.x + 1, item->at.y + 1)) {
            bytes_text(out, icon_name((enum icon)item->type));
        }
    }
}
