#pragma once
/* The room list of a server (/list), to search and to join from. */
#include <stdbool.h>

#include "client/text/edit.h"
#include "client/draw/geometry.h"

struct app;
struct message;
struct network;

enum { DIRECTORY_MAX = 50000 }; /* rooms kept; the rest are only counted */

struct listed {
    char *name, *topic; /* as shown; the topic may be "" */
    char *folded;       /* both, case-folded for searching */
    int people;
};

struct directory {
    bool open;
    bool busy;        /* the list is still arriving */
    unsigned network; /* id of its network */
    struct edit query;
    struct listed *rooms; /* once complete, largest rooms first */
    int count, cap, all;
    int *shown; /* indices of those that match the query */
    int shown_count;
    int selected, first; /* in shown: the selected row, and the topmost visible one */
};

/* Requests the rooms from the server and shows them as they arrive. */
void directory_open(struct app *app, struct network *s);
void directory_close(struct app *app);
void directory_finish(struct directory *d);

/* Whether the list is waiting for a reply from this server. */
bool directory_waits(const struct app *app, const struct network *s);

/* A line of the reply, or its end. False: the list is not waiting for it. */
bool directory_take(struct app *app, const struct network *s, const struct message *m);
bool directory_end(struct app *app, const struct network *s);

/* Call after the query has changed. */
void directory_follow(struct app *app);
bool directory_key(struct app *app, int key, unsigned mods);

/* Scrolls by rows without moving the selection. */
void directory_scroll(struct app *app, int rows);

/* Joins the room at `index` of those shown, and closes. */
void directory_choose(struct app *app, int index);

/* The selected room as text, to be read aloud. */
void directory_words(const struct app *app, struct bytes *out);

/* Where the room list is; returns the number of visible rows. */
int directory_layout(const struct app *app, struct rect *box);

/* Whether the last row makes a new room: of what is typed, which is the name of none. */
bool directory_creates(const struct directory *d);
void directory_new_name(const struct directory *d, struct bytes *out);
