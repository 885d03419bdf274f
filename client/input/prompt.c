/* The prompt: editing its text with keys and mouse, and sending it. */
#include "client/input/prompt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/event.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/input/complete.h"
#include "client/input/scroll.h"
#include "client/input/slash.h"
#include "client/layout/layout.h"
#include "client/net/network.h"
#include "client/net/outgoing.h"
#include "client/panel/search.h"
#include "client/panel/console.h"
#include "client/text/secrets.h"
#include "irc/check.h"

enum { LINES_UNASKED = 3 };

static void remember(struct app *app, const char *text)
{
    if (app->sent_count > 0 && strcmp(app->sent[app->sent_count - 1], text) == 0) {
        return;
    }
    if (app->sent_count == SENT_MAX) {
        free(app->sent[0]);
        memmove(app->sent, app->sent + 1, (SENT_MAX - 1) * sizeof *app->sent);
        app->sent_count--;
    }
    app->sent[app->sent_count++] = xstrdup(text);
}

static int count_lines(const char *text)
{
    int count = 1;
    for (; *text; text++) {
        count += *text == '\n';
    }
    return count;
}

/* A message of ours as it was typed. */
static void own_text(const struct line *line, struct bytes *out)
{
    bytes_text(out, line->text[0] == '/' ? "/" : "");
    formatting_signs(out, line->text, line->styles, line->style_count);
}

/* Whether the draft is still what the message that is edited says. */
static bool edits_nothing(const struct app *app)
{
    const struct chat *c = app->client.current;
    int at = chat_find_id(c, c->edits);
    struct bytes text = {0};
    if (at < 0) {
        return false;
    }
    own_text(c->lines[at], &text);
    bool same = strcmp(edit_text(&c->draft), bytes_string(&text)) == 0;
    bytes_finish(&text);
    return same;
}

/* What was being written before a message was edited. */
static void draft_back(struct chat *c)
{
    edit_set(&c->draft, c->unsaid ? c->unsaid : "");
    free(c->unsaid);
    c->unsaid = NULL;
}

void prompt_send(struct app *app)
{
    struct chat *c = app->client.current;
    if (c) {
        edit_compose(&c->draft, ""); /* unfinished input-method text is not sent */
    }
    if (!c || edit_text(&c->draft)[strspn(edit_text(&c->draft), " \n")] == '\0') {
        return;
    }
    bool command = edit_text(&c->draft)[0] == '/' && edit_text(&c->draft)[1] != '/';
    bool out = c->kind == CHAT_ROOM && !c->joined && !c->rejoin;
    if (!command && out && app->client.network->state == NETWORK_READY) {
        info_add(&app->client, c, ICON_INFO, W_NOT_IN_ROOM, NULL); /* the text stays where it is */
        return;
    }
    if (command && !slash_known(app, edit_text(&c->draft))) {
        return; /* not a command, but perhaps a pasted path: the text is kept */
    }
    int lines =
        command || outgoing_says_lines(app->client.network) ? 1 : count_lines(edit_text(&c->draft));
    if (lines > LINES_UNASKED && c->asked_len != c->draft.text.len) {
        char number[16];
        snprintf(number, sizeof number, "%d", lines);
        c->asked_len = c->draft.text.len;
        info_add(&app->client, c, ICON_WARNING, W_MANY_LINES, "n", number, NULL);
        scroll_to_now(app);
        return;
    }
    c->asked_len = 0;
    if (c->edits && !command && edits_nothing(app)) {
        prompt_cancel(app);
        return;
    }
    if (c->edits && c->network->state != NETWORK_READY) {
        info_add(&app->client, c, ICON_INFO, W_NOT_NOW, NULL); /* the text stays where it is */
        return;
    }
    int edited = command ? -1 : chat_find_id(c, c->edits);
    bool gone = edited < 0 || !outgoing_can_edit(&app->client, c->network, c, c->lines[edited]);
    if (c->edits && !command && gone) { /* Enter again says it anew */
        chat_set_edits(c, NULL);
        info_add(&app->client, c, ICON_INFO, W_EDIT_GONE, NULL);
        return;
    }
    chat_set_edits(c, NULL);
    char *text = xstrdup(edit_text(&c->draft));
    if (!secrets_any(text, secrets_is_service(c->name))) {
        remember(app, text);
    }
    edit_finish(&c->draft);
    if (c->unsaid) {
        draft_back(c);
    }
    c->history_at = -1;
    complete_close(app);
    scroll_to_now(app);
    if (command) {
        slash_run(app, text);
    } else if (console_is_shown(app)) {
        console_say(app, text);
    } else if (c->kind == CHAT_SERVER) {
        info_add(&app->client, c, ICON_INFO, W_TYPE_COMMAND, NULL);
    } else {
        struct bytes set = {0};
        outgoing_style(&app->client, text + (text[0] == '/'), &set);
        if (edited < 0) {
            outgoing_say(&app->client, app->client.network, c, LINE_SAID, bytes_string(&set));
        } else if (set.len) {
            outgoing_edit(&app->client, app->client.network, c, edited, bytes_string(&set));
            chat_set_reply(c, NULL);
        }
        bytes_finish(&set);
    }
    free(text);
    app->client.dirty = true;
}

