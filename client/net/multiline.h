#pragma once
/* Incoming messages of several lines (draft/multiline): the lines of the batch become one message
 * whose text has line ends in it. https://ircv3.net/specs/extensions/multiline */
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
