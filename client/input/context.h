#pragma once
/* The context menu: of what is at a place, by the right button or the menu key. */
struct app;
struct hit;

void context_open(struct app *app, const struct hit *hit, int x, int y);

/* Of what the keys are on: the chosen message, or what is being written. */
void context_open_here(struct app *app);
