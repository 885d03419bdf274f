#include "client/panel/menu.h"

#include <stdio.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/event.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/chat/completions.h"
#include "client/input/keymap.h"
#include "client/input/spell.h"
#include "client/input/verbs.h"
#include "client/layout/layout.h"
#include "client/net/network.h"
#include "client/net/notify.h"
#include "client/net/outgoing.h"
#include "client/panel/console.h"
#include "client/text/text.h"
#include "irc/check.h"

void menu_close(struct app *app)
{
    app->client.dirty |= app->menu->open;
    app->menu->open = false;
}

static void start(struct app *app, enum menu_about about, const struct chat *c, int x, int y)
{
    struct menu *m = app->menu;
    completions_clear(app->complete);
    *m = (struct menu){
        .open = true, .about = about, .x = x, .y = y, .at = -1, .network = c->network->id};
    if (c->kind != CHAT_SERVER) {
        copy_text(m->chat, sizeof m->chat, c->name);
    }
    app->client.dirty = true;
}

static struct menu_row *row(struct app *app, enum verb verb, const char *key)
{
    struct menu *m = app->menu;
    CHECK(m->count < MENU_ROWS_MAX);
    m->rows[m->count] = (struct menu_row){.verb = verb, .key = key};
    return &m->rows[m->count++];
}

/* The conversation it was opened for, if that still exists. */
static struct chat *chat_of(const struct app *app)
{
    const struct menu *m = app->menu;
    const struct network *s = network_with_id(&app->client, m->network);
    return !s || !s->entered ? NULL : m->chat[0] ? network_find(s, m->chat) : s->chats[0];
}

int menu_line(const struct app *app)
{
    const struct menu *m = app->menu;
    const struct chat *c = app->client.current;
    if (!m->open || m->about != MENU_MESSAGE || !c || chat_of(app) != c || m->seq < c->dropped ||
        m->seq >= c->dropped + (uint64_t)c->count) {
        return -1;
    }
    return (int)(m->seq - c->dropped);
}

/* --- what each menu is for --- */

/* The link at `address` or, if that is "", the first of the message; "": none. */
static void find_link(struct app *app, const struct line *line, const char *address)
{
    struct menu *m = app->menu;
    struct span spans[RUNS_MAX];
    int count = *address ? 0 : text_spans(line->text, strlen(line->text), "", spans, RUNS_MAX);
    copy_text(m->link, sizeof m->link, address);
    for (int i = 0; i < count && !m->link[0]; i++) {
        if (spans[i].kind == SPAN_LINK) {
            struct bytes out = {0};
            text_link(&out, line->text + spans[i].start, spans[i].end - spans[i].start);
            copy_text(m->link, sizeof m->link, bytes_string(&out));
            bytes_finish(&out);
        }
    }
}

void menu_open_message(struct app *app, int index, const char *address, int x, int y)
{
    struct chat *c = app->client.current;
    const struct line *line = c->lines[index];
    const struct network *s = c->network;
    if (line->kind > LINE_NOTICE || line->state != LINE_DONE) {
        return;
    }
    start(app, MENU_MESSAGE, c, x, y);
    app->menu->seq = c->dropped + (uint64_t)index;
    copy_text(app->menu->name, sizeof app->menu->name, line->nick);
    find_link(app, line, address);
    row(app, VERB_REPLY, "R");
    row(app, VERB_REACT, "+");
    row(app, VERB_COPY, "C");
    row(app, VERB_QUOTE, "Q");
    if (app->menu->link[0]) {
        row(app, VERB_OPEN_LINK, "Enter");
        row(app, VERB_COPY_LINK, "");
    }
    row(app, VERB_UNREAD, "U");
    if (!line->mine) {
        row(app, VERB_WRITE_TO, "");
        row(app, VERB_IGNORE, "");
    }
    if (outgoing_can_delete(s, c, line)) {
        row(app, VERB_DELETE, "Del");
    }
}

