#pragma once
/* The search pane (Ctrl F), in the place of the people. Asks the server if it can search, and
 * otherwise what this computer keeps. */
#include <stdbool.h>
#include <stdint.h>

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
    struct line *line;             /* ours */
};

struct search {
    bool focus;              /* what is typed goes to the query, not to the prompt */
    bool busy;               /* an answer is on its way */
    bool stale;              /* the question changed meanwhile */
    bool asked;              /* an answer has come */
    bool local;              /* from this computer */
    struct network *network; /* where it was opened; borrowed; NULL: nowhere yet */
    struct edit query;
    char place[SEARCH_PLACE_TEXT]; /* the chat it was opened in */
    bool everywhere;
    char from[NICK_CAP]; /* "": anyone */
    int days;            /* how far back; 0: any date */
    enum search_menu menu;
    int64_t due;         /* now; asks then, when typing rests; 0: nothing to ask */
    struct found *hits;  /* newest first */
    int count, selected; /* -1: none yet */
    int px;              /* how far they are scrolled */
};

void search_open(struct app *app, bool everywhere);
void search_close(struct app *app);
void search_finish(struct app *app);

/* The query changed by typing. */
void search_follow(struct app *app);
void search_tick(struct app *app);

/* The connection is gone or back: what was asked of it is asked anew. */
void search_lost(struct app *app, const struct network *s);

/* Enter, the arrows, Esc. False: the key is for the text. */
bool search_key(struct app *app, int key, unsigned mods);

/* Goes to the hit of this index, or one further on (step). */
void search_choose(struct app *app, int index);
void search_step(struct app *app, int step);

/* One row of the list under a chip; its words into `out`. Gives false past the last. */
bool search_row(const struct app *app, enum search_menu menu, int row, struct bytes *out,
                bool *chosen);
void search_take_row(struct app *app, int row);
void search_open_menu(struct app *app, enum search_menu menu);
void search_everywhere(struct app *app);

/* The answer: lines in any order, taken out of the list (their places become NULL); `places` says
 * where each was said. */
void search_take(struct app *app, const struct network *s, struct line **lines, char *const *places,
                 int count);

/* Nothing is kept on this computer: looks through what the open chats hold. */
void search_open_chats(struct app *app);

/* The server refused the question. */
void search_refused(struct app *app, const struct network *s);

/* The hit one is at, or NULL. */
const struct found *search_current(const struct app *app);

/* Height of one result of a search, and of all; scrolls the pane so that one is seen. */
int search_hit_height(const struct app *app, int index);
int search_hits_height(const struct app *app);
void search_show_hit(struct app *app, int index);

/* Scrolls the hits; up is positive. */
void search_scroll(struct app *app, int px);
