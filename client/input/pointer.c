/* Mouse handling. */
#include "client/input/pointer.h"

#include <stdlib.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/event.h"
#include "client/input/actions.h"
#include "client/input/context.h"
#include "client/input/focus.h"
#include "client/input/panes.h"
#include "client/input/prompt.h"
#include "client/input/scroll.h"
#include "client/input/select.h"
#include "client/input/tip.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/panel/console.h"
#include "client/panel/form.h"
#include "client/panel/host_settings.h"
#include "client/panel/login.h"
#include "client/panel/menu.h"
#include "client/panel/panel.h"
#include "client/panel/search.h"
#include "client/panel/settings.h"
#include "client/panel/toolbar.h"
#include "irc/check.h"

static const char *hit_text(const struct app *app, const struct hit *hit)
{
    return hit->text ? app->shown.text.data + hit->text : "";
}

void pointer_hover(struct app *app)
{
    const struct hit *hit =
        app->mouse_x < 0 ? NULL : draw_find(&app->shown, app->mouse_x, app->mouse_y);
    bool other = hit && panes_other_has(app, app->mouse_x, app->mouse_y);
    int action = !hit    ? ACT_NONE
                 : other ? ACT_PANE
                         : hit->action; /* its contents react once it has the focus */
    int arg = hit && !other ? hit->arg : 0;
    if (action != app->hover || arg != app->hover_arg) {
        app->hover = action;
        app->hover_arg = arg;
        app->tip_at = action ? app->client.now + TIP_MS : 0;
        app->client.dirty = true;
    }
}

void pointer_move(struct app *app, const struct event *e)
{
    app->mouse_x = e->mouse.x;
    app->mouse_y = e->mouse.y;
    if (app->drag == DRAG_PROMPT) {
        prompt_click(app, e->mouse.x, e->mouse.y, 1, true);
    } else if (app->drag == DRAG_SELECT) {
        select_drag(app, e->mouse.x, e->mouse.y);
    } else if (app->drag == DRAG_SCROLL) {
        scroll_drag(app, e->mouse.y);
    } else {
        pointer_hover(app);
    }
}

static void click_field(struct app *app, const struct hit *hit, const struct event *e)
{
    struct edit *edit = &app->login->fields[hit->arg];
    bool had = app->login->focus == hit->arg; /* the caret, so that it may be scrolled */
    login_focus(app, hit->arg);
    if (e->mouse.clicks > 1) {
        edit_select_all(edit);
        return;
    }
    struct bytes shown = {0};
    login_shown(app->login, hit->arg, &shown);
    const char *text = bytes_string(&shown);
    int w = login_field_width(hit->arg, hit->at.w);
    int shift = edit->scroll_px = had ? layout_field_shift(app->ruler, text, edit, w) : 0;
    size_t at = layout_byte_at(app->ruler, text, (struct wrap_row){0, shown.len},
                               e->mouse.x - hit->at.x - S3 + shift);
    bytes_finish(&shown);
    edit_put(edit, at, e->mouse.mods & MOD_SHIFT);
}

/* A press in the unfocused pane focuses it. */
static void focus_pane(struct app *app, int x, int y)
{
    if (panes_other_has(app, x, y)) {
        panes_focus_other(app);
    }
}

