#pragma once
/* What happens when a server has let us in. */
#include <stdbool.h>

struct client;
struct network;

/* A server let us in, or did again after the connection was lost */
void arrive_ready(struct client *client, struct network *s, bool again);
