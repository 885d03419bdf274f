#include "client/net/network.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/endpoint.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "irc/bucket.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/stamp.h"

enum { SERVER_LINE_MAX = 16384 }; /* servers may send longer lines than we may */

void network_init(struct network *s)
{
    *s = (struct network){.lag_ms = -1, .port = PORT_PLAIN};
    isupport_init(&s->isupport);
    s->in.body_max = SERVER_LINE_MAX;
    s->in.tags_max = SERVER_LINE_MAX;
}

bool network_has_place(const struct network *s, enum chat_kind kind)
{
    return s->chat_count < (kind == CHAT_PERSON ? NETWORK_PEOPLE : NETWORK_CHATS);
}

void network_drop_chats(struct network *s)
{
    for (int i = 0; i < s->chat_count; i++) {
        chat_free(s->chats[i]);
    }
    free(s->chats);
    s->chats = NULL;
    s->chat_count = 0;
}

void network_finish(struct client *client, struct network *s)
{
    client->port->finish(client, s);
    network_drop_chats(s);
    scram_prove_finish(&s->scram);
    bytes_finish(&s->challenge);
    bytes_finish(&s->announcement);
    bytes_finish(&s->motd);
    bytes_finish(&s->welcome);
    line_finish(&s->in);
}

void network_visit(struct client *client, const struct network *s, const char *rooms)
{
    struct recent visit = {.visited = client->wall};
    copy_text(visit.server, sizeof visit.server, s->address);
    copy_text(visit.nick, sizeof visit.nick, s->wanted);
    copy_text(visit.name, sizeof visit.name, s->isupport.network);
    copy_text(visit.room, sizeof visit.room, strlen(rooms) < sizeof visit.room ? rooms : "");
    prefs_visit(&client->prefs, &visit);
}

const char *network_name(const struct network *s)
{
    return s->isupport.network[0] ? s->isupport.network : s->host;
}

struct network *network_with_id(const struct client *client, unsigned id)
{
    int at = client->network_count - 1;
    while (at >= 0 && client->networks[at]->id != id) {
        at--;
    }
    return at < 0 ? NULL : client->networks[at];
}

/* --- conversations --- */

bool network_is_me(const struct network *s, const char *nick)
{
    return names_equal(s->isupport.casemap, nick, s->nick);
}

bool network_is_room(const struct network *s, const char *name)
{
    return *name && strchr(s->isupport.chantypes, *name);
}

struct chat *network_find(const struct network *s, const char *name)
{
    for (int i = 1; i < s->chat_count; i++) {
        if (names_equal(s->isupport.casemap, s->chats[i]->name, name)) {
            return s->chats[i];
        }
    }
    return NULL;
}

/* Rooms before people, each by name, as the list shows them. */
static int order(const struct chat *a, const struct chat *b)
{
    return a->kind != b->kind ? (int)a->kind - (int)b->kind : strcmp(a->folded, b->folded);
}

void network_sort(struct network *s)
{
    for (int i = 2; i < s->chat_count; i++) {
        struct chat *c = s->chats[i];
        int at = i;
        for (; at > 1 && order(c, s->chats[at - 1]) < 0; at--) {
            s->chats[at] = s->chats[at - 1];
        }
        s->chats[at] = c;
    }
}

bool network_is_console(const struct chat *c)
{
    return c && c->kind == CHAT_SERVER && c->network->console && c->network->state == NETWORK_READY;
}

struct chat *network_open(struct client *client, struct network *s, enum chat_kind kind,
                          const char *name)
{
    bool first = kind == CHAT_SERVER;
    struct chat *c = !first ? network_find(s, name) : s->chat_count ? s->chats[0] : NULL;
    if (c) {
        return c;
    }
    c = chat_new(kind, name, s->isupport.casemap);
    c->network = s;
    s->chats = xrealloc(s->chats, (size_t)(s->chat_count + 1) * sizeof *s->chats);
    int at = s->chat_count++;
    while (at > 0 && order(c, s->chats[at - 1]) < 0) {
        s->chats[at] = s->chats[at - 1];
        at--;
    }
    s->chats[at] = c;
    client->port->opened(client, c);
    client->dirty = true;
    return c;
}

