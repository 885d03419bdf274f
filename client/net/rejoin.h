#pragma once
/* Rejoins rooms: after a lost connection, and now and then while they are closed. */

struct chat;
struct client;
struct network;

/* We are reconnected: joins a room again, sends what is queued for a user. */
void rejoin_chat(struct client *client, struct network *s, struct chat *c);

/* The room is closed: schedules a retry, later each time. */
void rejoin_later(struct client *client, struct network *s, struct chat *c);

/* Tries the rooms whose time has come (s->join_again_at). */
void rejoin_due(const struct client *client, struct network *s);
