#pragma once
/* The connection to a server: connects, registers, keeps it alive, and reconnects by itself. */
#include <stdbool.h>
#include <stdint.h>

#include "client/net/network.h"

struct chat;
struct client;
struct event;

/* Starts connecting with host, port, wanted, password and room as they are set. */
void connection_start(struct client *client, struct network *s);

/* Disconnects on purpose. */
void connection_leave(struct client *client, struct network *s, const char *reason);

/* Starts offline: waits and retries, as after a lost connection. */
void connection_offline(struct client *client, struct network *s);

/* Reconnects encrypted, on another port. */
void connection_upgrade(struct client *client, struct network *s, int port);

/* Stops reconnecting; reconnects at once. */
void connection_stop(struct client *client, struct network *s);
void connection_try_now(struct client *client, struct network *s);

void connection_event(struct client *client, struct network *s, const struct event *e);

/* The next moment something is due; 0: never. */
int64_t connection_deadline(const struct network *s);

/* Whether the account's password goes as that of the server: there is no other way, as the server
 * does not offer SASL. */
bool connection_sends_pass(const struct network *s);

/* Sends NICK and USER, unless that was done; before them the server's password, if there is one. */
void connection_introduce(struct client *client, struct network *s);

/* Registration is complete: called by the handler for the end of the MOTD. */
void connection_ready(struct client *client, struct network *s);

/* We are logged in to an account: does what waited for that. */
void connection_logged_in(struct client *client, struct network *s);

/* Whether the server failed to prove that it knows the password: then the attempt fails. */
bool connection_refuses_liar(struct client *client, struct network *s);

/* This attempt failed for a reason that trying again would not mend. */
void connection_fail(struct client *client, struct network *s, enum network_trouble trouble,
                     const char *detail);

/* Sends a PING; its answer gives the lag. */
void connection_measure_lag(struct client *client, struct network *s);

/* Whether the plain password may be sent to the current peer: not if the server is known to support
 * SCRAM, nor unencrypted, unless the user allowed it. False: the attempt has failed, and says
 * why. */
bool connection_may_tell(struct client *client, struct network *s);

/* Drops incoming batches, and requests not sent yet. */
void connection_forget(struct network *s);
