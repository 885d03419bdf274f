#pragma once
/* Messages of several lines that come in as a batch of lines (draft/multiline): put together again
 * into one line of the protocol whose text has line ends in it, and handled as such.
 * https://ircv3.net/specs/extensions/multiline */
#include <stdbool.h>

struct client;
struct message;
struct network;

/* A line that belongs to such a message: true, and it is taken care of. */
bool multiline_take(struct client *client, struct network *s, const struct message *m);

/* The connection is gone: so are those that were coming. */
void multiline_forget(struct network *s);
