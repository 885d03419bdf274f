#include "client/app.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/layout.h"
#include "client/memory.h"
#include "client/past.h"
#include "client/servers.h"
#include "client/speak.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/stamp.h"

enum {
    CARET_MS = 530,
    CARET_RESTS_MS = 10000,
    SCROLLBAR_MS = 1000,
    LAG_EVERY_MS = 30000,
    SOUND_EVERY_MS = 2000,
    DAY_MS = 86400000,
};

void app_init(struct app *app, const struct prefs *prefs, const struct words *lang,
              const struct ruler *ruler)
{
    *app = (struct app){.prefs = *prefs, .lang = lang, .system_lang = lang, .ruler = ruler, .focused = true,
                        .mouse_x = -1, .mouse_y = -1, .dirty = true};
    app->width = prefs->window_w * 100 / prefs->text_size;
    app->height = prefs->window_h * 100 / prefs->text_size;
    app->search.selected = -1;
    app->session = servers_add(app);
    login_init(app);
}

void app_finish(struct app *app)
{
    servers_finish(app);
    login_finish(&app->login);
    bytes_finish(&app->hosted);
    edit_finish(&app->switcher.query);
    picker_finish(&app->picker);
    spell_finish(&app->spell);
    directory_finish(&app->directory);
    venue_finish(&app->venue);
    search_finish(&app->search);
    effects_finish(&app->effects);
    draw_finish(&app->shown);
    for (int i = 0; i < app->sent_count; i++) {
        free(app->sent[i]);
    }
    free(app->before_history);
}

/* --- time --- */

int64_t app_day(const struct app *app, int64_t wall)
{
    int64_t local = wall + app->utc_offset_ms;
    return local / DAY_MS - (local % DAY_MS < 0);
}

void app_time(const struct app *app, int64_t wall, char *out)
{
    struct civil c = stamp_civil(wall + app->utc_offset_ms);
    if (app->prefs.clock_12) {
        snprintf(out, 16, "%d:%02d %s", (c.hour + 11) % 12 + 1, c.minute, c.hour < 12 ? "am" : "pm");
        return;
    }
    snprintf(out, 16, "%02d:%02d", c.hour, c.minute);
}

bool app_is_light(const struct app *app)
{
    bool system = strcmp(app->prefs.theme, "system") == 0;
    return system ? app->system_light : strcmp(app->prefs.theme, "light") == 0;
}

bool app_caret_on(const struct app *app)
{
    if (app->prefs.still) {
        return true;
    }
    int64_t since = app->now - app->key_at;
    return !app->focused || since >= CARET_RESTS_MS || since / CARET_MS % 2 == 0;
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a == 0 || (b != 0 && b < a) ? b : a;
}

int64_t app_deadline(const struct app *app)
{
    int64_t at = 0;
    for (int i = 0; i < app->session_count; i++) {
        at = sooner(at, session_deadline(app->sessions[i]));
    }
    int64_t since = app->now - app->key_at;
    if (app->focused && since < CARET_RESTS_MS && !app->prefs.still) {
        at = sooner(at, app->key_at + (since / CARET_MS + 1) * CARET_MS);
    }
    if (app->scrolled_at && app->now < app->scrolled_at + SCROLLBAR_MS) {
        at = sooner(at, app->scrolled_at + SCROLLBAR_MS);
    }
    if (app->current && app->current->ask_again_at) {
        at = sooner(at, app->current->ask_again_at);
    }
    if (app->search.open && app->search.due) {
        at = sooner(at, app->search.due);
    }
    if (app->jumped_until) {
        at = sooner(at, app->jumped_until);
    }
    if (app->nearby.count) {
        at = sooner(at, nearby_deadline(&app->nearby));
    }
    if (console_is_shown(app)) {
        at = sooner(at, app->session->console->ask_at);
    }
    if (app->screen == SCREEN_CHAT && app->current && app->current->typists.count && !app->prefs.still) {
        at = sooner(at, app->now + TYPING_STEP_MS - app->now % TYPING_STEP_MS);
    }
    if (app->session->state == SESSION_WAITING && app->screen == SCREEN_CHAT) {
        int64_t left = app->session->retry_at - app->now; /* the seconds in the banner count down */
        at = sooner(at, app->now + (left > 0 ? (left - 1) % 1000 + 1 : 1));
    }
    return at;
}

