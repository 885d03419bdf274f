#pragma once
/* What a line says about a message besides its text: its time, its msgid, what it replies to, a
 * reaction, and whether it is an action. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct client;
struct line;
struct message;
struct network;

/* When it was said: its server-time, or now. */
int64_t tags_time(const struct client *client, const struct network *s, const struct message *m);

/* Whether it was sent a while ago and is replayed now, by a bouncer for example. */
bool tags_is_replay(const struct client *client, const struct network *s, const struct message *m);

/* Takes its msgid, and that of what it replies to. */
void tags_take_ids(struct line *line, const struct message *m);

/* The msgid of the message that this one edits, where the server says so; NULL: none. It may be its
 * own: then it was edited before. */
const char *tags_edits(const struct network *s, const struct message *m);

/* The reaction in a TAGMSG, and whether it is given or taken back; NULL: there is none. */
const char *tags_reaction(const struct message *m, const char **id, bool *gives);

/* The text inside a CTCP ACTION, into `out`; NULL if it is not an action. */
const char *tags_action(const char *text, char *out, size_t cap);
