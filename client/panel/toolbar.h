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
    bool chosen; /* with the keys: the letters are for the message until Esc */
    int at;      /* the emoji that the keys are on; -1: none */
};

enum { TOOL_EMOJI = 8 };

/* The emoji that are one click away. */
extern const char *const tool_emoji[TOOL_EMOJI];

/* Index of the line the tools are about; -1: none. */
int toolbar_line(const struct app *app);

/* Opens the strip of emoji over a line, or its menu. */
void toolbar_open_emoji(struct app *app, int index);
void toolbar_open_menu(struct app *app, int index);

/* Reacts to a line with one of the emoji that are one click away. */
void toolbar_react(struct app *app, int index, int which);

/* F6: chooses the last message on the screen, or ends choosing. */
void toolbar_choose(struct app *app);

/* Keys and letters while something is chosen or open. False: they are not for the tools. */
bool toolbar_key(struct app *app, int key, unsigned mods);
bool toolbar_text(struct app *app, const char *text);
void toolbar_close(struct app *app);

/* Whether the keys have chosen a message; what they are on, in words. */
bool toolbar_is_on(const struct app *app);
void toolbar_words(const struct app *app, struct bytes *out);
