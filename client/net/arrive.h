#pragma once
/* What happens when registration with a server is complete. */
#include <stdbool.h>

struct client;
struct network;

/* Registration is complete; `again`: after a lost connection. */
void arrive_ready(struct client *client, struct network *s, bool again);
