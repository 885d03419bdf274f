#pragma once
/* Key dispatch: panels, the program, the text. */
#include <stdbool.h>

struct app;

bool keys_press(struct app *app, int key, unsigned mods);

/* The program's own keys; on the login screen and in the settings only those that work anywhere. */
bool keys_program(struct app *app, int key, unsigned mods);
