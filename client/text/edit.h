#pragma once
/* A text being edited: caret, selection, undo. Positions are bytes, always between graphemes. */
#include <stdbool.h>
#include <stddef.h>

#include "irc/bytes.h"

struct edit_step;

struct edit {
    struct bytes text;
    size_t caret;
    size_t anchor; /* the other end of the selection; == caret: nothing is selected */
    size_t composed_at, composed; /* bytes of the input method's composition; 0: none */
    bool multiline;               /* takes line ends; otherwise they become spaces */
    size_t max;                   /* bytes; 0: 64 KiB */
    struct edit_step *undo;       /* newest first */
    struct edit_step *redo;
    int scroll_px; /* of a one-line field, where it was clicked: it does not jump there */
    int typing;    /* the kind of the newest step, so that a run of letters is one step */
};

enum edit_move {
    EDIT_LEFT,
    EDIT_RIGHT,
    EDIT_WORD_LEFT,
    EDIT_WORD_RIGHT,
    EDIT_LINE_START,
    EDIT_LINE_END,
    EDIT_START,
    EDIT_END
};

void edit_finish(struct edit *e);

/* Replaces everything, caret at the end; can be undone. */
void edit_set(struct edit *e, const char *text);
const char *edit_text(const struct edit *e);

/* Replaces the selection with text, leaving out control characters. False: not all of it fits, and
 * it was cut after a word. */
bool edit_insert(struct edit *e, const char *text, size_t len);

/* Replaces the input method's composition; "" cancels it. It is part of the text until anything
 * else happens, and not an undo step. */
void edit_compose(struct edit *e, const char *text);

void edit_move(struct edit *e, enum edit_move move, bool select);
void edit_delete(struct edit *e, enum edit_move move); /* the selection, or up to `move`'s target */
void edit_put(struct edit *e, size_t at, bool select); /* moves the caret to a byte */
void edit_select_word(struct edit *e, size_t at);
void edit_select_all(struct edit *e);

/* The selected text, borrowed; *len 0 when there is none. */
const char *edit_selection(const struct edit *e, size_t *len);

/* Replaces the bytes [start, end) by `with`, caret after it. */
void edit_replace(struct edit *e, size_t start, size_t end, const char *with);

bool edit_undo(struct edit *e);
bool edit_redo(struct edit *e);
