#include "client/app.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/layout.h"
#include "client/text.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/stamp.h"

enum {
    CARET_MS = 530,
    CARET_RESTS_MS = 10000,
    SCROLLBAR_MS = 1000,
    LAG_EVERY_MS = 30000,
    DAY_MS = 86400000,
};

void app_init(struct app *app, const struct prefs *prefs, enum lang lang,
              const struct ruler *ruler)
{
    *app = (struct app){.prefs = *prefs, .lang = lang, .ruler = ruler, .focused = true,
                        .mouse_x = -1, .mouse_y = -1, .dirty = true};
    app->width = prefs->window_w;
    app->height = prefs->window_h;
    session_init(&app->session);
    login_init(app);
}

void app_finish(struct app *app)
{
    session_finish(&app->session);
    login_finish(&app->login);
    edit_finish(&app->switcher.query);
    effects_finish(&app->effects);
    draw_finish(&app->shown);
    for (int i = 0; i < app->sent_count; i++) {
        free(app->sent[i]);
    }
    free(app->before_history);
}

/* --- time --- */

int64_t app_day(const struct app *app, int64_t wall)
{
    int64_t local = wall + app->utc_offset_ms;
    return local / DAY_MS - (local % DAY_MS < 0);
}

void app_time(const struct app *app, int64_t wall, char *out)
{
    struct civil c = stamp_civil(wall + app->utc_offset_ms);
    snprintf(out, 16, "%02d:%02d", c.hour, c.minute);
}

bool app_caret_on(const struct app *app)
{
    int64_t since = app->now - app->key_at;
    return !app->focused || since >= CARET_RESTS_MS || since / CARET_MS % 2 == 0;
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a == 0 || (b != 0 && b < a) ? b : a;
}

int64_t app_deadline(const struct app *app)
{
    int64_t at = session_deadline(&app->session);
    int64_t since = app->now - app->key_at;
    if (app->focused && since < CARET_RESTS_MS) {
        at = sooner(at, app->key_at + (since / CARET_MS + 1) * CARET_MS);
    }
    if (app->scrolled_at && app->now < app->scrolled_at + SCROLLBAR_MS) {
        at = sooner(at, app->scrolled_at + SCROLLBAR_MS);
    }
    if (app->session.state == SESSION_WAITING && app->screen == SCREEN_CHAT) {
        int64_t left = app->session.retry_at - app->now; /* the seconds in the banner count down */
        at = sooner(at, app->now + (left > 0 ? (left - 1) % 1000 + 1 : 1));
    }
    return at;
}

/* --- lines of the program itself --- */

void app_info_text(struct app *app, struct chat *c, enum icon icon, const char *text)
{
    struct line *line = chat_add(c, LINE_INFO, app->wall, NULL, text);
    line->icon = icon;
    app->dirty = true;
}

/* words_fill for callers who have their values in a va_list: at most four places. */
static void fill(struct app *app, struct bytes *out, enum word key, va_list args)
{
    const char *pairs[8] = {0};
    int count = 0;
    const char *name;
    while (count < 8 && (name = va_arg(args, const char *))) {
        pairs[count++] = name;
        pairs[count++] = va_arg(args, const char *);
    }
    words_fill(out, app->lang, key, pairs[0], pairs[1], pairs[2], pairs[3], pairs[4], pairs[5],
               pairs[6], pairs[7], NULL);
}

void app_info(struct app *app, struct chat *c, enum icon icon, enum word key, ...)
{
    struct bytes text = {0};
    va_list args;
    va_start(args, key);
    fill(app, &text, key, args);
    va_end(args);
    app_info_text(app, c, icon, bytes_string(&text));
    bytes_finish(&text);
}

void app_info_time(struct app *app, struct chat *c, enum icon icon, enum word key)
{
    char time[16];
    app_time(app, app->wall, time);
    app_info(app, c, icon, key, "time", time, NULL);
}

/* --- conversations --- */

static void tell_title(struct app *app)
{
    char title[sizeof app->title];
    int mentions = 0;
    for (int i = 0; i < app->session.chat_count; i++) {
        mentions += app->session.chats[i]->mentions;
    }
    char count[16] = "";
    if (mentions > 0) {
        snprintf(count, sizeof count, "(%d) ", mentions);
    }
    if (app->screen == SCREEN_CHAT && app->current) {
        snprintf(title, sizeof title, "%s%.200s - tertulia", count, app->current->name);
    } else {
        snprintf(title, sizeof title, "tertulia");
    }
    if (strcmp(title, app->title) != 0) {
        copy_text(app->title, sizeof app->title, title);
        effect_add(&app->effects, EFFECT_TITLE, 0, title, 0);
    }
}

