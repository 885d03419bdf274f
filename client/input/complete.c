#include "client/input/complete.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/input/slash.h"
#include "client/net/network.h"
#include "client/text/emoji.h"
#include "irc/check.h"

void complete_close(struct app *app)
{
    completions_clear(app->complete);
}

static bool begins(const char *text, const char *with, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (!text[i] ||
            names_fold_char(CASEMAP_ASCII, text[i]) != names_fold_char(CASEMAP_ASCII, with[i])) {
            return false;
        }
    }
    return true;
}

static struct complete_item *add(struct complete *c, const char *text)
{
    if (c->count == COMPLETE_MAX) {
        return NULL;
    }
    struct complete_item *item = &c->items[c->count++];
    *item = (struct complete_item){0};
    copy_text(item->text, sizeof item->text, text);
    return item;
}

/* Most recent speakers first. */
static void find_nicks(struct app *app, struct complete *c, const char *word, size_t len)
{
    const struct chat *chat = app->client.current;
    const struct person *chosen[COMPLETE_MAX];
    int count = 0;
    for (int i = 0; i < chat->people.count; i++) {
        const struct person *p = chat->people.list[i];
        if (!begins(p->nick, word, len) || network_is_me(app->client.network, p->nick)) {
            continue;
        }
        int at = count < COMPLETE_MAX ? count++ : COMPLETE_MAX;
        while (at > 0 && chosen[at - 1]->spoke_at < p->spoke_at) {
            if (at < COMPLETE_MAX) {
                chosen[at] = chosen[at - 1];
            }
            at--;
        }
        if (at < COMPLETE_MAX) {
            chosen[at] = p;
        }
    }
    for (int i = 0; i < count; i++) {
        struct complete_item *item = add(c, chosen[i]->nick);
        bool operator= strchr(chosen[i]->prefixes, '@') != NULL;
        enum word note = chosen[i]->away ? W_IS_AWAY_SHORT : W_IS_OPERATOR;
        if (chosen[i]->away || operator) {
            copy_text(item->note, sizeof item->note, words_text(app->client.lang, note));
        }
    }
    if (chat->kind == CHAT_PERSON && begins(chat->name, word, len)) {
        add(c, chat->name);
    }
}

static void find_rooms(struct app *app, struct complete *c, const char *word, size_t len)
{
    const struct network *s = app->client.network;
    for (int i = 0; i < s->chat_count; i++) {
        const struct chat *chat = s->chats[i];
        if (chat->kind == CHAT_ROOM && begins(chat->name, word, len)) {
            add(c, chat->name);
        }
    }
}

static void find_commands(struct app *app, struct complete *c, const char *word, size_t len)
{
    const struct slash *row;
    for (int i = 0; (row = slash_at(i)); i++) {
        if (begins(row->name, word + 1, len - 1)) {
            char text[64];
            snprintf(text, sizeof text, "/%s", row->name);
            struct complete_item *item = add(c, text);
            if (item) {
                typed_arguments(app->client.lang, row, item->usage);
                copy_text(item->note, sizeof item->note, words_text(app->client.lang, row->help));
            }
        }
    }
}

static void find_emoji(struct complete *c, const char *word, size_t len)
{
    struct emoji found[COMPLETE_MAX];
    char *query = xstrndup(word, len);
    int count = emoji_find(query, found, COMPLETE_MAX - 1);
    for (int i = 0; i < count; i++) {
        char *text = xstrndup(found[i].text, found[i].len);
        snprintf(add(c, text)->note, COMPLETE_TEXT, ":%.*s:", (int)found[i].name_len,
                 found[i].name);
        free(text);
    }
    free(query);
}

void complete_emoji(struct app *app)
{
    struct edit *edit = &app->client.current->draft;
    const char *text = edit_text(edit);
    size_t end = edit->caret, start = end > 1 ? end - 1 : 0;
    struct emoji e;
    if (start == 0 || text[start] != ':') {
        return;
    }
    while (start > 0 && !strchr(": \n", text[start - 1])) {
        start--;
    }
    bool opens =
        start > 0 && text[start - 1] == ':' && (start == 1 || strchr(" \n", text[start - 2]));
    if (opens && emoji_named(text + start, end - 1 - start, &e)) {
        char *name = xstrndup(e.text, e.len);
        edit_replace(edit, start - 1, end, name);
        free(name);
    }
}

