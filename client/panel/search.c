#include "client/panel/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/event.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/chat/completions.h"
#include "client/input/panes.h"
#include "client/input/scroll.h"
#include "client/layout/layout.h"
#include "client/net/backlog.h"
#include "client/net/memory.h"
#include "client/net/network.h"
#include "client/panel/panel.h"
#include "client/text/text.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/stamp.h"

enum { REST_MS = 250 };

static const struct {
    int days;
    enum word words;
} dates[] = {{0, W_SEARCH_ANY_DATE},
             {1, W_SEARCH_DAY},
             {7, W_SEARCH_WEEK},
             {30, W_SEARCH_MONTH},
             {365, W_SEARCH_YEAR}};

static void drop_hits(struct search *s)
{
    for (int i = 0; i < s->count; i++) {
        line_free(s->hits[i].line);
    }
    free(s->hits);
    s->hits = NULL;
    s->count = 0;
    s->selected = -1;
    s->px = 0;
}

void search_finish(struct app *app)
{
    drop_hits(app->search);
    edit_finish(&app->search->query);
    *app->search = (struct search){.selected = -1};
    app->searching = false;
}

void search_open(struct app *app, bool everywhere)
{
    struct search *s = app->search;
    if (!app->client.current) {
        return;
    }
    panel_close_all(app);
    if (s->network != app->client.network) { /* another server's */
        search_close(app);
        s->network = app->client.network;
        s->busy = false;
    }
    bool here = app->client.current->kind != CHAT_SERVER;
    bool same = app->searching && s->everywhere == (everywhere || !here) &&
                strcmp(s->place, app->client.current->name) == 0;
    app->searching = s->focus = true;
    s->everywhere = everywhere || !here;
    copy_text(s->place, sizeof s->place, app->client.current->name);
    edit_select_all(&s->query);
    app->key_at = app->client.now;
    if (!same) {
        search_follow(app);
    }
    app->client.dirty = true;
}

void search_close(struct app *app)
{
    /* that reply still arrives, and is not for the next query */
    bool busy = app->search->busy;
    struct network *network = app->search->network;
    search_finish(app);
    app->search->busy = busy;
    app->search->network = network;
    app->key_at = app->client.now;
    app->client.dirty = true;
}

/* --- querying --- */

static bool server_searches(const struct network *s)
{
    return s->state == NETWORK_READY && (s->caps & CAP(SEARCH_SOJU)) && (s->caps & CAP(BATCH));
}

static void pair(struct bytes *out, const char *key, const char *value)
{
    bytes_format(out, "%s%s=", out->len ? ";" : "", key);
    message_escape(out, value);
}

static void ask_server(struct app *app, const char *words, int64_t after)
{
    struct search *q = app->search;
    struct bytes params = {0};
    char number[16];
    pair(&params, "text", words);
    if (!q->everywhere) {
        pair(&params, "in", q->place);
    }
    if (q->from[0]) {
        pair(&params, "from", q->from);
    }
    if (after) {
        char stamp[STAMP_CAP];
        stamp_format(after, stamp);
        pair(&params, "after", stamp);
    }
    snprintf(number, sizeof number, "%d", SEARCH_HITS_MAX);
    pair(&params, "limit", number);
    q->busy = true;
    network_send(&app->client, q->network, "SEARCH %s", params.data);
    bytes_finish(&params);
}

