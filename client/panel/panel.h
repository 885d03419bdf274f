#pragma once
/* The panels over the conversations, as one table, topmost first. Keys are offered to each open
 * panel, from the top, until one takes or stops them (`rest`); text and the wheel go to the first
 * that does not let keys through. A new panel is its two files (panel/, view/) and a row in
 * client/panels.c. */
#include <stdbool.h>

struct app;
struct bytes;
struct edit;
struct view;

/* What happens to keys that an open panel does not take. */
enum panel_rest {
    REST_STOPS,   /* dropped */
    REST_PROGRAM, /* the program's own keys still work */
    REST_GOES_ON, /* they go to what is below */
};

struct panel {
    bool (*is_open)(const struct app *app);
    struct edit *(*edit)(struct app *app);                   /* the field typed in; NULL: none */
    void (*follow)(struct app *app);                         /* its text has changed; may be NULL */
    bool (*key)(struct app *app, int key, unsigned mods);    /* before the field; true: taken */
    void (*wheel)(struct app *app, int rows);                /* NULL: goes to what is below */
    int wheel_rows;                                          /* per notch */
    void (*words)(const struct app *app, struct bytes *out); /* what has focus; may be NULL */
    void (*view)(struct view *v);
    bool whole;                     /* a screen of its own: nothing else is drawn */
    bool over_ring;                 /* drawn over the F7 focus ring */
    bool inside;                    /* covers nothing; gets the conversation's keys (keys.c) */
    bool passing;                   /* for what is shown now, and closes with it */
    void (*close)(struct app *app); /* NULL: closes only by itself */
    enum panel_rest rest;
};

/* client/panels.c */
extern const struct panel panels[];
extern const int panel_count;

/* The first open panel after `above` (NULL: from the top); NULL: none. */
const struct panel *panel_next(const struct app *app, const struct panel *above);

/* The panel that gets all keys; NULL: they go to the conversation. */
const struct panel *panel_modal(const struct app *app);

/* Closes all that can be closed from outside; only those tied to the conversation shown. */
void panel_close_all(struct app *app);
void panel_close_passing(struct app *app);

/* What has keyboard focus, as text. */
void panel_words(const struct app *app, struct bytes *out);
