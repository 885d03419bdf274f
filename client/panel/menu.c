#include "client/panel/menu.h"

#include <stdio.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/event.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/input/actions.h"
#include "client/input/complete.h"
#include "client/input/keys.h"
#include "client/input/panes.h"
#include "client/input/prompt.h"
#include "client/input/spell.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/net/network.h"
#include "client/net/networks.h"
#include "client/net/notify.h"
#include "client/net/outgoing.h"
#include "client/panel/console.h"
#include "client/panel/directory.h"
#include "client/panel/search.h"
#include "client/panel/toolbar.h"
#include "client/panel/visits.h"
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
    complete_close(app);
    *m = (struct menu){
        .open = true, .about = about, .x = x, .y = y, .at = -1, .network = c->network->id};
    if (c->kind != CHAT_SERVER) {
        copy_text(m->chat, sizeof m->chat, c->name);
    }
    app->client.dirty = true;
}

static struct menu_row *row(struct app *app, enum menu_does does, enum icon icon, enum word words,
                            const char *key)
{
    struct menu *m = app->menu;
    CHECK(m->count < MENU_ROWS_MAX);
    m->rows[m->count] = (struct menu_row){.does = does, .icon = icon, .words = words, .key = key};
    return &m->rows[m->count++];
}

/* The conversation it was opened for, if that is still there. */
static struct chat *chat_of(const struct app *app)
{
    const struct menu *m = app->menu;
    const struct network *s = networks_find(&app->client, m->network);
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

/* --- what each is about --- */

/* The link of the message that begins at `at` or, with none there, its first; "": none. */
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

static void open_message(struct app *app, int index, const char *address, int x, int y)
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
    row(app, DOES_REPLY, ICON_REPLY, W_REPLY, "R");
    row(app, DOES_REACT, ICON_SMILE, W_REACT, "+");
    row(app, DOES_COPY, ICON_COPY, W_COPY, "C");
    row(app, DOES_QUOTE, ICON_MESSAGE, W_MENU_QUOTE, "Q");
    if (app->menu->link[0]) {
        row(app, DOES_OPEN_LINK, ICON_LINK, W_MENU_OPEN_LINK, "Enter");
        row(app, DOES_COPY_LINK, ICON_COPY, W_MENU_COPY_LINK, "");
    }
    row(app, DOES_UNREAD, ICON_CLOCK, W_MENU_UNREAD, "U");
    if (!line->mine) {
        row(app, DOES_WRITE_TO, ICON_USER, W_MENU_WRITE_TO, "");
        row(app, DOES_IGNORE, ICON_EYE, W_MENU_IGNORE, "");
    }
    if (outgoing_can_delete(s, c, line)) {
        row(app, DOES_DELETE, ICON_TRASH, W_DELETE, "Del")->danger = true;
    }
}

void menu_open_message(struct app *app, int index, int x, int y)
{
    open_message(app, index, "", x, y);
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
        row(app, DOES_WRITE_TO, ICON_USER, W_MENU_WRITE_TO, "");
    }
    row(app, DOES_MENTION, ICON_AT, W_MENU_MENTION, "");
    row(app, DOES_WHOIS, ICON_INFO, W_MENU_WHOIS, "");
    row(app, DOES_COPY_NAME, ICON_COPY, W_MENU_COPY_NAME, "");
    if (!me) {
        bool ignored = notify_ignores(&app->client, c->network, nick);
        row(app, DOES_IGNORE, ICON_EYE, ignored ? W_MENU_UNIGNORE : W_MENU_IGNORE, "");
    }
    if (!me && here && outgoing_moderates(s, c)) {
        row(app, DOES_OPERATOR, ICON_SHIELD, W_MENU_OPERATOR, "");
        row(app, DOES_KICK, ICON_KICK, W_MENU_KICK, "")->danger = true;
        row(app, DOES_BAN, ICON_STOP, W_MENU_BAN, "")->danger = true;
    }
}

/* A row whose words name a room. */
static void room_row(struct app *app, enum menu_does does, enum icon icon, enum word words,
                     const char *room)
{
    struct bytes text = {0};
    words_fill(&text, app->client.lang, words, "name", room, NULL);
    struct menu_row *r = row(app, does, icon, words, "");
    copy_text(r->own, sizeof r->own, text.data);
    bytes_finish(&text);
}

