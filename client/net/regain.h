#pragma once
/* The nickname that is wanted and the one that is worn are two things: the wanted one is taken
 * back when it is free. MONITOR, or QUIT and NICK in our rooms, tell that; otherwise ISON asks. */
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
