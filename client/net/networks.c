#include "client/net/networks.h"

#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/net/connection.h"
#include "client/net/network.h"
#include "irc/check.h"

struct network *networks_add(struct client *client)
{
    struct network *s = xcalloc(1, sizeof *s);
    network_init(s);
    s->id = ++client->next_link;
    size_t size = (size_t)(client->network_count + 1) * sizeof *client->networks;
    client->networks = xrealloc(client->networks, size);
    client->networks[client->network_count++] = s;
    return s;
}

static void free_network(struct client *client, struct network *s)
{
    connection_forget(s);
    network_finish(client, s);
    free(s);
}

struct network *networks_entered(const struct client *client)
{
    int at = 0;
    while (at < client->network_count && !client->networks[at]->entered) {
        at++;
    }
    return at < client->network_count ? client->networks[at] : NULL;
}

void networks_drop(struct client *client, struct network *s)
{
    int at = 0;
    while (client->networks[at] != s) {
        at++;
    }
    client->port->leaving(client, s);
    client->network_count--;
    memmove(client->networks + at, client->networks + at + 1,
            (size_t)(client->network_count - at) * sizeof *client->networks);
    free_network(client, s);
    client->network = client->network == s ? networks_entered(client) : client->network;
}

void networks_finish(struct client *client)
{
    for (int i = 0; i < client->network_count; i++) {
        free_network(client, client->networks[i]);
    }
    free(client->networks);
}

bool networks_any(const struct client *client, const struct network *except)
{
    return networks_count(client) > (except && except->entered);
}

struct network *networks_same(const struct client *client, const struct network *s)
{
    int at = client->network_count - 1;
    for (; at >= 0; at--) {
        const struct network *o = client->networks[at];
        if (o != s && o->entered && o->port == s->port &&
            names_equal(CASEMAP_ASCII, o->host, s->host) &&
            names_equal(CASEMAP_RFC1459, o->wanted, s->wanted)) {
            break;
        }
    }
    return at < 0 ? NULL : client->networks[at];
}

int networks_count(const struct client *client)
{
    int count = 0;
    for (int i = 0; i < client->network_count; i++) {
        count += client->networks[i]->entered;
    }
    return count;
}

/* --- their conversations in order --- */

/* How many chats of a network are not with people: those come first, since chats are sorted by
 * kind. */
static int count_rooms(const struct network *s)
{
    int low = 0, high = s->chat_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (s->chats[middle]->kind == CHAT_PERSON) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

/* Where its rooms (or its people) begin in chats, and how many there are; none until the user is on
 * that server. */
static int range(const struct network *s, bool people, int *count)
{
    int rooms = s->entered ? count_rooms(s) : 0;
    *count = !s->entered ? 0 : people ? s->chat_count - rooms : rooms;
    return people ? rooms : 0;
}

struct chat *networks_chat_at(const struct client *client, int index)
{
    for (int people = 0; people < 2 && index >= 0; people++) {
        for (int i = 0; i < client->network_count; i++) {
            int count, from = range(client->networks[i], people, &count);
            if (index < count) {
                return client->networks[i]->chats[from + index];
            }
            index -= count;
        }
    }
    return NULL;
}

int networks_chat_count(const struct client *client)
{
    int count = 0;
    for (int i = 0; i < client->network_count; i++) {
        count += client->networks[i]->entered ? client->networks[i]->chat_count : 0;
    }
    return count;
}

int networks_place(const struct client *client, const struct chat *c)
{
    int at = 0;
    for (int people = 0; people < 2; people++) {
        for (int i = 0; i < client->network_count; i++) {
            int count, from = range(client->networks[i], people, &count);
            for (int k = 0; k < count && (c && c->network == client->networks[i]); k++) {
                if (client->networks[i]->chats[from + k] == c) {
                    return at + k;
                }
            }
            at += count;
        }
    }
    return -1;
}

const char *networks_title(const struct client *client, const struct network *s)
{
    for (int i = 0; i < client->network_count; i++) {
        const struct network *other = client->networks[i];
        if (other != s && other->entered && strcmp(network_name(other), network_name(s)) == 0) {
            return s->address;
        }
    }
    return network_name(s);
}
