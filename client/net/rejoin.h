#pragma once
/* Rooms that one was in are entered again: after a cut, and now and then while they are closed. */

struct chat;
struct client;
struct network;

/* We are connected again: a room is entered, what waits for a person is sent. */
void rejoin_chat(struct client *client, struct network *s, struct chat *c);

/* The room is closed now: it is tried again, later each time. */
void rejoin_later(struct client *client, struct network *s, struct chat *c);

/* Tries the rooms whose time has come (s->join_again_at). */
void rejoin_due(const struct client *client, struct network *s);
