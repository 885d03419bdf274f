#pragma once
/* What WHOIS answers, as sentences in the language of the window. */
#include <stdbool.h>

struct client;
struct chat;
struct message;

/* Adds the sentence for one numeric of the answer (311, 312, 313, 317, 319, 330, 335, 338, 671);
 * false: there is none for it. */
bool profile_add(struct client *client, struct chat *c, const struct message *m);
