#pragma once
/* The settings screen: a table of settings, each with its words, its choices and its place in the
 * preferences; and the keys. A choice takes effect at once and is written to the settings file. */
#include <stdbool.h>

#include "client/base/words.h"

struct app;

enum settings_section {
    SETTINGS_LOOK,
    SETTINGS_TALK,
    SETTINGS_NOTIFY,
    SETTINGS_PRIVACY,
    SETTINGS_KEYS, /* those of keys.c */
    SETTINGS_SECTIONS
};

enum { CHOICES_MAX = 5, SETTING_TEXT = 16 };

struct setting {
    enum settings_section section;
    enum word name, note;
    int choice_count; /* 0: on or off */
    enum word choices[CHOICES_MAX];
    int (*get)(const struct app *app); /* -1: none of the choices */
    void (*set)(struct app *app, int value);
    void (*text)(const struct app *app,
                 char *out); /* of many that go up and down: what it is now */
};

extern const struct setting settings[];
extern const int settings_count;

struct settings_state {
    bool open;
    enum settings_section section;
    int focus;  /* index in settings, or of the keys */
    int first;  /* of the section: the topmost that is seen */
    bool takes; /* the next key that is pressed is the one for what has the focus */
};

void settings_open(struct app *app);
void settings_open_keys(struct app *app);
void settings_close(struct app *app);
void settings_show(struct app *app, int section);

/* Chooses a value; of one that is on or off: turns it over; of many: one up (1) or down (0). */
void settings_choose(struct app *app, int index, int value);

/* Waits for the key that is to do this. */
void settings_take_key(struct app *app, int index);
void settings_scroll(struct app *app, int rows);
bool settings_key(struct app *app, int key, unsigned mods);

/* What the keys are on, in words, to be read aloud. */
void settings_words(const struct app *app, struct bytes *out);

/* How large everything is, in percent. */
void settings_set_text_size(struct app *app, int percent);

/* The names of the sections that stand beside each other where there is no column for them; at
 * least 1. */
int settings_sections_per_row(const struct app *app);

/* How many rows of the section are seen in the settings; where they begin into *top. */
int settings_layout(const struct app *app, int *top);
