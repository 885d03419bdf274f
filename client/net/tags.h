#pragma once
/* What a line says of a message beside its words: its time, its id, what it answers, a reaction,
 * and that it is an action. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct client;
struct line;
struct message;
struct network;

/* When it was said: its server-time, or now. */
int64_t tags_time(const struct client *client, const struct network *s, const struct message *m);

/* Whether it was said a while ago, and comes now because somebody kept it for us. */
bool tags_is_replay(const struct client *client, const struct network *s, const struct message *m);

/* Takes its id and that of what it answers. */
void tags_take_ids(struct line *line, const struct message *m);

/* The reaction in a TAGMSG, and whether it is given or taken back; NULL: there is none. */
const char *tags_reaction(const struct message *m, const char **id, bool *gives);

/* The words inside a CTCP ACTION, into `out`; NULL when the text is no action. */
const char *tags_action(const char *text, char *out, size_t cap);
