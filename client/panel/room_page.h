#pragma once
/* The settings of a room: topic, who may join and speak, roles, bans. All of it is MODE, TOPIC and
 * KICK, and what other people change is seen here as it happens. */
#include <stdbool.h>

struct app;
struct chat;
struct message;
struct network;

void room_page_open(struct app *app, struct chat *c);

/* The same at the topic, or at who may enter (enum room_start). */
void room_page_open_at(struct app *app, struct chat *c, int start);

/* The same at the form for banning, with this nickname in it. */
void room_page_ban(struct app *app, struct chat *c, const char *nick);

/* What ChanServ says to giving the room away; true: it is shown on the page. */
bool room_page_take(struct app *app, const struct network *s, const struct message *m);

/* A refusal that answers what was done here; true: it is shown on the page. */
bool room_page_refused(struct app *app, const struct network *s, const struct message *m);
