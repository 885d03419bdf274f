#pragma once
/* Which conversations are shown, and what follows when that changes. */
#include <stdbool.h>
struct app;
struct chat;
struct network;

/* Shows a conversation. */
void panes_show(struct app *app, struct chat *c);

/* Goes out of a room, closes a conversation; who would lose what waits to be sent is warned first.
 */
void panes_leave_chat(struct app *app, struct chat *c);

/* `c` is about to go; show `instead` if it was being shown. */
void panes_forget_chat(struct app *app, struct chat *c, struct chat *instead);

/* All conversations of a network are about to go. */
void panes_forget_network(struct app *app, struct network *s);

/* Shows a conversation beside the current one (NULL: the one before); or no other any more. Goes to
 * the other pane. */
void panes_split(struct app *app, struct chat *c);
void panes_unsplit(struct app *app);
void panes_focus_other(struct app *app);

/* Whether a place of the window lies in the pane without the keys, with nothing over it. */
bool panes_other_has(const struct app *app, int x, int y);

/* Shows or hides the columns, or opens and shuts them over the rest where there is no room. */
void panes_toggle_people(struct app *app);
void panes_toggle_chats(struct app *app);

/* Puts this text into the prompt of the current conversation, in place of what is there. */
void panes_write(struct app *app, const char *text);
