#pragma once
/* The part of a room's settings about its past: what the server keeps of it, and for how long. It
 * is ChanServ INFO and SET of a server that says facts; elsewhere there is no such part. */
#include <stdbool.h>

struct app;
struct chat;
struct form;

enum { ROOM_HISTORY_ROWS = 100 }; /* the ids of its rows begin here */

/* Asks what is kept, if that is not known. */
void room_history_ask(struct app *app, struct chat *c);

void room_history_rows(const struct app *app, struct form *f, const struct chat *c);

/* Something was done on one of its rows; asks first where messages would be deleted. */
void room_history_act(struct app *app, struct chat *c, int id, int part);

/* What ChanServ says as a fact. False: it is about something else. */
bool room_history_take(struct chat *c, const char *fact);
