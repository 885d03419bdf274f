#pragma once
/* What one can do with a message: the tools over the one under the pointer, or over the one chosen
 * with the keys (F6). The rest is in its menu (menu.h). */
#include <stdbool.h>
#include <stdint.h>

struct app;
struct event;

enum tools_open { TOOLS_SHUT, TOOLS_EMOJI };

struct tools { /* over the line of chosen_seq in the current chat, while open or chosen */
    enum tools_open open;
    bool chosen;  /* with the keys: the letters are for the message until Esc */
    int at;       /* the emoji that the keys are on; -1: none */
};

enum { TOOL_EMOJI = 8 };

/* The emoji that are one click away. */
extern const char *const tool_emoji[TOOL_EMOJI];

/* Index of the line the tools are about; -1: none. */
int tools_line(const struct app *app);

/* What a place of the tools does; `index` is the line. */
void tools_act(struct app *app, int action, int index, int which);

/* F6: chooses the last message on the screen, or ends choosing. */
void tools_choose(struct app *app);

/* Keys and letters while something is chosen or open. False: they are not for the tools. */
bool tools_key(struct app *app, int key, unsigned mods);
bool tools_text(struct app *app, const char *text);
void tools_close(struct app *app);
