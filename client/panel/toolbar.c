#include "client/panel/toolbar.h"

#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/event.h"
#include "client/chat/chat.h"
#include "client/input/scroll.h"
#include "client/layout/action.h"
#include "client/layout/layout.h"
#include "client/net/outgoing.h"
#include "client/panel/menu.h"
#include "client/panel/picker.h"
#include "client/panel/question.h"
#include "client/panel/search.h"
#include "client/panel/visits.h"
#include "client/text/text.h"
#include "irc/check.h"

const char *const tool_emoji[TOOL_EMOJI] = {"👍", "❤️", "😂", "😮", "😢", "🎉", "🙏", "👀"};

static int kept_line(const struct app *app)
{
    const struct chat *c = app->client.current;
    uint64_t seq = c ? c->chosen_seq : 0;
    if (!c || seq < c->dropped || seq >= c->dropped + (uint64_t)c->count) {
        return -1;
    }
    int index = (int)(seq - c->dropped);
    return chat_is_said(c->lines[index]) ? index : -1;
}

int toolbar_line(const struct app *app)
{
    int index = -1;
    if (menu_line(app) >= 0) {
        return menu_line(app);
    }
    if (app->toolbar->chosen || app->toolbar->open) {
        return kept_line(app);
    }
    switch (app->hover) {
    case ACT_TALK:
    case ACT_TOOL_REACT:
    case ACT_TOOL_REPLY:
    case ACT_TOOL_MORE:
    case ACT_NICK:
    case ACT_COPY_CODE:
    case ACT_FOLD:
    case ACT_QUOTE: index = app->hover_arg; break;
    case ACT_ROOM:
    case ACT_LINK: index = app->hover_arg / LINK_ARGS; break;
    case ACT_REACTION: index = app->hover_arg / REACTIONS_MAX; break;
    default: return -1;
    }
    const struct chat *c = app->client.current;
    return c && index >= 0 && index < c->count && chat_is_said(c->lines[index]) ? index : -1;
}

void toolbar_close(struct app *app)
{
    if (app->toolbar->open || app->toolbar->chosen) {
        *app->toolbar = (struct toolbar){0};
        app->client.dirty = true;
    }
}

static void open_at(struct app *app, enum toolbar_open open, int index, int at)
{
    app->toolbar->open = open;
    app->client.current->chosen_seq = app->client.current->dropped + (uint64_t)index;
    app->toolbar->at = at;
    app->client.dirty = true;
}

void toolbar_open_emoji(struct app *app, int index)
{
    open_at(app, TOOLBAR_EMOJI, index, app->toolbar->chosen ? 0 : -1);
}

void toolbar_open_menu(struct app *app, int index)
{
    if (app->toolbar->chosen) {
        menu_open_chosen(app, index);
    } else {
        menu_open_message(app, index, "", app->mouse_x, app->mouse_y);
    }
}

void toolbar_react(struct app *app, int index, int which)
{
    toolbar_close(app);
    if (which >= 0 && which < TOOL_EMOJI) {
        outgoing_react(&app->client, app->client.network, app->client.current, index,
                       tool_emoji[which]);
    }
}

/* --- by keyboard --- */

/* The next line with tools, starting with `index` itself; -1: none. */
static int next_line(const struct chat *c, int index, int step)
{
    while (index >= 0 && index < c->count && !chat_is_said(c->lines[index])) {
        index += step;
    }
    return index >= 0 && index < c->count ? index : -1;
}

static void choose(struct app *app, int index)
{
    if (index >= 0) {
        *app->toolbar = (struct toolbar){.chosen = true, .at = -1};
        app->client.current->chosen_seq = app->client.current->dropped + (uint64_t)index;
        scroll_to_line(app, index);
    }
}

void toolbar_choose(struct app *app)
{
    int px;
    if (app->toolbar->chosen) {
        toolbar_close(app);
    } else if (app->client.current) {
        app->search->focus = false;
        choose(app, next_line(app->client.current, layout_bottom(app->client.current, &px), -1));
    }
}

