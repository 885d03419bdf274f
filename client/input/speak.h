#pragma once
/* What is read aloud, or written into a transcript, for users who cannot see the window: messages,
 * the current conversation, the keyboard focus. */

struct app;
struct chat;
struct line;

/* A message; with the conversation's name if that is another one. Waits its turn. */
void speak_line(struct app *app, const struct chat *c, const struct line *line);

/* The conversation now shown. */
void speak_chat(struct app *app, const struct chat *c);

/* The keyboard focus: on the login screen, in the settings, in a list. */
void speak_focus(struct app *app);
