#include "client/net/typing.h"

#include <string.h>

#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/net/network.h"
#include "irc/caps.h"

enum { LASTS_MS = 6000, TELL_EVERY_MS = 3000 }; /* as specified for +typing */

/* With a label of its own, so that a refusal by the server is not shown to the user. */
static void tell(struct client *client, struct network *s, const struct chat *c, const char *what)
{
    bool labels = s->caps & CAP(LABELED_RESPONSE);
    network_send(client, s, "@%s+typing=%s TAGMSG %s", labels ? "label=" TYPING_LABEL ";" : "",
                 what, c->name);
}

bool typing_answered(const struct network *s, const struct message *m)
{
    const char *label = message_tag(m, "label");
    if (!label || strcmp(label, TYPING_LABEL) != 0) {
        return false;
    }
    struct chat *c = network_find(s, message_param(m, 1));
    if (c && (m->verb[0] == '4' || m->verb[0] == '5')) {
        c->typing_refused = true;
    }
    return true;
}

void typing_follow(struct client *client)
{
    struct network *s = client->network;
    struct chat *c = client->current;
    if (!client->prefs.tell_typing || !c || c->kind == CHAT_SERVER || s->state != NETWORK_READY ||
        !(s->caps & CAP(MESSAGE_TAGS)) || c->typing_refused || s->isupport.no_typing ||
        (c->kind == CHAT_ROOM && !c->joined)) {
        return;
    }
    const char *text = edit_text(&c->draft);
    bool told = c->typing_sent && client->now < c->typing_sent + LASTS_MS;
    if (*text && *text != '/') {
        if (!c->typing_sent || client->now >= c->typing_sent + TELL_EVERY_MS) {
            tell(client, s, c, "active");
            c->typing_sent = client->now;
        }
    } else if (told) {
        tell(client, s, c, "done");
        c->typing_sent = 0;
    }
}
