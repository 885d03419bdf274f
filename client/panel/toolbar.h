#pragma once
/* The tools over a message: the one under the pointer, or the one chosen with F6. The rest is in
 * its menu (menu.h). */
#include <stdbool.h>
#include <stdint.h>

#include "irc/bytes.h"

struct app;
struct event;

enum toolbar_open { TOOLBAR_SHUT, TOOLBAR_EMOJI };

struct toolbar { /* over the line of chosen_seq in the current chat, while open or chosen */
    enum toolbar_open open;
    bool chosen; /* by keyboard: letters act on the message until Esc */
    int at;      /* the selected emoji; -1: none */
};

enum { TOOL_EMOJI = 8 };

/* The emoji that are one click away. */
extern const char *const tool_emoji[TOOL_EMOJI];

/* Index of the line the tools are for; -1: none. */
int toolbar_line(const struct app *app);

/* Opens the emoji strip over a line, or its menu. */
void toolbar_open_emoji(struct app *app, int index);
void toolbar_open_menu(struct app *app, int index);

/* Reacts to a line with one of the emoji that are one click away. */
void toolbar_react(struct app *app, int index, int which);

/* F6: chooses the last message on the screen, or ends that. */
void toolbar_choose(struct app *app);

/* Keys and text while a message is chosen or the strip is open. False: not for the tools. */
bool toolbar_key(struct app *app, int key, unsigned mods);
bool toolbar_text(struct app *app, const char *text);
void toolbar_close(struct app *app);

/* Whether a message is chosen by keyboard; that message as text. */
bool toolbar_is_on(const struct app *app);
void toolbar_words(const struct app *app, struct bytes *out);
