#pragma once
/* Mentions and notifications: what notifies the user, where a notification leads, and who is
 * ignored. */
#include <stdbool.h>

struct chat;
struct client;
struct line;
struct network;

/* A line was received: counts it as unread, flashes the window for a mention. */
void notify_heard(struct client *client, struct chat *c, const struct line *line);

/* Whether a user is ignored; `source`: a nickname, or "nick!user@host". */
bool notify_ignores(const struct client *client, struct network *s, const char *source);

/* Starts or stops ignoring a user. */
void notify_ignore(struct client *client, struct network *s, const char *nick, bool yes);

/* A user who may be ignored changed nickname: they stay ignored as long as we see them.
 * notify_ignore_gone: they left. */
void notify_ignore_follow(const struct client *client, struct network *s, const char *nick,
                          const char *other);
void notify_ignore_gone(struct network *s, const char *nick);

/* Notifies the desktop of what was held back, if it is time. */
void notify_held(struct client *client);

/* Whether messages there never notify; whether all of them do. */
bool notify_is_muted(const struct client *client, const struct chat *c);
bool notify_is_loud(const struct client *client, const struct chat *c);

/* Which messages in a conversation notify the user. */
enum call { CALL_NEVER, CALL_MENTIONS, CALL_ALWAYS };
void notify_choose(struct client *client, struct chat *c, enum call call);

/* A notification was clicked: goes where the one with this number leads. */
void notify_answer(struct client *client, int number);
