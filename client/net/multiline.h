#pragma once
/* Messages of several lines that come in as a batch of lines (draft/multiline): put together again
 * into one line of the protocol whose text has line ends in it, and handled as such.
 * https://ircv3.net/specs/extensions/multiline */
#include <stdbool.h>

struct client;
struct message;
struct network;

/* BATCH: true when it begins or ends such a message, which is then handled. */
bool multiline_batch(struct client *client, struct network *s, const struct message *m);

/* A line inside a batch; true: that is such a message, and the line is one of its lines. */
bool multiline_line(struct network *s, const struct message *m, const char *batch);

/* The connection is gone: so are those that were coming. */
void multiline_forget(struct network *s);
