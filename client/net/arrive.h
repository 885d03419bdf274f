#pragma once
/* What happens when registration with a server is complete. */
#include <stdbool.h>

struct client;
struct network;

/* On our own server, once we are its operator: the account that just registered becomes the
 * administrator of a new one, and the first room one for newcomers. */
void arrive_home(struct client *client, struct network *s);

/* Registration is complete; `again`: after a lost connection. */
void arrive_ready(struct client *client, struct network *s, bool again);

/* The server has finished its welcome and put us into no room: joins those of the previous visit,
 * or lets the user choose one. */
void arrive_land(struct client *client, struct network *s);
