/* What calls the person of what is said, and where it leads. */
#include "client/app.h"

#include <stdio.h>
#include <string.h>

#include "client/servers.h"
#include "client/speak.h"
#include "irc/check.h"

enum { SOUND_EVERY_MS = 2000 };

static bool is_watching(const struct app *app, const struct chat *c)
{
    bool seen = app->current == c || app->beside == c;
    return app->focused && app->screen == SCREEN_CHAT && seen && c->at_end;
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

void app_answer_call(struct app *app, int number)
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
