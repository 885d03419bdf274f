#pragma once
/* Why a connection failed (enum network_trouble), as text; and why sending a password would be
 * unsafe. */
#include <stdbool.h>
#include <stddef.h>

#include "client/net/network.h"

struct client;
struct bytes;
struct network;

/* `title`: what happened; `body`: why, and what to do. */
void trouble_words(const struct client *client, const struct network *s, struct bytes *title,
                   struct bytes *body);

/* Whether connecting again is left to the user. */
bool trouble_stops(enum network_trouble trouble);

/* Another nickname that may be free: "ana" -> "ana2". */
void trouble_suggest_nick(const char *nick, char *out, size_t cap);

/* Whether the user can register the nickname instead. */
bool trouble_offers_register(const struct network *s);

/* Why it would be unsafe to send the plain password to the current peer; TROUBLE_NONE: it is
 * safe. */
enum network_trouble trouble_exposes(const struct client *client, const struct network *s);
