#pragma once
/* The servers one is at: the list of networks, of which app->network is the one on the screen; and
 * their conversations in the order in which the column and the keys go through them: for each server
 * itself and its rooms, then the people of all. */
#include <stdbool.h>

struct app;
struct chat;
struct network;

/* Another network, that is nowhere yet; the app owns it. */
struct network *servers_add(struct app *app);

/* Its conversations go with it. */
void servers_drop(struct app *app, struct network *s);
void servers_finish(struct app *app);

/* The network of this number; NULL: it is gone. */
struct network *servers_find(const struct app *app, unsigned id);

/* Whether there is one besides `except` (may be NULL) that one is at. */
bool servers_any(const struct app *app, const struct network *except);

/* Where one is at the same server by the same name already; NULL: nowhere. */
struct network *servers_same(const struct app *app, const struct network *s);

/* How many one is at. */
int servers_count(const struct app *app);

/* The conversation of this place in the order; NULL: past the last. */
struct chat *servers_chat_at(const struct app *app, int index);
int servers_chat_count(const struct app *app);

/* Its place; -1: it is in none. */
int servers_place(const struct app *app, const struct chat *c);

/* To the login screen, for another server, with that address or link in it (may be ""); and back to the
 * conversations. False: there are none. */
void servers_another(struct app *app, const char *address);
bool servers_back(struct app *app);

/* Leaves a server on purpose; the rooms one was in are remembered for the next time. */
void servers_leave(struct app *app, struct network *s, const char *reason);

/* The same, and its conversations go: the next server's are shown, or the login screen. */
void servers_quit(struct app *app, struct network *s, const char *reason);