void menu_open_person(struct app *app, const char *nick, int x, int y)
{
    struct chat *c = app->client.current;
    const struct network *s = c->network;
    bool me = network_is_me(s, nick);
    bool here = people_find(&c->people, s->isupport.casemap, nick);
    start(app, MENU_PERSON, c, x, y);
    copy_text(app->menu->name, sizeof app->menu->name, nick);
    if (!me) {
        row(app, VERB_WRITE_TO, "");
    }
    row(app, VERB_MENTION, "");
    row(app, VERB_WHOIS, "");
    row(app, VERB_COPY_NAME, "");
    if (!me) {
        bool ignored = notify_ignores(&app->client, c->network, nick);
        row(app, ignored ? VERB_UNIGNORE : VERB_IGNORE, "");
    }
    if (!me && here && outgoing_moderates(s, c)) {
        row(app, VERB_OPERATOR, "");
        row(app, VERB_KICK, "");
        row(app, VERB_BAN, "");
    }
}

/* A row whose label names a room. */
static void room_row(struct app *app, enum verb verb, const char *room)
{
    struct bytes text = {0};
    words_fill(&text, app->client.lang, verbs[verb].words, "name", room, NULL);
    struct menu_row *r = row(app, verb, "");
    copy_text(r->own, sizeof r->own, text.data);
    bytes_finish(&text);
}

void menu_open_guest(struct app *app, const struct guest *g, int x, int y)
{
    bool here =
        strncmp(g->address, "127.", 4) == 0 || strcmp(g->address, "::1") == 0; /* so is the host */
    start(app, MENU_GUEST, app->client.current, x, y);
    copy_text(app->menu->name, sizeof app->menu->name, g->nick);
    copy_text(app->menu->link, sizeof app->menu->link, g->address);
    copy_text(app->menu->room, sizeof app->menu->room, g->room);
    if (g->since) {
        struct bytes title = {0};
        char since[16], lag[16];
        client_time(&app->client, g->since, since);
        snprintf(lag, sizeof lag, "%d", g->lag_ms);
        words_fill(&title, app->client.lang, g->lag_ms < 0 ? W_GUEST_SINCE : W_GUEST_LAG, "text",
                   since, "n", lag, NULL);
        copy_text(app->menu->title, sizeof app->menu->title, bytes_string(&title));
        bytes_finish(&title);
    }
    row(app, VERB_WRITE_TO, "");
    row(app, VERB_WHOIS, "");
    if (g->room[0]) {
        room_row(app, VERB_GIVE_ROOM, g->room);
        room_row(app, VERB_CHANGE_TOPIC, g->room);
    }
    row(app, VERB_TAKE_OUT, "");
    if (!here) {
        row(app, VERB_KEEP_OUT, "");
    }
}

void menu_open_chat(struct app *app, const struct chat *c, int x, int y)
{
    start(app, MENU_CHAT, c, x, y);
    copy_text(app->menu->name, sizeof app->menu->name, c->name);
    row(app, VERB_READ, "");
    if (c != app->client.current && c != app->client.beside) {
        row(app, VERB_BESIDE, "");
    }
    if (c->kind == CHAT_SERVER) {
        row(app, VERB_ROOMS, "");
        if (c->network->welcome.len) {
            row(app, VERB_DETAILS, "");
        }
        row(app, VERB_DISCONNECT, "");
        return;
    }
    bool muted = notify_is_muted(&app->client, c), loud = notify_is_loud(&app->client, c);
    if (!loud) {
        row(app, VERB_NOTIFY_ALWAYS, "");
    }
    if (muted || loud) {
        row(app, VERB_NOTIFY_MENTIONS, "");
    }
    if (!muted) {
        row(app, VERB_MUTE, "");
    }
    row(app, VERB_COPY_NAME, "");
    if (c->kind == CHAT_PERSON) {
        row(app, VERB_WHOIS, "");
    }
    row(app, c->kind == CHAT_ROOM ? VERB_LEAVE : VERB_CLOSE, keymap_keys(app, KEYMAP_LEAVE));
}

void menu_open_writing(struct app *app, int x, int y)
{
    const struct edit *e = &app->client.current->draft;
    struct span wrong[RUNS_MAX];
    int count = spell_marks(app, wrong, RUNS_MAX);
    start(app, MENU_WRITING, app->client.current, x, y);
    for (int i = 0; i < count; i++) {
        struct menu *m = app->menu;
        if (e->caret >= wrong[i].start && e->caret <= wrong[i].end && !m->name[0]) {
            m->word_start = wrong[i].start;
            m->word_end = wrong[i].end;
            copy_text(m->name, wrong[i].end - wrong[i].start + 1, edit_text(e) + wrong[i].start);
            row(app, VERB_LEARN, "");
            effect_say(&app->client.effects, EFFECT_SUGGEST, m->name);
        }
    }
    if (e->caret != e->anchor) {
        row(app, VERB_CUT, keymap_keys(app, KEYMAP_CUT));
        row(app, VERB_COPY_MARKED, keymap_keys(app, KEYMAP_COPY));
    }
    row(app, VERB_PASTE, keymap_keys(app, KEYMAP_PASTE));
    if (e->text.len) {
        row(app, VERB_SELECT_ALL, keymap_keys(app, KEYMAP_MARK_ALL));
    }
}

