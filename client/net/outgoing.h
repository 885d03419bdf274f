#pragma once
/* What the user says: sent, kept while offline, sent again. */
#include <stdbool.h>
#include "client/chat/chat.h"

struct client;
struct network;

/* Says `text` in a chat: sends it now or keeps it until there is a connection. */
void outgoing_say(struct client *client, struct network *s, struct chat *c, enum line_kind kind,
                  const char *text);

/* Whether a text of several lines goes out as one message. */
bool outgoing_says_lines(const struct network *s);

/* Sends again what had failed. */
void outgoing_resend(struct client *client, struct network *s, struct chat *c, int index);

/* Gives the message this reaction, or takes it back when it is ours; in words where the server
 * carries no tags. */
void outgoing_react(struct client *client, struct network *s, struct chat *c, int index,
                    const char *text);

/* Whether we may take messages and people away there. */
bool outgoing_moderates(const struct network *s, const struct chat *c);

/* Whether we may delete this message for everyone; does it (the server's answer takes it away). */
bool outgoing_can_delete(const struct network *s, const struct chat *c, const struct line *line);

void outgoing_delete(struct client *client, struct network *s, struct chat *c, int index);

/* A message of ours was echoed or refused: there is room for another that waits. */
void outgoing_landed(struct client *client, struct network *s, const struct line *line);

/* Sends what waits in this chat. */
void outgoing_flush(struct client *client, struct network *s, struct chat *c);

int outgoing_waiting(const struct network *s);

/* What was sent so long ago that an answer would have come did not arrive. */
void outgoing_give_up(struct client *client, struct network *s);

/* What was typed, with codes in place of its signs, if they mean something. */
void outgoing_style(const struct client *client, const char *text, struct bytes *out);