void menu_open_guest(struct app *app, const struct guest *g)
{
    bool here =
        strncmp(g->address, "127.", 4) == 0 || strcmp(g->address, "::1") == 0; /* so is who hosts */
    start(app, MENU_GUEST, app->client.current, app->mouse_x, app->mouse_y);
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
    row(app, DOES_WRITE_TO, ICON_USER, W_MENU_WRITE_TO, "");
    row(app, DOES_WHOIS, ICON_INFO, W_MENU_WHOIS, "");
    if (g->room[0]) {
        room_row(app, DOES_GIVE_ROOM, ICON_SHIELD, W_CONSOLE_OPERATOR, g->room);
        room_row(app, DOES_CHANGE_TOPIC, ICON_HASH, W_CONSOLE_TOPIC, g->room);
    }
    row(app, DOES_TAKE_OUT, ICON_KICK, W_CONSOLE_TAKE_OUT, "")->danger = true;
    if (!here) {
        row(app, DOES_KEEP_OUT, ICON_STOP, W_CONSOLE_KEEP_OUT, "")->danger = true;
    }
}

static void open_chat(struct app *app, const struct chat *c, int x, int y)
{
    start(app, MENU_CHAT, c, x, y);
    copy_text(app->menu->name, sizeof app->menu->name, c->name);
    row(app, DOES_READ, ICON_CHECK, W_MENU_READ, "");
    if (c != app->client.current && c != app->client.beside) {
        row(app, DOES_BESIDE, ICON_EXPAND, W_MENU_BESIDE, "");
    }
    if (c->kind == CHAT_SERVER) {
        row(app, DOES_ROOMS, ICON_HASH, W_MENU_ROOMS, "");
        row(app, DOES_LEAVE, ICON_PLUG, W_MENU_DISCONNECT, "")->danger = true;
        return;
    }
    bool muted = notify_is_muted(&app->client, c), loud = notify_is_loud(&app->client, c);
    if (!loud) {
        row(app, DOES_CALL_ALWAYS, ICON_BELL, W_MENU_LOUD, "");
    }
    if (muted || loud) {
        row(app, DOES_CALL_MENTIONS, ICON_AT, W_MENU_MENTIONS, "");
    }
    if (!muted) {
        row(app, DOES_MUTE, ICON_BELL_OFF, W_MENU_MUTE, "");
    }
    row(app, DOES_COPY_NAME, ICON_COPY, W_MENU_COPY_NAME, "");
    if (c->kind == CHAT_PERSON) {
        row(app, DOES_WHOIS, ICON_INFO, W_MENU_WHOIS, "");
    }
    row(app, DOES_LEAVE, ICON_CLOSE, c->kind == CHAT_ROOM ? W_MENU_LEAVE : W_CLOSE,
        keys_named(app, "leave"));
}

static void open_writing(struct app *app, int x, int y)
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
            row(app, DOES_LEARN, ICON_PLUS, W_MENU_LEARN, "");
            effect_add(&app->client.effects, EFFECT_SUGGEST, 0, m->name, 0);
        }
    }
    if (e->caret != e->anchor) {
        row(app, DOES_CUT, ICON_EDIT, W_MENU_CUT, keys_named(app, "cut"));
        row(app, DOES_COPY_MARKED, ICON_COPY, W_COPY, keys_named(app, "copy"));
    }
    row(app, DOES_PASTE, ICON_FILE, W_MENU_PASTE, keys_named(app, "paste"));
    if (e->text.len) {
        row(app, DOES_SELECT_ALL, ICON_CHECK, W_MENU_SELECT_ALL, keys_named(app, "mark-all"));
    }
}

/* The right button leaves what is marked as it is, and else puts the caret there. */
static void press_writing(struct app *app, int x, int y)
{
    const struct edit *e = &app->client.current->draft;
    if (e->caret == e->anchor) {
        prompt_click(app, x, y, 1, false);
    }
    open_writing(app, x, y);
}