/* --- lines of the program itself --- */

void app_info_text(struct app *app, struct chat *c, enum icon icon, const char *text)
{
    struct line *line = chat_add(c, LINE_INFO, app->wall, NULL, text);
    line->icon = icon;
    if (c == app->current) {
        speak_line(app, c, line);
    }
    app->dirty = true;
}

/* words_fill for callers who have their values in a va_list: at most four places. */
static void fill(struct app *app, struct bytes *out, enum word key, va_list args)
{
    const char *pairs[8] = {0};
    int count = 0;
    const char *name;
    while (count + 1 < (int)COUNT_OF(pairs) && (name = va_arg(args, const char *))) {
        pairs[count++] = name;
        pairs[count++] = va_arg(args, const char *);
    }
    words_fill(out, app->lang, key, pairs[0], pairs[1], pairs[2], pairs[3], pairs[4], pairs[5],
               pairs[6], pairs[7], NULL);
}

void app_info(struct app *app, struct chat *c, enum icon icon, enum word key, ...)
{
    struct bytes text = {0};
    va_list args;
    va_start(args, key);
    fill(app, &text, key, args);
    va_end(args);
    app_info_text(app, c, icon, bytes_string(&text));
    bytes_finish(&text);
}

void app_info_time(struct app *app, struct chat *c, enum icon icon, enum word key, int64_t at)
{
    char time[16];
    app_time(app, at, time);
    app_info(app, c, icon, key, "time", time, NULL);
}

/* --- conversations --- */

static void tell_title(struct app *app)
{
    char title[sizeof app->title];
    int mentions = 0;
    for (int i = 0; i < servers_chat_count(app); i++) {
        mentions += servers_chat_at(app, i)->mentions;
    }
    char count[16] = "";
    if (mentions > 0) {
        snprintf(count, sizeof count, "(%d) ", mentions);
    }
    if (app->screen == SCREEN_CHAT && app->current) {
        snprintf(title, sizeof title, "%s%.200s - tertulia", count, app->current->name);
    } else {
        snprintf(title, sizeof title, "tertulia");
    }
    if (strcmp(title, app->title) != 0) {
        copy_text(app->title, sizeof app->title, title);
        effect_add(&app->effects, EFFECT_TITLE, 0, title, 0);
    }
}

static bool is_watching(const struct app *app, const struct chat *c)
{
    bool seen = app->current == c || app->beside == c;
    return app->focused && app->screen == SCREEN_CHAT && seen && c->at_end;
}

void app_mark_read(struct app *app, struct chat *c)
{
    c->unread = c->mentions = 0;
    past_mark_read(app, c->session, c);
    app->dirty = true;
}

/* We stop looking at this chat: what comes from now on is new. */
static void set_marker(struct chat *c)
{
    c->marker = c->dropped + (uint64_t)c->count;
    c->marker_new = 0;
}

static void muted_name(const struct chat *c, char *out)
{
    snprintf(out, PREFS_TEXT, "%.60s %.60s", c->session->host, c->folded);
}

bool app_is_muted(const struct app *app, const struct chat *c)
{
    char name[PREFS_TEXT];
    muted_name(c, name);
    return app->prefs.muted.count > 0 && prefs_has(&app->prefs.muted, name);
}

bool app_ignores(const struct app *app, const char *nick)
{
    return app->prefs.ignored.count > 0 && prefs_has(&app->prefs.ignored, nick);
}

bool app_is_loud(const struct app *app, const struct chat *c)
{
    char name[PREFS_TEXT];
    muted_name(c, name);
    return app->prefs.loud.count > 0 && prefs_has(&app->prefs.loud, name);
}

void app_call(struct app *app, struct chat *c, enum call call)
{
    char name[PREFS_TEXT];
    muted_name(c, name);
    prefs_put(&app->prefs.muted, name, call == CALL_NEVER);
    prefs_put(&app->prefs.loud, name, call == CALL_ALWAYS);
    app_save(app);
    app->dirty = true;
}

