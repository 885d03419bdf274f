#include "client/layout/layout.h"

#include <stdio.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/chat/completions.h"
#include "client/layout/banner.h"
#include "client/net/network.h"
#include "client/net/networks.h"
#include "client/text/edit.h"
#include "client/text/visual_row.h"

enum { BUTTONS_W = 72, HEAD_LEFT_W = 100, NARROW_CONSOLE = 600 };

int layout_popup_rows(const struct app *app)
{
    int room = app->height - STATUS_H - PROMPT_H - S3 - TALK_FOOT - HEAD_H - BANNER_H -
               POPUP_HEAD_H - POPUP_FOOT_H - 3 * S2;
    int most = room / POPUP_ROW_H;
    most = most > POPUP_ROWS ? POPUP_ROWS : most < 1 ? 1 : most;
    return app->complete->count < most ? app->complete->count : most;
}

static int popup_height(const struct app *app)
{
    if (!app->complete->open) {
        return 0;
    }
    return S2 + POPUP_HEAD_H + layout_popup_rows(app) * POPUP_ROW_H + S2 + POPUP_FOOT_H + S2;
}

static struct rect prompt_text_area(const struct pane *p)
{
    int left = p->prompt.x + p->writing;
    return (struct rect){left, p->prompt.y + p->reply.h + S3,
                         p->prompt.x + p->prompt.w - BUTTONS_W - S2 - left,
                         p->prompt.h - p->reply.h - 2 * S3};
}

/* Places the head of a pane, given `p->at`; returns the y below it. */
static int place_head(const struct app *app, const struct frame *f, struct pane *p)
{
    struct rect at = p->at;
    bool opened = p->focused && app->searching, two = f->other.at.w;
    int find_w = opened                   ? (f->chats_drawer ? FIND_W : FIND_OPEN_W)
                 : f->chats_drawer || two ? ICON_BUTTON
                                          : FIND_W;
    bool console = network_is_console(p->chat);
    p->writing = console && at.w >= NARROW_CONSOLE ? CONSOLE_TARGET_W : TALK_TEXT;
    p->topic = (struct rect){at.x, 0, at.w, HEAD_H};
    p->small = at.w < NARROW_HEAD + (opened ? FIND_W - ICON_BUTTON : 0);
    if (opened && p->small) { /* nothing else stands there but the button of the rooms */
        find_w = at.w - HEAD_LEFT_W - S4;
    }
    p->find =
        (struct rect){at.x + at.w - S4 - find_w, S3, p->chat && !console ? find_w : 0, ICON_BUTTON};
    int top = HEAD_H;
    struct banner banner;
    if (banner_take(app, p->network, p->chat, &banner)) {
        struct banner_places places;
        banner_place(app, &banner, at.w, f->edge, &places);
        p->banner = (struct rect){at.x, top, at.w, places.h};
        top += places.h;
        banner_finish(&banner);
    }
    return top;
}

/* Places the rest of the pane, from `top` down, in the remaining width `w`. */
static void place_talk(const struct app *app, const struct frame *f, struct pane *p, int top, int w)
{
    int left = p->at.x, below = p->at.h;
    int prompt_w = w - 2 * f->edge, most = f->text + TALK_MAX_W; /* as wide as what is said */
    bool measured = prompt_w > most && !network_is_console(p->chat);
    p->prompt = (struct rect){left + f->edge, 0, measured ? most : prompt_w, PROMPT_H};
    struct wrap_row rows[PROMPT_ROWS_MAX];
    int count = layout_prompt(app, p, rows, PROMPT_ROWS_MAX, NULL);
    count = count > PROMPT_LINES ? PROMPT_LINES : count;
    bool targets = network_is_console(p->chat) && p->at.w < NARROW_CONSOLE;
    int tray = targets                                            ? PROMPT_H - S1
               : p->chat && (p->chat->reply_to || p->chat->edits) ? REPLY_TRAY_H
                                                                  : 0;
    p->prompt.h = PROMPT_H + (count - 1) * LINE_H + tray;
    p->prompt.y = below - S3 - p->prompt.h;
    p->reply = (struct rect){p->prompt.x, p->prompt.y, tray ? p->prompt.w : 0, tray};
    int popup = p->focused ? popup_height(app) : 0;
    p->popup = (struct rect){p->prompt.x, p->prompt.y - popup, p->prompt.w, popup ? popup - S2 : 0};
    int talk = p->prompt.y - popup - TALK_FOOT - top; /* none in a small window with large text */
    p->talk = (struct rect){left, top, w, talk > 0 ? talk : 0};
    int text_w = p->talk.w - 2 * f->edge - f->text;
    p->text_w = text_w > TALK_MAX_W ? TALK_MAX_W : text_w;
}

