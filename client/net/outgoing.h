#pragma once
/* What the user says: sent, queued while offline, resent. */
#include <stdbool.h>
#include "client/chat/chat.h"

struct client;
struct network;

/* Says `text` in a chat: sends it now or queues it until there is a connection. */
void outgoing_say(struct client *client, struct network *s, struct chat *c, enum line_kind kind,
                  const char *text);

/* Whether a multi-line text is sent as one message. */
bool outgoing_says_lines(const struct network *s);

/* Resends a line that had failed. */
void outgoing_resend(struct client *client, struct network *s, struct chat *c, int index);

/* Adds this reaction to the message, or removes it if it is ours; as text if the server does not
 * support tags. */
void outgoing_react(struct client *client, struct network *s, struct chat *c, int index,
                    const char *text);

/* Whether we may delete messages and remove people there. */
bool outgoing_moderates(const struct network *s, const struct chat *c);

/* Whether the server puts an edited message in the place of the old one; elsewhere, and if the new
 * one is longer than the server takes at once, that is deleted and the new one said at the end.
 * Whether one of ours may be edited; does it. */
bool outgoing_edits_in_place(const struct network *s);
bool outgoing_can_edit(const struct client *client, const struct network *s, const struct chat *c,
                       const struct line *line);
void outgoing_edit(struct client *client, struct network *s, struct chat *c, int index,
                   const char *text);

/* Whether we may delete this message for everyone; requests it (the server's answer removes it). */
bool outgoing_can_delete(const struct network *s, const struct chat *c, const struct line *line);

void outgoing_delete(struct client *client, struct network *s, struct chat *c, int index);

/* A message of ours was echoed or refused: another one in the queue may be sent. */
void outgoing_landed(struct client *client, struct network *s, const struct line *line);

/* Sends the queued lines of this chat. */
void outgoing_flush(struct client *client, struct network *s, struct chat *c);

int outgoing_waiting(const struct network *s);

/* Marks as failed what should have been answered by now. */
void outgoing_give_up(struct client *client, struct network *s);

/* Appends typed text, with codes in place of markup if that is enabled. */
void outgoing_style(const struct client *client, const char *text, struct bytes *out);