/* Searches the open chats. */
static void ask_here(struct app *app, const char *words, int64_t after)
{
    struct search *q = app->search;
    const struct network *s = q->network;
    struct line **found = NULL;
    char **places = NULL;
    int count = 0;
    for (int i = 1; i < s->chat_count; i++) {
        const struct chat *c = s->chats[i];
        bool here = q->everywhere || names_equal(s->isupport.casemap, c->name, q->place);
        for (int k = c->count - 1; here && k >= 0 && count < SEARCH_HITS_MAX; k--) {
            const struct line *line = c->lines[k];
            if (line->kind <= LINE_NOTICE && line->nick && line->time > after &&
                (!q->from[0] || names_equal(s->isupport.casemap, line->nick, q->from)) &&
                text_has_words(chat_words(line), words)) {
                found = xrealloc(found, (size_t)(count + 1) * sizeof *found);
                places = xrealloc(places, (size_t)(count + 1) * sizeof *places);
                places[count] = c->name;
                found[count] = line_new(line->kind, line->time, line->nick, chat_words(line));
                found[count++]->id = line->id ? xstrdup(line->id) : NULL;
            }
        }
    }
    q->local = true;
    search_take(app, app->search->network, found, places, count);
    for (int i = 0; i < count; i++) {
        line_free(found[i]);
    }
    free(found);
    free(places);
}

void search_open_chats(struct app *app)
{
    const struct search *q = app->search;
    const char *words = edit_text(&q->query);
    ask_here(app, words + strspn(words, " "),
             q->days ? app->client.wall - q->days * INT64_C(86400000) : 0);
}

static void ask(struct app *app)
{
    struct search *q = app->search;
    const char *words = edit_text(&q->query);
    words += strspn(words, " ");
    q->due = 0;
    if (!*words) {
        drop_hits(q);
        q->asked = false;
        return;
    }
    if (q->busy) {
        q->stale = true;
        return;
    }
    int64_t after = q->days ? app->client.wall - q->days * INT64_C(86400000) : 0;
    q->local = false;
    if (server_searches(q->network)) {
        ask_server(app, words, after);
    } else if (memory_find(&app->client, q->network,
                           q->everywhere ? NULL : network_find(q->network, q->place), words,
                           q->from, after)) {
        q->local = q->busy = true;
    } else {
        ask_here(app, words, after);
    }
}

void search_lost(struct app *app, const struct network *s)
{
    struct search *q = app->search;
    if (q->network != s) {
        return;
    }
    q->busy = q->stale = false;
    if (app->searching) {
        search_follow(app);
    }
}

void search_follow(struct app *app)
{
    app->client.dirty = true;
    if (edit_text(&app->search->query)[0]) {
        app->search->due = app->client.now + REST_MS;
    } else {
        ask(app); /* empty: clears the hits */
    }
}

void search_tick(struct app *app)
{
    struct search *q = app->search;
    if (app->searching && q->due && app->client.now >= q->due) {
        ask(app);
        app->client.dirty = true;
    }
}

/* --- the reply --- */

/* Newest first; hits with the same time in reverse order of the reply. */
static void put_hit(struct search *q, const char *place, struct line *line)
{
    int at = q->count++;
    while (at > 0 && q->hits[at - 1].line->time <= line->time) {
        q->hits[at] = q->hits[at - 1];
        at--;
    }
    copy_text(q->hits[at].place, sizeof q->hits[at].place, place);
    q->hits[at].line = line;
}

/* Whether the reply is outdated and not to be shown; sends the newer query, if any. */
static bool ask_anew(struct app *app)
{
    struct search *q = app->search;
    q->busy = false;
    app->client.dirty = true;
    if (q->stale) {
        q->stale = false;
        ask(app);
        return true;
    }
    return !app->searching;
}

void search_take(struct app *app, const struct network *s, struct line **lines, char *const *places,
                 int count)
{
    struct search *q = app->search;
    if (s != q->network || ask_anew(app)) { /* or of an earlier search */
        return;
    }
    drop_hits(q);
    q->asked = true;
    q->hits = xcalloc((size_t)count + 1, sizeof *q->hits);
    for (int i = 0; i < count && i < SEARCH_HITS_MAX; i++) {
        put_hit(q, places[i], lines[i]);
        lines[i] = NULL;
    }
}

void search_refused(struct app *app, const struct network *s)
{
    if (s == app->search->network && !ask_anew(app)) {
        drop_hits(app->search);
        app->search->asked = true;
    }
}

/* --- going through the hits --- */

