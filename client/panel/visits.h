#pragma once
/* Connecting to a server and leaving it. */
#include <stdbool.h>
#include <stddef.h>

struct app;
struct bytes;
struct chat;
struct network;

/* Goes to the login screen for another server, with that address or link in it (may be ""); and
 * back to the conversations. False: there are none. */
void visits_another(struct app *app, const char *address);
bool visits_back(struct app *app);

/* Leaves a server on purpose; its rooms are remembered for the next time. */
void visits_leave(struct app *app, struct network *s, const char *reason);

/* Leaves a server and closes its conversations, then shows another server's; if it was the only
 * one, the login screen, and its conversations stay until the next connection. */
void visits_quit(struct app *app, struct network *s, const char *reason);

/* The address under which others reach a room, as a link; and the part of a link that names a room
 * (its first `len` bytes), as login.c reads it. */
void visits_link(const struct app *app, const struct chat *room, struct bytes *out);
void visits_link_room(const char *room, size_t len, struct bytes *out);

/* Opens an address: of a chat server in the client, others through the system. */
void visits_open_link(struct app *app, const char *address);
