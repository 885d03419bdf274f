#include "client/net/errand.h"

#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/net/backlog.h"
#include "client/net/network.h"
#include "irc/bucket.h"
#include "irc/bytes.h"
#include "irc/check.h"

/* Lines that may be sent at once. Without SAFERATE, below the usual defaults of servers: Solanum
 * disconnects a client that has 20 lines queued. */
enum {
    BURST = 8,
    SPEECH_BURST = 18,
    SAFE_BURST = 100,
    JOIN_TARGETS = 10, /* rooms per JOIN, if the server does not say */
    JOIN_BYTES = 400,
};

struct errand {
    enum errand_kind kind;
    char *name; /* of the room, or of the conversation, folded */
    char *key;  /* of a room; NULL: none */
    struct errand *next;
};

static void free_errand(struct errand *e)
{
    free(e->name);
    free(e->key);
    free(e);
}

static void add(struct network *s, enum errand_kind kind, const char *name, const char *key)
{
    struct errand **at = &s->errands;
    while (*at && !((*at)->kind == kind && strcmp((*at)->name, name) == 0)) {
        at = &(*at)->next;
    }
    if (*at) {
        return; /* already queued */
    }
    *at = xcalloc(1, sizeof **at);
    (*at)->kind = kind;
    (*at)->name = xstrdup(name);
    (*at)->key = key && *key ? xstrdup(key) : NULL;
}

void errand_join(struct network *s, const char *room, const char *key)
{
    add(s, ERRAND_JOIN, room, key);
}

void errand_ask(struct network *s, enum errand_kind kind, const struct chat *c)
{
    add(s, kind, c->folded, NULL);
}

static int64_t wait_ms(const struct client *client, const struct network *s, long burst)
{
    return bucket_wait(s->sent_full_at, client->now, s->isupport.safe_rate ? SAFE_BURST : burst,
                       network_lines_per_minute(s));
}

bool errand_may_speak(const struct client *client, const struct network *s)
{
    return s->isupport.safe_rate || wait_ms(client, s, SPEECH_BURST) == 0;
}

/* Joins first, so that we miss no messages; then what is on the screen. */
static int rank(const struct client *client, const struct network *s, const struct errand *e)
{
    const struct chat *seen[] = {client->current, client->beside};
    if (e->kind == ERRAND_JOIN) {
        return 0;
    }
    for (size_t i = 0; i < COUNT_OF(seen); i++) {
        if (seen[i] && seen[i]->network == s && strcmp(seen[i]->folded, e->name) == 0) {
            return 1;
        }
    }
    return 2;
}

static struct errand *pop(const struct client *client, struct network *s)
{
    struct errand **best = &s->errands;
    for (struct errand **at = &s->errands; *at; at = &(*at)->next) {
        best = rank(client, s, *at) < rank(client, s, *best) ? at : best;
    }
    struct errand *e = *best;
    *best = e->next;
    return e;
}

/* The next room that fits the same JOIN, in this many bytes: without a key, since rooms with keys
 * must come before all others. */
static struct errand *pop_room(struct network *s, size_t room)
{
    struct errand **at = &s->errands;
    while (*at && ((*at)->kind != ERRAND_JOIN || (*at)->key || strlen((*at)->name) > room)) {
        at = &(*at)->next;
    }
    struct errand *e = *at;
    if (e) {
        *at = e->next;
    }
    return e;
}

static void join(struct client *client, struct network *s, const struct errand *first)
{
    struct bytes rooms = {0};
    int most = s->isupport.join_targets < 0 ? JOIN_TARGETS
               : s->isupport.join_targets   ? s->isupport.join_targets
                                            : 100;
    bytes_text(&rooms, first->name);
    struct errand *e = NULL;
    for (int i = 1; i < most && rooms.len < JOIN_BYTES && (e = pop_room(s, JOIN_BYTES - rooms.len));
         i++) {
        bytes_format(&rooms, ",%s", e->name);
        free_errand(e);
    }
    network_send(client, s, first->key ? "JOIN %s %s" : "JOIN %s", rooms.data, first->key);
    bytes_finish(&rooms);
}

static void run(struct client *client, struct network *s, const struct errand *e)
{
    struct chat *c = e->kind == ERRAND_JOIN ? NULL : network_find(s, e->name);
    if (e->kind == ERRAND_JOIN) {
        join(client, s, e);
    } else if (c && e->kind == ERRAND_WHO && c->joined) {
        bool whox = s->isupport.whox;
        network_send(client, s, whox ? "WHO %s %%tcuhnfa," ERRAND_WHO_TOKEN : "WHO %s", c->name);
    } else if (c && e->kind == ERRAND_MODES && c->joined) {
        c->modes.asked++;
        network_send(client, s, "MODE %s", c->name);
    } else if (c && e->kind == ERRAND_BANS && c->joined) {
        bool quiets = strchr(s->isupport.list_modes, 'q');
        c->bans.asked += quiets ? 2 : 1;
        network_send(client, s, "MODE %s +b", c->name);
        if (quiets) {
            network_send(client, s, "MODE %s +q", c->name);
        }
    } else if (c && e->kind == ERRAND_METADATA && c->joined) {
        network_send(client, s, "METADATA %s SYNC", c->name);
    } else if (c && e->kind == ERRAND_HISTORY && (c->kind != CHAT_ROOM || c->joined)) {
        backlog_ask_latest(client, s, c);
    }
}

void errand_run(struct client *client, struct network *s)
{
    while (s->errands && s->state == NETWORK_READY && wait_ms(client, s, BURST) == 0) {
        struct errand *e = pop(client, s);
        run(client, s, e);
        free_errand(e);
    }
    s->errand_at = s->errands ? client->now + wait_ms(client, s, BURST) : 0;
    if (s->speech_waits && s->state == NETWORK_READY) {
        int64_t wait = wait_ms(client, s, SPEECH_BURST);
        s->errand_at =
            !s->errand_at || client->now + wait < s->errand_at ? client->now + wait : s->errand_at;
    }
}

int64_t errand_deadline(const struct network *s)
{
    return s->state == NETWORK_READY ? s->errand_at : 0;
}

void errand_forget(struct network *s)
{
    while (s->errands) {
        struct errand *e = s->errands;
        s->errands = e->next;
        free_errand(e);
    }
    s->errand_at = 0;
    s->speech_waits = false;
}
