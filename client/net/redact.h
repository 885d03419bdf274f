#pragma once
/* A message that was deleted (draft/message-redaction). */

struct chat;
struct client;
struct network;

/* Removes it, here and from the archive, leaving a placeholder. `reason` may be "". */
void redact_message(struct client *client, struct network *s, struct chat *c, const char *id,
                    const char *by, const char *reason);
