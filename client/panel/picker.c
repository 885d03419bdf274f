#include "client/panel/picker.h"

#include <stdlib.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/event.h"
#include "client/net/outgoing.h"
#include "client/panel/panel.h"
#include "irc/check.h"

void picker_follow(struct app *app)
{
    struct picker *p = app->picker;
    if (!p->found) {
        p->found = xcalloc(EMOJI_MAX, sizeof *p->found);
    }
    p->count = emoji_find(edit_text(&p->query), p->found, EMOJI_MAX);
    p->selected = p->first = 0;
    app->client.dirty = true;
}

void picker_finish(struct picker *p)
{
    edit_finish(&p->query);
    free(p->found);
}

void picker_open(struct app *app, uint64_t seq)
{
    if (app->client.screen != SCREEN_CHAT || !app->client.current) {
        return;
    }
    panel_close_all(app);
    app->picker->open = true;
    app->picker->seq = seq;
    edit_set(&app->picker->query, "");
    app->key_at = app->client.now;
    picker_follow(app);
}

void picker_close(struct app *app)
{
    app->client.dirty |= app->picker->open;
    app->picker->open = false;
}

void picker_choose(struct app *app, int index)
{
    struct picker *p = app->picker;
    struct chat *c = app->client.current;
    if (!c || index < 0 || index >= p->count) {
        return;
    }
    struct emoji e = p->found[index];
    picker_close(app);
    if (!p->seq) {
        edit_insert(&c->draft, e.text, e.len);
    } else if (p->seq >= c->dropped && p->seq < c->dropped + (uint64_t)c->count) {
        char *text = xstrndup(e.text, e.len);
        outgoing_react(&app->client, c->network, c, (int)(p->seq - c->dropped), text);
        free(text);
    }
}

static void show_selected(struct picker *p)
{
    int row = p->selected / PICKER_COLUMNS, first = p->first / PICKER_COLUMNS;
    first = row < first ? row : row >= first + PICKER_ROWS ? row - PICKER_ROWS + 1 : first;
    p->first = first * PICKER_COLUMNS;
}

void picker_scroll(struct app *app, int rows)
{
    struct picker *p = app->picker;
    int all = (p->count + PICKER_COLUMNS - 1) / PICKER_COLUMNS,
        row = p->first / PICKER_COLUMNS + rows;
    row = row > all - PICKER_ROWS ? all - PICKER_ROWS : row;
    p->first = (row < 0 ? 0 : row) * PICKER_COLUMNS;
    app->client.dirty = true;
}

bool picker_key(struct app *app, int key, unsigned mods)
{
    static const struct {
        int key, step;
    } steps[] = {{KEY_LEFT, -1},
                 {KEY_RIGHT, 1},
                 {KEY_UP, -PICKER_COLUMNS},
                 {KEY_DOWN, PICKER_COLUMNS},
                 {KEY_TAB, 1},
                 {KEY_PAGE_UP, -PICKER_COLUMNS * PICKER_ROWS},
                 {KEY_PAGE_DOWN, PICKER_COLUMNS * PICKER_ROWS}};
    struct picker *p = app->picker;
    app->client.dirty = true;
    if (key == KEY_ESCAPE || (key == 'e' && mods == MOD_CTRL)) {
        picker_close(app);
        return true;
    }
    if (key == KEY_ENTER) {
        picker_choose(app, p->selected);
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(steps) && !mods; i++) {
        if (steps[i].key == key && p->count > 0) {
            int next = p->selected + steps[i].step;
            p->selected = next < 0 ? 0 : next >= p->count ? p->count - 1 : next;
            show_selected(p);
            return true;
        }
    }
    return false;
}

void picker_words(const struct app *app, struct bytes *out)
{
    const struct picker *p = app->picker;
    if (p->selected < p->count) {
        bytes_add(out, p->found[p->selected].name, p->found[p->selected].name_len);
    }
}