static bool is_watching(const struct app *app, const struct chat *c)
{
    return app->focused && app->screen == SCREEN_CHAT && app->current == c && c->at_end;
}

static void mark_read(struct app *app, struct chat *c)
{
    c->unread = c->mentions = 0;
    app->dirty = true;
}

/* We stop looking at this chat: what comes from now on is new. */
static void set_marker(struct chat *c)
{
    c->marker = c->dropped + (uint64_t)c->count;
    c->marker_new = 0;
}

void app_heard(struct app *app, struct chat *c, const struct line *line)
{
    bool personal = line->mention || (c->kind == CHAT_PERSON && line->kind != LINE_INFO);
    app->dirty = true;
    if (is_watching(app, c)) {
        return;
    }
    if (c->marker == UINT64_MAX) {
        c->marker = c->dropped + (uint64_t)c->count - 1;
        c->marker_new = 0;
    }
    c->marker_new++;
    c->unread++;
    c->mentions += personal;
    if (personal && !app->focused) {
        effect_add(&app->effects, EFFECT_FLASH, 0, NULL, 0);
    }
}

/* Scrolls the list of chats so that this one is in it. */
static void bring_into_list(struct app *app, const struct chat *c)
{
    struct frame f = layout_frame(app);
    int at = 0, y = S3;
    while (at + 1 < app->session.chat_count && app->session.chats[at] != c) {
        at++;
    }
    y += at * ROW_H + (c->kind == CHAT_PERSON ? S3 + SECTION_H : 0);
    int visible = f.chats.h - HEAD_H - JUMP_H - MY_CARD_H;
    if (visible > ROW_H && y + ROW_H - app->chats_px > visible) {
        app->chats_px = y + ROW_H - visible;
    } else if (y < app->chats_px) {
        app->chats_px = y - S3;
    }
}

void app_show(struct app *app, struct chat *c)
{
    app->drawer = DRAWER_NONE;
    bring_into_list(app, c);
    if (c == app->current) {
        mark_read(app, c);
        return;
    }
    if (app->current) {
        set_marker(app->current);
        app->previous = app->current;
    }
    complete_close(app);
    app->current = c;
    app->drawer = DRAWER_NONE;
    app->people_px = 0;
    app->key_at = app->now;
    mark_read(app, c);
}

void app_forget_chat(struct app *app, struct chat *c, struct chat *instead)
{
    if (!c) {
        app->current = app->previous = NULL;
        return;
    }
    if (app->previous == c) {
        app->previous = NULL;
    }
    if (app->current == c) {
        app->current = NULL;
        app_show(app, app->previous ? app->previous : instead);
        app->previous = NULL;
    }
    app->dirty = true;
}

void app_leave_chat(struct app *app, struct chat *c)
{
    struct session *s = &app->session;
    if (c->kind == CHAT_SERVER) {
        return;
    }
    if (chat_count_state(c, LINE_WAITING) > 0 && !c->warned) {
        c->warned = true;
        app_info(app, c, ICON_WARNING, W_LEAVE_LOSES, NULL);
        app_show(app, c);
        return;
    }
    if (c->kind == CHAT_ROOM && c->joined) {
        session_send(app, s, "PART %s", c->name);
    }
    session_close(app, s, c);
}

/* The rooms of the login screen, with commas or spaces between them. */
static void join_first(struct app *app, struct session *s)
{
    for (const char *at = s->room; *at;) {
        char room[SESSION_TEXT];
        at += strspn(at, ", ");
        size_t len = strcspn(at, ", ");
        bool plain = len > 0 && !strchr("#&+!", *at);
        snprintf(room, sizeof room, "%s%.*s", plain ? "#" : "", (int)len, at);
        at += len;
        if (len > 0) {
            session_send(app, s, "JOIN %s", room);
        }
        if (len > 0 && !s->opening[0]) {
            names_fold(s->isupport.casemap, s->opening, sizeof s->opening, room);
        }
    }
}

