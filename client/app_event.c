#include "client/app.h"
#include "client/app_port.h"
#include "client/net/errand.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/event.h"
#include "client/base/prefs.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/input/complete.h"
#include "client/input/focus.h"
#include "client/input/keys.h"
#include "client/input/pointer.h"
#include "client/input/scroll.h"
#include "client/input/select.h"
#include "client/input/speak.h"
#include "client/input/spell.h"
#include "client/input/tip.h"
#include "client/layout/layout.h"
#include "client/net/backlog.h"
#include "client/net/connection.h"
#include "client/net/discovery.h"
#include "client/net/memory.h"
#include "client/net/network.h"
#include "client/net/networks.h"
#include "client/net/notify.h"
#include "client/net/typing.h"
#include "client/panel/account_page.h"
#include "client/panel/bans_page.h"
#include "client/panel/closing.h"
#include "client/panel/form.h"
#include "client/panel/question.h"
#include "client/panel/console.h"
#include "client/panel/directory.h"
#include "client/panel/host_settings.h"
#include "client/panel/login.h"
#include "client/panel/menu.h"
#include "client/panel/panel.h"
#include "client/panel/person_card.h"
#include "client/panel/picker.h"
#include "client/panel/search.h"
#include "client/panel/settings.h"
#include "client/panel/switcher.h"
#include "client/panel/toolbar.h"
#include "client/panel/visits.h"
#include "irc/check.h"

enum {
    CARET_MS = 530,
    CARET_RESTS_MS = 10000,
    SCROLLBAR_MS = 1000,
    LAG_EVERY_MS = 30000,
};

/* What struct app has pointers to. */
struct parts {
    struct login login;
    struct discovery discovery;
    struct closing closing;
    struct form_state form;
    struct account_facts account;
    struct person_card card;
    struct server_bans bans;
    struct question question;
    struct complete complete;
    struct switcher switcher;
    struct directory directory;
    struct host_settings host_settings;
    struct focus focus;
    struct picker picker;
    struct menu menu;
    struct spell spell;
    struct toolbar toolbar;
    struct search search;
    struct selection selection;
    struct settings_state settings;
};

void app_init(struct app *app, const struct prefs *prefs, const struct words *lang,
              const struct ruler *ruler)
{
    *app = (struct app){.ruler = ruler, .mouse_x = -1, .mouse_y = -1};
    app->client = (struct client){.prefs = *prefs,
                                  .lang = lang,
                                  .system_lang = lang,
                                  .focused = true,
                                  .dirty = true,
                                  .port = &app_port};
    struct parts *parts = xcalloc(1, sizeof *parts);
    app->login = &parts->login;
    app->discovery = &parts->discovery;
    app->closing = &parts->closing;
    app->form = &parts->form;
    app->account = &parts->account;
    app->card = &parts->card;
    app->bans = &parts->bans;
    app->question = &parts->question;
    app->complete = &parts->complete;
    app->switcher = &parts->switcher;
    app->directory = &parts->directory;
    app->host_settings = &parts->host_settings;
    app->focus = &parts->focus;
    app->picker = &parts->picker;
    app->menu = &parts->menu;
    app->spell = &parts->spell;
    app->toolbar = &parts->toolbar;
    app->search = &parts->search;
    app->selection = &parts->selection;
    app->settings = &parts->settings;
    app->width = prefs->window_w * 100 / prefs->text_size;
    app->height = prefs->window_h * 100 / prefs->text_size;
    app->search->selected = -1;
    app->client.network = networks_add(&app->client);
    login_init(app);
}

void app_finish(struct app *app)
{
    networks_finish(&app->client);
    login_finish(app->login);
    edit_finish(&app->switcher->query);
    picker_finish(app->picker);
    spell_finish(app->spell);
    directory_finish(app->directory);
    host_settings_finish(app->host_settings);
    form_finish(app->form);
    question_finish(app->question);
    search_finish(app);
    effects_finish(&app->client.effects);
    draw_finish(&app->shown);
    for (int i = 0; i < app->sent_count; i++) {
        free(app->sent[i]);
    }
    free(app->before_history);
    free(app->login); /* the first of the parts */
}

