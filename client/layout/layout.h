#pragma once
/* Where things stand: the panes and columns of the chat screen, and the blocks of the messages.
 * Views draw what is measured here, so scrolling and the picture never disagree. */
#include <stdbool.h>

#include "client/draw/draw.h"
#include "client/text/wrap.h"

struct app;
struct chat;
struct edit;
struct line;
struct person;
struct span;

/* One of two places where a conversation is shown: which one, and where its parts stand (w 0:
 * absent). */
struct pane {
    struct chat *chat;       /* borrowed; NULL: none */
    struct network *network; /* of that; borrowed */
    bool focused;            /* keys go there */
    struct rect at;          /* all of it */
    struct rect topic, banner, talk, prompt, popup;
    struct rect find;  /* the field in the topic */
    struct rect reply; /* in the prompt, above its text: what it answers */
    int writing;       /* from the prompt to its text */
    int text_w;        /* of messages */
};

struct frame {
    struct rect chats, people, search, status; /* w 0: absent */
    struct pane pane, other; /* the one that keys go to; and the other one, if there are two */
    bool chats_drawer, people_drawer; /* they lie over the rest */
    int edge;                         /* of the talk */
    int text;                         /* from there to the text of messages */
    int name;                         /* where it is compact, to the name */
};

/* The dots of the typing line take turns. */
enum { TYPING_STEP_MS = 400 };

enum { PROMPT_ROWS_MAX = 2048, TALK_ROWS_MAX = 256, RUNS_MAX = 64, HIT_ROWS = 3 };

struct frame layout_frame(const struct app *app);

/* The rows of the prompt's text; gives how many. The text area is in *area. */
int layout_prompt(const struct app *app, const struct pane *p, struct wrap_row *rows, int max,
                  struct rect *area);

/* The first of the prompt's rows that are seen, so that the caret's is among them. */
int layout_first_row(int count, int caret_row);

/* The byte of a row whose edge is nearest to x px from its start. */
size_t layout_byte_at(const struct ruler *ruler, const char *text, struct wrap_row row, int x);

/* How far the text of a one-line field of w is moved to the left, to show its caret. */
int layout_field_shift(const struct ruler *ruler, const char *text, size_t caret, int w);

/* How many rows of completion are seen. */
int layout_popup_rows(const struct app *app);

/* The row a byte is in, of `count` rows. */
int layout_row_of(const struct wrap_row *rows, int count, size_t at);

/* Moves the caret of `e`, whose text stands in `count` rows, by `step` rows and stays below or
 * above where it was. False: there is no such row, nothing moved. */
bool layout_step_row(const struct ruler *ruler, struct edit *e, const struct wrap_row *rows,
                     int count, int step, bool select);

/* How one line of the talk stands, from the top of its block. */
struct block {
    bool day, marker; /* a day line, the new-messages line over it */
    bool gap;         /* the line that says that some are missing */
    bool starts;      /* somebody else speaks, or after a while */
    bool head;        /* with avatar, name and time */
    int height;
    int text_y; /* from the top of the block to the first row of text */
    int rows;
    int reply_y;     /* the line it answers; -1: none */
    int reactions_y; /* -1: none */
    int fold_y;      /* the words that unfold it; -1: none */
};

struct block layout_block(const struct app *app, const struct chat *c, int index, int text_width);

/* Where the reactions of a line stand, from the top left of the first, into REACTIONS_MAX rects;
 * gives their height together. */
int layout_reactions(const struct app *app, const struct line *line, int width, struct rect *rects);

/* What the text of a line is made of, and the runs of type that makes. */
int layout_spans(const struct chat *c, const struct line *line, struct span *spans, int max);
enum type layout_type(const struct span *span);
int layout_runs(const struct chat *c, const struct line *line, struct wrap_run *runs, int max);

struct visual_row;

/* The rows of a line's text, into TALK_ROWS_MAX of them and RUNS_MAX runs; gives how many. */
int layout_rows(const struct app *app, const struct chat *c, const struct line *line, int width,
                struct wrap_run *runs, int *run_count, struct wrap_row *rows);

/* Whether a row is of a block of code: whole lines, of several, that are set in monospace. */
bool layout_is_code(const struct line *line, struct wrap_row row);

/* How many of the rows of a message are seen: of a long one that is folded only the first. */
int layout_rows_seen(const struct line *line, int rows);

/* How far a row is moved to the right: what is read from right to left begins there. */
int layout_row_shift(const struct visual_row *row, struct wrap_row at, const struct line *line,
                     int width);

/* The words of a run of joins and leaves, on one line. */
void layout_moves(const struct app *app, const struct line *line, struct bytes *out);

/* Whether the first line is the beginning, as far as anybody remembers. */
bool layout_is_start(const struct chat *c);

/* Height of what stands above the first line: the beginning of the room. */
int layout_intro(const struct app *app, const struct chat *c, int width);

/* Its words, and whether there is room for its cards. */
void layout_intro_words(const struct app *app, const struct chat *c, struct bytes *out);
bool layout_intro_cards(const struct chat *c, int width);

/* Index of the line at the bottom edge of the talk, and how far its end is below that edge. */
int layout_bottom(const struct chat *c, int *px);

/* What somebody is in a room, as the people are grouped. */
enum role { ROLE_OPERATOR, ROLE_ONLINE, ROLE_AWAY, ROLE_COUNT };
enum role layout_role(const struct app *app, const struct person *p);
void layout_count_roles(const struct app *app, const struct chat *c, int counts[ROLE_COUNT]);

/* Where the conversation of this place stands in the list of chats, from its top; behind the last
 * one: the height of all. In *people, unless NULL, where the head of the people is; -1: there are
 * none. */
int layout_chats(const struct app *app, int index, int *people);

/* Height of what the right column holds, for scrolling it. */
int layout_people_height(const struct app *app);

/* The ruler is another one: what was measured is measured again. */
void layout_forget_measures(struct app *app);
