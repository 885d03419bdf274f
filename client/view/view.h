#pragma once
/* Draws the state: each function draws one region into v->d and reads nothing but v->app and the
 * frame it is given. */
#include "client/app.h"
#include "client/draw/icon.h"
#include "client/layout/layout.h"

struct view {
    const struct app *app;
    struct draw *d;
    const struct ruler *r;
    struct frame f;
    const struct pane *pane; /* one of f: the one a conversation's view draws */
};

/* The whole screen, into app->shown or another list. */
void view_screen(const struct app *app, struct draw *d);

void view_login(struct view *v);
void view_trust(struct view *v); /* over it */
void view_closing(struct view *v);
void view_chats(struct view *v);
void view_topic(struct view *v);
void view_talk(struct view *v);
void view_people(struct view *v);
void view_prompt(struct view *v);
void view_find_field(struct view *v);
void view_search(struct view *v);
void view_status(struct view *v);
void view_switcher(struct view *v);
void view_settings(struct view *v);
void view_directory(struct view *v);
void view_host_settings(struct view *v);
void view_form(struct view *v);
void view_question(struct view *v);
void view_tip(struct view *v);
void view_console(struct view *v);
void view_console_code(struct view *v);                       /* over everything */
void view_console_target(struct view *v, struct rect prompt); /* the recipients, in the prompt */
int view_chats_button(struct view *v, struct rect at); /* in a narrow head; returns the x after */
void view_picker(struct view *v);
void view_menu(struct view *v);

/* --- around a message (marks.c); x, y, w of the text column --- */

void view_reply(struct view *v, const struct chat *c, int index, int x, int y, int w);
void view_reactions(struct view *v, const struct line *line, int index, int x, int y, int w);
void view_tools(struct view *v, int index, int top); /* over the row that begins at `top` */
void view_typing(struct view *v, const struct chat *c);
void view_reply_tray(struct view *v, const struct chat *c);

/* Marks the searched words in the part of a text drawn at x, y: their background before the text,
 * the words again after it. */
void view_hit_words(struct view *v, const char *text, size_t start, size_t end, int x, int y,
                    bool ground);

/* --- parts --- */

enum color view_nick_color(const struct view *v, const char *nick);

const char *view_word(const struct view *v, enum word key);
bool view_hot(const struct view *v, int action, int arg);
bool view_pressed(const struct view *v, int action, int arg);

/* Returns the x after the text. */
int view_text(struct view *v, int x, int y, enum type type, enum color color, const char *text);
/* Cut with an ellipsis to fit w. */
int view_text_fit(struct view *v, int x, int y, int w, enum type type, enum color color,
                  const char *text);
void view_text_right(struct view *v, int right, int y, enum type type, enum color color,
                     const char *text);
void view_text_center(struct view *v, struct rect at, enum type type, enum color color,
                      const char *text);

/* Wraps over several lines; returns the height. */
int view_paragraph(struct view *v, int x, int y, int w, enum type type, enum color color,
                   const char *text);

enum presence { PRESENCE_NONE, PRESENCE_ONLINE, PRESENCE_AWAY, PRESENCE_OFFLINE };

void view_avatar(struct view *v, int x, int y, int size, const char *nick, enum presence dot,
                 enum color ground);
void view_presence(struct view *v, int cx, int cy, enum presence dot, enum color ground);

/* The logo, of `size`. */
void view_mark(struct view *v, int x, int y, int size);

/* Returns its width, 0 if there is nothing to count. */
int view_badge(struct view *v, int right, int y, const struct chat *c);

struct button {
    struct rect at;
    const char *label;
    bool primary, danger, disabled, focus;
    int action, arg;
    const char *text; /* of the hit; NULL: none */
};
void view_button(struct view *v, const struct button *b);
/* Choices side by side, of which one holds (value; -1: none); a click on the nth means arg + n. */
struct choices {
    struct rect at;
    const char *const *labels;
    int count, value;
    bool disabled, focus;
    int action, arg;
    const char *text; /* of the hits; NULL: none */
};
void view_choices(struct view *v, const struct choices *c);
void view_switch(struct view *v, struct rect at, bool on, bool disabled, bool focus);

/* A fingerprint in rows of that many characters (measure_group_row). */
void view_fingerprint(struct view *v, int x, int y, enum type type, int row, const char *text);
void view_icon_button(struct view *v, struct rect at, enum icon icon, bool on, int action);
/* At the right edge of an area, of which `total` px are shown from the `first` on; none if all is.
 */
void view_scrollbar(struct view *v, struct rect area, int first, int total);

/* A card over everything, which is dimmed; a press beside it means `away` (ACT_NONE: nothing). */
void view_dialog(struct view *v, struct rect card, int away);
void view_focus_ring(struct view *v, struct rect at, int radius);

/* A key cap ("Enter", "Ctrl F"), in the user's language; returns the x after it. */
int view_key(struct view *v, int x, int y, const char *keys);
int view_key_width(const struct view *v, const char *keys);

/* Keys and what they do, as far as they end before `right`; returns the x for the next. */
int view_hint(struct view *v, int x, int y, int right, const char *keys, enum word word);

/* The text of a one-line field, scrolled so that the caret is in `at`. */
void view_field_text(struct view *v, struct rect at, const struct edit *e, bool caret,
                     enum color color, const char *masked);

/* Text with caret and selection on one line from x. */
void view_edit_line(struct view *v, int x, int y, const struct edit *e, struct wrap_row row,
                    bool caret, enum color color, const char *masked);