/* --- time --- */

bool app_is_light(const struct app *app)
{
    bool system = strcmp(app->client.prefs.theme, "system") == 0;
    return system ? app->system_light : strcmp(app->client.prefs.theme, "light") == 0;
}

bool app_caret_on(const struct app *app)
{
    if (app->client.prefs.still) {
        return true;
    }
    int64_t since = app->client.now - app->key_at;
    return !app->client.focused || since >= CARET_RESTS_MS || since / CARET_MS % 2 == 0;
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a == 0 || (b != 0 && b < a) ? b : a;
}

/* When a pane next changes by itself: typing dots, the seconds in a banner. */
static int64_t shown_deadline(const struct app *app, const struct chat *c)
{
    int64_t now = app->client.now, at = c->backlog.ask_again_at;
    if (c->typists.count && !app->client.prefs.still) {
        at = sooner(at, now + TYPING_STEP_MS - now % TYPING_STEP_MS);
    }
    if (c->network->state == NETWORK_WAITING) {
        int64_t left = c->network->retry_at - now;
        at = sooner(at, now + (left > 0 ? (left - 1) % 1000 + 1 : 1));
    }
    if (c->may_write_at) {
        int64_t left = c->may_write_at - now;
        at = sooner(at, now + (left > 0 ? (left - 1) % 1000 + 1 : 1));
    }
    return at;
}

int64_t app_deadline(const struct app *app)
{
    int64_t at = 0;
    for (int i = 0; i < app->client.network_count; i++) {
        at = sooner(at, connection_deadline(app->client.networks[i]));
    }
    if (app->client.calls_held > 0) {
        at = sooner(at, app->client.call_again_at);
    }
    int64_t since = app->client.now - app->key_at;
    if (app->client.focused && since < CARET_RESTS_MS && !app->client.prefs.still) {
        at = sooner(at, app->key_at + (since / CARET_MS + 1) * CARET_MS);
    }
    if (app->scrolled_at && app->client.now < app->scrolled_at + SCROLLBAR_MS) {
        at = sooner(at, app->scrolled_at + SCROLLBAR_MS);
    }
    const struct chat *shown[] = {app->client.current, app->client.beside};
    for (size_t i = 0; i < COUNT_OF(shown) && app->client.screen == SCREEN_CHAT; i++) {
        at = shown[i] ? sooner(at, shown_deadline(app, shown[i])) : at;
    }
    if (app->searching && app->search->due) {
        at = sooner(at, app->search->due);
    }
    if (app->jumped_until) {
        at = sooner(at, app->jumped_until);
    }
    if (app->discovery->count) {
        at = sooner(at, discovery_deadline(app->discovery));
    }
    if (app->login->slow_at) {
        at = sooner(at, app->login->slow_at);
    }
    at = tip_deadline(app) ? sooner(at, tip_deadline(app)) : at;
    at = form_deadline(app) ? sooner(at, form_deadline(app)) : at;
    at = console_deadline(app) ? sooner(at, console_deadline(app)) : at;
    return at;
}

/* --- conversations --- */

static void tell_title(struct app *app)
{
    char title[sizeof app->title];
    int mentions = 0;
    for (int i = 0; i < networks_chat_count(&app->client); i++) {
        mentions += networks_chat_at(&app->client, i)->mentions;
    }
    char count[16] = "";
    if (mentions > 0) {
        snprintf(count, sizeof count, "(%d) ", mentions);
    }
    if (app->client.screen == SCREEN_CHAT && app->client.current) {
        snprintf(title, sizeof title, "%s%.200s - tertulia", count, app->client.current->name);
    } else {
        snprintf(title, sizeof title, "tertulia");
    }
    if (strcmp(title, app->title) != 0) {
        copy_text(app->title, sizeof app->title, title);
        effect_say(&app->client.effects, EFFECT_TITLE, title);
    }
}