int layout_prompt_shift(const struct app *app, const struct pane *p, struct wrap_row row, int w)
{
    const struct edit *e = &p->chat->draft;
    struct wrap_run run = {0, e->text.len, TYPE_BODY};
    struct visual_row r;
    if (!visual_row_is_rtl(edit_text(e), e->text.len)) {
        return 0;
    }
    visual_row_take(&r, app->ruler, edit_text(e), e->text.len, &run, 1, row);
    return r.w < w ? w - r.w : 0;
}

struct frame layout_frame(const struct app *app)
{
    struct frame f = {
        .pane = {.chat = app->client.current, .network = app->client.network, .focused = true}};
    int w = app->width, h = app->height;
    bool room = app->client.current && app->client.current->kind == CHAT_ROOM;
    f.chats_drawer = w < NARROW_CHATS;
    f.people_drawer = w < NARROW_PEOPLE;
    f.edge = f.chats_drawer ? S4 : S5;
    f.name = app->client.prefs.clock_12 ? COMPACT_TIME_12 : COMPACT_TIME;
    f.text = !app->client.prefs.compact
                 ? TALK_TEXT
                 : f.name - COMPACT_TIME + (f.chats_drawer ? COMPACT_TEXT_NARROW : COMPACT_TEXT);
    f.status = (struct rect){0, h - STATUS_H, w, STATUS_H};
    int left = 0, right = w;
    int below = f.status.y;
    if (!f.chats_drawer && !app->client.prefs.hide_chats) {
        f.chats = (struct rect){0, 0, CHATS_W, below};
        left = CHATS_W;
    } else if (f.chats_drawer && app->drawer == DRAWER_CHATS) {
        f.chats = (struct rect){0, 0, DRAWER_W, below};
    }
    if (app->client.beside && app->client.current && !app->searching && right - left >= PANES_MIN) {
        int middle = left + (right - left) / 2;
        f.people_drawer = true;
        f.other = (struct pane){.chat = app->client.beside, .network = app->client.beside->network};
        f.other.at = (struct rect){app->right ? left : middle, 0,
                                   app->right ? middle - left : right - middle, below};
        left = app->right ? middle : left;
        right = app->right ? right : middle;
        place_talk(app, &f, &f.other, place_head(app, &f, &f.other), f.other.at.w);
    }
    f.pane.at = (struct rect){left, 0, right - left, below};
    int top = place_head(app, &f, &f.pane);
    if (app->searching && !f.people_drawer) {
        right -= SEARCH_W;
        f.search = (struct rect){right, top, SEARCH_W, below - top};
    } else if (app->searching) { /* over the talk */
        int over = w < SEARCH_W ? w : SEARCH_W;
        f.search = (struct rect){w - over, top, over, below - top};
    } else if (room && !f.people_drawer && !app->client.prefs.hide_people) {
        right -= PEOPLE_W;
        f.people = (struct rect){right, top, PEOPLE_W, below - top};
    } else if (room && f.people_drawer && app->drawer == DRAWER_PEOPLE) {
        f.people = (struct rect){w - DRAWER_W, 0, DRAWER_W, below};
    }
    place_talk(app, &f, &f.pane, top, right - left);
    return f;
}

int layout_prompt(const struct app *app, const struct pane *p, struct wrap_row *rows, int max,
                  struct rect *area)
{
    struct rect r = prompt_text_area(p);
    if (area) {
        *area = r;
    }
    if (!p->chat) {
        rows[0] = (struct wrap_row){0, 0};
        return 1;
    }
    const struct edit *e = &p->chat->draft;
    struct wrap_run run = {0, e->text.len, TYPE_BODY};
    int count = wrap_text(app->ruler, edit_text(e), e->text.len, &run, 1, r.w, rows, max);
    return count > max ? max : count;
}

