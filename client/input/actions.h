#pragma once
/* Runs the actions of clickable areas (enum action). */
struct app;

void actions_run(struct app *app, int action, int arg, const char *text);
