#pragma once
/* Scrolling the messages and the two columns. */
struct app;
struct chat;
struct event;

/* Scrolls the talk of the current chat by px (up is positive). */
void scroll_talk(struct app *app, int px);
void scroll_to_now(struct app *app);
void scroll_to_oldest(struct app *app);

/* Scrolls as little as it takes to have this line of the current chat in sight; jumping lights it
 * up. */
void scroll_to_line(struct app *app, int index);
void scroll_jump(struct app *app, int index);
void scroll_drag(struct app *app, int y);                  /* the bar, to this place */
void scroll_wheel(struct app *app, const struct event *e); /* what is under the pointer */
void scroll_fetch(struct app *app);
void scroll_clamp(struct app *app);                          /* after columns became shorter */
void scroll_chats_to(struct app *app, const struct chat *c); /* until it is in the list */
