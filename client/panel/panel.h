#pragma once
/* The panels that lie over the conversations, as one table, the topmost first. Keys are offered to
 * each that is open, from the top, until one takes them or stops them (`rest`); text and the wheel
 * go to the first that does not let keys go on. A new panel is its two files (panel/, view/) and a
 * row in client/panels.c. */
#include <stdbool.h>

struct app;
struct bytes;
struct edit;
struct view;

/* What becomes of keys that an open panel does not take. */
enum panel_rest {
    REST_STOPS,   /* nothing */
    REST_PROGRAM, /* the program's own keys still do what they do */
    REST_GOES_ON, /* they are for what lies below */
};

struct panel {
    bool (*is_open)(const struct app *app);
    struct edit *(*edit)(struct app *app);                /* what is typed in; NULL: nothing */
    void (*follow)(struct app *app);                      /* that has changed; NULL */
    bool (*key)(struct app *app, int key, unsigned mods); /* before the text has it; true: taken */
    void (*wheel)(struct app *app, int rows);             /* NULL: what lies below has it */
    int wheel_rows;                                       /* of a notch */
    void (*words)(const struct app *app, struct bytes *out); /* what the keys are on; NULL */
    void (*view)(struct view *v);
    bool whole;                     /* it is a screen of its own: nothing else is drawn */
    bool over_ring;                 /* it lies over the ring around what F7 is at */
    bool inside;                    /* the conversation: it lies over nothing, and keys come to it
                                       with that (input/keys.c) */
    bool passing;                   /* it is for what is shown now, and goes with that */
    void (*close)(struct app *app); /* NULL: only by itself */
    enum panel_rest rest;
};

/* client/panels.c */
extern const struct panel panels[];
extern const int panel_count;

/* The first that is open, from the one after `above` on (NULL: from the top); NULL: none. */
const struct panel *panel_next(const struct app *app, const struct panel *above);

/* The one that has all keys; NULL: they are for the conversation. */
const struct panel *panel_modal(const struct app *app);

/* Closes all that can be closed from outside; what is only for the conversation that is shown. */
void panel_close_all(struct app *app);
void panel_close_passing(struct app *app);

/* What the keys are on, in words. */
void panel_words(const struct app *app, struct bytes *out);