/* Who, where and what, for the system to show. */
static void notify(struct app *app, const struct chat *c, const struct line *line)
{
    struct bytes text = {0};
    if (!app->prefs.notify || !line->nick) {
        return;
    }
    bytes_format(&text, c->kind == CHAT_ROOM ? "%s · %s\n%s" : "%s%.0s\n%s", line->nick, c->name,
                 chat_words(line));
    struct called *called = &app->called[app->call_count++ % CALLS_MAX];
    called->session = c->session->id;
    copy_text(called->chat, sizeof called->chat, c->name);
    effect_add(&app->effects, EFFECT_NOTIFY, 0, text.data, app->call_count);
    bytes_finish(&text);
}

/* What the system showed was clicked: there it is. */
static void answer_call(struct app *app, int number)
{
    if (number < 1 || number > app->call_count || number <= app->call_count - CALLS_MAX) {
        return;
    }
    const struct called *called = &app->called[(number - 1) % CALLS_MAX];
    struct session *s = servers_find(app, called->session);
    struct chat *c = s && s->entered ? session_find(s, called->chat) : NULL;
    if (c) {
        app_show(app, c);
    }
    effect_add(&app->effects, EFFECT_RAISE, 0, NULL, 0);
}

void app_heard(struct app *app, struct chat *c, const struct line *line)
{
    bool personal = line->mention || (c->kind == CHAT_PERSON && line->kind != LINE_INFO);
    personal = (personal && !app_is_muted(app, c)) || (line->nick && app_is_loud(app, c));
    app->dirty = true;
    if (c == app->current || personal) {
        speak_line(app, c, line);
    }
    if (is_watching(app, c)) {
        return;
    }
    if (c->marker == UINT64_MAX) {
        c->marker = c->dropped + (uint64_t)c->count - 1;
        c->marker_new = 0;
    }
    c->marker_new++;
    c->unread++;
    c->mentions += personal;
    if (personal && !app->prefs.quiet) {
        if (!app->focused) {
            effect_add(&app->effects, EFFECT_FLASH, 0, NULL, 0);
        }
        notify(app, c, line);
        if (app->prefs.sound && app->now >= app->sounded_at + SOUND_EVERY_MS) {
            app->sounded_at = app->now;
            effect_add(&app->effects, EFFECT_SOUND, 0, NULL, 0);
        }
    }
}

void app_show(struct app *app, struct chat *c)
{
    app->drawer = DRAWER_NONE;
    app->session = c->session;
    if (c == app->beside) { /* what was here goes there */
        app->beside = app->current;
        app->right = !app->right && app->beside;
    }
    scroll_chats_to(app, c);
    if (c == app->current) {
        app_mark_read(app, c);
        return;
    }
    if (app->current) {
        if (app->current->at_end) {
            past_mark_read(app, app->session, app->current);
        }
        set_marker(app->current);
        memory_draft(app, app->current->session, app->current);
        app->previous = app->current;
    }
    complete_close(app);
    tools_close(app);
    app->jumped_until = 0;
    app->current = c;
    speak_chat(app, c);
    app->people_px = 0;
    app->key_at = app->now;
    app_mark_read(app, c);
    if (c->kind == CHAT_PERSON && !c->past_seen) {
        past_ask_latest(app, c->session, c);
    }
}

void app_forget_chat(struct app *app, struct chat *c, struct chat *instead)
{
    if (app->selection.chat == c) {
        select_clear(app);
    }
    if (app->previous == c) {
        app->previous = NULL;
    }
    if (app->beside == c) {
        app_unsplit(app);
    }
    if (app->current == c) {
        app->current = NULL;
        app_show(app, app->previous ? app->previous : instead);
        app->previous = NULL;
    }
    app->dirty = true;
}

void app_forget_session(struct app *app, struct session *s)
{
    if (app->selection.chat && app->selection.chat->session == s) {
        select_clear(app);
    }
    if (app->search.session == s) {
        search_finish(&app->search);
    }
    if (app->previous && app->previous->session == s) {
        app->previous = NULL;
    }
    if (app->beside && app->beside->session == s) {
        app_unsplit(app);
    }
    if (app->current && app->current->session == s) {
        app->jumped_until = 0;
        tools_close(app);
        complete_close(app);
        app->current = NULL;
    }
    app->dirty = true;
}

void app_unsplit(struct app *app)
{
    app->beside = NULL;
    app->right = false;
    app->dirty = true;
}

