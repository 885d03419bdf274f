#pragma once
/* Strict Transport Security: we never connect unencrypted to a server that says so, for as long as
 * it says, and the user cannot override it. https://ircv3.net/specs/extensions/sts */
#include <stdbool.h>

struct client;
struct network;

/* Before connecting: a known policy of the host overrides what was asked for. */
void sts_begin(const struct client *client, struct network *s);

/* Takes the value of the capability. Returns the port to reconnect to with encryption; 0: none. */
int sts_heard(struct client *client, struct network *s, const char *value);

/* The connection has ended: the policy's duration counts from now. */
void sts_end(struct client *client, struct network *s);