void menu_open_chosen(struct app *app, int index)
{
    struct frame f = layout_frame(app);
    menu_open_message(app, index, "", f.pane.talk.x + f.pane.talk.w - f.edge - MENU_W,
                      f.pane.talk.y + f.pane.talk.h / 2);
    app->menu->at = 0;
}

void menu_suggest(struct app *app, const char *text)
{
    struct menu *m = app->menu;
    size_t len = strcspn(text, "\n");
    if (!m->open || m->about != MENU_WRITING || strlen(m->name) != len ||
        memcmp(m->name, text, len) != 0) {
        return;
    }
    bool moved = m->at > 0; /* the selection keeps its row; on the first: the best suggestion */
    for (int at = 0; text[len] && m->count < MENU_ROWS_MAX; at++) {
        text += len + 1;
        len = strcspn(text, "\n");
        if (len > 0 && len < MENU_OWN) {
            memmove(m->rows + at + 1, m->rows + at, (size_t)(m->count - at) * sizeof *m->rows);
            m->rows[at] = (struct menu_row){.verb = VERB_SPELLING, .key = ""};
            copy_text(m->rows[at].own, len + 1, text);
            m->count++;
            m->at += moved;
        }
    }
    app->client.dirty = true;
}

void menu_choose(struct app *app, int index)
{
    struct menu m = *app->menu;
    struct chat *c = chat_of(app);
    const struct object o = {.chat = c,
                             .line = menu_line(app),
                             .name = m.name,
                             .room = m.room,
                             .link = m.link,
                             .text =
                                 m.about == MENU_WRITING && index >= 0 ? m.rows[index].own : NULL,
                             .start = m.word_start,
                             .end = m.word_end};
    menu_close(app);
    if (index < 0 || index >= m.count || !c || !app->client.current) {
        return;
    }
    enum verb verb = m.rows[index].verb;
    bool needs_line = verb <= VERB_DELETE && verb != VERB_OPEN_LINK && verb != VERB_COPY_LINK;
    if (!needs_line || o.line >= 0) { /* otherwise it was trimmed, or another chat is shown */
        verbs[verb].run(app, &o);
    }
}

bool menu_key(struct app *app, int key, unsigned mods)
{
    struct menu *m = app->menu;
    if (!m->open) {
        return false;
    }
    app->client.dirty = true;
    if (key == KEY_DOWN || key == KEY_TAB) {
        m->at = (m->at + 1) % m->count;
    } else if (key == KEY_UP) {
        m->at = (m->at < 1 ? m->count : m->at) - 1;
    } else if (key == KEY_ENTER || (key == ' ' && m->at >= 0)) {
        menu_choose(app, m->at);
    } else {
        bool letter = !mods && key < KEY_ENTER; /* also arrives as text */
        if (!letter) {
            menu_close(app);
        }
        return letter || key == KEY_ESCAPE;
    }
    return true;
}

bool menu_text(struct app *app, const char *text)
{
    struct menu *m = app->menu;
    if (!m->open) {
        return false;
    }
    for (int i = 0; i < m->count; i++) {
        const char *key = m->rows[i].key;
        if (key[0] && !key[1] && !text[1] &&
            names_fold_char(CASEMAP_ASCII, text[0]) == names_fold_char(CASEMAP_ASCII, key[0])) {
            menu_choose(app, i);
            return true;
        }
    }
    menu_close(app); /* the user has started typing */
    return false;
}

void menu_words(const struct app *app, struct bytes *out)
{
    const struct menu *m = app->menu;
    const struct menu_row *row = m->at >= 0 ? &m->rows[m->at] : NULL;
    if (row && row->own[0]) {
        bytes_text(out, row->own);
    } else if (row) {
        words_fill(out, app->client.lang, verbs[row->verb].words, "name", m->name, NULL);
    }
}
