#pragma once
/* The connection to a server: made, said who we are, kept, lost, and made again by itself. */
#include <stdbool.h>
#include <stdint.h>

#include "client/net/network.h"

struct chat;
struct client;
struct event;

/* Starts to connect with host, port, wanted, password, room as they are set. */
void connection_start(struct client *client, struct network *s);

/* Ends it on purpose. */
void connection_leave(struct client *client, struct network *s, const char *reason);

/* Nobody is there now: waits and tries again, as after a cut. */
void connection_offline(struct client *client, struct network *s);

/* Begins anew, encrypted, at another port. */
void connection_upgrade(struct client *client, struct network *s, int port);

/* Stops trying, or tries at once. */
void connection_stop(struct client *client, struct network *s);
void connection_try_now(struct client *client, struct network *s);

void connection_event(struct client *client, struct network *s, const struct event *e);

/* The next moment something is due; 0: never. */
int64_t connection_deadline(const struct network *s);

/* Says who we are, if that was not done. With the password for the whole server only when the
 * server has no better way to log in. */
void connection_introduce(struct client *client, struct network *s);

/* Registration is over: called by the handler of the end of the welcome. */
void connection_ready(struct client *client, struct network *s);

/* We are logged in to an account: what was to follow does. */
void connection_logged_in(struct client *client, struct network *s);

/* Whether the server was to show that it knows the password, and has not: then it has failed. */
bool connection_refuses_liar(struct client *client, struct network *s);

/* This attempt failed for a reason that trying again would not mend. */
void connection_fail(struct client *client, struct network *s, enum network_trouble trouble,
                     const char *detail);

/* Asks the server for a sign of life; its answer gives the lag. */
void connection_measure_lag(struct client *client, struct network *s);

/* Whether the password may be told, as it is, to whom we are connected now: not to a server that
 * could check it without, nor where others read it, unless one said so. False: the attempt has
 * failed, and says why. */
bool connection_may_tell(struct client *client, struct network *s);

/* Forgets what was coming in, and what was still to be asked. */
void connection_forget(struct network *s);
