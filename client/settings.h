#pragma once
/* The settings screen: a table of what can be set, each with its words, its choices and its place in the
 * preferences. What is chosen holds at once and is written into the file that people may edit. */
#include <stdbool.h>

#include "client/words.h"

struct app;

enum settings_section { SETTINGS_LOOK, SETTINGS_TALK, SETTINGS_SECTIONS };

enum { CHOICES_MAX = 5 };

struct setting {
    enum settings_section section;
    enum word name, note;
    int choice_count;              /* 0: on or off */
    enum word choices[CHOICES_MAX];
    int (*get)(const struct app *app);
    void (*set)(struct app *app, int value);
};

extern const struct setting settings[];
extern const int settings_count;

struct settings_state {
    bool open;
    enum settings_section section;
    int focus; /* index in settings; -1: none */
};

void settings_open(struct app *app);
void settings_close(struct app *app);
void settings_show(struct app *app, int section);

/* Chooses a value; of one that is on or off: turns it over. */
void settings_choose(struct app *app, int index, int value);
bool settings_key(struct app *app, int key, unsigned mods);