void app_split(struct app *app, struct chat *c)
{
    c = c ? c : app->previous ? app->previous : servers_chat_at(app, 0);
    if (app->current && c && c != app->current) {
        app->beside = c;
        app_mark_read(app, c);
    }
}

void app_other_pane(struct app *app)
{
    if (app->beside) {
        app_show(app, app->beside);
    }
}

void app_leave_chat(struct app *app, struct chat *c)
{
    struct session *s = c->session;
    if (c->kind == CHAT_SERVER) {
        return;
    }
    if (chat_count_state(c, LINE_WAITING) > 0 && !c->warned) {
        c->warned = true;
        app_info(app, c, ICON_WARNING, W_LEAVE_LOSES, NULL);
        app_show(app, c);
        return;
    }
    if (c->kind == CHAT_ROOM && c->joined) {
        session_send(app, s, "PART %s", c->name);
    }
    session_close(app, s, c);
}

/* The rooms of the login screen, with commas or spaces between them. */
static void join_first(struct app *app, struct session *s)
{
    for (const char *at = s->room; *at;) {
        char room[SESSION_TEXT];
        at += strspn(at, ", ");
        size_t len = strcspn(at, ", ");
        bool plain = len > 0 && !strchr("#&+!", *at);
        snprintf(room, sizeof room, "%s%.*s", plain ? "#" : "", (int)len, at);
        at += len;
        if (len > 0) {
            session_send(app, s, "JOIN %s", room);
        }
        if (len > 0 && !s->opening[0]) {
            names_fold(s->isupport.casemap, s->opening, sizeof s->opening, room);
        }
    }
}

/* What others need to know to come here too: the server's own words. */
static void show_hosted(struct app *app, struct chat *c)
{
    const char *at = bytes_string(&app->hosted);
    if (*at) {
        app_info(app, c, ICON_BROADCAST, W_HOSTING, NULL);
    }
    for (; *at; at += strcspn(at, "\n"), at += *at == '\n') {
        size_t len = strcspn(at, "\n");
        /* addresses, the fingerprint, how to be its administrator */
        if (len > 2 && at[0] == ' ' && at[1] == ' ') {
            char *line = xstrndup(at + 2, len - 2);
            app_info_text(app, c, ICON_BROADCAST, line);
            free(line);
        }
    }
}

void app_session_ready(struct app *app, struct session *s, bool again)
{
    struct chat *server = session_open(app, s, CHAT_SERVER, session_name(s));
    chat_rename(server, session_name(s), s->isupport.casemap);
    if (again) {
        int64_t seconds = (app->wall - s->lost_at) / 1000;
        char number[24];
        struct bytes time = {0};
        snprintf(number, sizeof number, "%d", (int)(seconds < 60 ? seconds : seconds / 60));
        words_fill(&time, app->lang, seconds < 60 ? W_SECONDS : W_MINUTES, "n", number, NULL);
        for (int i = 0; i < s->chat_count; i++) {
            if (s->chats[i]->rejoin) {
                app_info(app, s->chats[i], ICON_PLUG, W_BACK_AT, "time", time.data, NULL);
            }
        }
        bytes_finish(&time);
        return;
    }
    app->screen = SCREEN_CHAT;
    s->entered = true;
    app_show(app, server);
    if (!s->password[0] && (s->caps & CAP(ACCOUNT_REGISTRATION))) {
        app_info(app, server, ICON_USER, W_NOT_YOURS_YET, "nick", s->nick, NULL);
    }
    prefs_visit(&app->prefs, s->address, s->wanted, s->room);
    app_save(app);
    if (s->ours && !app->host_key[0]) { /* otherwise the console does */
        show_hosted(app, server);
    }
    join_first(app, s);
    memory_list(app, s);
}

void app_login_failed(struct app *app)
{
    login_explain(app);
    app->dirty = true;
}

void app_remember_size(struct app *app)
{
    struct prefs *p = &app->prefs;
    /* what is the same but for the rounding stays */
    p->window_w = p->window_w * 100 / p->text_size == app->width ? p->window_w : app->width * p->text_size / 100;
    p->window_h = p->window_h * 100 / p->text_size == app->height ? p->window_h : app->height * p->text_size / 100;
}

void app_save(struct app *app)
{
    effect_add(&app->effects, EFFECT_SAVE, 0, NULL, 0);
}

