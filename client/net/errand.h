#pragma once
/* Requests the client makes by itself (rejoining rooms, WHO, history), paced so that no server sees
 * flooding; what is on the screen comes first. */
#include <stdbool.h>
#include <stdint.h>

struct client;
struct chat;
struct network;

enum errand_kind {
    ERRAND_JOIN,
    ERRAND_WHO,
    ERRAND_HISTORY,
    ERRAND_MODES,
    ERRAND_BANS,
    ERRAND_METADATA
};

/* Marks our own WHO, where the server knows WHOX. */
#define ERRAND_WHO_TOKEN "152"

/* Queues joining a room, with its key (NULL or "": none): several rooms share one line. */
void errand_join(struct network *s, const char *room, const char *key);

/* Queues a request about a conversation; it is dropped if the conversation is gone by then. */
void errand_ask(struct network *s, enum errand_kind kind, const struct chat *c);

/* Whether a message from the user may be sent now. */
bool errand_may_speak(const struct client *client, const struct network *s);

/* Runs what is due; tells when more is (on client->now's clock; 0: nothing is queued). */
void errand_run(struct client *client, struct network *s);
int64_t errand_deadline(const struct network *s);
void errand_forget(struct network *s);