void menu_open_at(struct app *app, const struct hit *hit, int x, int y)
{
    const char *text = hit->text ? app->shown.text.data + hit->text : "";
    struct chat *c = app->client.current;
    int line = -1;
    if (app->client.screen != SCREEN_CHAT || !c) {
        return;
    }
    switch (hit->action) {
    case ACT_TALK:
    case ACT_QUOTE: line = hit->arg; break;
    case ACT_LINK:
    case ACT_ROOM: line = hit->arg / LINK_ARGS; break;
    case ACT_REACTION: line = hit->arg / REACTIONS_MAX; break;
    case ACT_PERSON:
    case ACT_NICK: menu_open_person(app, text, x, y); break;
    case ACT_GUEST: console_act(app, ACT_GUEST_OUT, hit->arg); break;
    case ACT_CHAT:
        c = networks_chat_at(&app->client, hit->arg);
        if (c) {
            open_chat(app, c, x, y);
        }
        break;
    case ACT_PROMPT: press_writing(app, x, y); break;
    default: break;
    }
    if (line >= 0 && line < c->count) {
        open_message(app, line, hit->action == ACT_LINK ? text : "", x, y);
    }
}

void menu_open_here(struct app *app)
{
    if (app->client.screen != SCREEN_CHAT || !app->client.current) {
        return;
    }
    struct frame f = layout_frame(app);
    int line = app->toolbar->chosen ? toolbar_line(app) : -1;
    if (line >= 0) {
        menu_open_message(app, line, f.pane.talk.x + f.pane.talk.w - f.edge - MENU_W,
                          f.pane.talk.y + f.pane.talk.h / 2);
    } else {
        open_writing(app, f.pane.prompt.x + TALK_TEXT, f.pane.prompt.y);
    }
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
    bool moved = m->at > 0; /* the keys stay on their row; at the first: on the best suggestion */
    for (int at = 0; text[len] && m->count < MENU_ROWS_MAX; at++) {
        text += len + 1;
        len = strcspn(text, "\n");
        if (len > 0 && len < MENU_OWN) {
            memmove(m->rows + at + 1, m->rows + at, (size_t)(m->count - at) * sizeof *m->rows);
            m->rows[at] = (struct menu_row){.does = DOES_SPELLING, .icon = ICON_CHECK, .key = ""};
            copy_text(m->rows[at].own, len + 1, text);
            m->count++;
            m->at += moved;
        }
    }
    app->client.dirty = true;
}

/* --- what its rows do --- */

static void ignore(struct app *app, const char *nick)
{
    bool now = !notify_ignores(&app->client, app->client.network, nick);
    notify_ignore(&app->client, app->client.network, nick, now);
    info_add(&app->client, app->client.current, ICON_USER, now ? W_IGNORED : W_UNIGNORED, "a", nick,
             NULL);
}

static void insert(struct app *app, const char *text)
{
    edit_insert(&app->client.current->draft, text, strlen(text));
    app->search->focus = false;
    app->key_at = app->client.now;
}

static void quote(struct app *app, const struct line *line)
{
    struct bytes text = {0};
    for (const char *at = chat_words(line); *at;) {
        size_t len = strcspn(at, "\n");
        bytes_format(&text, "> %.*s\n", (int)len, at);
        at += len + (at[len] == '\n');
    }
    insert(app, bytes_string(&text));
    bytes_finish(&text);
}

static void do_message(struct app *app, enum menu_does does, int index)
{
    struct chat *c = app->client.current;
    const struct line *line = c->lines[index];
    switch (does) {
    case DOES_REPLY: toolbar_act(app, ACT_TOOL_REPLY, index, 0); break;
    case DOES_REACT: toolbar_act(app, ACT_TOOL_REACT, index, 0); break;
    case DOES_COPY: toolbar_act(app, ACT_TOOL_COPY, index, 0); break;
    case DOES_DELETE: toolbar_act(app, ACT_TOOL_DELETE, index, 0); break;
    case DOES_QUOTE:
        toolbar_close(app);
        quote(app, line);
        break;
    case DOES_UNREAD:
        toolbar_close(app);
        c->marker = c->dropped + (uint64_t)index;
        c->marker_new = c->unread = c->count - index;
        app->client.dirty = true;
        break;
    default: break;
    }
}

static void do_person(struct app *app, struct chat *c, enum menu_does does, const char *nick)
{
    struct network *s = c->network;
    struct bytes text = {0};
    switch (does) {
    case DOES_WRITE_TO: panes_show(app, network_open(&app->client, s, CHAT_PERSON, nick)); break;
    case DOES_MENTION:
        bytes_format(&text, "@%s ", nick);
        insert(app, text.data);
        break;
    case DOES_WHOIS: network_send(&app->client, s, "WHOIS %s", nick); break;
    case DOES_IGNORE: ignore(app, nick); break;
    case DOES_OPERATOR: network_send(&app->client, s, "MODE %s +o %s", c->name, nick); break;
    case DOES_BAN:
        network_send(&app->client, s, "MODE %s +b %s!*@*", c->name, nick); /* fall through */
    case DOES_KICK: network_send(&app->client, s, "KICK %s %s", c->name, nick); break;
    default: break;
    }
    bytes_finish(&text);
}

