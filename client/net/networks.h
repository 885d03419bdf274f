#pragma once
/* All servers, and the order of their conversations in the left column and for keyboard navigation:
 * each server with its rooms, then all direct messages. client->network is the one on the
 * screen. */
#include <stdbool.h>

struct client;
struct chat;
struct network;

/* Adds a network that is not connected yet; the client owns it. */
struct network *networks_add(struct client *client);

/* Removes a network with its conversations. */
void networks_drop(struct client *client, struct network *s);
void networks_finish(struct client *client);

/* Whether the user is on any network other than `except` (may be NULL). */
bool networks_any(const struct client *client, const struct network *except);

/* Another network where the user is on the same server with the same nickname; NULL: none. */
struct network *networks_same(const struct client *client, const struct network *s);

/* How many networks the user is on. */
int networks_count(const struct client *client);

/* What a server is called where several are listed: its network's name or, if another here has the
 * same, its address. */
const char *networks_title(const struct client *client, const struct network *s);

/* The conversation at this index in the order; NULL: past the last. */
struct chat *networks_chat_at(const struct client *client, int index);
int networks_chat_count(const struct client *client);

/* The index of a conversation; -1: it is not listed. */
int networks_place(const struct client *client, const struct chat *c);

/* The first network that the user is on; NULL: none. */
struct network *networks_entered(const struct client *client);