void network_close(struct client *client, struct network *s, struct chat *c)
{
    int at = 0;
    while (s->chats[at] != c) {
        at++;
    }
    CHECK(at > 0); /* the server's own stays */
    s->chat_count--;
    memmove(s->chats + at, s->chats + at + 1, (size_t)(s->chat_count - at) * sizeof *s->chats);
    client->port->closing(client, c, s->chats[at < s->chat_count ? at : s->chat_count - 1]);
    chat_free(c);
}

const struct person *network_person(const struct network *s, const char *nick)
{
    for (int i = 0; i < s->chat_count; i++) {
        const struct person *p = people_find(&s->chats[i]->people, s->isupport.casemap, nick);
        if (p) {
            return p;
        }
    }
    return NULL;
}

/* --- the link --- */

/* Without SAFERATE, below the usual defaults of servers: Solanum disconnects a client that has 20
 * lines queued. */
long network_lines_per_minute(const struct network *s)
{
    enum { PER_MINUTE = 60, SAFE_PER_MINUTE = 1200, SLOWEST = 4 };
    /* halved each time we are disconnected for flooding */
    return s->isupport.safe_rate ? SAFE_PER_MINUTE
                                 : PER_MINUTE >> (s->slower < SLOWEST ? s->slower : SLOWEST);
}

void network_send(struct client *client, struct network *s, const char *format, ...)
{
    if (s->state != NETWORK_HELLO && s->state != NETWORK_READY) {
        return;
    }
    struct bytes line = {0};
    va_list args;
    va_start(args, format);
    bytes_vformat(&line, format, args);
    va_end(args);
    for (size_t i = 0; i < line.len; i++) {
        if (line.data[i] == '\r' || line.data[i] == '\n') {
            line.data[i] = ' '; /* nothing typed or pasted becomes a second line */
        }
    }
    bytes_text(&line, "\r\n");
    effect_add(&client->effects,
               &(struct effect){.kind = EFFECT_SEND, .link = s->link, .text = line.data});
    bucket_spend(&s->sent_full_at, client->now, network_lines_per_minute(s), 1);
    bytes_finish(&line);
}

/* --- the server's clock --- */

int64_t network_wall(const struct client *client, const struct network *s)
{
    return client->wall + (s->clock_known ? s->clock_ms : 0);
}

void network_hear_clock(const struct client *client, struct network *s, const struct message *m)
{
    const char *tag = message_tag(m, "time");
    int64_t time;
    if (tag && stamp_parse(tag, &time)) {
        s->clock_ms = time - client->wall;
        s->clock_known = true;
    }
}

void network_join(struct client *client, struct network *s, const char *room, const char *key)
{
    struct chat *there = network_find(s, room);
    if (there && there->joined) {
        client->port->show(client, there);
        return;
    }
    if (!there && !network_has_place(s, CHAT_ROOM)) {
        info_add(client, client->current, ICON_WARNING, W_NO_PLACE, "room", room, NULL);
        return;
    }
    if (!there && s->state == NETWORK_READY && network_is_room(s, room)) {
        there = network_open(client, s, CHAT_ROOM, room);
    }
    if (there) { /* what the user writes from now on is for it, and queued until we are in */
        there->rejoin = true;
        chat_set_key(there, *key ? key : there->key);
        client->port->show(client, there);
    }
    names_fold(s->isupport.casemap, s->opening, sizeof s->opening, room);
    copy_text(s->opening_key, sizeof s->opening_key, key);
    network_send(client, s, *key ? "JOIN %s %s" : "JOIN %s", room, key);
}

void network_server(const struct network *s, char *out)
{
    snprintf(out, NETWORK_TEXT + 8, "%s:%d", s->host, s->port);
}
