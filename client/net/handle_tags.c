/* What is about messages rather than a message: reactions, deletions, and typing. */
#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/chat/pins.h"
#include "client/chat/chat.h"
#include "client/net/errand.h"
#include "client/net/handle.h"
#include "client/net/memory.h"
#include "client/net/network.h"
#include "client/net/notify.h"
#include "client/net/redact.h"
#include "client/net/tags.h"
#include "irc/message.h"

/* The chat that a message between `nick` and `target` belongs to; NULL: none that is open. */
static struct chat *chat_between(const struct network *s, const char *nick, const char *target)
{
    size_t status = strspn(target, s->isupport.prefix_chars);
    if (network_is_room(s, target + status)) {
        target += status; /* only for the operators of a room */
    }
    return network_find(s, network_is_room(s, target) || network_is_me(s, nick) ? target : nick);
}

void handle_tagmsg(struct client *client, struct network *s, struct message *m)
{
    char nick[NICK_CAP];
    message_nick(m->source, nick);
    struct chat *c = nick[0] ? chat_between(s, nick, message_param(m, 0)) : NULL;
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
    const char *text = tags_reaction(m, &id, &gives);
    if (text && strlen(text) < REACTION_TEXT && chat_find_id(c, id) >= 0) {
        memory_react(client, s, c, id, nick, text, gives, mine);
    }
    if (text &&
        chat_react(c, s->isupport.casemap, id, tags_time(client, s, m), nick, text, gives, mine)) {
        client->dirty = true;
    }
}

/* The message is replaced by a placeholder, so that replies to it make sense. */
void handle_redact(struct client *client, struct network *s, struct message *m)
{
    char by[NICK_CAP];
    message_nick(m->source, by);
    struct chat *c = by[0] ? chat_between(s, by, message_param(m, 0)) : NULL;
    if (c) {
        redact_message(client, s, c, message_param(m, 1), by, message_param(m, 2));
    }
}

/* --- METADATA: pins of rooms, names of people --- */

#define NAME_KEY "display-name"

void handle_subscribe(struct client *client, struct network *s)
{
    network_send(client, s, "METADATA * SUB %s " NAME_KEY, PINS_KEY);
    for (int i = 0; i < s->chat_count; i++) {
        if (s->chats[i]->kind == CHAT_ROOM && s->chats[i]->joined) {
            network_send(client, s, "METADATA %s GET %s", s->chats[i]->name, PINS_KEY);
        }
    }
}

static void take_name(struct client *client, const struct network *s, const char *nick,
                      const char *name)
{
    for (int i = 0; i < s->chat_count; i++) {
        struct person *p = people_find(&s->chats[i]->people, s->isupport.casemap, nick);
        if (p) {
            person_set_display(p, name);
            client->dirty = true;
        }
    }
}

/* "774 me room 4": there is much; it comes when it is asked for. Once, whatever the server says. */
void handle_sync_later(struct client *client, struct network *s, struct message *m)
{
    struct chat *c = network_find(s, message_param(m, 1));
    if (c && !c->synced) {
        c->synced = true;
        errand_ask(s, ERRAND_METADATA, c);
    }
    (void)client;
}

/* "761 me room key * :value", "766 me room key :why", "METADATA room key * :value" */
void handle_metadata(struct client *client, struct network *s, struct message *m)
{
    int first = strcmp(m->verb, "METADATA") == 0 ? 0 : 1;
    struct chat *c = network_find(s, message_param(m, first));
    bool gone = strcmp(m->verb, "766") == 0 || m->count < first + 4;
    if (c && strcmp(message_param(m, first + 1), PINS_KEY) == 0) {
        chat_set_pins(c, gone ? NULL : message_param(m, m->count - 1));
        client->dirty = true;
        return;
    }
    if ((!c || c->kind == CHAT_PERSON) && strcmp(message_param(m, first + 1), NAME_KEY) == 0) {
        take_name(client, s, message_param(m, first), gone ? NULL : message_param(m, m->count - 1));
    }
    client->port->answered(client, s, m);
}
