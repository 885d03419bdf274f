#pragma once
/* The settings of a server that one hosts: its name, its welcome, the rooms for newcomers. A form
 * over the console; all of it is the server's command SET, which any operator has. */
#include <stdbool.h>

#include "client/text/edit.h"

struct app;
struct message;
struct network;

/* Where the keyboard can be; the first ones are fields. */
enum host_settings_place {
    HOST_SETTINGS_NAME,
    HOST_SETTINGS_MOTD,
    HOST_SETTINGS_ROOMS,
    HOST_SETTINGS_FIELDS,
    HOST_SETTINGS_STAYS = HOST_SETTINGS_FIELDS,
    HOST_SETTINGS_CANCEL,
    HOST_SETTINGS_SAVE,
    HOST_SETTINGS_PLACES
};

enum { HOST_SETTINGS_LINES = 6 }; /* of the greeting that are seen at once */

struct host_settings {
    bool open;
    unsigned network; /* whose; its id */
    int focus;
    struct edit fields[HOST_SETTINGS_FIELDS];
    char *were[HOST_SETTINGS_FIELDS]; /* as the server has them; NULL: it has not said yet */
    int waiting;                      /* changes that it has not confirmed */
    struct bytes wrong;               /* what it did not take, and why */
};

/* Asks the server how things are and shows the card. */
void host_settings_open(struct app *app, struct network *s);
void host_settings_close(struct app *app);
void host_settings_finish(struct host_settings *v);

/* An answer to SET: true, and it is taken care of. */
bool host_settings_take(struct app *app, const struct network *s, const struct message *m);

void host_settings_focus(struct app *app, int place);

/* Sets what was changed; the card closes when the server has taken it. */
void host_settings_save(struct app *app);

/* The field that has the keyboard; NULL: none. */
struct edit *host_settings_edit(struct app *app);
bool host_settings_key(struct app *app, int key, unsigned mods);
void host_settings_click(struct app *app, int place, int x, int y, int clicks, bool select);

/* What the keys are on, in words, to be read aloud. */
void host_settings_words(const struct app *app, struct bytes *out);

/* The card of the settings of a server one hosts, and its places (HOST_SETTINGS_PLACES). */
struct rect host_settings_layout(const struct app *app, struct rect *places);