void app_session_ready(struct app *app, struct session *s, bool again)
{
    struct chat *server = session_open(app, s, CHAT_SERVER, session_name(s));
    chat_rename(server, session_name(s), s->isupport.casemap);
    if (again) {
        int64_t seconds = (app->wall - s->lost_at) / 1000;
        char number[24];
        struct bytes time = {0};
        snprintf(number, sizeof number, "%d", (int)(seconds < 60 ? seconds : seconds / 60));
        words_fill(&time, app->lang, seconds < 60 ? W_SECONDS : W_MINUTES, "n", number, NULL);
        for (int i = 0; i < s->chat_count; i++) {
            if (s->chats[i]->rejoin) {
                app_info(app, s->chats[i], ICON_PLUG, W_BACK_AT, "time", time.data, NULL);
            }
        }
        bytes_finish(&time);
        return;
    }
    app->screen = SCREEN_CHAT;
    app_show(app, server);
    prefs_visit(&app->prefs, app->prefs.server, s->wanted, s->room);
    app_save(app);
    join_first(app, s);
}

void app_login_failed(struct app *app)
{
    login_explain(app);
    app->dirty = true;
}

void app_save(struct app *app)
{
    effect_add(&app->effects, EFFECT_SAVE, 0, NULL, 0);
}

/* --- scrolling --- */

/* The talk's blocks, walked from a place upward or downward. */
static int block_height(const struct app *app, const struct chat *c, int index, int width)
{
    int h = layout_block(app, c, index, width).height;
    return index == 0 ? h + (c->dropped == 0 ? layout_intro(app, c, width) : 0) : h;
}

static int last_index(const struct chat *c)
{
    return c->count - 1;
}

/* Keeps the first line from leaving the top edge downward. */
static void clamp_top(const struct app *app, const struct chat *c, int width, int height, int *at,
                      int *px)
{
    int above = -*px;
    for (int i = *at; i >= 0 && above < height; i--) {
        above += block_height(app, c, i, width);
    }
    int missing = height - above;
    while (missing > 0 && *at < last_index(c)) {
        if (*px >= missing) {
            *px -= missing;
            return;
        }
        missing -= *px;
        (*at)++;
        *px = block_height(app, c, *at, width);
    }
    if (missing > 0) {
        *px = *px > missing ? *px - missing : 0;
    }
}

void app_scroll(struct app *app, int amount)
{
    struct chat *c = app->current;
    if (!c || c->count == 0) {
        return;
    }
    struct frame f = layout_frame(app);
    int width = layout_text_width(&f);
    int px, at = layout_bottom(c, &px);
    px += amount;
    while (px < 0 && at < last_index(c)) {
        at++;
        px += block_height(app, c, at, width);
    }
    while (at > 0 && px >= block_height(app, c, at, width)) {
        px -= block_height(app, c, at, width);
        at--;
    }
    if (amount > 0) {
        clamp_top(app, c, width, f.talk.h, &at, &px);
    }
    c->at_end = at == last_index(c) && px <= 0;
    c->scroll_seq = c->dropped + (uint64_t)at;
    c->scroll_px = px < 0 ? 0 : px;
    if (c->at_end) {
        mark_read(app, c);
    }
    app->scrolled_at = app->now;
    app->dirty = true;
}

void app_to_now(struct app *app)
{
    if (app->current) {
        app->current->at_end = true;
        mark_read(app, app->current);
    }
}

void app_to_oldest(struct app *app)
{
    if (app->current && app->current->count) {
        app->current->at_end = false;
        app->current->scroll_seq = app->current->dropped;
        app->current->scroll_px = 0;
        app_scroll(app, 1);
    }
}

/* The bar stands for the lines by their number. */
static void drag_scrollbar(struct app *app, int y)
{
    struct chat *c = app->current;
    struct frame f = layout_frame(app);
    if (!c || c->count < 2 || f.talk.h < 2) {
        return;
    }
    int place = y - f.talk.y;
    place = place < 0 ? 0 : place > f.talk.h ? f.talk.h : place;
    int64_t at = (int64_t)(c->count - 1) * place / f.talk.h;
    c->at_end = at >= c->count - 1;
    c->scroll_seq = c->dropped + (uint64_t)at;
    c->scroll_px = 0;
    app_scroll(app, c->at_end ? 0 : 1);
}

/* --- doing --- */

