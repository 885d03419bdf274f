#pragma once
/* What was said before we came, from servers that keep it (draft/chathistory), and how far any of our
 * devices has read (draft/read-marker). */
#include <stdbool.h>
#include <stdint.h>

struct app;
struct chat;
struct message;
struct session;

/* Asks for the last page of a chat; for what is before the first line it has. Nothing happens when
 * the server keeps nothing, or an answer is on its way. */
void past_ask_latest(struct app *app, struct session *s, struct chat *c);
void past_ask_older(struct app *app, struct session *s, struct chat *c);

/* Asks with whom one has talked. */
void past_ask_people(struct app *app, struct session *s);

/* Looks for words in this chat, or everywhere from the server's own; what is found is shown there.
 * False: the server does not do that. */
bool past_search(struct app *app, struct session *s, struct chat *c, const char *words);

/* A line that belongs to an answer of these: true, and it is taken care of. */
bool past_take(struct app *app, struct session *s, struct message *m);

/* Everything in this chat is read: the server tells our other devices. */
void past_mark_read(struct app *app, struct session *s, struct chat *c);

/* The connection is gone: so are the answers that were coming. */
void past_forget(struct session *s);
