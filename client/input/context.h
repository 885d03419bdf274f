#pragma once
/* The context menu of what is at a point, by the right button or the menu key. */
struct app;
struct hit;

void context_open(struct app *app, const struct hit *hit, int x, int y);

/* For what has the focus: the chosen message, or the draft. */
void context_open_here(struct app *app);
