#include "client/panel/room_history.h"

#include <stdio.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/input/moderate.h"
#include "client/net/network.h"
#include "client/panel/form.h"
#include "client/panel/question.h"
#include "client/panel/room_page.h"
#include "irc/check.h"

enum row { ROW_KEEP = ROOM_HISTORY_ROWS, ROW_DAYS, ROW_MESSAGES };

/* A number that one chooses from a few. */
struct amount {
    long value; /* 0: no limit of the room's own */
    enum word words;
};

static const struct amount days[] = {{0, W_KEEP_ALL},   {1, W_LASTS_1D},  {7, W_LASTS_7D},
                                     {30, W_LASTS_30D}, {90, W_KEEP_90D}, {365, W_KEEP_1Y}},
                           messages[] = {{0, W_KEEP_ANY},
                                         {100, W_KEEP_100},
                                         {1000, W_KEEP_1000},
                                         {10000, W_KEEP_10000}};

void room_history_ask(struct app *app, struct chat *c)
{
    struct network *s = c->network;
    bool may = s->state == NETWORK_READY && s->isupport.facts && c->joined;
    if (may && room_modes_has(&c->modes, 'r') && (!c->keeps.known || c->keeps.old) &&
        !c->keeps.asked) {
        c->keeps.asked = true;
        c->keeps.old = false;
        network_send(&app->client, s, "CHANSERV INFO %s", c->name);
    }
}

/* Its founder may, and who is protected there. */
static bool may_change(const struct chat *c)
{
    const struct network *s = c->network;
    const char *modes = s->isupport.prefix_modes;
    int rank = moderate_own_rank(s, c);
    return s->state == NETWORK_READY && rank < (int)strlen(modes) && strchr("qa", modes[rank]);
}

static struct form_row *amount_row(const struct app *app, struct form *f, enum row id,
                                   enum word label, const struct amount *list, size_t count,
                                   long now)
{
    struct form_row *row = form_add(f, FORM_LIST, id);
    form_label(app, row, label);
    row->value = -1;
    for (size_t i = 0; i < count; i++) {
        row->choices[row->choice_count++] = form_word(app, list[i].words);
        row->value = list[i].value == now ? (int)i : row->value;
    }
    return row;
}

/* What it is now if that is none of the choices, or what the server allows at most. */
static void amount_note(const struct app *app, struct form_row *row, long now, long most,
                        enum word is, enum word is_most)
{
    char number[24];
    long n = row->value < 0 ? now : most;
    snprintf(number, sizeof number, "%ld", n);
    if (n) {
        form_text(row->note, FORM_NOTE, app->client.lang, row->value < 0 ? is : is_most, "n",
                  number, "name", network_name(form_network(app)), NULL);
    }
}

void room_history_rows(const struct app *app, struct form *f, const struct chat *c)
{
    const struct room_keeps *k = &c->keeps;
    bool may = may_change(c);
    if (!k->known || !room_modes_has(&c->modes, 'r')) {
        return;
    }
    form_head(app, f, W_ROOM_HISTORY, ICON_CLOCK);
    struct form_row *row = form_add(f, FORM_SWITCH, ROW_KEEP);
    form_label(app, row, W_KEEP);
    form_note(app, row, W_KEEP_NOTE);
    row->on = k->on;
    row->disabled = !may;
    if (!k->on) {
        return;
    }
    row = amount_row(app, f, ROW_DAYS, W_KEEP_DAYS, days, COUNT_OF(days), k->days);
    row->disabled = !may;
    amount_note(app, row, k->days, k->server_days, W_KEEP_DAYS_NOW, W_KEEP_DAYS_MOST);
    row = amount_row(app, f, ROW_MESSAGES, W_KEEP_MESSAGES, messages, COUNT_OF(messages),
                     k->messages);
    row->disabled = !may;
    amount_note(app, row, k->messages, k->server_messages, W_KEEP_MESSAGES_NOW,
                W_KEEP_MESSAGES_MOST);
}

static void set(struct app *app)
{
    const struct chat *c = form_chat(app);
    if (c) {
        app->form->asked = app->form->pending_id;
        network_send(&app->client, c->network, "CHANSERV SET %s %s %ld", c->name,
                     app->form->pending_id == ROW_DAYS ? "KEEP-DAYS" : "KEEP-MESSAGES",
                     app->form->pending);
    }
}

/* Less than before deletes what is too old, so that is asked first. `most`: of the server. */
static void set_amount(struct app *app, int id, long was, long most, long value, enum word words)
{
    long kept = was ? was : most, keeps = value ? value : most; /* 0: all of it */
    app->form->pending_id = id;
    app->form->pending = value;
    if (value == was) {
        return;
    }
    if (!keeps || (kept && keeps >= kept)) {
        set(app);
        return;
    }
    question_ask(app, &(struct question){.title = W_KEEP_LESS,
                                         .body = W_KEEP_LESS_NOTE,
                                         .yes = W_KEEP_LESS_DO,
                                         .name = form_word(app, words),
                                         .run = set});
}

void room_history_act(struct app *app, struct chat *c, int id, int part)
{
    const struct room_keeps *k = &c->keeps;
    if (id == ROW_KEEP) {
        app->form->asked = id;
        network_send(&app->client, c->network, "CHANSERV SET %s HISTORY %s", c->name,
                     k->on ? "off" : "on");
    } else if (id == ROW_DAYS && part >= 0 && part < (int)COUNT_OF(days)) {
        set_amount(app, id, k->days, k->server_days, days[part].value, days[part].words);
    } else if (id == ROW_MESSAGES && part >= 0 && part < (int)COUNT_OF(messages)) {
        set_amount(app, id, k->messages, k->server_messages, messages[part].value,
                   messages[part].words);
    }
}

bool room_history_take(struct chat *c, const char *fact)
{
    static const char head[] = "history ";
    return strncmp(fact, head, sizeof head - 1) == 0 &&
           room_keeps_read(&c->keeps, c->name, fact + sizeof head - 1);
}
