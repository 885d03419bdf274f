/* What is about a message and not one itself: reactions, deletions, and that somebody writes. */
#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/draw/icon.h"
#include "client/net/handle.h"
#include "client/net/memory.h"
#include "client/net/network.h"
#include "client/net/notify.h"
#include "irc/check.h"
#include "irc/message.h"

struct chat *handle_between(const struct network *s, const char *nick, const char *target)
{
    size_t status = strspn(target, s->isupport.prefix_chars);
    if (network_is_room(s, target + status)) {
        target += status; /* to the operators of a room only */
    }
    return network_find(s, network_is_room(s, target) || network_is_me(s, nick) ? target : nick);
}

/* The value of a tag by its name or by the one it had as a draft; NULL: neither is there. */
static const char *client_tag(const struct message *m, const char *name, const char *draft)
{
    const char *value = message_tag(m, name);
    return value && *value ? value : message_tag(m, draft);
}

/* An id that can be said back to a server; NULL: it is none. */
static char *copy_id(const char *text)
{
    enum { ID_MAX = 200 };
    bool fine = text && *text && *text != ':' && strlen(text) <= ID_MAX;
    for (const char *at = text; fine && *at; at++) {
        fine = (unsigned char)*at > ' ';
    }
    return fine ? xstrdup(text) : NULL;
}

void handle_ids(struct line *line, const struct message *m)
{
    free(line->id);
    line->id = copy_id(message_tag(m, "msgid"));
    if (!line->reply_to) {
        line->reply_to = copy_id(client_tag(m, "+reply", "+draft/reply"));
    }
}

const char *handle_reaction(const struct message *m, const char **id, bool *gives)
{
    const char *given = client_tag(m, "+react", "+draft/react");
    const char *taken = client_tag(m, "+unreact", "+draft/unreact");
    const char *text = given && *given ? given : taken;
    *gives = text == given;
    *id = client_tag(m, "+reply", "+draft/reply");
    return text && *text && *id && **id ? text : NULL;
}

void handle_tagmsg(struct client *client, struct network *s, struct message *m)
{
    char nick[NICK_CAP];
    message_nick(m->source, nick);
    struct chat *c = nick[0] ? handle_between(s, nick, message_param(m, 0)) : NULL;
    if (!c || s->state != NETWORK_READY ||
        (notify_ignores(client, s, m->source) && !network_is_me(s, nick))) {
        return;
    }
    const char *typing = message_tag(m, "+typing"), *id;
    bool mine = network_is_me(s, nick), gives;
    if (typing && !mine) {
        typists_heard(&c->typists, s->isupport.casemap, nick, strcmp(typing, "active") == 0,
                      client->now);
        client->dirty = true;
    }
    const char *text = handle_reaction(m, &id, &gives);
    if (text && strlen(text) < REACTION_TEXT && chat_find_id(c, id) >= 0) {
        memory_react(client, s, c, id, nick, text, gives, mine);
    }
    if (text && chat_react(c, s->isupport.casemap, id, handle_time(client, s, m), nick, text, gives,
                           mine)) {
        client->dirty = true;
    }
}

void handle_deleted(struct client *client, struct network *s, struct chat *c, const char *id,
                    const char *by, const char *reason)
{
    int at = chat_find_id(c, id);
    memory_forget(client, s, c, id);
    chat_note_deleted(c, id);
    if (at < 0 || !c->lines[at]->nick) {
        return;
    }
    struct line *old = c->lines[at];
    struct bytes text = {0};
    bool own = names_equal(s->isupport.casemap, by, old->nick);
    words_fill(&text, client->lang,
               own       ? W_DELETED_OWN
               : *reason ? W_DELETED_WHY
                         : W_DELETED,
               "op", by, "a", old->nick, "reason", reason, NULL);
    struct line *line = line_new(LINE_INFO, old->time, NULL, text.data);
    line->icon = ICON_TRASH;
    line->gap = old->gap;
    line->id = old->id;
    old->id = NULL;
    c->lines[at] = line;
    line_free(old);
    bytes_finish(&text);
    client->dirty = true;
}

/* The message goes; that there was one stays to be seen, so that answers to it make sense. */
void handle_redact(struct client *client, struct network *s, struct message *m)
{
    char by[NICK_CAP];
    message_nick(m->source, by);
    struct chat *c = by[0] ? handle_between(s, by, message_param(m, 0)) : NULL;
    if (c) {
        handle_deleted(client, s, c, message_param(m, 1), by, message_param(m, 2));
    }
}
