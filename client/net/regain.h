#pragma once
/* The wanted nickname may differ from the current one: it is regained when it is free. MONITOR, or
 * QUIT and NICK in our rooms, tell us that; otherwise we poll with ISON. */
#include <stdbool.h>

struct client;
struct network;

/* We are registered: starts watching if our nickname is not the wanted one. */
void regain_watch(struct client *client, struct network *s);

/* It may be free now: tries to take it, but not too often. */
void regain_nick(struct client *client, struct network *s);

/* Polls if it is time; s->nick_ask_at says when that is. */
void regain_tick(struct client *client, struct network *s);

/* Whether the wanted nickname is in a list separated by the characters of `parts`. */
bool regain_is_named(const struct network *s, const char *list, const char *parts);
