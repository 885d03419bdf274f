#pragma once
/* All servers, and the order of their conversations in the left column and for the keys: each
 * server with its rooms, then the direct messages of all. client->network is the one on the
 * screen. */
#include <stdbool.h>

struct client;
struct chat;
struct network;

/* Another network, that is nowhere yet; the app owns it. */
struct network *networks_add(struct client *client);

/* Its conversations go with it. */
void networks_drop(struct client *client, struct network *s);
void networks_finish(struct client *client);

/* Whether there is one besides `except` (may be NULL) that one is at. */
bool networks_any(const struct client *client, const struct network *except);

/* Where one is at the same server by the same name already; NULL: nowhere. */
struct network *networks_same(const struct client *client, const struct network *s);

/* How many one is at. */
int networks_count(const struct client *client);

/* The conversation of this place in the order; NULL: past the last. */
struct chat *networks_chat_at(const struct client *client, int index);
int networks_chat_count(const struct client *client);

/* Its place; -1: it is in none. */
int networks_place(const struct client *client, const struct chat *c);

/* The first that one is at; NULL: none. */
struct network *networks_entered(const struct client *client);