void app_toggle_people(struct app *app)
{
    if (app->width < NARROW_PEOPLE) {
        app->drawer = app->drawer == DRAWER_PEOPLE ? DRAWER_NONE : DRAWER_PEOPLE;
    } else {
        app->prefs.hide_people = !app->prefs.hide_people;
        app_save(app);
    }
    app->dirty = true;
}

void app_toggle_chats(struct app *app)
{
    if (app->width < NARROW_CHATS) {
        app->drawer = app->drawer == DRAWER_CHATS ? DRAWER_NONE : DRAWER_CHATS;
    } else {
        app->prefs.hide_chats = !app->prefs.hide_chats;
        app_save(app);
    }
    app->dirty = true;
}

void app_set_text_size(struct app *app, int percent)
{
    app->prefs.text_size = percent;
    app_save(app);
    app->dirty = true;
}

void app_close_popups(struct app *app)
{
    complete_close(app);
    switcher_close(app);
    app->drawer = DRAWER_NONE;
    app->dirty = true;
}

void app_forget_measures(struct app *app)
{
    for (int i = 0; i < app->session.chat_count; i++) {
        for (int k = 0; k < app->session.chats[i]->count; k++) {
            app->session.chats[i]->lines[k]->rows = 0;
        }
    }
    app->dirty = true;
}

static struct chat *chat_at(struct app *app, int index)
{
    return index >= 0 && index < app->session.chat_count ? app->session.chats[index] : NULL;
}

static struct line *line_at(struct app *app, int index)
{
    struct chat *c = app->current;
    return c && index >= 0 && index < c->count ? c->lines[index] : NULL;
}

static void start_prompt(struct app *app, const char *text)
{
    if (app->current) {
        edit_set(&app->current->draft, text);
        complete_close(app);
        app->key_at = app->now;
    }
}

static void act_on_line(struct app *app, int action, int index)
{
    struct line *line = line_at(app, index);
    if (!line) {
        return;
    }
    if (action == ACT_MOVES) {
        line->open = !line->open;
    } else if (line->state == LINE_FAILED && action == ACT_RESEND) {
        session_resend(app, &app->session, app->current, index);
    } else if (line->state == LINE_FAILED) {
        chat_remove(app->current, index);
    }
}

static void act_on_chat(struct app *app, int action, int index)
{
    struct chat *c = chat_at(app, index);
    if (c && action == ACT_CHAT) {
        app_show(app, c);
    } else if (c) {
        app_leave_chat(app, c);
    }
}

void app_act(struct app *app, int action, int arg, const char *text)
{
    app->dirty = true;
    switch (action) {
    case ACT_SHOW_PASSWORD: app->login.show_password = !app->login.show_password; break;
    case ACT_CONNECT: login_connect(app); break;
    case ACT_CANCEL: login_cancel(app); break;
    case ACT_RECENT: login_take_recent(app, arg); break;
    case ACT_THEME:
        app->prefs.light = !app->prefs.light;
        app_save(app);
        break;
    case ACT_CHAT:
    case ACT_LEAVE: act_on_chat(app, action, arg); break;
    case ACT_SWITCHER: switcher_open(app, false); break;
    case ACT_JOIN: switcher_open(app, true); break;
    case ACT_SHOW_CHATS: app_toggle_chats(app); break;
    case ACT_SHOW_PEOPLE: app_toggle_people(app); break;
    case ACT_PERSON:
        if (!session_is_me(&app->session, text)) {
            app_show(app, session_open(app, &app->session, CHAT_PERSON, text));
        }
        break;
    case ACT_SEND: prompt_send(app); break;
    case ACT_LINK: effect_add(&app->effects, EFFECT_OPEN, 0, text, 0); break;
    case ACT_MOVES:
    case ACT_RESEND:
    case ACT_DELETE_LINE: act_on_line(app, action, arg); break;
    case ACT_TO_NOW: app_to_now(app); break;
    case ACT_TRY_NOW: session_try_now(app, &app->session); break;
    case ACT_STOP_TRYING: session_stop(app, &app->session); break;
    case ACT_COMPLETE: complete_accept(app, arg); break;
    case ACT_SWITCH: switcher_choose(app, arg); break;
    case ACT_SCRIM: app_close_popups(app); break;
    case ACT_START: start_prompt(app, text); break;
    default: break;
    }
}

/* --- mouse --- */

static const char *hit_text(const struct app *app, const struct hit *hit)
{
    return hit->text ? app->shown.text.data + hit->text : "";
}

