#pragma once
/* Scrolling the messages and the two columns. */
struct app;
struct chat;
struct pane;

/* Scrolls the talk of a pane, of the current chat, and the columns by px (up is positive). */
void scroll_pane(struct app *app, const struct pane *p, int px);
void scroll_chats(struct app *app, int px);
void scroll_people(struct app *app, int px);
void scroll_talk(struct app *app, int px);
void scroll_to_now(struct app *app);
void scroll_to_oldest(struct app *app);

/* Scrolls as little as needed to make this line of the current chat visible; jumping highlights it.
 */
void scroll_to_line(struct app *app, int index);
void scroll_jump(struct app *app, int index);
void scroll_drag(struct app *app, int y); /* the bar, to this y */
void scroll_fetch(struct app *app);
void scroll_clamp(struct app *app);                          /* after the content became shorter */
void scroll_chats_to(struct app *app, const struct chat *c); /* until it is visible */

/* The new offset after scrolling from `px` by `amount`, clamped. */
int scroll_px(int px, int amount, int content, int visible);
