#pragma once
/* What is read aloud, or written into a transcript, for users who do not see the window: what
 * others say, where one is, what the keys are on. */

struct app;
struct chat;
struct line;

/* A message: of another conversation with its name. It waits for what is being said. */
void speak_line(struct app *app, const struct chat *c, const struct line *line);

/* The conversation that is shown now. */
void speak_chat(struct app *app, const struct chat *c);

/* What the keys are on: on the login screen, in the settings, in a list. */
void speak_focus(struct app *app);
