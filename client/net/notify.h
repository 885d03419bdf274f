#pragma once
/* Mentions and notifications: what notifies the user, where a notification leads, and who is
 * ignored. */
#include <stdbool.h>

struct chat;
struct client;
struct line;
struct network;

/* Somebody said something: counts it as unread, flashes the window for a mention. */
void notify_heard(struct client *client, struct chat *c, const struct line *line);

/* Whether nothing is to be seen of somebody: a nickname, or "nick!user@host". */
bool notify_ignores(const struct client *client, struct network *s, const char *source);

/* From now on, or no more. */
void notify_ignore(struct client *client, struct network *s, const char *nick, bool yes);

/* Somebody who may be ignored is called otherwise now: they stay so for as long as they are seen.
 * And they went. */
void notify_ignore_follow(const struct client *client, struct network *s, const char *nick,
                          const char *other);
void notify_ignore_gone(struct network *s, const char *nick);

/* Tells the desktop of what was held back, if it is time. */
void notify_held(struct client *client);

/* Whether what is said there calls nobody; whether all of it calls. */
bool notify_is_muted(const struct client *client, const struct chat *c);
bool notify_is_loud(const struct client *client, const struct chat *c);

/* What calls of what is said in a conversation. */
enum call { CALL_NEVER, CALL_MENTIONS, CALL_ALWAYS };
void notify_choose(struct client *client, struct chat *c, enum call call);

/* What the system showed was clicked, by the number of its effect: goes there. */
void notify_answer(struct client *client, int number);
