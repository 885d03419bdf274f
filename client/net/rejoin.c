#include "client/net/rejoin.h"

#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/chat/person.h"
#include "client/net/errand.h"
#include "client/net/network.h"
#include "client/net/outgoing.h"

enum { JOIN_AGAIN_MS = 30000, JOIN_MOST_MS = 600000 };

void rejoin_later(struct client *client, struct network *s, struct chat *c)
{
    int64_t wait = JOIN_AGAIN_MS;
    for (int i = 0; i < c->join_tries && wait < JOIN_MOST_MS; i++) {
        wait *= 2;
    }
    c->join_tries++;
    c->join_again_at = client->now + (wait < JOIN_MOST_MS ? wait : JOIN_MOST_MS);
    s->join_again_at = s->join_again_at && s->join_again_at < c->join_again_at ? s->join_again_at
                                                                               : c->join_again_at;
}

void rejoin_due(const struct client *client, struct network *s)
{
    s->join_again_at = 0;
    for (int i = 1; i < s->chat_count; i++) {
        struct chat *c = s->chats[i];
        if (c->join_again_at && (c->joined || !c->rejoin)) {
            c->join_again_at = 0;
        } else if (c->join_again_at && c->join_again_at <= client->now) {
            c->join_again_at = 0;
            errand_join(s, c->name, c->key);
        } else if (c->join_again_at && (!s->join_again_at || c->join_again_at < s->join_again_at)) {
            s->join_again_at = c->join_again_at;
        }
    }
}

void rejoin_chat(struct client *client, struct network *s, struct chat *c)
{
    c->join_again_at = 0;
    c->join_tries = 0;
    if (c->kind == CHAT_ROOM && c->rejoin) {
        people_clear(&c->people);
        errand_join(s, c->name, c->key);
    } else if (c->kind == CHAT_PERSON) {
        outgoing_flush(client, s, c);
    }
}