int layout_row_of(const struct wrap_row *rows, int count, size_t at)
{
    int row = 0;
    while (row + 1 < count && rows[row + 1].start <= at) {
        row++;
    }
    return row;
}

int layout_first_row(int count, int caret_row)
{
    int first = caret_row - PROMPT_LINES + 1;
    return count <= PROMPT_LINES || first < 0 ? 0 : first;
}

size_t layout_byte_at(const struct ruler *ruler, const char *text, struct wrap_row row, int x)
{
    struct wrap_run run = {0, strlen(text), TYPE_BODY};
    struct visual_row r;
    visual_row_take(&r, ruler, text, run.end, &run, 1, row);
    return visual_row_byte_at(&r, row, x);
}

bool layout_step_row(const struct ruler *ruler, struct edit *e, const struct wrap_row *rows,
                     int count, int step, bool select)
{
    int row = layout_row_of(rows, count, e->caret);
    if (row + step < 0 || row + step >= count) {
        return false;
    }
    int x =
        ruler->width(ruler, TYPE_BODY, edit_text(e) + rows[row].start, e->caret - rows[row].start);
    edit_put(e, layout_byte_at(ruler, edit_text(e), rows[row + step], x), select);
    return true;
}

int layout_field_shift(const struct ruler *ruler, const char *text, const struct edit *e, int w)
{
    int before = ruler->width(ruler, TYPE_BODY, text, e->caret);
    int over = ruler_width(ruler, TYPE_BODY, text) + RING - w; /* as far as it goes at all */
    int least = before + RING - w, shift = e->scroll_px;
    shift = shift > before ? before : shift;
    shift = shift > over ? over : shift;
    return shift < least ? least : shift < 0 ? 0 : shift;
}

/* --- the columns --- */

bool layout_hosts(const struct chat *c)
{
    return c->kind == CHAT_SERVER && c->network->ours && c->network->console;
}

int layout_chats(const struct app *app, int index, int *people)
{
    const struct chat *c = NULL;
    int y = S3, head = -1;
    for (int i = 0; i <= index && (c = networks_chat_at(&app->client, i)); i++) {
        if (c->kind == CHAT_PERSON && head < 0) {
            head = y + S3;
            y = head + SECTION_H;
        } else if (c->kind == CHAT_SERVER && i > 0) {
            y += S3;
        }
        if (i < index) {
            y += c->kind == CHAT_SERVER ? SECTION_H + (layout_hosts(c) ? ROW_H : 0) : ROW_H;
        }
    }
    if (people) {
        *people = head;
    }
    return c ? y : y + S3;
}

enum role layout_role(const struct app *app, const struct person *p)
{
    const char *order = app->client.network->isupport.prefix_chars;
    const char *op = strchr(order, '@');
    const char *best = p->prefixes[0] ? strchr(order, p->prefixes[0]) : NULL;
    if (op && best && best <= op) {
        return ROLE_OPERATOR;
    }
    return p->away ? ROLE_AWAY : ROLE_ONLINE;
}

void layout_count_roles(const struct app *app, const struct chat *c, int counts[ROLE_COUNT])
{
    memset(counts, 0, ROLE_COUNT * sizeof *counts);
    for (int i = 0; i < c->people.count; i++) {
        counts[layout_role(app, c->people.list[i])]++;
    }
}

int layout_people_height(const struct app *app)
{
    int counts[ROLE_COUNT], height = S3;
    if (!app->client.current) {
        return 0;
    }
    layout_count_roles(app, app->client.current, counts);
    for (int i = 0; i < ROLE_COUNT; i++) {
        height += counts[i] ? SECTION_H + S3 + counts[i] * ROW_H : 0;
    }
    return height + ROW_H + S2;
}

void layout_forget_measures(struct app *app)
{
    struct chat *c;
    for (int i = 0; (c = networks_chat_at(&app->client, i)); i++) {
        for (int k = 0; k < c->count; k++) {
            c->lines[k]->rows = 0;
        }
    }
    app->client.dirty = true;
}
