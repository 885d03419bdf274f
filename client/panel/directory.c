#include "client/panel/directory.h"

#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/event.h"
#include "client/chat/info.h"
#include "client/net/network.h"
#include "client/panel/panel.h"
#include "client/text/text.h"
#include "irc/check.h"
#include "irc/message.h"

static void drop_rooms(struct directory *d)
{
    for (int i = 0; i < d->count; i++) {
        free(d->rooms[i].name);
        free(d->rooms[i].topic);
        free(d->rooms[i].folded);
    }
    free(d->rooms);
    free(d->shown);
}

void directory_finish(struct directory *d)
{
    drop_rooms(d);
    edit_finish(&d->query);
    *d = (struct directory){0};
}

void directory_open(struct app *app, struct network *s)
{
    panel_close_all(app);
    directory_finish(app->directory);
    if (s->state != NETWORK_READY) {
        info_add(&app->client, app->client.current, ICON_INFO, W_NOT_NOW, NULL);
        return;
    }
    app->directory->open = app->directory->busy = true;
    app->directory->network = s->id;
    app->key_at = app->client.now;
    app->client.dirty = true;
    network_send(&app->client, s, "LIST");
}

void directory_close(struct app *app)
{
    app->client.dirty |= app->directory->open;
    directory_finish(app->directory);
}

/* --- the reply --- */

bool directory_waits(const struct app *app, const struct network *s)
{
    return app->directory->open && app->directory->busy && app->directory->network == s->id;
}

void directory_new_name(const struct directory *d, struct bytes *out)
{
    const char *name = edit_text(&d->query);
    bytes_format(out, "#%s", name + strspn(name, "# "));
}

static bool fits(const struct listed *room, const char *query)
{
    while (*query) {
        char word[64];
        size_t len = strcspn(query, " ");
        copy_text(word, len < sizeof word ? len + 1 : sizeof word, query);
        if (!strstr(room->folded, word)) {
            return false;
        }
        query += len;
        query += strspn(query, " ");
    }
    return true;
}

static void show(struct directory *d, int index)
{
    d->shown[d->shown_count++] = index;
}

bool directory_take(struct app *app, const struct network *s, const struct message *m)
{
    struct directory *d = app->directory;
    if (!directory_waits(app, s)) {
        return false;
    }
    d->all++;
    app->client.dirty = true;
    if (d->count == DIRECTORY_MAX || !network_is_room(s, message_param(m, 1))) {
        return true;
    }
    if (d->count == d->cap) {
        d->cap = d->cap ? 2 * d->cap : 64;
        d->rooms = xrealloc(d->rooms, (size_t)d->cap * sizeof *d->rooms);
        d->shown = xrealloc(d->shown, (size_t)d->cap * sizeof *d->shown);
    }
    struct listed *room = &d->rooms[d->count];
    struct bytes name = {0}, topic = {0};
    text_clean(&name, message_param(m, 1));
    text_clean(&topic, m->count > 3 ? message_param(m, 3) : "");
    room->people = (int)strtol(message_param(m, 2), NULL, 10);
    room->name = xstrdup(bytes_string(&name));
    room->topic = xstrdup(bytes_string(&topic));
    bytes_format(&name, " %s", room->topic);
    room->folded = text_fold(name.data, name.len);
    bytes_finish(&name);
    bytes_finish(&topic);
    char *query = text_fold(edit_text(&d->query), d->query.text.len);
    if (fits(room, query)) {
        show(d, d->count);
    }
    free(query);
    d->count++;
    return true;
}

static int compare(const void *a, const void *b)
{
    const struct listed *x = a, *y = b;
    return x->people != y->people ? y->people - x->people : strcmp(x->folded, y->folded);
}

bool directory_end(struct app *app, const struct network *s)
{
    struct directory *d = app->directory;
    if (!directory_waits(app, s)) {
        return false;
    }
    d->busy = false;
    if (d->count) {
        qsort(d->rooms, (size_t)d->count, sizeof *d->rooms, compare);
    }
    directory_follow(app);
    return true;
}

/* --- going through the rooms --- */

