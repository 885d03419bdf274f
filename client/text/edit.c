#include "client/text/edit.h"

#include <stdlib.h>
#include <string.h>

#include "client/text/text.h"
#include "irc/check.h"
#include "irc/utf8.h"

enum { STEPS_MAX = 200, EDIT_MAX = 65536 };
enum { TYPING_NONE, TYPING_INSERT, TYPING_DELETE };

/* A whole earlier state; texts here are short. */
struct edit_step {
    char *text;
    size_t len, caret, anchor;
    struct edit_step *next;
};

static void drop(struct edit_step **list)
{
    while (*list) {
        struct edit_step *step = *list;
        *list = step->next;
        free(step->text);
        free(step);
    }
}

static void push(struct edit_step **list, const struct edit *e)
{
    struct edit_step *step = xcalloc(1, sizeof *step);
    *step = (struct edit_step){xstrndup(bytes_string(&e->text), e->text.len), e->text.len, e->caret,
                               e->anchor, *list};
    *list = step;
    int count = 0;
    for (struct edit_step *s = step; s; s = s->next) {
        if (++count == STEPS_MAX) {
            drop(&s->next);
        }
    }
}

static void drop_composed(struct edit *e)
{
    if (e->composed) {
        bytes_cut(&e->text, e->composed_at, e->composed);
        e->caret = e->anchor = e->composed_at;
        e->composed = 0;
    }
}

static bool restore(struct edit *e, struct edit_step **from, struct edit_step **to)
{
    drop_composed(e);
    struct edit_step *step = *from;
    if (!step) {
        return false;
    }
    push(to, e);
    *from = step->next;
    bytes_clear(&e->text);
    bytes_add(&e->text, step->text, step->len);
    e->caret = step->caret;
    e->anchor = step->anchor;
    e->typing = TYPING_NONE;
    free(step->text);
    free(step);
    return true;
}

/* Saves the state for undo before a change. A run of the same small changes is one step. */
static void remember(struct edit *e, int typing)
{
    drop_composed(e);
    drop(&e->redo);
    if (typing == TYPING_NONE || e->typing != typing || e->caret != e->anchor) {
        push(&e->undo, e);
    }
    e->typing = typing;
}

void edit_finish(struct edit *e)
{
    bytes_finish(&e->text);
    drop(&e->undo);
    drop(&e->redo);
    e->caret = e->anchor = e->composed = 0;
    e->typing = TYPING_NONE;
}

const char *edit_text(const struct edit *e)
{
    return bytes_string(&e->text);
}

static size_t low(const struct edit *e)
{
    return e->caret < e->anchor ? e->caret : e->anchor;
}

static size_t high(const struct edit *e)
{
    return e->caret > e->anchor ? e->caret : e->anchor;
}

static void cut_selection(struct edit *e)
{
    size_t from = low(e);
    bytes_cut(&e->text, from, high(e) - from);
    e->caret = e->anchor = from;
}

/* Appends the characters of `text` that are allowed in this field. */
static void filter(const struct edit *e, struct bytes *out, const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        uint32_t code;
        char utf8[4];
        size_t took = utf8_decode(text + at, len - at, &code);
        at += took;
        if (code == '\r') {
            code = at < len && text[at] == '\n' ? 0 : '\n';
        }
        if (code == '\n' && !e->multiline) {
            code = ' ';
        }
        if (code == '\t') {
            code = ' ';
        }
        if (code == '\n' || (code >= ' ' && code != 0x7F)) {
            bytes_add(out, utf8, utf8_encode(utf8, code));
        }
    }
}

void edit_compose(struct edit *e, const char *text)
{
    struct bytes clean = {0};
    drop_composed(e);
    filter(e, &clean, text, strlen(text));
    if (clean.len && e->caret != e->anchor) {
        remember(e, TYPING_NONE);
        cut_selection(e);
    }
    if (clean.len && e->text.len + clean.len <= (e->max ? e->max : EDIT_MAX)) {
        bytes_insert(&e->text, e->caret, clean.data, clean.len);
        e->composed_at = e->caret;
        e->composed = clean.len;
        e->caret = e->anchor = e->caret + clean.len;
    }
    bytes_finish(&clean);
}

