/* What calls the person of what is said, and where it leads. */
#include "client/app.h"

#include <stdio.h>
#include <string.h>

#include "client/net/networks.h"
#include "client/input/speak.h"
#include "irc/check.h"
#include "irc/message.h"

enum { SOUND_EVERY_MS = 2000, CALL_EVERY_MS = 5000 };

static bool is_watching(const struct app *app, const struct chat *c)
{
    bool seen = app->current == c || app->beside == c;
    return app->focused && app->screen == SCREEN_CHAT && seen && c->at_end;
}

static void muted_name(const struct chat *c, char *out)
{
    snprintf(out, PREFS_TEXT, "%.60s %.60s", c->network->host, c->folded);
}

bool notify_is_muted(const struct app *app, const struct chat *c)
{
    char name[PREFS_TEXT];
    muted_name(c, name);
    return app->prefs.muted.count > 0 && prefs_has(&app->prefs.muted, name);
}

static struct follow *find_follow(struct network *s, const char *nick)
{
    for (int i = 0; i < s->follow_count; i++) {
        if (names_equal(s->isupport.casemap, s->follows[i].nick, nick)) {
            return &s->follows[i];
        }
    }
    return NULL;
}

bool notify_ignores(const struct app *app, struct network *s, const char *source)
{
    const struct named_list *list = &app->prefs.ignored;
    char nick[NICK_CAP];
    if (list->count == 0) {
        return false;
    }
    message_nick(source, nick);
    const struct follow *follow = find_follow(s, nick);
    if (follow && prefs_has(list, follow->was)) {
        return true;
    }
    for (int i = 0; i < list->count; i++) {
        const char *mask = list->at[i];
        bool whole = strpbrk(mask, "!@*?");
        struct bytes complete = {0};
        bytes_format(&complete, !whole || strchr(mask, '!') ? "%s" : strchr(mask, '@') ? "*!%s" : "%s!*", mask);
        bool fits = whole && strchr(source, '!') && names_match(complete.data, source);
        bytes_finish(&complete);
        if (fits) {
            return true;
        }
    }
    return prefs_has(list, nick);
}

void notify_ignore(struct app *app, struct network *s, const char *nick, bool yes)
{
    notify_ignore_gone(s, nick);
    prefs_put(&app->prefs.ignored, nick, yes);
    app_save(app);
}

void notify_ignore_follow(const struct app *app, struct network *s, const char *nick, const char *other)
{
    struct follow *follow = find_follow(s, nick);
    if (!follow && prefs_has(&app->prefs.ignored, nick)) {
        follow = &s->follows[s->follow_count < FOLLOWS_MAX ? s->follow_count++ : 0];
        copy_text(follow->was, sizeof follow->was, nick);
    }
    if (follow) {
        copy_text(follow->nick, sizeof follow->nick, other);
    }
}

void notify_ignore_gone(struct network *s, const char *nick)
{
    struct follow *follow = find_follow(s, nick);
    if (follow) {
        *follow = s->follows[--s->follow_count];
    }
}

bool notify_is_loud(const struct app *app, const struct chat *c)
{
    char name[PREFS_TEXT];
    muted_name(c, name);
    return app->prefs.loud.count > 0 && prefs_has(&app->prefs.loud, name);
}

void notify_choose(struct app *app, struct chat *c, enum call call)
{
    char name[PREFS_TEXT];
    muted_name(c, name);
    prefs_put(&app->prefs.muted, name, call == CALL_NEVER);
    prefs_put(&app->prefs.loud, name, call == CALL_ALWAYS);
    app_save(app);
    app->dirty = true;
}

static void show(struct app *app, const char *text, struct called where)
{
    app->called[app->call_count++ % CALLS_MAX] = where;
    effect_add(&app->effects, EFFECT_NOTIFY, 0, text, app->call_count);
}

/* Who, where and what, for the system to show: one now and then, and of what comes in between how much it is. */
static void notify(struct app *app, const struct chat *c, const struct line *line)
{
    struct bytes text = {0};
    struct called where = {.network = c->network->id};
    if (!app->prefs.notify || !line->nick) {
        return;
    }
    copy_text(where.chat, sizeof where.chat, c->name);
    if (app->now < app->call_again_at) {
        app->calls_held++;
        app->held_in = where;
        return;
    }
    app->call_again_at = app->now + CALL_EVERY_MS;
    bytes_format(&text, c->kind == CHAT_ROOM ? "%s · %s\n%s" : "%s%.0s\n%s", line->nick, c->name,
                 chat_words(line));
    show(app, text.data, where);
    bytes_finish(&text);
}

void notify_held(struct app *app)
{
    struct bytes text = {0};
    char number[16];
    if (app->calls_held == 0 || app->now < app->call_again_at) {
        return;
    }
    snprintf(number, sizeof number, "%d", app->calls_held);
    bytes_format(&text, "%s\n", app->held_in.chat);
    words_fill(&text, app->lang, app->calls_held == 1 ? W_NEW_1 : W_NEW_N, "n", number, NULL);
    if (!app->focused && app->prefs.notify && !app->prefs.quiet) {
        show(app, text.data, app->held_in);
    }
    app->calls_held = 0;
    app->call_again_at = app->now + CALL_EVERY_MS;
    bytes_finish(&text);
}

void notify_answer(struct app *app, int number)
{
    if (number < 1 || number > app->call_count || number <= app->call_count - CALLS_MAX) {
        return;
    }
    const struct called *called = &app->called[(number - 1) % CALLS_MAX];
    struct network *s = networks_find(app, called->network);
    struct chat *c = s && s->entered ? network_find(s, called->chat) : NULL;
    if (c) {
        panes_show(app, c);
    }
    effect_add(&app->effects, EFFECT_RAISE, 0, NULL, 0);
}

void notify_heard(struct app *app, struct chat *c, const struct line *line)
{
    bool personal = line->mention || (c->kind == CHAT_PERSON && line->kind != LINE_INFO);
    personal = (personal && !notify_is_muted(app, c)) || (line->nick && notify_is_loud(app, c));
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
        if (!app->focused && app->now >= app->call_again_at) {
            effect_add(&app->effects, EFFECT_FLASH, 0, NULL, 0);
        }
        notify(app, c, line);
        if (app->prefs.sound && app->now >= app->sounded_at + SOUND_EVERY_MS) {
            app->sounded_at = app->now;
            effect_add(&app->effects, EFFECT_SOUND, 0, NULL, 0);
        }
    }
}