/* Fills the list for the word that ends at the caret. False: no word, or no match. */
static bool find(struct app *app)
{
    struct complete *c = app->complete;
    const struct edit *e = &app->client.current->draft;
    const char *text = edit_text(e);
    size_t start = e->caret;
    while (start > 0 && text[start - 1] != ' ' && text[start - 1] != '\n') {
        start--;
    }
    size_t len = e->caret - start;
    c->count = c->selected = 0;
    c->cycling = false;
    if (len == 0) {
        return false;
    }
    bool sign = text[start] == '@';
    c->start = start + sign;
    c->end = e->caret;
    c->typed = len - sign;
    if (text[start] == '/' && start == 0) {
        c->kind = COMPLETE_COMMAND;
        find_commands(app, c, text, len);
    } else if (text[start] == ':' && len > 2) {
        c->kind = COMPLETE_EMOJI;
        find_emoji(c, text + start, len);
    } else if (network_is_room(app->client.network, text + start)) {
        c->kind = COMPLETE_ROOM;
        find_rooms(app, c, text + start, len);
    } else {
        c->kind = COMPLETE_NICK;
        find_nicks(app, c, text + c->start, c->typed);
    }
    return c->count > 0;
}

void complete_follow(struct app *app)
{
    struct complete *c = app->complete;
    if (!app->client.current ||
        app->client.current->draft.caret != app->client.current->draft.anchor) {
        complete_close(app);
        return;
    }
    bool there = find(app);
    const char *text = edit_text(&app->client.current->draft);
    bool asked = there && (c->kind == COMPLETE_COMMAND || c->kind == COMPLETE_EMOJI ||
                           (c->kind == COMPLETE_NICK && c->start > 0 && text[c->start - 1] == '@'));
    bool whole = c->kind != COMPLETE_EMOJI && c->count == 1 && strlen(c->items[0].text) == c->typed;
    if (asked && !whole) {
        c->open = true;
    } else {
        complete_close(app);
    }
}

/* Replaces the word with item `index`, plus what follows a name or a command. */
static void put(struct app *app, int index)
{
    struct complete *c = app->complete;
    struct edit *e = &app->client.current->draft;
    char text[COMPLETE_TEXT + 4];
    if (c->end > e->text.len || c->start > c->end) {
        complete_close(app); /* the text has changed since */
        return;
    }
    bool address = c->kind == COMPLETE_NICK && c->start == 0;
    snprintf(text, sizeof text, "%s%s", c->items[index].text, address ? ": " : " ");
    edit_replace(e, c->start, c->end, text);
    c->end = e->caret;
    c->selected = index;
}

void complete_accept(struct app *app, int index)
{
    if (app->client.current && index >= 0 && index < app->complete->count) {
        put(app, index);
        complete_close(app);
        app->client.dirty = true;
    }
}

void complete_move(struct app *app, int step)
{
    struct complete *c = app->complete;
    if (c->count > 0) {
        c->selected = (c->selected + step + c->count) % c->count;
    }
}

bool complete_tab(struct app *app, int step)
{
    struct complete *c = app->complete;
    if (!app->client.current) {
        return false;
    }
    if (c->cycling) {
        put(app, (c->selected + step + c->count) % c->count);
        return true;
    }
    if (c->open) {
        complete_accept(app, c->selected);
        return true;
    }
    if (!find(app)) {
        return false;
    }
    bool several = c->count > 1;
    put(app, step > 0 ? 0 : c->count - 1);
    c->open = c->cycling = several;
    if (!several) {
        complete_close(app);
    }
    return true;
}

bool complete_is_open(const struct app *app)
{
    return app->complete->open && app->complete->selected < app->complete->count;
}

void complete_words(const struct app *app, struct bytes *out)
{
    const struct complete_item *item = &app->complete->items[app->complete->selected];
    bytes_format(out, "%s %s", item->text, item->note);
}
