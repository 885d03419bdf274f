#pragma once
/* How the server that one hosts is called, what greets people there, and which rooms they come into: a card to fill in
 * over its console. All of it is the server's command SET, which any operator has. */
#include <stdbool.h>

#include "client/text/edit.h"

struct app;
struct message;
struct network;

/* Where the keyboard can be; the first ones are fields. */
enum venue_place { VENUE_NAME, VENUE_MOTD, VENUE_ROOMS, VENUE_FIELDS, VENUE_STAYS = VENUE_FIELDS, VENUE_CANCEL, VENUE_SAVE,
                   VENUE_PLACES };

enum { VENUE_LINES = 6 }; /* of the greeting that are seen at once */

struct venue {
    bool open;
    unsigned network; /* whose; its id */
    int focus;
    struct edit fields[VENUE_FIELDS];
    char *were[VENUE_FIELDS]; /* as the server has them; NULL: it has not said yet */
    int waiting;              /* changes that it has not confirmed */
    struct bytes wrong;       /* what it did not take, and why */
};

/* Asks the server how things are and shows the card. */
void venue_open(struct app *app, struct network *s);
void venue_close(struct app *app);
void venue_finish(struct venue *v);

/* An answer to SET: true, and it is taken care of. */
bool venue_take(struct app *app, const struct network *s, const struct message *m);

void venue_focus(struct app *app, int place);

/* Sets what was changed; the card closes when the server has taken it. */
void venue_save(struct app *app);

/* The field that has the keyboard; NULL: none. */
struct edit *venue_edit(struct app *app);
bool venue_key(struct app *app, int key, unsigned mods);
void venue_click(struct app *app, int place, int x, int y, int clicks, bool select);
