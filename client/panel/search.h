#pragma once
/* The search pane (Ctrl F), in place of the user list. Queries the server if it can search, and
 * otherwise this computer's archive. */
#include <stdbool.h>
#include <stdint.h>

#include "client/draw/geometry.h"
#include "client/text/edit.h"
#include "irc/message.h"

struct app;
struct line;
struct network;

/* The lists under the chips. */
enum search_menu { SEARCH_NO_MENU, SEARCH_PLACE, SEARCH_SENDER, SEARCH_DATE };

enum { SEARCH_HITS_MAX = 100, SEARCH_MENU_MAX = 10, SEARCH_PLACE_TEXT = 256 };

struct found {
    char place[SEARCH_PLACE_TEXT]; /* the chat's name */
    struct line *line;             /* owned */
};

struct search {
    bool focus;              /* typing goes to the query, not to the prompt */
    bool busy;               /* a reply is pending */
    bool stale;              /* the query has changed meanwhile */
    bool asked;              /* a reply has arrived */
    bool local;              /* hits are from this computer */
    struct network *network; /* where it was opened; borrowed; NULL: nowhere yet */
    struct edit query;
    char place[SEARCH_PLACE_TEXT]; /* the chat it was opened in */
    bool everywhere;
    char from[NICK_CAP]; /* "": anyone */
    int days;            /* how far back; 0: any date */
    enum search_menu menu;
    int64_t due;         /* now; when to query, once typing pauses; 0: never */
    struct found *hits;  /* newest first */
    int count, selected; /* -1: none yet */
    int px;              /* scroll offset */
};

/* Where its three filters are, from the top left of its column, by enum search_menu - 1; returns
 * where they end. */
int search_chips(const struct app *app, int w, struct rect places[3]);

/* What a filter says; whether it filters. */
bool search_chip_words(const struct app *app, enum search_menu menu, struct bytes *out);

void search_open(struct app *app, bool everywhere);
void search_close(struct app *app);
void search_finish(struct app *app);

/* Call after typing in the query. */
void search_follow(struct app *app);
void search_tick(struct app *app);

/* The connection was lost or is back: repeats the query. */
void search_lost(struct app *app, const struct network *s);

/* Enter, the arrows, Esc. False: the key is for the text. */
bool search_key(struct app *app, int key, unsigned mods);

/* Goes to the hit at `index`, or `step` further on. */
void search_choose(struct app *app, int index);
void search_step(struct app *app, int step);

/* One row of the list under a chip; its label into `out`. Returns false past the last. */
bool search_row(const struct app *app, enum search_menu menu, int row, struct bytes *out,
                bool *chosen);
void search_take_row(struct app *app, int row);
void search_open_menu(struct app *app, enum search_menu menu);
void search_everywhere(struct app *app);

/* Takes the reply: lines in any order, removed from the list (their entries become NULL); `places`
 * has the chat of each. */
void search_take(struct app *app, const struct network *s, struct line **lines, char *const *places,
                 int count);

/* There is no archive on this computer: searches the open chats. */
void search_open_chats(struct app *app);

/* The server refused the query. */
void search_refused(struct app *app, const struct network *s);

/* The current hit, or NULL. */
const struct found *search_current(const struct app *app);

/* Height of one hit, and of all; scrolls the pane to make one visible. */
int search_hit_height(const struct app *app, int index);
void search_show_hit(struct app *app, int index);

/* Scrolls the hits; up is positive. */
void search_scroll(struct app *app, int px);