static void set_hover(struct app *app)
{
    const struct hit *hit = app->mouse_x < 0 ? NULL
                                             : draw_find(&app->shown, app->mouse_x, app->mouse_y);
    int action = hit ? hit->action : ACT_NONE;
    int arg = hit ? hit->arg : 0;
    if (action != app->hover || arg != app->hover_arg) {
        app->hover = action;
        app->hover_arg = arg;
        app->dirty = true;
    }
}

static void mouse_move(struct app *app, const struct event *e)
{
    app->mouse_x = e->x;
    app->mouse_y = e->y;
    if (app->drag == DRAG_PROMPT) {
        prompt_click(app, e->x, e->y, 1, true);
    } else if (app->drag == DRAG_SCROLL) {
        drag_scrollbar(app, e->y);
    } else {
        set_hover(app);
    }
}

static void click_field(struct app *app, const struct hit *hit, const struct event *e)
{
    struct edit *edit = &app->login.fields[hit->arg];
    login_focus(app, hit->arg);
    if (e->clicks > 1) {
        edit_select_all(edit);
        return;
    }
    /* the byte whose edge is nearest to the pointer */
    int caret = app->ruler->width(app->ruler, TYPE_BODY, edit_text(edit), edit->caret) + RING;
    int shown = login_field_width(hit->arg, hit->at.w);
    int x = e->x - hit->at.x - S3 + (caret > shown ? caret - shown : 0);
    size_t at = 0;
    while (at < edit->text.len) {
        size_t next = text_next(edit_text(edit), edit->text.len, at);
        int before = app->ruler->width(app->ruler, TYPE_BODY, edit_text(edit), at);
        int after = app->ruler->width(app->ruler, TYPE_BODY, edit_text(edit), next);
        if (x < (before + after) / 2) {
            break;
        }
        at = next;
    }
    edit_put(edit, at, e->mods & MOD_SHIFT);
}

static void mouse_down(struct app *app, const struct event *e)
{
    app->mouse_x = e->x;
    app->mouse_y = e->y;
    const struct hit *hit = draw_find(&app->shown, e->x, e->y);
    app->dirty = true;
    app->key_at = app->now;
    if (!hit) {
        return;
    }
    app->pressed = hit->action;
    app->pressed_arg = hit->arg;
    if (hit->action == ACT_PROMPT) {
        app->drag = DRAG_PROMPT;
        prompt_click(app, e->x, e->y, e->clicks, e->mods & MOD_SHIFT);
    } else if (hit->action == ACT_FIELD) {
        click_field(app, hit, e);
    } else if (hit->action == ACT_SCROLLBAR) {
        app->drag = DRAG_SCROLL;
        drag_scrollbar(app, e->y);
    }
}

/* A click counts where it was pressed and let go. */
static void mouse_up(struct app *app, const struct event *e)
{
    const struct hit *hit = draw_find(&app->shown, e->x, e->y);
    int action = app->pressed, arg = app->pressed_arg;
    app->pressed = ACT_NONE;
    app->drag = DRAG_NONE;
    app->dirty = true;
    if (hit && hit->action == action && hit->arg == arg) {
        bool middle = e->key == 2;
        char *text = xstrdup(hit_text(app, hit));
        if (middle && action == ACT_CHAT) {
            app_act(app, ACT_LEAVE, arg, text);
        } else if (!middle) {
            app_act(app, action, arg, text);
        }
        free(text);
    }
}

/* --- events --- */

static struct edit *focused_edit(struct app *app)
{
    if (app->screen == SCREEN_LOGIN) {
        return app->login.focus < FIELD_COUNT && !login_busy(app)
                   ? &app->login.fields[app->login.focus]
                   : NULL;
    }
    if (app->switcher.open) {
        return &app->switcher.query;
    }
    return app->current ? &app->current->draft : NULL;
}

static void take_text(struct app *app, const char *text, size_t len)
{
    struct edit *e = focused_edit(app);
    app->key_at = app->now;
    app->dirty = true;
    if (!e) {
        return;
    }
    edit_insert(e, text, len);
    if (app->switcher.open) {
        switcher_follow(app);
    } else if (app->screen == SCREEN_CHAT) {
        complete_follow(app);
    }
}

static int scrolled(int px, int amount, int content, int visible)
{
    int most = content > visible ? content - visible : 0;
    px -= amount;
    return px < 0 ? 0 : px > most ? most : px;
}