const struct found *search_current(const struct app *app)
{
    const struct search *q = app->search;
    return app->searching && q->selected >= 0 && q->selected < q->count ? &q->hits[q->selected]
                                                                        : NULL;
}

static void show_hit(struct app *app, const struct found *hit)
{
    struct network *s = app->search->network;
    struct chat *c = network_find(s, hit->place);
    char *id = hit->line->id ? xstrdup(hit->line->id) : NULL;
    int64_t time = hit->line->time;
    if (!c) {
        bool room = network_is_room(s, hit->place);
        c = network_open(&app->client, s, room ? CHAT_ROOM : CHAT_PERSON, hit->place);
        backlog_ask_latest(&app->client, s, c);
    }
    panes_show(app, c);
    if (id) {
        backlog_jump(&app->client, s, c, id, time);
    } else {
        int at = c->count - 1;
        while (at >= 0 && c->lines[at]->time != time) {
            at--;
        }
        if (at >= 0) {
            scroll_jump(app, at);
        }
    }
    free(id);
}

void search_choose(struct app *app, int index)
{
    struct search *q = app->search;
    if (index < 0 || index >= q->count) {
        return;
    }
    q->selected = index;
    search_show_hit(app, index);
    show_hit(app, &q->hits[index]);
    app->client.dirty = true;
}

void search_step(struct app *app, int step)
{
    struct search *q = app->search;
    if (q->count > 0) {
        int next = q->selected < 0 ? (step > 0 ? 0 : q->count - 1)
                                   : (q->selected + step + q->count) % q->count;
        search_choose(app, next);
    }
}

bool search_key(struct app *app, int key, unsigned mods)
{
    struct search *q = app->search;
    if (!app->searching || (!q->focus && key != KEY_ESCAPE)) {
        return false;
    }
    app->client.dirty = true;
    switch (key) {
    case KEY_ESCAPE:
        if (q->menu) {
            q->menu = SEARCH_NO_MENU;
        } else if (app->drawer != DRAWER_NONE || app->complete->open) {
            return false;
        } else {
            search_close(app);
        }
        return true;
    case KEY_ENTER:
        if (q->due) {
            ask(app); /* at once */
        } else {
            search_step(app, mods & MOD_SHIFT ? -1 : 1);
        }
        return true;
    case KEY_DOWN: search_step(app, 1); return true;
    case KEY_UP: search_step(app, -1); return true;
    case KEY_TAB: q->focus = false; return true;
    default: return false;
    }
}

/* --- the chips --- */

/* The n-th distinct sender of the hits, except the one filtered by; NULL: no more. */
static const char *sender(const struct app *app, int n)
{
    const struct search *q = app->search;
    for (int i = 0; i < q->count; i++) {
        const char *nick = q->hits[i].line->nick;
        bool seen = strcmp(nick, q->from) == 0;
        for (int k = 0; k < i && !seen; k++) {
            seen = strcmp(q->hits[k].line->nick, nick) == 0;
        }
        if (!seen && n-- == 0) {
            return nick;
        }
    }
    return NULL;
}

/* The nickname for a row of senders: "" for anyone, then the one filtered by, then the others. */
static const char *sender_row(const struct app *app, int row)
{
    int asked = app->search->from[0] ? 1 : 0;
    return row == 0 ? "" : row == 1 && asked ? app->search->from : sender(app, row - 1 - asked);
}

bool search_row(const struct app *app, enum search_menu menu, int row, struct bytes *out,
                bool *chosen)
{
    const struct search *q = app->search;
    if (menu == SEARCH_PLACE) {
        *chosen = q->everywhere == (row == 1);
        words_fill(out, app->client.lang, row ? W_SEARCH_ALL : W_SEARCH_IN, "name", q->place, NULL);
        return row < 2;
    }
    if (menu == SEARCH_DATE) {
        if (row >= (int)COUNT_OF(dates)) {
            return false;
        }
        *chosen = q->days == dates[row].days;
        bytes_text(out, words_text(app->client.lang, dates[row].words));
        return true;
    }
    const char *nick = row < SEARCH_MENU_MAX ? sender_row(app, row) : NULL;
    if (!nick) {
        return false;
    }
    *chosen = strcmp(nick, q->from) == 0;
    words_fill(out, app->client.lang, *nick ? W_SEARCH_FROM : W_SEARCH_ANYONE, "a", nick, NULL);
    return true;
}

