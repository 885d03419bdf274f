#pragma once
/* Runs what places in the window and keys do (enum action). */
struct app;

void actions_run(struct app *app, int action, int arg, const char *text);

/* Opens an address: one of a chat server here, others by the system. */
void actions_open_link(struct app *app, const char *address);

void actions_toggle_people(struct app *app);
void actions_toggle_chats(struct app *app);
void actions_set_text_size(struct app *app, int percent);
void actions_close_popups(struct app *app);

/* The ruler is another one: what was measured is measured again. */
void actions_forget_measures(struct app *app);
