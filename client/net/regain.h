#pragma once
/* Which nickname one has is one thing, which one wants another: it is taken back when it is free.
 * The server tells of that (MONITOR, or who leaves and changes in our rooms), or is asked now and
 * then (ISON). */
#include <stdbool.h>

struct client;
struct network;

/* One is in: from now on, if one is called otherwise. */
void regain_watch(struct client *client, struct network *s);

/* It may be free now: asks for it, but not again and again. */
void regain_nick(struct client *client, struct network *s);

/* Time has gone by; s->nick_ask_at says when there is something to do. */
void regain_tick(struct client *client, struct network *s);

/* Whether the wanted one is among those that a list names, with one of `parts` between them. */
bool regain_is_named(const struct network *s, const char *list, const char *parts);
