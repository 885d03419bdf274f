#pragma once
/* The settings of a self-hosted server: its name, its MOTD, the rooms newcomers join. A form over
 * the console; it uses only the server's SET command, open to any operator. */
#include <stdbool.h>

#include "client/base/words.h"
#include "client/draw/geometry.h"
#include "client/text/edit.h"

struct app;
struct message;
struct network;

/* What can have keyboard focus; the first ones are fields. */
enum host_settings_place {
    HOST_SETTINGS_NAME,
    HOST_SETTINGS_MOTD,
    HOST_SETTINGS_ROOMS,
    HOST_SETTINGS_PASSWORD,
    HOST_SETTINGS_FIELDS,
    HOST_SETTINGS_STAYS = HOST_SETTINGS_FIELDS,
    HOST_SETTINGS_CANCEL,
    HOST_SETTINGS_SAVE,
    HOST_SETTINGS_PLACES
};

struct host_settings {
    bool open;
    unsigned network; /* id of its network */
    int focus;
    struct edit fields[HOST_SETTINGS_FIELDS];
    char *were[HOST_SETTINGS_FIELDS]; /* the server's values; NULL: not received yet */
    char *sent[HOST_SETTINGS_FIELDS]; /* what the server has been asked to take; NULL: nothing */
    int waiting;                      /* changes the server has not confirmed */
    struct bytes wrong;               /* what the server rejected, and why */
    int scroll_px;
};

/* Requests the current values and shows the card. */
void host_settings_open(struct app *app, struct network *s);
void host_settings_close(struct app *app);
void host_settings_finish(struct host_settings *v);

/* Takes a reply to SET; true: it was one. */
bool host_settings_take(struct app *app, const struct network *s, const struct message *m);

void host_settings_focus(struct app *app, int place);

/* Whether the server keeps running when the window is closed: the other way. */
void host_settings_stay(struct app *app);

/* Sends the changes; the card closes once the server has accepted them. */
void host_settings_save(struct app *app);

/* The field with keyboard focus; NULL: none. */
struct edit *host_settings_edit(struct app *app);
bool host_settings_key(struct app *app, int key, unsigned mods);
void host_settings_click(struct app *app, int place, int x, int y, int clicks, bool select);

/* What has keyboard focus as text, to be read aloud. */
void host_settings_words(const struct app *app, struct bytes *out);

/* Where its parts are in the window. */
struct host_settings_places {
    struct rect card, inside; /* what is scrolled is cut to `inside` */
    struct rect title, at[HOST_SETTINGS_PLACES];
    int label_h[HOST_SETTINGS_FIELDS]; /* more than LABEL_H: the note is below the label */
    int lines;                         /* visible, of the MOTD */
    int over, scroll;
};

void host_settings_places(const struct app *app, struct host_settings_places *out);
void host_settings_wheel(struct app *app, int rows);

/* What each field is called, and the note beside it. */
enum word host_settings_label(int field);
enum word host_settings_note(int field);