void app_remember_size(struct app *app)
{
    struct prefs *p = &app->client.prefs;
    int size = app->text_size ? app->text_size : p->text_size;
    /* a size that differs only by rounding stays */
    p->window_w = p->window_w * 100 / size == app->width ? p->window_w : app->width * size / 100;
    p->window_h = p->window_h * 100 / size == app->height ? p->window_h : app->height * size / 100;
}

/* --- events --- */

/* The field that typed text goes to; NULL: none. */
static struct edit *current_edit(struct app *app)
{
    const struct panel *p = panel_modal(app);
    if (p) {
        return p->edit ? p->edit(app) : NULL;
    }
    if (app->searching && app->search->focus) {
        return &app->search->query;
    }
    return app->client.current ? &app->client.current->draft : NULL;
}

/* The pasted text is too long for a message: says where it was cut. */
static void explain_cut(struct app *app, const struct edit *e)
{
    enum { SHOWN = 40 };
    size_t from = e->caret > SHOWN ? e->caret - SHOWN : 0;
    const char *all = edit_text(e);
    while (from > 0 && ((unsigned char)all[from] & 0xC0) == 0x80) {
        from--;
    }
    char *words = xstrndup(all + from, e->caret - from);
    for (char *at = words; *at; at++) {
        *at = *at == '\n' ? ' ' : *at;
    }
    info_add(&app->client, app->client.current, ICON_WARNING, W_PASTE_CUT, "words", words, NULL);
    scroll_to_now(app);
    free(words);
}

static void take_text(struct app *app, const char *text, size_t len)
{
    struct edit *e = current_edit(app);
    app->key_at = app->client.now;
    app->client.dirty = true;
    if (app->focus->on && strcmp(text, " ") == 0) {
        return; /* it activated the focused item */
    }
    focus_end(app);
    bool chat = app->client.current && e == &app->client.current->draft;
    if (!e || menu_text(app, text) || (chat && toolbar_text(app, text))) {
        return;
    }
    bool whole = edit_insert(e, text, len);
    if (chat && !whole) {
        explain_cut(app, e);
    }
    const struct panel *p = panel_modal(app);
    if (p) {
        if (p->follow) {
            p->follow(app);
        }
    } else if (e == &app->search->query) {
        search_follow(app);
    } else {
        complete_emoji(app);
        complete_follow(app);
        typing_follow(&app->client);
        spell_follow(app);
    }
}

static void compose(struct app *app, const char *text)
{
    struct edit *e = current_edit(app);
    app->key_at = app->client.now;
    app->client.dirty = true;
    if (e) {
        edit_compose(e, text);
    }
}

static void measure_lag(struct app *app)
{
    if (app->client.now - app->client.network->lag_at > LAG_EVERY_MS) {
        connection_measure_lag(&app->client, app->client.network);
    }
}

static void keep_drafts(struct app *app)
{
    struct chat *c;
    for (int i = 0; (c = networks_chat_at(&app->client, i)); i++) {
        memory_draft(&app->client, c->network, c);
    }
}

static void change_focus(struct app *app, bool focused)
{
    if (app->client.focused == focused) {
        return;
    }
    if (!focused && app->client.current && app->client.screen == SCREEN_CHAT) {
        chat_look_away(app->client.current);
        if (app->client.beside) {
            chat_look_away(app->client.beside);
        }
        keep_drafts(app);
    }
    app->client.focused = focused;
    app->key_at = app->client.now;
    app->client.dirty = true;
    if (focused && app->client.current && app->client.current->at_end) {
        backlog_read(&app->client, app->client.current);
    }
}

void app_drawn(struct app *app)
{
    if (app->moved) {
        app->moved = false;
        pointer_hover(app);
    }
}

static void resize(struct app *app, int w, int h)
{
    if (w != app->width || h != app->height) {
        app->width = w;
        app->height = h;
        app->drawer = DRAWER_NONE;
        app->client.dirty = true;
    }
}

