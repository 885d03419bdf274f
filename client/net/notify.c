/* Which messages notify the user, and where the notification leads. */
#include "client/net/notify.h"

#include "client/base/client.h"

#include <stdio.h>
#include <string.h>

#include "client/base/effect.h"
#include "client/base/prefs.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/net/network.h"
#include "irc/check.h"
#include "irc/message.h"

enum { SOUND_EVERY_MS = 2000, CALL_EVERY_MS = 5000 };

static bool is_watching(const struct client *client, const struct chat *c)
{
    bool seen = client->current == c || client->beside == c;
    return client->focused && client->screen == SCREEN_CHAT && seen && c->at_end;
}

static void muted_name(const struct chat *c, char *out)
{
    snprintf(out, PREFS_TEXT, "%.60s %.60s", c->network->host, c->folded);
}

bool notify_is_muted(const struct client *client, const struct chat *c)
{
    char name[PREFS_TEXT];
    muted_name(c, name);
    return client->prefs.muted.count > 0 && prefs_has(&client->prefs.muted, name);
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

bool notify_ignores(const struct client *client, struct network *s, const char *source)
{
    const struct named_list *list = &client->prefs.ignored;
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
        bytes_format(&complete,
                     !whole || strchr(mask, '!') ? "%s"
                     : strchr(mask, '@')         ? "*!%s"
                                                 : "%s!*",
                     mask);
        bool fits = whole && strchr(source, '!') && names_match(complete.data, source);
        bytes_finish(&complete);
        if (fits) {
            return true;
        }
    }
    return prefs_has(list, nick);
}

void notify_ignore(struct client *client, struct network *s, const char *nick, bool yes)
{
    notify_ignore_gone(s, nick);
    prefs_put(&client->prefs.ignored, nick, yes);
    client_save(client);
}

void notify_ignore_follow(const struct client *client, struct network *s, const char *nick,
                          const char *other)
{
    struct follow *follow = find_follow(s, nick);
    if (!follow && prefs_has(&client->prefs.ignored, nick)) {
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

bool notify_is_loud(const struct client *client, const struct chat *c)
{
    char name[PREFS_TEXT];
    muted_name(c, name);
    return client->prefs.loud.count > 0 && prefs_has(&client->prefs.loud, name);
}

void notify_choose(struct client *client, struct chat *c, enum call call)
{
    char name[PREFS_TEXT];
    muted_name(c, name);
    prefs_put(&client->prefs.muted, name, call == CALL_NEVER);
    prefs_put(&client->prefs.loud, name, call == CALL_ALWAYS);
    client_save(client);
    client->dirty = true;
}

static void show(struct client *client, const char *text, struct called where)
{
    client->called[client->call_count++ % CALLS_MAX] = where;
    effect_add(&client->effects,
               &(struct effect){.kind = EFFECT_NOTIFY, .text = text, .call = client->call_count});
}

/* Shows sender, place and text as a desktop notification: one now and then; messages in between are
 * only counted. */
static void notify(struct client *client, const struct chat *c, const struct line *line)
{
    struct bytes text = {0};
    struct called where = {.network = c->network->id};
    if (!client->prefs.notify || !line->nick) {
        return;
    }
    copy_text(where.chat, sizeof where.chat, c->name);
    if (client->now < client->call_again_at) {
        client->calls_held++;
        client->held_in = where;
        return;
    }
    client->call_again_at = client->now + CALL_EVERY_MS;
    bytes_format(&text, c->kind == CHAT_ROOM ? "%s · %s\n%s" : "%s%.0s\n%s", line->nick, c->name,
                 chat_words(line));
    show(client, text.data, where);
    bytes_finish(&text);
}

void notify_held(struct client *client)
{
    struct bytes text = {0};
    char number[16];
    if (client->calls_held == 0 || client->now < client->call_again_at) {
        return;
    }
    snprintf(number, sizeof number, "%d", client->calls_held);
    bytes_format(&text, "%s\n", client->held_in.chat);
    words_fill(&text, client->lang, client->calls_held == 1 ? W_NEW_1 : W_NEW_N, "n", number, NULL);
    if (!client->focused && client->prefs.notify && !client->prefs.quiet) {
        show(client, text.data, client->held_in);
    }
    client->calls_held = 0;
    client->call_again_at = client->now + CALL_EVERY_MS;
    bytes_finish(&text);
}

void notify_answer(struct client *client, int number)
{
    if (number < 1 || number > client->call_count || number <= client->call_count - CALLS_MAX) {
        return;
    }
    const struct called *called = &client->called[(number - 1) % CALLS_MAX];
    struct network *s = network_with_id(client, called->network);
    struct chat *c = s && s->entered ? network_find(s, called->chat) : NULL;
    if (c) {
        client->port->show(client, c);
    }
    effect_say(&client->effects, EFFECT_RAISE, NULL);
}

void notify_heard(struct client *client, struct chat *c, const struct line *line)
{
    bool personal = line->mention || (c->kind == CHAT_PERSON && line->kind != LINE_INFO);
    personal =
        (personal && !notify_is_muted(client, c)) || (line->nick && notify_is_loud(client, c));
    client->dirty = true;
    if (c == client->current || personal) {
        client->port->speak(client, c, line);
    }
    if (is_watching(client, c)) {
        return;
    }
    if (c->marker == UINT64_MAX) {
        c->marker = c->dropped + (uint64_t)c->count - 1;
        c->marker_new = 0;
    }
    c->marker_new++;
    c->unread++;
    c->mentions += personal;
    if (personal && !client->prefs.quiet) {
        if (!client->focused && client->now >= client->call_again_at) {
            effect_say(&client->effects, EFFECT_FLASH, NULL);
        }
        notify(client, c, line);
        if (client->prefs.sound && client->now >= client->sounded_at + SOUND_EVERY_MS) {
            client->sounded_at = client->now;
            effect_say(&client->effects, EFFECT_SOUND, NULL);
        }
    }
}
