#pragma once
/* Why a connection failed (enum network_trouble), in words; and what would be wrong with telling a
 * password. */
#include <stdbool.h>
#include <stddef.h>

#include "client/net/network.h"

struct client;
struct bytes;
struct network;

/* What happened; and why, and what to do. */
void trouble_words(const struct client *client, const struct network *s, struct bytes *title,
                   struct bytes *body);

/* Another nickname that may be free: "ana" -> "ana2". */
void trouble_suggest_nick(const char *nick, char *out, size_t cap);

/* Whether the nickname can be made ours instead. */
bool trouble_offers_register(const struct network *s);

/* What would be wrong with telling the password, as it is, to whom we are connected now;
 * TROUBLE_NONE: nothing. */
enum network_trouble trouble_exposes(const struct client *client, const struct network *s);
