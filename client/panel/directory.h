#pragma once
/* The rooms of a server (/list), to search and to join. */
#include <stdbool.h>

#include "client/text/edit.h"
#include "client/draw/geometry.h"

struct app;
struct message;
struct network;

enum { DIRECTORY_MAX = 50000 }; /* rooms kept; the rest is counted */

struct listed {
    char *name, *topic; /* as they are shown; the topic may be "" */
    char *folded;       /* both, as one searches */
    int people;
};

struct directory {
    bool open;
    bool busy;        /* more of them are on their way */
    unsigned network; /* whose; its number */
    struct edit query;
    struct listed *rooms; /* once all are here: those with most people first */
    int count, cap, all;
    int *shown; /* indices of those that fit the query */
    int shown_count;
    int selected, first; /* in shown: the one the keys are on, and the topmost that is seen */
};

/* Asks the server for its rooms and shows them as they come. */
void directory_open(struct app *app, struct network *s);
void directory_close(struct app *app);
void directory_finish(struct directory *d);

/* Whether an answer of this server is for the list. */
bool directory_waits(const struct app *app, const struct network *s);

/* A line of the answer, or its end. False: nobody waits for it here. */
bool directory_take(struct app *app, const struct network *s, const struct message *m);
bool directory_end(struct app *app, const struct network *s);

/* After the query changed. */
void directory_follow(struct app *app);
bool directory_key(struct app *app, int key, unsigned mods);

/* Goes up or down by rows without choosing. */
void directory_scroll(struct app *app, int rows);

/* Joins the room of this place in what is shown, and closes. */
void directory_choose(struct app *app, int index);

/* What the keys are on, in words, to be read aloud. */
void directory_words(const struct app *app, struct bytes *out);

/* Where the list of rooms stands; gives how many rows of it are seen. */
int directory_layout(const struct app *app, struct rect *box);