void pointer_down(struct app *app, const struct event *e)
{
    app->mouse_x = e->mouse.x;
    app->mouse_y = e->mouse.y;
    focus_pane(app, e->mouse.x, e->mouse.y);
    const struct hit *hit = draw_find(&app->shown, e->mouse.x, e->mouse.y);
    app->client.dirty = true;
    focus_end(app);
    app->tip_at = 0;
    app->key_at = app->client.now;
    if (!hit || hit->action < ACT_QUOTE) {
        toolbar_close(app); /* a click elsewhere */
    }
    if ((!hit || hit->action < ACT_QUOTE) && e->mouse.button != BUTTON_RIGHT) {
        select_clear(app);
    }
    if (!hit) {
        return;
    }
    if (e->mouse.button == BUTTON_RIGHT) {
        menu_close(app);
        context_open(app, hit, e->mouse.x, e->mouse.y);
        return;
    }
    app->pressed = hit->action;
    app->pressed_arg = hit->arg;
    if (hit->action == ACT_PROMPT) {
        app->drag = e->mouse.button == BUTTON_LEFT ? DRAG_PROMPT : DRAG_NONE;
        prompt_click(app, e->mouse.x, e->mouse.y, e->mouse.clicks, e->mouse.mods & MOD_SHIFT);
    } else if ((hit->action == ACT_TALK || hit->action == ACT_LINK || hit->action == ACT_ROOM) &&
               e->mouse.button == BUTTON_LEFT) {
        app->drag = DRAG_SELECT;
        select_start(app, e->mouse.x, e->mouse.y, e->mouse.clicks);
    } else if (hit->action == ACT_HOST_SETTINGS) {
        host_settings_click(app, hit->arg, e->mouse.x, e->mouse.y, e->mouse.clicks,
                            e->mouse.mods & MOD_SHIFT);
    } else if (hit->action == ACT_FORM_FIELD) {
        form_click_field(app, hit->arg, e->mouse.x, e->mouse.clicks, e->mouse.mods & MOD_SHIFT);
    } else if (hit->action == ACT_FIELD) {
        click_field(app, hit, e);
    } else if (hit->action == ACT_SCROLLBAR) {
        app->drag = DRAG_SCROLL;
        scroll_drag(app, e->mouse.y);
    }
}

/* Text selected with the mouse can be pasted with the middle button. */
static void mark(struct app *app)
{
    struct bytes text = {0};
    if (app->drag == DRAG_SELECT) {
        select_text(app, &text);
    } else if (app->client.current) {
        size_t len;
        const char *marked = edit_selection(&app->client.current->draft, &len);
        bytes_add(&text, marked, len);
    }
    if (text.len) {
        effect_say(&app->client.effects, EFFECT_MARK, bytes_string(&text));
    }
    bytes_finish(&text);
}

/* A click is a press and a release in the same place. */
void pointer_up(struct app *app, const struct event *e)
{
    const struct hit *hit = draw_find(&app->shown, e->mouse.x, e->mouse.y);
    int action = app->pressed, arg = app->pressed_arg;
    if (app->drag == DRAG_SELECT && select_is_on(app)) {
        action = ACT_NONE; /* selecting is not clicking */
    }
    if (app->drag == DRAG_SELECT || app->drag == DRAG_PROMPT) {
        mark(app);
    }
    app->pressed = ACT_NONE;
    app->drag = DRAG_NONE;
    app->client.dirty = true;
    if (hit && action && hit->action == action && hit->arg == arg) {
        bool middle = e->mouse.button == BUTTON_MIDDLE;
        char *text = xstrdup(hit_text(app, hit));
        if (middle && action == ACT_PROMPT) {
            effect_add(&app->client.effects,
                       &(struct effect){.kind = EFFECT_PASTE, .marked = true});
        } else if (middle && action == ACT_CHAT) {
            actions_run(app, ACT_LEAVE, arg, text);
        } else if (!middle) {
            actions_run(app, action, arg, text);
        }
        free(text);
    }
}

/* The wheel scrolls what is under the pointer. */
void pointer_wheel(struct app *app, const struct event *e)
{
    enum { WHEEL_ROWS = 3 };
    struct frame f = layout_frame(app);
    int way = e->wheel.px > 0 ? -1 : 1;
    app->client.dirty = true;
    app->moved = true;
    const struct panel *p = panel_modal(app);
    if (p && p->wheel) {
        p->wheel(app, way * p->wheel_rows);
        return;
    }
    menu_close(app);
    if (console_is_shown(app) && rect_has(f.pane.talk, e->wheel.x, e->wheel.y)) {
        console_scroll(app, way * WHEEL_ROWS, app->hover == ACT_CONSOLE_LOG);
        return;
    }
    if (rect_has(f.chats, e->wheel.x, e->wheel.y)) {
        scroll_chats(app, e->wheel.px);
    } else if (rect_has(f.search, e->wheel.x, e->wheel.y)) {
        search_scroll(app, e->wheel.px);
    } else if (rect_has(f.people, e->wheel.x, e->wheel.y)) {
        scroll_people(app, e->wheel.px);
    } else if (rect_has(f.other.at, e->wheel.x, e->wheel.y)) {
        if (!network_is_console(f.other.chat)) {
            scroll_pane(app, &f.other, e->wheel.px);
        }
    } else {
        scroll_talk(app, e->wheel.px);
    }
}
