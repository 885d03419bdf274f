#pragma once
/* Which conversations are shown, and what happens when that changes. */
#include <stdbool.h>
struct app;
struct chat;
struct network;

/* Shows a conversation. */
void panes_show(struct app *app, struct chat *c);

/* Leaves a room or closes a conversation; warns first if unsent messages would be lost. */
void panes_leave_chat(struct app *app, struct chat *c);

/* `c` is about to be closed; shows `instead` if it was being shown. */
void panes_forget_chat(struct app *app, struct chat *c, struct chat *instead);

/* All conversations of a network are about to be closed. */
void panes_forget_network(struct app *app, struct network *s);

/* Shows a conversation beside the current one (NULL: the previous one); closes the other pane;
 * focuses the other pane. */
void panes_split(struct app *app, struct chat *c);
void panes_unsplit(struct app *app);
void panes_focus_other(struct app *app);

/* Whether a point of the window is in the unfocused pane, with nothing over it. */
bool panes_other_has(const struct app *app, int x, int y);

/* Shows or hides the columns, as overlays where there is no room. */
void panes_toggle_people(struct app *app);
void panes_toggle_chats(struct app *app);

/* Replaces what is in the prompt of the current conversation with this text. */
void panes_write(struct app *app, const char *text);
