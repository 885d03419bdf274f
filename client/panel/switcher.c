#include "client/panel/switcher.h"

#include <stdio.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/event.h"
#include "client/chat/chat.h"
#include "client/chat/completions.h"
#include "client/chat/info.h"
#include "client/input/panes.h"
#include "client/net/network.h"
#include "client/net/networks.h"
#include "client/panel/directory.h"
#include "client/panel/visits.h"
#include "irc/check.h"

enum { CANDIDATES_MAX = 256 };

struct candidate {
    struct switch_item item;
    int score;
};

bool switcher_fits(const char *name, const char *query, int *score)
{
    const char *at = name;
    *score = 0;
    for (const char *q = query; *q; q++) {
        const char *from = at;
        while (*at && names_fold_char(CASEMAP_ASCII, *at) != names_fold_char(CASEMAP_ASCII, *q)) {
            at++;
        }
        if (!*at) {
            return false;
        }
        *score += (int)(at - from) * (q == query ? 2 : 3); /* gaps; a late start */
        at++;
    }
    *score = *score * 4 + (int)strlen(name);
    return true;
}

static void put(struct candidate *list, int *count, struct candidate c)
{
    int at = *count < CANDIDATES_MAX ? (*count)++ : CANDIDATES_MAX - 1;
    while (at > 0 && list[at - 1].score > c.score) {
        list[at] = list[at - 1];
        at--;
    }
    list[at] = c;
}

static void add_chats(const struct app *app, const char *query, struct candidate *list, int *count)
{
    const struct chat *chat;
    for (int i = 0; (chat = networks_chat_at(&app->client, i)); i++) {
        bool server = chat->kind == CHAT_SERVER;
        struct candidate c = {{server ? SWITCH_SERVER : SWITCH_CHAT, chat->network->id, ""}, 0};
        const char *name = chat->kind == CHAT_ROOM && *query != '#' ? chat->name + 1 : chat->name;
        if (!switcher_fits(name, query, &c.score)) {
            continue;
        }
        /* no query: mentions first, then unread, then the previous chat; the current one last */
        if (!*query) {
            c.score = chat->mentions ? -2 : chat->unread ? -1 : chat == app->previous ? 0 : i + 1;
            c.score += chat == app->client.current ? 1000 : 0;
        }
        copy_text(c.item.name, sizeof c.item.name, chat->name);
        put(list, count, c);
    }
}

static bool is_listed(const struct candidate *list, int count, const struct network *s,
                      const char *nick)
{
    while (count > 0 && (list[count - 1].item.network != s->id ||
                         strcmp(list[count - 1].item.name, nick) != 0)) {
        count--;
    }
    return count > 0;
}

/* From all the rooms the user is in. */
static void add_people(const struct network *s, const char *query, struct candidate *list,
                       int *count)
{
    for (int r = 0; *query && r < s->chat_count; r++) {
        const struct people *people = &s->chats[r]->people;
        for (int i = 0; i < people->count; i++) {
            const char *nick = people->list[i]->nick;
            struct candidate c = {{SWITCH_PERSON, s->id, ""}, 0};
            if (switcher_fits(nick, query, &c.score) && !network_find(s, nick) &&
                !network_is_me(s, nick) && !is_listed(list, *count, s, nick)) {
                copy_text(c.item.name, sizeof c.item.name, nick);
                c.score += 2;
                put(list, count, c);
            }
        }
    }
}

void switcher_follow(struct app *app)
{
    struct switcher *w = app->switcher;
    struct candidate list[CANDIDATES_MAX];
    int count = 0;
    const char *query = edit_text(&w->query);
    query += strspn(query, " ");
    w->count = w->selected = 0;
    if (!w->joining) {
        add_chats(app, query, list, &count);
        for (int i = 0; i < app->client.network_count; i++) {
            add_people(app->client.networks[i], query, list, &count);
        }
    }
    for (int i = 0; i < count && w->count < SWITCH_MAX - 1; i++) {
        w->items[w->count++] = list[i].item;
    }
    if (*query && !strchr(query, ' ')) {
        struct switch_item *join = &w->items[w->count];
        *join = (struct switch_item){.kind = SWITCH_JOIN, .network = app->client.network->id};
        snprintf(join->name, sizeof join->name, "%s%.100s", *query == '#' ? "" : "#", query);
        const struct chat *known = network_find(app->client.network, join->name);
        if (!known || !known->joined) {
            w->count++;
        }
    }
    if (w->joining) {
        w->items[w->count++] = (struct switch_item){SWITCH_ROOMS, app->client.network->id, ""};
        w->items[w->count++] = (struct switch_item){SWITCH_ANOTHER, app->client.network->id, ""};
    }
    app->client.dirty = true;
}

void switcher_open(struct app *app, bool joining)
{
    struct switcher *w = app->switcher;
    if (app->client.screen != SCREEN_CHAT) {
        return;
    }
    completions_clear(app->complete);
    edit_finish(&w->query);
    w->open = true;
    w->joining = joining;
    if (joining) {
        edit_set(&w->query, "#");
    }
    switcher_follow(app);
}

void switcher_close(struct app *app)
{
    app->switcher->open = false;
    app->client.dirty = true;
}

void switcher_choose(struct app *app, int index)
{
    struct switcher *w = app->switcher;
    if (index < 0 || index >= w->count) {
        return;
    }
    struct switch_item item = w->items[index];
    struct network *s = network_with_id(&app->client, item.network);
    switcher_close(app);
    if (!s || item.kind == SWITCH_ANOTHER) {
        visits_another(app, "");
        return;
    }
    if (item.kind == SWITCH_ROOMS) {
        directory_open(app, s);
        return;
    }
    struct chat *c = item.kind == SWITCH_SERVER ? s->chats[0] : network_find(s, item.name);
    if (c && (item.kind != SWITCH_JOIN || c->joined)) {
        panes_show(app, c);
    } else if (item.kind == SWITCH_PERSON) {
        panes_show(app, network_open(&app->client, s, CHAT_PERSON, item.name));
    } else if (item.kind == SWITCH_JOIN && s->state != NETWORK_READY) {
        info_add(&app->client, app->client.current, ICON_INFO, W_NOT_NOW, NULL);
    } else if (item.kind == SWITCH_JOIN) {
        network_join(&app->client, s, item.name, "");
    }
}

bool switcher_key(struct app *app, int key, unsigned mods)
{
    struct switcher *w = app->switcher;
    (void)mods;
    if (key == KEY_ESCAPE) {
        switcher_close(app);
    } else if (key == KEY_ENTER) {
        switcher_choose(app, w->selected);
    } else if ((key == KEY_DOWN || key == KEY_UP || key == KEY_TAB) && w->count > 0) {
        int step = key == KEY_UP || (mods & MOD_SHIFT) ? w->count - 1 : 1;
        w->selected = (w->selected + step) % w->count;
    } else {
        return false;
    }
    app->client.dirty = true;
    return true;
}

void switcher_words(const struct app *app, struct bytes *out)
{
    const struct switcher *w = app->switcher;
    if (w->selected < w->count) {
        const struct switch_item *item = &w->items[w->selected];
        enum word words = item->kind == SWITCH_ROOMS ? W_ROOMS_ALL : W_ANOTHER_SERVER;
        bytes_text(out, item->name[0] ? item->name : words_text(app->client.lang, words));
    }
}