void directory_follow(struct app *app)
{
    struct directory *d = app->directory;
    char *query = text_fold(edit_text(&d->query), d->query.text.len);
    d->shown_count = d->selected = d->first = 0;
    for (int i = 0; i < d->count; i++) {
        if (fits(&d->rooms[i], query + strspn(query, " "))) {
            show(d, i);
        }
    }
    free(query);
    app->client.dirty = true;
}

void directory_scroll(struct app *app, int rows)
{
    struct directory *d = app->directory;
    struct rect box;
    int most = d->shown_count + directory_creates(d) - directory_layout(app, &box),
        first = d->first + rows;
    d->first = first > most ? most : first;
    d->first = d->first < 0 ? 0 : d->first;
    app->client.dirty = true;
}

bool directory_creates(const struct directory *d)
{
    const char *name = edit_text(&d->query) + strspn(edit_text(&d->query), "# ");
    if (!*name || strchr(name, ' ') || strchr(name, ',') || d->busy) {
        return false;
    }
    for (int i = 0; i < d->count; i++) {
        if (names_equal(CASEMAP_UNICODE, d->rooms[i].name + 1, name)) {
            return false;
        }
    }
    return true;
}

static void select_row(struct app *app, int index)
{
    struct directory *d = app->directory;
    struct rect box;
    int rows = directory_layout(app, &box), last = d->shown_count - 1 + directory_creates(d);
    d->selected = index < 0 ? 0 : index > last ? last : index;
    d->selected = d->selected < 0 ? 0 : d->selected;
    d->first = d->selected < d->first ? d->selected : d->first;
    d->first = d->selected >= d->first + rows ? d->selected - rows + 1 : d->first;
}

void directory_choose(struct app *app, int index)
{
    struct directory *d = app->directory;
    struct network *s = network_with_id(&app->client, d->network);
    if (index < 0 || index >= d->shown_count + directory_creates(d) || !s) {
        return;
    }
    struct bytes name = {0};
    if (index < d->shown_count) {
        bytes_text(&name, d->rooms[d->shown[index]].name);
    } else {
        directory_new_name(d, &name);
    }
    directory_close(app);
    network_join(&app->client, s, name.data, "");
    bytes_finish(&name);
}

bool directory_key(struct app *app, int key, unsigned mods)
{
    struct directory *d = app->directory;
    struct rect box;
    int page = directory_layout(app, &box);
    if (mods) {
        return false;
    }
    app->client.dirty = true;
    switch (key) {
    case KEY_ESCAPE: directory_close(app); break;
    case KEY_ENTER: directory_choose(app, d->selected); break;
    case KEY_UP: select_row(app, d->selected - 1); break;
    case KEY_TAB:
    case KEY_DOWN: select_row(app, d->selected + 1); break;
    case KEY_PAGE_UP: select_row(app, d->selected - page); break;
    case KEY_PAGE_DOWN: select_row(app, d->selected + page); break;
    default: return false;
    }
    return true;
}

void directory_words(const struct app *app, struct bytes *out)
{
    const struct directory *d = app->directory;
    if (d->selected < d->shown_count) {
        const struct listed *room = &d->rooms[d->shown[d->selected]];
        bytes_format(out, "%s, %d, %s", room->name, room->people, room->topic);
    } else if (directory_creates(d)) {
        struct bytes name = {0};
        directory_new_name(d, &name);
        words_fill(out, app->client.lang, W_JOIN_OR_CREATE, "name", name.data, NULL);
        bytes_finish(&name);
    }
}

int directory_layout(const struct app *app, struct rect *box)
{
    enum { AROUND = SWITCHER_FIELD_H + S2 + S2 + POPUP_FOOT_H };
    int w = DIRECTORY_W < app->width - 2 * S4 ? DIRECTORY_W : app->width - 2 * S4;
    int rows = (app->height - 2 * S5 - AROUND) / POPUP_ROW_H;
    rows = rows > DIRECTORY_ROWS ? DIRECTORY_ROWS : rows < 1 ? 1 : rows;
    int h = AROUND + rows * POPUP_ROW_H;
    *box = (struct rect){(app->width - w) / 2, (app->height - h) / 2, w, h};
    return rows;
}
