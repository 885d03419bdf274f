#pragma once
/* The mouse. */
struct app;
struct event;

void pointer_move(struct app *app, const struct event *e);
void pointer_down(struct app *app, const struct event *e);
void pointer_up(struct app *app, const struct event *e);
void pointer_hover(struct app *app);

/* The wheel scrolls what is under the pointer. */
void pointer_wheel(struct app *app, const struct event *e);