/* Steps through what was sent before; past the newest comes the draft. */
static bool walk_history(struct app *app, int step)
{
    struct chat *c = app->client.current;
    int at = c->history_at < 0 ? app->sent_count : c->history_at;
    int next = at + step;
    if (next < 0 || next > app->sent_count || (c->history_at < 0 && step > 0)) {
        return false;
    }
    if (c->history_at < 0) {
        free(app->before_history);
        app->before_history = xstrdup(edit_text(&c->draft));
    }
    bool newest = next == app->sent_count;
    chat_set_edits(c, NULL);
    edit_set(&c->draft, newest ? app->before_history : app->sent[next]);
    c->history_at = newest ? -1 : next;
    complete_close(app);
    return true;
}

void prompt_click(struct app *app, int x, int y, int clicks, bool select)
{
    if (!app->client.current) {
        return;
    }
    struct edit *e = &app->client.current->draft;
    struct frame f = layout_frame(app);
    struct wrap_row rows[PROMPT_ROWS_MAX];
    struct rect area;
    int count = layout_prompt(app, &f.pane, rows, PROMPT_ROWS_MAX, &area);
    int first = layout_first_row(count, layout_row_of(rows, count, e->caret));
    int row = first + (y < area.y ? 0 : (y - area.y) / LINE_H);
    row = row >= count ? count - 1 : row;
    x -= area.x + layout_prompt_shift(app, &f.pane, rows[row], area.w);
    size_t at = layout_byte_at(app->ruler, edit_text(e), rows[row], x);
    app->key_at = app->client.now;
    if (clicks == 2) {
        edit_select_word(e, at);
    } else if (clicks > 2) {
        edit_select_all(e);
    } else {
        edit_put(e, at, select);
    }
}

/* Up and Down inside a text of several rows. */
static bool move_row(struct app *app, int step, bool select)
{
    struct edit *e = &app->client.current->draft;
    struct frame f = layout_frame(app);
    struct wrap_row rows[PROMPT_ROWS_MAX];
    int count = layout_prompt(app, &f.pane, rows, PROMPT_ROWS_MAX, NULL);
    return layout_step_row(app->ruler, e, rows, count, step, select);
}

void prompt_edit(struct app *app, int index)
{
    struct chat *c = app->client.current;
    struct bytes text = {0};
    own_text(c->lines[index], &text);
    chat_set_edits(c, c->lines[index]->id);
    chat_set_reply(c, c->lines[index]->reply_to);
    edit_set(&c->draft, bytes_string(&text));
    bytes_finish(&text);
    app->search->focus = false;
    app->key_at = app->client.now;
    app->client.dirty = true;
}

/* Loads the next of our messages that may be edited, before (-1) or after (1) a line. */
static bool edit_next(struct app *app, int from, int step)
{
    struct chat *c = app->client.current;
    int at = from + step;
    while (at >= 0 && at < c->count &&
           !outgoing_can_edit(&app->client, c->network, c, c->lines[at])) {
        at += step;
    }
    if (at < 0 || at >= c->count) {
        return false;
    }
    prompt_edit(app, at);
    return true;
}

/* While a message is edited and not changed yet: to an older one, to a newer one, or back to an
 * empty prompt. */
static bool edit_other(struct app *app, int step)
{
    struct chat *c = app->client.current;
    if (!c->edits || !edits_nothing(app)) {
        return false;
    }
    if (!edit_next(app, chat_find_id(c, c->edits), step) && step > 0) {
        prompt_cancel(app);
    }
    return true;
}

void prompt_cancel(struct app *app)
{
    struct chat *c = app->client.current;
    if (c->edits) {
        draft_back(c);
    }
    chat_set_edits(c, NULL);
    chat_set_reply(c, NULL);
    app->client.dirty = true;
}

static bool vertical(struct app *app, int step, unsigned mods)
{
    if (app->complete->open && !(mods & MOD_CTRL)) {
        complete_move(app, step);
        return true;
    }
    if (mods & MOD_CTRL) {
        return walk_history(app, step);
    }
    if (move_row(app, step, mods & MOD_SHIFT)) {
        return true;
    }
    if (edit_other(app, step)) {
        return true;
    }
    bool browsing = app->client.current->history_at >= 0;
    if (step < 0 && app->client.current->draft.text.len == 0 && !browsing &&
        edit_next(app, app->client.current->count, -1)) {
        return true;
    }
    return (app->client.current->draft.text.len == 0 || browsing) && walk_history(app, step);
}

bool prompt_key(struct app *app, int key, unsigned mods)
{
    if (!app->client.current) {
        return false;
    }
    switch (key) {
    case KEY_HOME:
    case KEY_END:
        if (!(mods & MOD_CTRL) || !strchr(edit_text(&app->client.current->draft), '\n')) {
            return false;
        }
        edit_move(&app->client.current->draft, key == KEY_HOME ? EDIT_START : EDIT_END,
                  mods & MOD_SHIFT);
        return true;
    case KEY_ENTER:
        if (mods & MOD_SHIFT) {
            edit_insert(&app->client.current->draft, "\n", 1);
        } else {
            prompt_send(app);
        }
        return true;
    case KEY_TAB: complete_tab(app, mods & MOD_SHIFT ? -1 : 1); return true;
    case KEY_UP: return vertical(app, -1, mods);
    case KEY_DOWN: return vertical(app, 1, mods);
    default: return false;
    }
}
