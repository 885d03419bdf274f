#include "client/panel/pins_page.h"

#include <stdio.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/chat/pins.h"
#include "client/input/panes.h"
#include "client/input/scroll.h"
#include "client/net/backlog.h"
#include "client/net/network.h"
#include "client/panel/form.h"
#include "irc/check.h"

enum row { ROW_PIN = 1 };

/* One that has not been loaded says so: "Show" brings it. */
static void pin_row(const struct app *app, struct form *f, const struct chat *c, const char *id)
{
    struct form_row *row = form_add(f, FORM_ITEM, ROW_PIN);
    int at = chat_find_id(c, id);
    const struct line *line = at >= 0 ? c->lines[at] : NULL;
    copy_text(row->key, FORM_KEY, id);
    row->icon = ICON_PIN;
    row->choices[row->choice_count++] = form_word(app, W_PIN_SHOW);
    if (line && line->nick) {
        char when[64];
        form_moment(app, line->time, when, sizeof when);
        row->nick = line->nick;
        snprintf(row->label, FORM_LABEL, "%s · %s", line->nick, when);
        snprintf(row->note, FORM_NOTE, "%.*s", (int)strcspn(chat_words(line), "\n"),
                 chat_words(line));
    } else {
        form_label(app, row, W_PIN_ELSEWHERE);
    }
}

static void rows(const struct app *app, struct form *f)
{
    const struct chat *c = form_chat(app);
    char id[PINS_ID];
    form_head(app, f, W_PINS, ICON_PIN);
    struct form_row *row;
    for (int i = c ? pins_count(c->pins) - 1 : -1; i >= 0; i--) { /* the newest first */
        if (pins_at(c->pins, i, id)) {
            pin_row(app, f, c, id);
        }
    }
    row = form_add(f, FORM_TEXT, 0);
    copy_text(row->note, FORM_NOTE,
              form_word(app, c && pins_count(c->pins) ? W_PINS_NOTE : W_PINS_NONE));
}

static void act(struct app *app, int id, const char *key, int part)
{
    (void)id, (void)part;
    struct chat *c = form_chat(app);
    char wanted[FORM_KEY];
    if (!c) {
        return;
    }
    copy_text(wanted, sizeof wanted, key);
    form_close(app);
    panes_show(app, c);
    int at = chat_find_id(c, wanted);
    if (at >= 0) {
        scroll_jump(app, at);
    } else {
        backlog_jump(&app->client, c->network, c, wanted, 0);
    }
}

static void about(const struct app *app, struct bytes *out)
{
    bytes_text(out, app->form->room);
}

static const struct form_page page = {W_PINS, about, rows, act, NULL, false};

void pins_page_open(struct app *app, struct chat *c)
{
    form_open(app, &page, c->network, c->name);
}