void search_take_row(struct app *app, int row)
{
    struct search *q = app->search;
    if (q->menu == SEARCH_PLACE) {
        q->everywhere = row == 1;
    } else if (q->menu == SEARCH_DATE && row < (int)COUNT_OF(dates)) {
        q->days = dates[row].days;
    } else if (q->menu == SEARCH_SENDER) {
        const char *nick = sender_row(app, row);
        char kept[NICK_CAP];
        copy_text(kept, sizeof kept, nick ? nick : "");
        copy_text(q->from, sizeof q->from, kept);
    }
    q->menu = SEARCH_NO_MENU;
    q->focus = true;
    ask(app);
}

void search_open_menu(struct app *app, enum search_menu menu)
{
    app->search->menu = app->search->menu == menu ? SEARCH_NO_MENU : menu;
}

void search_everywhere(struct app *app)
{
    app->search->everywhere = true;
    ask(app);
}

bool search_chip_words(const struct app *app, enum search_menu menu, struct bytes *out)
{
    bool chosen = false, set = false;
    for (int row = 0; !chosen; row++) {
        bytes_clear(out);
        if (!search_row(app, menu, row, out, &chosen)) {
            break;
        }
        set = row > 0 || menu == SEARCH_PLACE;
    }
    return set;
}

int search_chips(const struct app *app, int w, struct rect places[3])
{
    int x = S4, y = S4, most = w - 2 * S4;
    for (int i = 0; i < 3; i++) {
        struct bytes text = {0};
        search_chip_words(app, (enum search_menu)(SEARCH_PLACE + i), &text);
        int needs =
            ruler_width(app->ruler, TYPE_SMALL, bytes_string(&text)) + 2 * S2 + S1 + ICON_SMALL;
        bytes_finish(&text);
        needs = needs > most ? most : needs;
        if (x + needs > w - S4) {
            x = S4;
            y += BUTTON_SMALL_H + S2;
        }
        places[i] = (struct rect){x, y, needs, BUTTON_SMALL_H};
        x += needs + S2;
    }
    return y + BUTTON_SMALL_H;
}

/* What is left of its column for what was found. */
static int list_height(const struct app *app)
{
    struct frame f = layout_frame(app);
    struct rect places[3];
    return f.search.h - search_chips(app, f.search.w, places) - HIT_COUNTER_H;
}

int search_hit_height(const struct app *app, int index)
{
    struct frame f = layout_frame(app);
    struct wrap_row rows[1];
    const char *text = chat_words(app->search->hits[index].line);
    struct wrap_run run = {0, strlen(text), TYPE_BODY};
    int count =
        wrap_text(app->ruler, text, run.end, &run, 1, f.search.w - 2 * S3 - 48 - S3, rows, 1);
    return 2 * S2 + NAME_H + (count > HIT_ROWS ? HIT_ROWS : count) * LINE_H;
}

static int hits_height(const struct app *app)
{
    int height = S4;
    for (int i = 0; i < app->search->count; i++) {
        height += search_hit_height(app, i);
    }
    return height;
}

void search_show_hit(struct app *app, int index)
{
    int visible = list_height(app), y = 0;
    for (int i = 0; i < index; i++) {
        y += search_hit_height(app, i);
    }
    int end = y + search_hit_height(app, index);
    int px = end - app->search->px > visible ? end - visible : app->search->px;
    app->search->px = y < px ? y : px;
}

void search_scroll(struct app *app, int px)
{
    app->search->px = scroll_px(app->search->px, px, hits_height(app), list_height(app));
}