/* Whether time changes what a pane shows; allows requesting a refused page of history again. */
static bool shown_tick(struct app *app, struct chat *c)
{
    if (!c) {
        return false;
    }
    bool again = c->backlog.ask_again_at && app->client.now >= c->backlog.ask_again_at;
    if (again) {
        c->backlog.ask_again_at = 0;
    }
    bool waits = c->may_write_at != 0;
    if (waits && app->client.now >= c->may_write_at) {
        c->may_write_at = 0;
    }
    return again || waits || c->typists.count || c->network->state == NETWORK_WAITING;
}

/* Updates what changes in the picture with time alone. */
static void tick(struct app *app, int64_t before)
{
    int64_t since = app->client.now - app->key_at;
    bool blinks =
        app->client.focused && !app->client.prefs.still && since < CARET_RESTS_MS + CARET_MS;
    bool fades = app->scrolled_at && app->client.now >= app->scrolled_at + SCROLLBAR_MS;
    if (fades) {
        app->scrolled_at = 0;
    }
    bool lit = app->jumped_until && app->client.now >= app->jumped_until;
    if (lit) {
        app->jumped_until = 0;
    }
    bool tips = app->client.now >= app->tip_at && app->tip_ticked != app->tip_at; /* it appears */
    app->tip_ticked = tips ? app->tip_at : app->tip_ticked;
    bool moves = shown_tick(app, app->client.current);
    moves |= shown_tick(app, app->client.beside) || tips;
    search_tick(app);
    console_tick(app);
    login_tick(app);
    for (int i = 0; i < networks_chat_count(&app->client); i++) {
        typists_expire(&networks_chat_at(&app->client, i)->typists, app->client.now);
    }
    if (blinks || fades || lit || moves ||
        client_day(&app->client, before) != client_day(&app->client, app->client.wall)) {
        app->client.dirty = true;
    }
}

/* Looks for servers on the local network while the user could choose one. */
static void look_around(struct app *app)
{
    bool look = app->client.screen == SCREEN_LOGIN && app->client.prefs.nearby;
    if (look != app->discovery->looking) {
        *app->discovery = (struct discovery){.looking = look};
        effect_add(&app->client.effects, &(struct effect){.kind = EFFECT_BROWSE, .on = look});
    }
    app->client.dirty |= discovery_expire(app->discovery, app->client.now);
}

/* Messages that were not sent are not lost: they are put back into the draft. */
static void take_back_waiting(struct chat *c)
{
    struct bytes text = {0};
    for (int i = 0; i < c->count; i++) {
        const struct line *line = c->lines[i];
        if (line->mine && (line->state == LINE_WAITING || line->state == LINE_FAILED)) {
            bytes_format(&text, "%s%s\n", line->kind == LINE_ACTION ? "/me " : "", line->text);
        }
    }
    if (text.len) {
        bytes_text(&text, c->edits && c->unsaid ? c->unsaid : edit_text(&c->draft));
        if (text.data[text.len - 1] == '\n') {
            bytes_cut(&text, text.len - 1, 1);
        }
        chat_set_edits(c, NULL);
        edit_set(&c->draft, text.data);
    }
    bytes_finish(&text);
}

void app_close(struct app *app)
{
    struct chat *c;
    for (int i = 0; (c = networks_chat_at(&app->client, i)); i++) {
        take_back_waiting(c);
    }
    keep_drafts(app);
    for (int i = 0; i < app->client.network_count; i++) {
        visits_leave(app, app->client.networks[i], "tertulia");
    }
    effect_say(&app->client.effects, EFFECT_QUIT, NULL);
}

static void hear_of_archive(struct app *app, const struct event *e)
{
    struct network *asker = network_with_id(&app->client, e->archive.network);
    const struct archive_answer *answer = e->archive.answer;
    if (!answer) {
        search_open_chats(app); /* only the open chats can be searched */
    } else if (asker && e->kind == EVENT_RECALLED) {
        backlog_recalled(&app->client, asker, answer);
    } else if (asker && e->kind == EVENT_FOUND) {
        backlog_found(&app->client, asker, answer);
    } else if (asker) {
        login_listed(app, asker, answer);
    }
}

