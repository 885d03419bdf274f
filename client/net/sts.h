#pragma once
/* Strict transport security: a server that says so is not connected to unencrypted for as long as
 * it says, and no click makes an exception. https://ircv3.net/specs/extensions/sts */
#include <stdbool.h>

struct client;
struct network;

/* Before a connection: what is known of the host goes before what was asked for. */
void sts_begin(const struct client *client, struct network *s);

/* The value of the capability. Returns the port where an encrypted connection has to begin instead
 * of this one; 0: none has. */
int sts_heard(struct client *client, struct network *s, const char *value);

/* The connection has ended: the time counts from now. */
void sts_end(struct client *client, struct network *s);
