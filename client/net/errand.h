#pragma once
/* What the client asks of a server by itself (rejoining rooms, WHO, history), at a pace that no
 * server calls flooding; what is on the screen comes first. */
#include <stdbool.h>
#include <stdint.h>

struct client;
struct chat;
struct network;

enum errand_kind { ERRAND_JOIN, ERRAND_WHO, ERRAND_HISTORY };

/* To enter a room when errand_run comes to it, with its key (NULL or "": none): several rooms go in
 * one line. */
void errand_join(struct network *s, const char *room, const char *key);

/* To ask about a conversation; one that is gone by then is not asked about. */
void errand_ask(struct network *s, enum errand_kind kind, const struct chat *c);

/* Whether what one says oneself may go out now. */
bool errand_may_speak(const struct client *client, const struct network *s);

/* Does what it is time for; when that is next, on the clock of client->now; 0: nothing waits. */
void errand_run(struct client *client, struct network *s);
int64_t errand_deadline(const struct network *s);
void errand_forget(struct network *s);