/* Handles answers of the archive, and what could not be stored. */
static void hear_of_disk(struct app *app, const struct event *e)
{
    switch (e->kind) {
    case EVENT_TROUBLE:
        if (app->client.current) {
            info_add(&app->client, app->client.current, ICON_WARNING, W_NOT_SAVED, "reason",
                     e->text, NULL);
        }
        break;
    case EVENT_NO_THEME:
        if (app->client.current) {
            info_add(&app->client, app->client.current, ICON_WARNING, W_NO_THEME, "name",
                     app->client.prefs.theme, NULL);
        }
        copy_text(app->client.prefs.theme, PREFS_NAME, e->text);
        client_save(&app->client);
        break;
    case EVENT_NOT_KEPT:
        if (app->client.current) {
            info_add(&app->client, app->client.current, ICON_WARNING, W_NOT_KEPT, "reason", e->text,
                     NULL);
        }
        break;
    case EVENT_RECALLED:
    case EVENT_FOUND:
    case EVENT_LISTED: hear_of_archive(app, e); break;
    default: break;
    }
}

void app_event(struct app *app, const struct event *e)
{
    int64_t before = app->client.wall;
    app->client.now = e->now;
    app->client.wall = e->wall;
    for (int i = 0; i < app->client.network_count; i++) {
        connection_event(&app->client, app->client.networks[i], e);
    }
    switch (e->kind) {
    case EVENT_TICK:
        notify_held(&app->client);
        tick(app, before);
        break;
    case EVENT_KEY:
        app->key_at = app->client.now;
        app->tip_at = 0;
        app->client.dirty = true;
        measure_lag(app);
        keys_press(app, e->key.code, e->key.mods);
        speak_focus(app);
        break;
    case EVENT_COMPOSE: compose(app, e->text); break;
    case EVENT_TEXT:
    case EVENT_PASTE: take_text(app, e->text, strlen(e->text)); break;
    case EVENT_MOUSE_MOVE: pointer_move(app, e); break;
    case EVENT_MOUSE_DOWN: pointer_down(app, e); break;
    case EVENT_MOUSE_UP: pointer_up(app, e); break;
    case EVENT_MOUSE_LEAVE:
        app->mouse_x = app->mouse_y = -1;
        pointer_hover(app);
        break;
    case EVENT_WHEEL: pointer_wheel(app, e); break;
    case EVENT_RESIZE: resize(app, e->size.w, e->size.h); break;
    case EVENT_FOCUS:
        change_focus(app, true);
        measure_lag(app);
        break;
    case EVENT_BLUR: change_focus(app, false); break;
    case EVENT_CLOSE:
        if (!closing_asks(app)) {
            app_close(app);
        }
        break;
    case EVENT_END: app_close(app); break;
    case EVENT_NEARBY:
        app->client.dirty |=
            discovery_take(app->discovery, e->packet.data, e->packet.len, app->client.now);
        break;
    case EVENT_CALLED:
        effect_say(&app->client.effects, EFFECT_RAISE, NULL);
        if (e->text[0]) {
            visits_another(app, e->text);
        }
        break;
    case EVENT_CHOSEN: notify_answer(&app->client, e->call); break;
    case EVENT_SPELLED: spell_take(app, e->text); break;
    case EVENT_SUGGESTED: menu_suggest(app, e->text); break;
    case EVENT_HOSTED:
    case EVENT_HOST_ENDED: login_hosted(app, e->hosted); break;
    default: hear_of_disk(app, e); break;
    }
    for (int i = 0; i < app->client.network_count; i++) {
        errand_run(&app->client, app->client.networks[i]);
    }
    form_follow(app);
    look_around(app);
    scroll_clamp(app);
    if (app->client.dirty && app->client.screen == SCREEN_CHAT) {
        scroll_fetch(app);
    }
    tell_title(app);
}
