#pragma once
/* Incoming messages of several lines (draft/multiline): the lines of the batch become one message
 * whose text has line ends in it. https://ircv3.net/specs/extensions/multiline */
#include <stdbool.h>

struct client;
struct message;
struct network;

/* BATCH: true if it begins or ends such a message; at its end the message is handled. */
bool multiline_batch(struct client *client, struct network *s, const struct message *m);

/* A line inside a batch; true: the batch is such a message, and the line was added to it. */
bool multiline_line(struct network *s, const struct message *m, const char *batch);

/* The connection is lost: drops incomplete messages. */
void multiline_forget(struct network *s);
