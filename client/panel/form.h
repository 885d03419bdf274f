#pragma once
/* A page of settings: a list of headings, fields, switches, choices and items. A page (struct
 * form_page) writes its rows from the state whenever they are needed, and is told what was done
 * with one of them; where they are, the mouse, the keys and what is read aloud are the same for
 * all. */
#include <stdbool.h>

#include "client/base/words.h"
#include "client/draw/draw.h"
#include "client/draw/icon.h"
#include "client/layout/measure.h"
#include "client/text/edit.h"
#include "irc/names.h"

struct app;
struct chat;
struct network;

enum form_kind {
    FORM_HEAD,    /* a section: its icon, and its name above what follows */
    FORM_TEXT,    /* a paragraph */
    FORM_FACT,    /* a name and what it is */
    FORM_FIELD,   /* to write in */
    FORM_SWITCH,  /* on or off */
    FORM_CHOICE,  /* one of a few, side by side */
    FORM_LIST,    /* one of several, which open below */
    FORM_RADIO,   /* one of those around it; may have a field at the right */
    FORM_BUTTONS, /* one or more, at the right */
    FORM_ITEM,    /* one of a list: with a button (one choice) or a list (several) */
};

enum {
    FORM_CHOICES = CHOICES_MOST,
    FORM_LABEL = 96,
    FORM_NOTE = 256,
    FORM_KEY = 512,
    FORM_EDITS = 8,
    FORM_PICKS = 5,
    FORM_DONE = -1, /* of a field: it was changed and left, or Enter was pressed */
    FORM_COLUMNS = 12
};

struct form_row {
    enum form_kind kind;
    int id;             /* the page's own; 0: nothing can be done with it */
    char key[FORM_KEY]; /* ITEM: whom or what it is about */
    char label[FORM_LABEL], note[FORM_NOTE];
    char facts[2][FORM_LABEL]; /* ITEM: before its button */
    const char *letter;        /* of IRC, small; NULL: none */
    struct edit *edit;         /* FIELD, RADIO */
    const char *hint;          /* while it is empty; NULL: none */
    const char *choices[FORM_CHOICES];
    int choice_count, value; /* value: -1: none */
    int share;               /* of FORM_COLUMNS, side by side with others; 0: a line of its own */
    const char *nick;        /* ITEM: whose avatar is shown instead of the icon; NULL */
    enum icon icon;
    bool on, disabled, masked;
    bool deletes; /* ITEM: Del does what its button does */
    bool plain;   /* BUTTONS: none of them is what one came for */
    bool danger;  /* BUTTONS: the last one; TEXT: something is wrong */
    bool warning; /* TEXT */
    bool done;    /* TEXT: something went well */
    bool code;    /* FACT, ITEM: the note is for machines */
    bool boxed;   /* in one box with those around it that are */
    struct rect at;
    struct setting_line line; /* where its parts are in `at` */
};

struct form {
    struct form_row *rows;
    int count, cap;
};

struct form_page {
    enum word name;
    /* Under the name: what it is about, such as a room. */
    void (*about)(const struct app *app, struct bytes *out);
    void (*rows)(const struct app *app, struct form *f);
    /* `key` of the row; `part`: which choice or button, or FORM_DONE. */
    void (*act)(struct app *app, int id, const char *key, int part);
    /* Something has happened: takes over new values into fields that are not being edited. */
    void (*follow)(struct app *app);
    bool saves; /* all of it by itself, as soon as it is changed */
};

struct form_state {
    bool open;
    const struct form_page *page; /* borrowed */
    unsigned network;             /* id */
    char room[256];               /* "": it is about no room */
    int focus;                    /* id of the row with keyboard focus; 0: none */
    char key[FORM_KEY];           /* its key */
    int part;                     /* the button of it */
    int scroll_px;
    bool listing; /* its list is open */
    int list_at;
    struct edit edits[FORM_EDITS]; /* the page's fields */
    bool edited;                   /* the one with focus was changed */
    bool unmasked;                 /* what is masked is shown */
    int wrong_id;                  /* the row that was refused, and why; 0: none */
    char wrong[FORM_NOTE];
    bool right;            /* it is good news */
    int picks[FORM_PICKS]; /* what the page lets one choose before it acts */
    int asked;             /* the row that a service was asked for, and has not answered; 0: none */
    int pending_id;        /* the row of a value that is set once a question is answered */
    long pending;          /* that value */
    bool shows_all;        /* a list that begins short */
    char undo[FORM_KEY];   /* what can be brought back for a moment; "": nothing */
    int64_t undo_until;    /* now */
    char was[FORM_NOTE];   /* a value when somebody began to change it */
};

void form_open(struct app *app, const struct form_page *page, struct network *s, const char *room);
void form_close(struct app *app);
void form_finish(struct form_state *f);

/* The network and the room it is about; NULL: gone, and the page closes. */
struct network *form_network(const struct app *app);
struct chat *form_chat(const struct app *app);

/* The rows, with their places in the window, which end at `*height` px; freed by form_free. */
void form_take(const struct app *app, struct form *f, int *height);
void form_free(struct form *f);
struct form_row *form_add(struct form *f, enum form_kind kind, int id);

/* What pages write into their rows: words, a section's heading; and the text of a field (`edit` of
 * the page's), unless somebody is writing in it. */
const char *form_word(const struct app *app, enum word key);
void form_label(const struct app *app, struct form_row *row, enum word key);
void form_note(const struct app *app, struct form_row *row, enum word key);
void form_head(const struct app *app, struct form *f, enum word key, enum icon icon);
void form_put(struct app *app, int edit, int id, const char *text);

/* A moment in the past or to come: the time if it is today, else the day too. */
void form_moment(const struct app *app, int64_t wall, char *out, size_t cap);
void form_text(char *out, size_t cap, const struct words *lang, enum word word, ...);

/* Where its rows are: the area to which they are cut. */
struct rect form_area(const struct app *app);

/* Whether its text is not to be seen now; the text of its field as far as it is: a '*' per byte
 * then. And the way from one to the other. */
bool form_is_hidden(const struct app *app, const struct form_row *row);
void form_shown(const struct app *app, const struct form_row *row, struct bytes *out);
void form_unmask(struct app *app);

/* Where its text is in its field. */
struct rect form_text_area(const struct form_row *row);

/* Where its field, its list, its choices or its switch are in the window. */
struct rect form_control(const struct form_row *row);

/* A refusal is shown under a row, until the next change. */
void form_refuse(struct app *app, int id, const char *why);

/* The same for good news. */
void form_tell(struct app *app, int id, const char *what);

/* Goes to a row; shows a section (its number). */
void form_go(struct app *app, int id, const char *key);
void form_show_section(struct app *app, int section);
int form_section(const struct app *app, const struct form *f);

void form_press(struct app *app, int id, const char *key, int part);
void form_click_field(struct app *app, int id, int x, int clicks, bool select);
void form_pick(struct app *app, int choice);

bool form_is_open(const struct app *app);
struct edit *form_edit(struct app *app);
void form_edited(struct app *app);
bool form_key(struct app *app, int key, unsigned mods);
void form_wheel(struct app *app, int rows);
void form_words(const struct app *app, struct bytes *out);

/* Something has happened; and when something here ends by itself (now; 0: nothing does). */
void form_follow(struct app *app);
int64_t form_deadline(const struct app *app);
