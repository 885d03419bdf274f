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
#include "client/panel/console.h"
#include "client/panel/person_card.h"
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

/* What it was opened for. */
static struct object object_of(const struct app *app, const struct menu *m)
{
    return (struct object){.chat = chat_of(app),
                           .line = menu_line(app),
                           .name = m->name,
                           .room = m->room,
                           .link = m->link,
                           .address = m->address,
                           .start = m->word_start,
                           .end = m->word_end};
}

struct offer {
    enum verb verb;
    const char *key; /* NULL: that of `keymap` */
    enum keymap keymap;
};

static const struct offer
    for_message[] = {{VERB_REPLY, "R", 0},   {VERB_REACT, "+", 0},         {VERB_COPY, "C", 0},
                     {VERB_QUOTE, "Q", 0},   {VERB_OPEN_LINK, "Enter", 0}, {VERB_COPY_LINK, "", 0},
                     {VERB_UNREAD, "U", 0},  {VERB_WRITE_TO, "", 0},       {VERB_IGNORE, "", 0},
                     {VERB_EDIT, "E", 0},    {VERB_PIN, "P", 0},           {VERB_UNPIN, "P", 0},
                     {VERB_DELETE, "Del", 0}},
    for_person[] = {{VERB_WRITE_TO, "", 0},    {VERB_MENTION, "", 0},       {VERB_COPY_NAME, "", 0},
                    {VERB_UNIGNORE, "", 0},    {VERB_IGNORE, "", 0},        {VERB_OPERATOR, "", 0},
                    {VERB_NO_OPERATOR, "", 0}, {VERB_VOICE, "", 0},         {VERB_NO_VOICE, "", 0},
                    {VERB_MUTE_PERSON, "", 0}, {VERB_UNMUTE_PERSON, "", 0}, {VERB_KICK, "", 0},
                    {VERB_BAN, "", 0}},
    for_guest[] = {{VERB_WRITE_TO, "", 0},     {VERB_WHOIS, "", 0},    {VERB_GIVE_ROOM, "", 0},
                   {VERB_CHANGE_TOPIC, "", 0}, {VERB_TAKE_OUT, "", 0}, {VERB_KEEP_OUT, "", 0}},
    for_head[] = {{VERB_FIND, NULL, KEYMAP_SEARCH},
                  {VERB_PINS, "", 0},
                  {VERB_ROOM_SETTINGS, NULL, KEYMAP_ROOM},
                  {VERB_DETAILS, "", 0}},
    for_server[] = {{VERB_READ, "", 0},
                    {VERB_BESIDE, "", 0},
                    {VERB_ROOMS, "", 0},
                    {VERB_DETAILS, "", 0},
                    {VERB_DISCONNECT, "", 0}},
    for_room[] = {{VERB_READ, "", 0},
                  {VERB_BESIDE, "", 0},
                  {VERB_NOTIFY_ALWAYS, "", 0},
                  {VERB_NOTIFY_MENTIONS, "", 0},
                  {VERB_MUTE, "", 0},
                  {VERB_COPY_NAME, "", 0},
                  {VERB_ROOM_SETTINGS, NULL, KEYMAP_ROOM},
                  {VERB_LEAVE, NULL, KEYMAP_LEAVE}},
    for_talk[] = {{VERB_READ, "", 0},          {VERB_BESIDE, "", 0},
                  {VERB_NOTIFY_ALWAYS, "", 0}, {VERB_NOTIFY_MENTIONS, "", 0},
                  {VERB_MUTE, "", 0},          {VERB_COPY_NAME, "", 0},
                  {VERB_WHOIS, "", 0},         {VERB_CLOSE, NULL, KEYMAP_LEAVE}};

/* Adds those that may be done now. */
static void offer(struct app *app, const struct offer *list, size_t count)
{
    const struct object o = object_of(app, app->menu);
    for (size_t i = 0; i < count; i++) {
        const struct offer *one = &list[i];
        if (verbs_may(app, one->verb, &o)) {
            row(app, one->verb, one->key ? one->key : keymap_keys(app, one->keymap));
        }
    }
    app->menu->open = app->menu->count > 0;
}

void menu_open_message(struct app *app, int index, const char *address, int x, int y)
{
    struct chat *c = app->client.current;
    const struct line *line = c->lines[index];
    if (line->kind > LINE_NOTICE || line->state != LINE_DONE) {
        return;
    }
    start(app, MENU_MESSAGE, c, x, y);
    app->menu->seq = c->dropped + (uint64_t)index;
    copy_text(app->menu->name, sizeof app->menu->name, line->nick);
    find_link(app, line, address);
    offer(app, for_message, COUNT_OF(for_message));
}

void menu_open_person(struct app *app, const char *nick, int x, int y)
{
    start(app, MENU_PERSON, app->client.current, x, y);
    copy_text(app->menu->name, sizeof app->menu->name, nick);
    person_card_open(app, app->client.current, nick);
    offer(app, for_person, COUNT_OF(for_person));
}

/* The label of such a verb names the room. */
static void name_room(struct app *app)
{
    struct menu *m = app->menu;
    for (int i = 0; i < m->count; i++) {
        struct bytes text = {0};
        enum verb verb = m->rows[i].verb;
        words_fill(&text, app->client.lang, verbs[verb].words, "name", m->room, NULL);
        if (verb == VERB_GIVE_ROOM || verb == VERB_CHANGE_TOPIC) {
            copy_text(m->rows[i].own, sizeof m->rows[i].own, text.data);
        }
        bytes_finish(&text);
    }
}

void menu_open_guest(struct app *app, const struct guest *g, int x, int y)
{
    struct menu *m = app->menu;
    start(app, MENU_GUEST, app->client.current, x, y);
    copy_text(m->name, sizeof m->name, g->nick);
    copy_text(m->address, sizeof m->address, g->address);
    copy_text(m->room, sizeof m->room, g->room);
    if (g->since) {
        struct bytes title = {0};
        struct bytes since = {0};
        char lag[16];
        client_since(&app->client, g->since, &since);
        snprintf(lag, sizeof lag, "%d", g->lag_ms);
        words_fill(&title, app->client.lang, g->lag_ms < 0 ? W_GUEST_SINCE : W_GUEST_LAG, "since",
                   since.data, "n", lag, NULL);
        bytes_finish(&since);
        copy_text(m->title, sizeof m->title, bytes_string(&title));
        bytes_finish(&title);
    }
    offer(app, for_guest, COUNT_OF(for_guest));
    name_room(app);
}

void menu_open_chat(struct app *app, const struct chat *c, int x, int y)
{
    start(app, MENU_CHAT, c, x, y);
    copy_text(app->menu->name, sizeof app->menu->name, c->name);
    if (c->kind == CHAT_SERVER) {
        offer(app, for_server, COUNT_OF(for_server));
    } else if (c->kind == CHAT_ROOM) {
        offer(app, for_room, COUNT_OF(for_room));
    } else {
        offer(app, for_talk, COUNT_OF(for_talk));
    }
}

void menu_open_head(struct app *app, int x, int y)
{
    const struct chat *c = app->client.current;
    start(app, MENU_CHAT, c, x, y);
    copy_text(app->menu->name, sizeof app->menu->name, c->name);
    offer(app, for_head, COUNT_OF(for_head));
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
    struct object o = object_of(app, &m);
    menu_close(app);
    if (index < 0 || index >= m.count || !o.chat || !app->client.current) {
        return;
    }
    o.text = m.about == MENU_WRITING ? m.rows[index].own : NULL;
    verbs_run(app, m.rows[index].verb, &o); /* not if its line was trimmed meanwhile */
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