static int chats_visible(const struct frame *f)
{
    return f->chats.h - HEAD_H - JUMP_H - MY_CARD_H;
}

/* The columns may have become shorter than they are scrolled. */
static void clamp_columns(struct app *app)
{
    struct frame f = layout_frame(app);
    if (app->chats_px) {
        app->chats_px = scrolled(app->chats_px, 0, layout_chats_height(app), chats_visible(&f));
    }
    if (app->people_px) {
        app->people_px = scrolled(app->people_px, 0, layout_people_height(app), f.people.h);
    }
}

/* The wheel turns what is under the pointer. */
static void wheel(struct app *app, const struct event *e)
{
    struct frame f = layout_frame(app);
    if (app->screen != SCREEN_CHAT) {
        return;
    }
    app->dirty = true;
    if (rect_has(f.chats, e->x, e->y)) {
        app->chats_px = scrolled(app->chats_px, e->amount, layout_chats_height(app),
                                 chats_visible(&f));
    } else if (rect_has(f.people, e->x, e->y)) {
        app->people_px = scrolled(app->people_px, e->amount, layout_people_height(app),
                                  f.people.h);
    } else {
        app_scroll(app, e->amount);
    }
}

static void measure_lag(struct app *app)
{
    if (app->now - app->session.lag_at > LAG_EVERY_MS) {
        session_measure_lag(app, &app->session);
    }
}

static void change_focus(struct app *app, bool focused)
{
    if (app->focused == focused) {
        return;
    }
    if (!focused && app->current && app->screen == SCREEN_CHAT) {
        set_marker(app->current);
    }
    app->focused = focused;
    app->key_at = app->now;
    app->dirty = true;
    if (focused && app->current && app->current->at_end) {
        mark_read(app, app->current);
    }
}

static void resize(struct app *app, int w, int h)
{
    if (w != app->width || h != app->height) {
        app->width = app->prefs.window_w = w;
        app->height = app->prefs.window_h = h;
        app->drawer = DRAWER_NONE;
        app->dirty = true;
    }
}

/* What the clock alone changes in the picture. */
static void tick(struct app *app, int64_t before)
{
    int64_t since = app->now - app->key_at;
    bool blinks = app->focused && since < CARET_RESTS_MS + CARET_MS;
    bool fades = app->scrolled_at && app->now >= app->scrolled_at + SCROLLBAR_MS;
    if (fades) {
        app->scrolled_at = 0;
    }
    if (blinks || fades || app->session.state == SESSION_WAITING ||
        app_day(app, before) != app_day(app, app->wall)) {
        app->dirty = true;
    }
}

static void close_window(struct app *app)
{
    session_leave(app, &app->session, "tertulia");
    app_save(app);
    effect_add(&app->effects, EFFECT_QUIT, 0, NULL, 0);
}

void app_event(struct app *app, const struct event *e)
{
    int64_t before = app->wall;
    app->now = e->now;
    app->wall = e->wall;
    session_event(app, &app->session, e);
    switch (e->kind) {
    case EVENT_TICK: tick(app, before); break;
    case EVENT_KEY:
        app->key_at = app->now;
        app->dirty = true;
        measure_lag(app);
        keys_press(app, e->key, e->mods);
        break;
    case EVENT_TEXT:
    case EVENT_PASTE: take_text(app, e->text, strlen(e->text)); break;
    case EVENT_MOUSE_MOVE: mouse_move(app, e); break;
    case EVENT_MOUSE_DOWN: mouse_down(app, e); break;
    case EVENT_MOUSE_UP: mouse_up(app, e); break;
    case EVENT_MOUSE_LEAVE:
        app->mouse_x = app->mouse_y = -1;
        set_hover(app);
        break;
    case EVENT_WHEEL: wheel(app, e); break;
    case EVENT_RESIZE: resize(app, e->x, e->y); break;
    case EVENT_FOCUS:
        change_focus(app, true);
        measure_lag(app);
        break;
    case EVENT_BLUR: change_focus(app, false); break;
    case EVENT_CLOSE: close_window(app); break;
    case EVENT_TROUBLE:
        if (app->current) {
            app_info(app, app->current, ICON_WARNING, W_NOT_SAVED, "reason", e->text, NULL);
        }
        break;
    default: break;
    }
    clamp_columns(app);
    tell_title(app);
}
