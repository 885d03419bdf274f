#pragma once
/* The key table, and the way a key takes: panels, the program, the text. */
#include <stdbool.h>
#include "client/base/words.h"

struct app;

bool keys_press(struct app *app, int key, unsigned mods);

/* The program's own keys; on the login screen and in the settings only those that work anywhere. */
bool keys_program(struct app *app, int key, unsigned mods);

/* What the program does by a key, and the keys it has by itself. */
struct key_row {
    const char *name; /* in the settings' file */
    const char *keys; /* "Ctrl Shift N" */
    enum word words;
};

enum { KEYS_TEXT = 32 };

/* The n-th of the list; NULL: no more. */
const struct key_row *keys_at(int index);

/* The keys it has now, "": none. Chooses others, and takes them from what had them; NULL: its own
 * again. */
const char *keys_of(const struct app *app, const struct key_row *row);
const char *keys_named(const struct app *app, const char *name);
void keys_choose(struct app *app, const struct key_row *row, const char *keys);

/* "Ctrl Shift N" apart (false: not a key), and together into `out` of KEYS_TEXT. */
bool keys_read(const char *text, int *key, unsigned *mods);
void keys_write(int key, unsigned mods, char *out);