bool edit_insert(struct edit *e, const char *text, size_t len)
{
    enum { WORD_MOST = 200 };
    struct bytes clean = {0};
    drop_composed(e);
    filter(e, &clean, text, len);
    size_t max = e->max ? e->max : EDIT_MAX;
    size_t kept = e->text.len - (high(e) - low(e));
    size_t fits = utf8_cut(bytes_string(&clean), clean.len, kept < max ? max - kept : 0);
    bool whole = fits == clean.len;
    for (size_t at = fits; !whole && at > 0 && fits - at < WORD_MOST; at--) {
        if (clean.data[at - 1] == ' ' || clean.data[at - 1] == '\n') {
            fits = at - 1;
            break;
        }
    }
    if (fits > 0) {
        bool letter = fits <= 4 && clean.data[0] != ' ' && clean.data[0] != '\n';
        remember(e, letter ? TYPING_INSERT : TYPING_NONE);
        cut_selection(e);
        bytes_insert(&e->text, e->caret, clean.data, fits);
        e->caret += fits;
        e->anchor = e->caret;
    }
    bytes_finish(&clean);
    return whole;
}

void edit_set(struct edit *e, const char *text)
{
    remember(e, TYPING_NONE);
    bytes_clear(&e->text);
    filter(e, &e->text, text, strlen(text));
    e->caret = e->anchor = e->text.len;
}

static size_t target(const struct edit *e, enum edit_move move)
{
    const char *text = edit_text(e);
    size_t len = e->text.len, at = e->caret;
    switch (move) {
    case EDIT_LEFT: return at > 0 ? text_prev(text, len, at) : 0;
    case EDIT_RIGHT: return text_next(text, len, at);
    case EDIT_WORD_LEFT: return text_prev_word(text, len, at);
    case EDIT_WORD_RIGHT: return text_next_word(text, len, at);
    case EDIT_LINE_START:
        while (at > 0 && text[at - 1] != '\n') {
            at--;
        }
        return at;
    case EDIT_LINE_END: return at + strcspn(text + at, "\n");
    case EDIT_START: return 0;
    case EDIT_END: return len;
    }
    return at;
}

void edit_move(struct edit *e, enum edit_move move, bool select)
{
    e->typing = TYPING_NONE;
    if (!select && e->caret != e->anchor && (move == EDIT_LEFT || move == EDIT_RIGHT)) {
        e->caret = e->anchor = move == EDIT_LEFT ? low(e) : high(e);
        return;
    }
    edit_put(e, target(e, move), select);
}

void edit_put(struct edit *e, size_t at, bool select)
{
    if (e->composed && at > e->composed_at) { /* `at` includes the composition, dropped below */
        size_t over = at - e->composed_at;
        at -= over < e->composed ? over : e->composed;
    }
    drop_composed(e);
    e->typing = TYPING_NONE;
    e->caret = at > e->text.len ? e->text.len : at;
    if (!select) {
        e->anchor = e->caret;
    }
}

void edit_delete(struct edit *e, enum edit_move move)
{
    drop_composed(e);
    size_t to = target(e, move);
    if (e->caret == e->anchor && to == e->caret) {
        return;
    }
    bool small = move == EDIT_LEFT || move == EDIT_RIGHT;
    remember(e, small && e->caret == e->anchor ? TYPING_DELETE : TYPING_NONE);
    if (e->caret == e->anchor) {
        e->anchor = to;
    }
    cut_selection(e);
}

void edit_select_word(struct edit *e, size_t at)
{
    size_t end = text_next_word(edit_text(e), e->text.len, at);
    e->anchor = text_prev_word(edit_text(e), e->text.len, end);
    e->caret = end;
    e->typing = TYPING_NONE;
}

void edit_select_all(struct edit *e)
{
    e->anchor = 0;
    e->caret = e->text.len;
    e->typing = TYPING_NONE;
}

const char *edit_selection(const struct edit *e, size_t *len)
{
    *len = high(e) - low(e);
    return edit_text(e) + low(e);
}

void edit_replace(struct edit *e, size_t start, size_t end, const char *with)
{
    drop_composed(e);
    end = end > e->text.len ? e->text.len : end;
    start = start > end ? end : start;
    CHECK(start <= end && end <= e->text.len);
    remember(e, TYPING_NONE);
    bytes_cut(&e->text, start, end - start);
    bytes_insert(&e->text, start, with, strlen(with));
    e->caret = e->anchor = start + strlen(with);
}

bool edit_undo(struct edit *e)
{
    return restore(e, &e->undo, &e->redo);
}

bool edit_redo(struct edit *e)
{
    return restore(e, &e->redo, &e->undo);
}