/* --- events --- */

struct edit *app_edit(struct app *app)
{
    if (app->screen == SCREEN_LOGIN) {
        return app->login.focus < FIELD_COUNT && !login_busy(app) && !app->login.trusts
                   ? &app->login.fields[app->login.focus]
                   : NULL;
    }
    if (app->venue.open) {
        return venue_edit(app);
    }
    if (app->switcher.open || app->directory.open || app->picker.open) {
        return app->switcher.open    ? &app->switcher.query
               : app->directory.open ? &app->directory.query
                                     : &app->picker.query;
    }
    if (app->search.open && app->search.focus) {
        return &app->search.query;
    }
    return app->current ? &app->current->draft : NULL;
}

static void take_text(struct app *app, const char *text, size_t len)
{
    if (app->settings.open) {
        return;
    }
    struct edit *e = app_edit(app);
    app->key_at = app->now;
    app->dirty = true;
    if (app->walk.on && strcmp(text, " ") == 0) {
        return; /* it pressed what one is at */
    }
    walk_end(app);
    bool chat = app->current && e == &app->current->draft;
    if (!e || menu_text(app, text) || (chat && tools_text(app, text))) {
        return;
    }
    edit_insert(e, text, len);
    if (app->screen == SCREEN_LOGIN) {
        login_edited(app);
    } else if (app->venue.open) {
        return;
    } else if (app->switcher.open) {
        switcher_follow(app);
    } else if (app->directory.open) {
        directory_follow(app);
    } else if (app->picker.open) {
        picker_follow(app);
    } else if (e == &app->search.query) {
        search_follow(app);
    } else if (app->screen == SCREEN_CHAT) {
        complete_emoji(app);
        complete_follow(app);
        typing_follow(app);
        spell_follow(app);
    }
}

static void compose(struct app *app, const char *text)
{
    struct edit *e = app->settings.open ? NULL : app_edit(app);
    app->key_at = app->now;
    app->dirty = true;
    if (e) {
        edit_compose(e, text);
    }
}

static void measure_lag(struct app *app)
{
    if (app->now - app->session->lag_at > LAG_EVERY_MS) {
        session_measure_lag(app, app->session);
    }
}

static void keep_drafts(struct app *app)
{
    struct chat *c;
    for (int i = 0; (c = servers_chat_at(app, i)); i++) {
        memory_draft(app, c->session, c);
    }
}

static void change_focus(struct app *app, bool focused)
{
    if (app->focused == focused) {
        return;
    }
    if (!focused && app->current && app->screen == SCREEN_CHAT) {
        set_marker(app->current);
        keep_drafts(app);
    }
    app->focused = focused;
    app->key_at = app->now;
    app->dirty = true;
    if (focused && app->current && app->current->at_end) {
        app_mark_read(app, app->current);
    }
}

static void resize(struct app *app, int w, int h)
{
    if (w != app->width || h != app->height) {
        app->width = w;
        app->height = h;
        app->drawer = DRAWER_NONE;
        app->dirty = true;
    }
}

/* What the clock alone changes in the picture. */
static void tick(struct app *app, int64_t before)
{
    int64_t since = app->now - app->key_at;
    bool blinks = app->focused && !app->prefs.still && since < CARET_RESTS_MS + CARET_MS;
    bool fades = app->scrolled_at && app->now >= app->scrolled_at + SCROLLBAR_MS;
    if (fades) {
        app->scrolled_at = 0;
    }
    bool lit = app->jumped_until && app->now >= app->jumped_until;
    bool writes = app->current && app->current->typists.count;
    if (lit) {
        app->jumped_until = 0;
    }
    if (app->current && app->current->ask_again_at && app->now >= app->current->ask_again_at) {
        app->current->ask_again_at = 0;
        app->dirty = true;
    }
    search_tick(app);
    console_tick(app);
    for (int i = 0; i < servers_chat_count(app); i++) {
        typing_expire(&servers_chat_at(app, i)->typists, app->now);
    }
    if (blinks || fades || lit || writes || app->session->state == SESSION_WAITING ||
        app_day(app, before) != app_day(app, app->wall)) {
        app->dirty = true;
    }
}

