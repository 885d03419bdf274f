#include "client/net/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/chat/chat.h"
#include "client/net/network.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/stamp.h"

/* Whose memory it is: a person on a server. */
static void start(const struct network *s, const char *chat, struct bytes *out)
{
    char nick[NICK_CAP];
    names_fold(CASEMAP_ASCII, nick, sizeof nick, s->wanted);
    bytes_format(out, "%s:%d/%s\n%s\n", s->host, s->port, nick, chat);
}

/* NickServ and the like: what one tells them are passwords. */
static bool is_service(const struct chat *c)
{
    size_t len = strlen(c->folded);
    return c->kind == CHAT_PERSON && len > 4 && strcmp(c->folded + len - 4, "serv") == 0;
}

static bool remembers(const struct client *client, const struct chat *c)
{
    return client->prefs.remember && (!c || (c->kind != CHAT_SERVER && !is_service(c)));
}

static void tag(struct bytes *out, const char *name, const char *value)
{
    bytes_format(out, ";%s=", name);
    message_escape(out, value);
}

void memory_keep(struct client *client, const struct network *s, const struct chat *c, int index)
{
    if (index < 0 || index >= c->count) {
        return;
    }
    const struct line *line = c->lines[index];
    struct bytes text = {0};
    char time[STAMP_CAP];
    if (!remembers(client, c) || line->kind > LINE_NOTICE || line->state != LINE_DONE ||
        !line->nick) {
        return;
    }
    int place = 0; /* among those of the same moment */
    while (place < index && c->lines[index - place - 1]->time == line->time) {
        place++;
    }
    stamp_format(line->time, time);
    start(s, c->folded, &text);
    bytes_format(&text, "@time=%s;place=%d%s%s", time, place, line->mine ? ";mine" : "",
                 line->gap ? ";gap" : "");
    if (line->id) {
        tag(&text, "msgid", line->id);
    }
    if (line->reply_to) {
        tag(&text, "+reply", line->reply_to);
    }
    bool act = line->kind == LINE_ACTION;
    bytes_format(&text, " :%s %s %s :%s", line->nick,
                 line->kind == LINE_NOTICE ? "NOTICE" : "PRIVMSG", c->name,
                 act ? "\001ACTION " : "");
    size_t words = text.len;
    chat_coded(line, &text);
    for (size_t i = words; i < text.len; i++) { /* a message is a line of the archive */
        text.data[i] = text.data[i] == '\n' ? MEMORY_LINE_END : text.data[i];
    }
    bytes_text(&text, act ? "\001" : "");
    effect_add(&client->effects, EFFECT_KEEP, 0, text.data, 0);
    bytes_finish(&text);
}

void memory_react(struct client *client, const struct network *s, const struct chat *c,
                  const char *id, const char *nick, const char *text, bool gives, bool mine)
{
    struct bytes line = {0};
    if (remembers(client, c)) {
        start(s, c->folded, &line);
        bytes_text(&line, mine ? "@mine" : "@theirs");
        tag(&line, "+reply", id);
        tag(&line, gives ? "+react" : "+unreact", text);
        bytes_format(&line, " :%s TAGMSG %s", nick, c->name);
        effect_add(&client->effects, EFFECT_KEEP, 0, line.data, 0);
    }
    bytes_finish(&line);
}

void memory_forget(struct client *client, const struct network *s, const struct chat *c,
                   const char *id)
{
    struct bytes line = {0};
    start(s, c->folded, &line); /* whatever the settings say */
    bytes_format(&line, "REDACT %s :%s", c->name, id);
    effect_add(&client->effects, EFFECT_KEEP, 0, line.data, 0);
    bytes_finish(&line);
}

void memory_draft(struct client *client, const struct network *s, struct chat *c)
{
    const char *draft = c->edits || edit_text(&c->draft)[0] == '/' ? "" : edit_text(&c->draft);
    struct bytes line = {0};
    if (!remembers(client, c) || strcmp(c->draft_kept ? c->draft_kept : "", draft) == 0) {
        return;
    }
    free(c->draft_kept);
    c->draft_kept = xstrdup(draft);
    start(s, c->folded, &line);
    bytes_text(&line, "DRAFT :");
    for (const char *at = draft; *at; at++) {
        bytes_char(&line, *at == '\n' ? MEMORY_LINE_END : *at);
    }
    effect_add(&client->effects, EFFECT_KEEP, 0, bytes_string(&line), 0);
    bytes_finish(&line);
}

void memory_recall(struct client *client, const struct network *s, struct chat *c)
{
    struct bytes text = {0};
    if (!remembers(client, c)) {
        return;
    }
    int64_t before = INT64_MAX;
    for (int i = 0; i < c->count && before == INT64_MAX; i++) {
        before = c->lines[i]->kind <= LINE_NOTICE ? c->lines[i]->time : before;
    }
    c->backlog.recall_more = false; /* until the answer says so */
    start(s, c->folded, &text);
    bytes_format(&text, "%" PRId64 "\n%d", before, MEMORY_PAGE);
    effect_add(&client->effects, EFFECT_RECALL, s->id, text.data, 0);
    bytes_finish(&text);
}

bool memory_find(struct client *client, const struct network *s, const struct chat *c,
                 const char *words, const char *from, int64_t after)
{
    struct bytes text = {0};
    if (!remembers(client, NULL)) {
        return false;
    }
    start(s, c ? c->folded : "", &text);
    bytes_format(&text, "%s\n%" PRId64 "\n%d\n%s", from, after, MEMORY_FOUND, words);
    effect_add(&client->effects, EFFECT_FIND, s->id, text.data, 0);
    bytes_finish(&text);
    return true;
}

void memory_open_people(struct client *client, struct network *s, const char *names)
{
    enum { PEOPLE_MAX = 10 };
    int count = 0;
    for (size_t len; *names && count < PEOPLE_MAX; names += len + (names[len] == '\n')) {
        char name[NETWORK_TEXT];
        len = strcspn(names, "\n");
        snprintf(name, sizeof name, "%.*s", (int)(len < sizeof name ? len : sizeof name - 1),
                 names);
        if (name[0] && !network_is_room(s, name) && !network_is_me(s, name)) {
            network_open(client, s, CHAT_PERSON, name);
            count++;
        }
    }
}

void memory_list(struct client *client, const struct network *s)
{
    struct bytes text = {0};
    if (remembers(client, NULL)) {
        start(s, "", &text);
        effect_add(&client->effects, EFFECT_LIST, s->id, text.data, 0);
    }
    bytes_finish(&text);
}
