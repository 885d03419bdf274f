/* Scrolling through the talk and the two columns. */
#include "client/input/scroll.h"

#include "client/app.h"
#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/layout/layout.h"
#include "client/net/backlog.h"
#include "client/net/memory.h"
#include "client/net/networks.h"
#include "client/panel/panel.h"

enum { JUMPED_MS = 2000 };

/* Height of a block of the talk; the first includes the introduction. */
static int block_height(const struct app *app, const struct chat *c, int index, int width)
{
    int h = layout_block(app, c, index, width).height;
    return index == 0 ? h + (layout_is_start(c) ? layout_intro(app, c, width) : 0) : h;
}

static int last_index(const struct chat *c)
{
    return c->count - 1;
}

/* Whether lines are missing after `at` that can be fetched: scrolling stops there, so that they
 * arrive below what is being read. */
static bool stops_at(const struct app *app, const struct chat *c, int at)
{
    return c->lines[at + 1]->gap && backlog_can_fill(&app->client, c->network, c);
}

/* Keeps the first line from moving below the top edge. */
static void clamp_top(const struct app *app, const struct chat *c, int width, int height, int *at,
                      int *px)
{
    int above = -*px;
    for (int i = *at; i >= 0 && above < height; i--) {
        above += block_height(app, c, i, width);
    }
    int missing = height - above;
    while (missing > 0 && *at < last_index(c) && (*px > 0 || !stops_at(app, c, *at))) {
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

/* Requests what is missing within a screen of what is visible. */
static void fetch(struct app *app, const struct pane *p)
{
    struct chat *c = p->chat;
    bool fills = c && backlog_can_fill(&app->client, c->network, c);
    if (!c || c->kind == CHAT_SERVER || (!fills && !c->backlog.recall_more)) {
        return;
    }
    if (fills && c->backlog.wants_latest) {
        backlog_ask_latest(&app->client, c->network, c);
        return;
    }
    int px, at = layout_bottom(c, &px), below = px;
    int above = -px;
    for (int i = at; i >= 0 && above < 2 * p->talk.h; i--) {
        above += block_height(app, c, i, p->text_w);
        if (i == 0 && c->backlog.recall_more) {
            memory_recall(&app->client, c->network, c);
            return;
        }
        if (c->lines[i]->gap || (i == 0 && c->backlog.older)) {
            backlog_ask_before(&app->client, c->network, c, i);
            return;
        }
    }
    for (int i = at + 1; i < c->count && below < p->talk.h; i++) {
        below += block_height(app, c, i, p->text_w);
        if (c->lines[i]->gap) {
            backlog_ask_after(&app->client, c->network, c, i);
            return;
        }
    }
}

void scroll_fetch(struct app *app)
{
    struct frame f = layout_frame(app);
    fetch(app, &f.pane);
    if (f.other.at.w) {
        fetch(app, &f.other);
    }
}

void scroll_pane(struct app *app, const struct pane *p, int amount)
{
    struct chat *c = p->chat;
    if (!c || c->count == 0) {
        return;
    }
    int width = p->text_w;
    int px, at = layout_bottom(c, &px);
    px += amount;
    while (px < 0 && at < last_index(c) && !stops_at(app, c, at)) {
        at++;
        px += block_height(app, c, at, width);
    }
    while (at > 0 && px >= block_height(app, c, at, width)) {
        px -= block_height(app, c, at, width);
        at--;
    }
    if (amount > 0) {
        clamp_top(app, c, width, p->talk.h, &at, &px);
    }
    c->at_end = at == last_index(c) && px <= 0;
    c->scroll_seq = c->dropped + (uint64_t)at;
    c->scroll_px = px < 0 ? 0 : px;
    if (c->at_end) {
        backlog_read(&app->client, c);
    }
    app->scrolled = c;
    app->scrolled_at = app->client.now;
    app->client.dirty = true;
}

void scroll_talk(struct app *app, int amount)
{
    struct frame f = layout_frame(app);
    scroll_pane(app, &f.pane, amount);
}

void scroll_to_now(struct app *app)
{
    if (app->client.current) {
        app->client.current->at_end = true;
        backlog_read(&app->client, app->client.current);
    }
}

void scroll_to_oldest(struct app *app)
{
    if (app->client.current && app->client.current->count) {
        app->client.current->at_end = false;
        app->client.current->scroll_seq = app->client.current->dropped;
        app->client.current->scroll_px = 0;
        scroll_talk(app, 1);
    }
}

/* Whether the whole line is on the screen. */
static bool is_seen(const struct app *app, const struct chat *c, int index)
{
    struct frame f = layout_frame(app);
    int width = f.pane.text_w, px, at = layout_bottom(c, &px);
    int height = -px;
    if (index > at) {
        return false;
    }
    for (; at >= index && height <= f.pane.talk.h; at--) {
        height += block_height(app, c, at, width);
    }
    return at < index && height <= f.pane.talk.h && (index < layout_bottom(c, &px) || px == 0);
}

void scroll_to_line(struct app *app, int index)
{
    struct chat *c = app->client.current;
    struct frame f = layout_frame(app);
    app->client.dirty = true;
    if (!is_seen(app, c, index)) {
        c->at_end = false;
        c->scroll_seq = c->dropped + (uint64_t)index;
        c->scroll_px = 0;
        scroll_talk(app, -f.pane.talk.h / 2);
        scroll_talk(app, 1);
    }
    int px, bottom = layout_bottom(c, &px);
    for (int i = index; i < bottom; i++) {
        if (stops_at(app, c, i)) {
            c->at_end = false;
            c->scroll_seq = c->dropped + (uint64_t)i;
            c->scroll_px = 0;
            break;
        }
    }
}

void scroll_jump(struct app *app, int index)
{
    scroll_to_line(app, index);
    app->client.current->jumped_seq = app->client.current->dropped + (uint64_t)index;
    app->jumped_until = app->client.now + JUMPED_MS;
}

/* The bar counts lines, not their heights. */
void scroll_drag(struct app *app, int y)
{
    struct chat *c = app->client.current;
    struct frame f = layout_frame(app);
    if (!c || c->count < 2 || f.pane.talk.h < 2) {
        return;
    }
    int place = y - f.pane.talk.y;
    place = place < 0 ? 0 : place > f.pane.talk.h ? f.pane.talk.h : place;
    int64_t at = (int64_t)(c->count - 1) * place / f.pane.talk.h;
    c->at_end = at >= c->count - 1;
    c->scroll_seq = c->dropped + (uint64_t)at;
    c->scroll_px = 0;
    scroll_talk(app, c->at_end ? 0 : 1);
}

/* --- the columns --- */

int scroll_px(int px, int amount, int content, int visible)
{
    int most = content > visible ? content - visible : 0;
    px -= amount;
    return px < 0 ? 0 : px > most ? most : px;
}

static int chats_visible(const struct frame *f)
{
    return f->chats.h - HEAD_H - JUMP_H - MY_CARD_H;
}

/* New lines may fill the space left below the talk. */
static void fill_talk(struct app *app, const struct pane *p)
{
    struct chat *c = p->chat;
    if (!c || c->at_end || !c->count) {
        return;
    }
    int px, at = layout_bottom(c, &px);
    clamp_top(app, c, p->text_w, p->talk.h, &at, &px);
    c->at_end = at == last_index(c) && px == 0;
    c->scroll_seq = c->dropped + (uint64_t)at;
    c->scroll_px = px;
    if (c->at_end && app->client.focused) {
        backlog_read(&app->client, c);
    }
}

static bool is_scrolled(const struct chat *c)
{
    return c && c->count && !c->at_end;
}

/* The content may have become shorter than its scroll offset. */
void scroll_clamp(struct app *app)
{
    bool talk =
        app->client.dirty && (is_scrolled(app->client.current) || is_scrolled(app->client.beside));
    if (!talk && !app->chats_px && !app->people_px) {
        return;
    }
    struct frame f = layout_frame(app);
    if (talk) {
        fill_talk(app, &f.pane);
        fill_talk(app, &f.other);
    }
    if (app->chats_px) {
        scroll_chats(app, 0);
    }
    if (app->people_px) {
        scroll_people(app, 0);
    }
}

/* Scrolls the chat list so that this one is visible. */
void scroll_chats_to(struct app *app, const struct chat *c)
{
    struct frame f = layout_frame(app);
    int y = layout_chats(app, networks_place(&app->client, c), NULL);
    int visible = chats_visible(&f);
    if (visible > ROW_H && y + ROW_H - app->chats_px > visible) {
        app->chats_px = y + ROW_H - visible;
    } else if (y < app->chats_px) {
        app->chats_px = y - S3;
    }
}

void scroll_chats(struct app *app, int px)
{
    struct frame f = layout_frame(app);
    app->chats_px =
        scroll_px(app->chats_px, px, layout_chats(app, networks_chat_count(&app->client), NULL),
                  chats_visible(&f));
}

void scroll_people(struct app *app, int px)
{
    struct frame f = layout_frame(app);
    app->people_px = scroll_px(app->people_px, px, layout_people_height(app), f.people.h);
}
