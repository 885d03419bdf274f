#pragma once
/* Positions of the panes and columns of the chat screen, and of the message blocks. Views draw what
 * is measured here, so scrolling and drawing never disagree. */
#include <stdbool.h>

#include "client/draw/draw.h"
#include "client/text/wrap.h"

struct app;
struct chat;
struct edit;
struct line;
struct person;
struct span;

/* One of the two panes that show a conversation: which one, and where its parts are (w 0: absent).
 */
struct pane {
    struct chat *chat;       /* borrowed; NULL: none */
    struct network *network; /* its network; borrowed */
    bool focused;            /* has keyboard focus */
    struct rect at;          /* the whole pane */
    struct rect topic, banner, talk, prompt, popup;
    struct rect find;  /* search field in the topic bar, or the button that stands for it */
    bool small;        /* the head: that button is for all that is rare */
    struct rect reply; /* above the prompt's text: the message replied to, or the console's
                        * recipients; w 0: nothing */
    int writing;       /* x of the text in the prompt */
    int text_w;        /* width of message text */
};

struct frame {
    struct rect chats, people, search, status; /* w 0: absent */
    struct pane pane, other;          /* the focused pane, and the other one if there are two */
    bool chats_drawer, people_drawer; /* the columns are overlays */
    int edge;                         /* side margin of the talk */
    int text;                         /* from the margin to the message text */
    int name;                         /* in compact mode, from the margin to the name */
};

/* One animation step of the typing dots. */
enum { TYPING_STEP_MS = 400 };

enum { PROMPT_ROWS_MAX = 2048, TALK_ROWS_MAX = 256, RUNS_MAX = 64, HIT_ROWS = 3 };

struct frame layout_frame(const struct app *app);

/* The rows of the prompt's text; returns their number. The text area is in *area. */
int layout_prompt(const struct app *app, const struct pane *p, struct wrap_row *rows, int max,
                  struct rect *area);

/* How far a row of the prompt, whose text area is `w` wide, is shifted right: right-to-left text is
 * right-aligned there as in the talk. */
int layout_prompt_shift(const struct app *app, const struct pane *p, struct wrap_row row, int w);

/* The first visible row of the prompt, chosen so that the caret row is visible. */
int layout_first_row(int count, int caret_row);

/* The byte of a row whose edge is nearest to x px from its start. */
size_t layout_byte_at(const struct ruler *ruler, const char *text, struct wrap_row row, int x);

/* How far the text of a one-line field `w` wide is scrolled left to show its caret. */
int layout_field_shift(const struct ruler *ruler, const char *text, const struct edit *e, int w);

/* Number of visible completion rows. */
int layout_popup_rows(const struct app *app);

/* The row, of `count`, that contains byte `at`. */
int layout_row_of(const struct wrap_row *rows, int count, size_t at);

/* Moves the caret of `e`, whose text is laid out in `count` rows, by `step` rows and keeps its x.
 * False: there is no such row, nothing moved. */
bool layout_step_row(const struct ruler *ruler, struct edit *e, const struct wrap_row *rows,
                     int count, int step, bool select);

/* Layout of one line of the talk, relative to the top of its block. */
struct block {
    bool day, marker; /* above it: a day line, the new-messages line */
    bool gap;         /* above it: the note that lines are missing */
    bool starts;      /* a new sender, or after a pause */
    bool head;        /* with avatar, name and time */
    int height;
    int text_y; /* from the top of the block to the first row of text */
    int rows;
    int reply_y;            /* the line it replies to; -1: none */
    int reactions_y;        /* -1: none */
    int edited_x, edited_y; /* the mark that it was edited; x from the text; y -1: none */
    int fold_y;             /* the label that folds or unfolds it; -1: none */
};

struct block layout_block(const struct app *app, const struct chat *c, int index, int text_width);

/* Positions of a line's reactions, relative to the top left of the first, into REACTIONS_MAX rects;
 * returns their total height. */
int layout_reactions(const struct app *app, const struct line *line, int width, struct rect *rects);

/* The spans of a line's text, and the type of one. */
int layout_spans(const struct chat *c, const struct line *line, struct span *spans, int max);
enum type layout_type(const struct span *span);

struct visual_row;

/* Wraps a line's text into at most TALK_ROWS_MAX rows and RUNS_MAX runs; returns the row count. */
int layout_rows(const struct app *app, const struct chat *c, const struct line *line, int width,
                struct wrap_run *runs, int *run_count, struct wrap_row *rows);

/* Whether a row is in a code block: whole monospace lines of a multi-line text. */
bool layout_is_code(const struct line *line, struct wrap_row row);

/* How many rows of a message are shown: only the first ones if it is long and folded. */
int layout_rows_seen(const struct line *line, int rows);

/* How far a row is shifted right: right-to-left text is right-aligned. */
int layout_row_shift(const struct visual_row *row, struct wrap_row at, const struct line *line,
                     int width);

/* Summary of a run of joins and leaves, on one line. */
void layout_moves(const struct app *app, const struct line *line, struct bytes *out);

/* Whether the first line is the start of the conversation, as far as is known. */
bool layout_is_start(const struct chat *c);

/* Height of the room introduction above the first line. */
int layout_intro(const struct app *app, const struct chat *c, int width);

enum { INTRO_CARDS = 3 };

/* The title and the text of the introduction; and where its cards are, from the top left of the
 * first one: it returns their height, 0: there are none. */
void layout_intro_title(const struct app *app, const struct chat *c, struct bytes *out);
void layout_intro_words(const struct app *app, const struct chat *c, struct bytes *out);
int layout_intro_cards(const struct chat *c, int width, struct rect places[INTRO_CARDS]);

/* Index of the line at the bottom edge of the talk, and how far its end is below that edge. */
int layout_bottom(const struct chat *c, int *px);

/* A user's role in a room, by which the user list is grouped. */
enum role { ROLE_OPERATOR, ROLE_ONLINE, ROLE_AWAY, ROLE_COUNT };
enum role layout_role(const struct app *app, const struct person *p);
void layout_count_roles(const struct app *app, const struct chat *c, int counts[ROLE_COUNT]);

/* The y of the conversation at `index` in the chat list; past the last one: the total height.
 * *people, unless NULL: the y of the people heading; -1: none. */
int layout_chats(const struct app *app, int index, int *people);

/* Whether below the heading of a server stands the row of its console. */
bool layout_hosts(const struct chat *c);

/* Content height of the right column, for scrolling. */
int layout_people_height(const struct app *app);

/* The ruler has changed: discards all measurements. */
void layout_forget_measures(struct app *app);
