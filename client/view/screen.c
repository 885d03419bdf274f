#include "client/base/client.h"
#include "client/input/focus.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/net/network.h"
#include "client/panel/panel.h"
#include "client/panel/settings.h"
#include "client/view/view.h"

static void pane(struct view *v)
{
    if (network_is_console(v->pane->chat)) {
        view_console(v);
    } else {
        view_talk(v);
        view_topic(v);
    }
    view_prompt(v);
}

/* A press there focuses it. */
static void other_pane(struct view *v)
{
    const struct pane *other = &v->f.other, *mine = &v->f.pane;
    v->pane = other;
    draw_hit(v->d, other->at, ACT_PANE, 0, NULL);
    pane(v);
    v->pane = mine;
    draw_rect(v->d, (struct rect){v->app->right ? mine->at.x : other->at.x, 0, 1, other->at.h},
              C_LINE);
    draw_rect(v->d, (struct rect){mine->at.x, 0, mine->at.w, RING}, C_ACCENT);
}

/* Around what has keyboard focus. */
static void ring(struct view *v)
{
    const struct hit *place = focus_place(v->app, v->d);
    if (place) {
        view_focus_ring(v, place->at, R2);
    }
}

static void chat_screen(struct view *v)
{
    const struct app *app = v->app;
    draw_rect(v->d, (struct rect){0, 0, app->width, app->height}, C_PANEL);
    pane(v);
    if (v->f.other.at.w) {
        other_pane(v);
    }
    view_status(v);
    if (!v->f.chats_drawer && v->f.chats.w) {
        view_chats(v);
    }
    if (!v->f.people_drawer && v->f.people.w) {
        view_people(v);
    }
    view_search(v);
    if (app->drawer != DRAWER_NONE) {
        struct rect all = {0, 0, app->width, app->height};
        draw_rect(v->d, all, C_SCRIM);
        draw_hit(v->d, all, ACT_SCRIM, 0, NULL);
        if (app->drawer == DRAWER_CHATS) {
            view_chats(v);
        } else {
            view_people(v);
        }
    }
    for (const struct panel *p = panels + panel_count - 1; p >= panels; p--) {
        if (p->over_ring) {
            ring(v);
        }
        if (p->view && p->is_open(app)) {
            p->view(v);
        }
    }
}

void view_screen(const struct app *app, struct draw *d)
{
    struct view v = {app, d, app->ruler, layout_frame(app), NULL};
    v.pane = &v.f.pane;
    draw_start(d);
    for (const struct panel *p = NULL; (p = panel_next(app, p));) {
        if (p->whole) {
            p->view(&v);
            for (const struct panel *over = p - 1; over >= panels; over--) {
                if (over->view && over->is_open(app)) {
                    over->view(&v);
                }
            }
            view_tip(&v);
            return;
        }
    }
    chat_screen(&v);
    view_tip(&v);
}