static void open_link(struct app *app, int index)
{
    struct span spans[RUNS_MAX];
    const struct line *line = app->client.current->lines[index];
    int count = layout_spans(app->client.current, line, spans, RUNS_MAX);
    for (int i = 0; i < count; i++) {
        if (spans[i].kind == SPAN_LINK) {
            struct bytes address = {0};
            text_link(&address, line->text + spans[i].start, spans[i].end - spans[i].start);
            visits_open_link(app, address.data);
            bytes_finish(&address);
            return;
        }
    }
}

/* Keys of the emoji strip; after the last emoji comes the button for all of them. */
static bool open_key(struct app *app, int index, int key)
{
    enum { PLACES = TOOL_EMOJI + 1 };
    struct toolbar *t = app->toolbar;
    if (key == KEY_RIGHT) {
        t->at = (t->at + 1) % PLACES;
    } else if (key == KEY_LEFT) {
        t->at = (t->at < 1 ? PLACES : t->at) - 1;
    } else if (key == KEY_ENTER && t->at == TOOL_EMOJI) {
        picker_open(app, app->client.current->dropped + (uint64_t)index);
    } else if (key == KEY_ENTER && t->at >= 0) {
        toolbar_react(app, index, t->at);
    } else if (key == KEY_ESCAPE) {
        t->open = TOOLBAR_SHUT;
    } else {
        return false;
    }
    return true;
}

static void delete_chosen(struct app *app)
{
    verbs_run_on(app, VERB_DELETE, kept_line(app));
}

/* A key is pressed by mistake more easily than a row of a menu. */
static void ask_delete(struct app *app, int index)
{
    const struct object o = {.chat = app->client.current, .line = index};
    if (verbs_may(app, VERB_DELETE, &o)) {
        question_ask(app, &(struct question){.title = W_DELETE_ASK,
                                             .body = W_DELETE_ASK_DO,
                                             .yes = W_DELETE,
                                             .run = delete_chosen});
    }
}

bool toolbar_key(struct app *app, int key, unsigned mods)
{
    int index = kept_line(app);
    if ((!app->toolbar->chosen && !app->toolbar->open) || mods != 0) {
        return false;
    }
    app->client.dirty = true;
    if (index < 0) { /* it was trimmed or deleted */
        toolbar_close(app);
        return key == KEY_ESCAPE;
    }
    if (app->toolbar->open && open_key(app, index, key)) {
        return true;
    }
    if (!app->toolbar->chosen) {
        return false;
    }
    switch (key) {
    case KEY_UP: choose(app, next_line(app->client.current, index - 1, -1)); return true;
    case KEY_DOWN: choose(app, next_line(app->client.current, index + 1, 1)); return true;
    case KEY_ENTER: open_link(app, index); return true;
    case KEY_DELETE: ask_delete(app, index); return true;
    case KEY_ESCAPE: toolbar_close(app); return true;
    default: return false;
    }
}

bool toolbar_text(struct app *app, const char *text)
{
    static const struct {
        char letter;
        enum verb verb;
    } letters[] = {{'r', VERB_REPLY}, {'+', VERB_REACT},  {'c', VERB_COPY},
                   {'q', VERB_QUOTE}, {'u', VERB_UNREAD}, {'e', VERB_EDIT},
                   {'p', VERB_PIN},   {'p', VERB_UNPIN},  {'m', VERB_MORE}};
    char letter = names_fold_char(CASEMAP_ASCII, text[0]);
    bool any = false;
    if (!app->toolbar->chosen) {
        return false;
    }
    for (size_t i = 0; i < COUNT_OF(letters); i++) {
        const struct object o = {.chat = app->client.current, .line = kept_line(app)};
        if (letter == letters[i].letter && !text[1]) {
            any = true;
            if (verbs_may(app, letters[i].verb, &o)) {
                verbs_run(app, letters[i].verb, &o);
                return true;
            }
        }
    }
    if (!any) {
        toolbar_close(app); /* other letters go to the prompt, as everywhere */
    }
    return any;
}

bool toolbar_is_on(const struct app *app)
{
    return app->toolbar->chosen && toolbar_line(app) >= 0;
}

void toolbar_words(const struct app *app, struct bytes *out)
{
    const struct line *line = app->client.current->lines[toolbar_line(app)];
    char time[16];
    client_time(&app->client, line->time, time);
    bytes_format(out, "%s, %s: %s", line->nick, time, chat_words(line));
}
