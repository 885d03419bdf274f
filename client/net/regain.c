#include "client/net/regain.h"

#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/net/network.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/names.h"

enum { AGAIN_MS = 5000, ASK_MS = 60000 };

void regain_watch(struct client *client, struct network *s)
{
    bool watches = !network_is_me(s, s->wanted);
    s->nick_tried_at = 0;
    s->nick_ask_at = watches && !s->isupport.monitor ? client->now + ASK_MS : 0;
    if (watches && s->isupport.monitor) {
        network_send(client, s, "MONITOR + %s", s->wanted);
    }
}

void regain_nick(struct client *client, struct network *s)
{
    if (s->state == NETWORK_READY && !network_is_me(s, s->wanted) &&
        (!s->nick_tried_at || client->now - s->nick_tried_at >= AGAIN_MS)) {
        s->nick_tried_at = client->now;
        network_send(client, s, "NICK %s", s->wanted);
    }
}

void regain_tick(struct client *client, struct network *s)
{
    if (s->nick_ask_at && client->now >= s->nick_ask_at) {
        s->nick_ask_at = client->now + ASK_MS;
        network_send(client, s, "ISON %s", s->wanted);
    }
}

bool regain_is_named(const struct network *s, const char *list, const char *parts)
{
    for (list += strspn(list, parts); *list; list += strspn(list, parts)) {
        char nick[NICK_CAP];
        size_t len = strcspn(list, parts);
        char *one = xstrndup(list, len);
        message_nick(one, nick);
        free(one);
        if (names_equal(s->isupport.casemap, nick, s->wanted)) {
            return true;
        }
        list += len;
    }
    return false;
}