static void do_chat(struct app *app, struct chat *c, enum menu_does does)
{
    switch (does) {
    case DOES_READ: panes_mark_read(app, c); break;
    case DOES_CALL_ALWAYS: notify_choose(&app->client, c, CALL_ALWAYS); break;
    case DOES_CALL_MENTIONS: notify_choose(&app->client, c, CALL_MENTIONS); break;
    case DOES_MUTE: notify_choose(&app->client, c, CALL_NEVER); break;
    case DOES_BESIDE: panes_split(app, c); break;
    case DOES_ROOMS: directory_open(app, c->network); break;
    case DOES_LEAVE:
        if (c->kind == CHAT_SERVER) {
            visits_quit(app, c->network, "tertulia");
        } else {
            panes_leave_chat(app, c);
        }
        break;
    default: break;
    }
}

static void do_writing(struct app *app, const struct menu *m, const struct menu_row *chosen)
{
    struct edit *e = &app->client.current->draft;
    switch (chosen->does) {
    case DOES_CUT: keys_press(app, 'x', MOD_CTRL); break;
    case DOES_COPY_MARKED: keys_press(app, 'c', MOD_CTRL); break;
    case DOES_PASTE: effect_add(&app->client.effects, EFFECT_PASTE, 0, NULL, 0); break;
    case DOES_SELECT_ALL: edit_select_all(e); break;
    case DOES_LEARN: spell_learn(app, m->name); break;
    case DOES_SPELLING:
        edit_replace(e, m->word_start, m->word_end, chosen->own);
        spell_follow(app);
        break;
    default: break;
    }
}

void menu_choose(struct app *app, int index)
{
    struct menu m = *app->menu;
    struct chat *c = chat_of(app);
    int line = menu_line(app);
    menu_close(app);
    if (index < 0 || index >= m.count || !c || !app->client.current) {
        return;
    }
    enum menu_does does = m.rows[index].does;
    if (does == DOES_OPEN_LINK) {
        actions_open_link(app, m.link);
    } else if (does == DOES_COPY_LINK || does == DOES_COPY_NAME) {
        effect_add(&app->client.effects, EFFECT_COPY, 0, does == DOES_COPY_LINK ? m.link : m.name,
                   0);
    } else if (m.about == MENU_WRITING) {
        do_writing(app, &m, &m.rows[index]);
    } else if (m.about == MENU_CHAT && does != DOES_WHOIS) {
        do_chat(app, c, does);
    } else if (m.about == MENU_MESSAGE && line >= 0 && does < DOES_IGNORE) {
        do_message(app, does, line);
    } else if (does == DOES_TAKE_OUT) {
        network_send(&app->client, c->network, "KILL %s :%s", m.name,
                     words_text(app->client.lang, W_CONSOLE_TAKEN_OUT));
    } else if (does == DOES_GIVE_ROOM) {
        network_send(&app->client, c->network, "MODE %s +o %s", m.room, m.name);
    } else if (does == DOES_CHANGE_TOPIC) {
        struct bytes text = {0};
        bytes_format(&text, "/topic %s ", m.room);
        actions_run(app, ACT_START, 0, bytes_string(&text));
        bytes_finish(&text);
    } else if (does == DOES_KEEP_OUT) {
        network_send(&app->client, c->network, "DLINE 60 %s :%s", m.link,
                     words_text(app->client.lang, W_CONSOLE_TAKEN_OUT));
    } else if (does >= DOES_IGNORE) {
        do_person(app, c, does, m.name);
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
        bool letter = !mods && key < KEY_ENTER; /* comes again as text */
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
    menu_close(app);
    return true;
}

void menu_words(const struct app *app, struct bytes *out)
{
    const struct menu *m = app->menu;
    const struct menu_row *row = m->at >= 0 ? &m->rows[m->at] : NULL;
    if (row && row->own[0]) {
        bytes_text(out, row->own);
    } else if (row) {
        words_fill(out, app->client.lang, row->words, "name", m->name, NULL);
    }
}