/* The network is asked for servers while one could choose one of them. */
static void look_around(struct app *app)
{
    bool look = app->screen == SCREEN_LOGIN && app->prefs.nearby;
    if (look != app->nearby.looking) {
        app->nearby = (struct nearby){.looking = look, .since = app->now};
        effect_add(&app->effects, EFFECT_BROWSE, 0, NULL, look);
    }
    app->dirty |= nearby_expire(&app->nearby, app->now);
}

/* What waits to be sent is not lost: one finds it as what one was writing. */
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
        bytes_text(&text, edit_text(&c->draft));
        if (text.data[text.len - 1] == '\n') {
            bytes_cut(&text, text.len - 1, 1);
        }
        chat_set_edits(c, NULL);
        edit_set(&c->draft, text.data);
    }
    bytes_finish(&text);
}

static void close_window(struct app *app)
{
    struct chat *c;
    for (int i = 0; (c = servers_chat_at(app, i)); i++) {
        take_back_waiting(c);
    }
    keep_drafts(app);
    for (int i = 0; i < app->session_count; i++) {
        servers_leave(app, app->sessions[i], "tertulia");
    }
    effect_add(&app->effects, EFFECT_QUIT, 0, NULL, 0);
}

/* What the archive answers, and what could not be kept. */
static void hear_of_disk(struct app *app, const struct event *e)
{
    struct session *asker = servers_find(app, e->link);
    switch (e->kind) {
    case EVENT_TROUBLE:
        if (app->current) {
            app_info(app, app->current, ICON_WARNING, W_NOT_SAVED, "reason", e->text, NULL);
        }
        break;
    case EVENT_NO_THEME:
        if (app->current) {
            app_info(app, app->current, ICON_WARNING, W_NO_THEME, "name", app->prefs.theme, NULL);
        }
        copy_text(app->prefs.theme, PREFS_NAME, e->text);
        app_save(app);
        break;
    case EVENT_NOT_KEPT:
        if (app->current) {
            app_info(app, app->current, ICON_WARNING, W_NOT_KEPT, "reason", e->text, NULL);
        }
        break;
    case EVENT_RECALLED:
        if (asker) {
            past_recalled(app, asker, e->text);
        }
        break;
    case EVENT_FOUND:
        if (e->text && asker) {
            past_found(app, asker, e->text);
        } else if (!e->text) {
            search_open_chats(app);
        }
        break;
    case EVENT_LISTED:
        if (asker) {
            login_listed(app, asker, e->text);
        }
        break;
    default: break;
    }
}

void app_event(struct app *app, const struct event *e)
{
    int64_t before = app->wall;
    app->now = e->now;
    app->wall = e->wall;
    for (int i = 0; i < app->session_count; i++) {
        session_event(app, app->sessions[i], e);
    }
    switch (e->kind) {
    case EVENT_TICK: tick(app, before); break;
    case EVENT_KEY:
        app->key_at = app->now;
        app->dirty = true;
        measure_lag(app);
        keys_press(app, e->key, e->mods);
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
    case EVENT_WHEEL: scroll_wheel(app, e); break;
    case EVENT_RESIZE: resize(app, e->x, e->y); break;
    case EVENT_FOCUS:
        change_focus(app, true);
        measure_lag(app);
        break;
    case EVENT_BLUR: change_focus(app, false); break;
    case EVENT_CLOSE: close_window(app); break;
    case EVENT_NEARBY: app->dirty |= nearby_take(&app->nearby, e->text, e->len, app->now); break;
    case EVENT_CALLED:
        effect_add(&app->effects, EFFECT_RAISE, 0, NULL, 0);
        if (e->text[0]) {
            servers_another(app, e->text);
        }
        break;
    case EVENT_CHOSEN: answer_call(app, e->amount); break;
    case EVENT_SPELLED: spell_take(app, e->text); break;
    case EVENT_SUGGESTED: menu_suggest(app, e->text); break;
    case EVENT_HOSTED:
    case EVENT_HOST_ENDED: login_hosted(app, e->text, e->kind == EVENT_HOSTED); break;
    default: hear_of_disk(app, e); break;
    }
    look_around(app);
    scroll_clamp(app);
    if (app->dirty && app->screen == SCREEN_CHAT) {
        scroll_fetch(app);
    }
    tell_title(app);
}
