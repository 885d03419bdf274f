#pragma once
/* Runs what places in the window do (enum action). */
struct app;

void actions_run(struct app *app, int action, int arg, const char *text);
