#pragma once
/* The settings screen: a table of settings, each with its label, its choices and its field in the
 * preferences; and the keys. A choice takes effect at once and is written to the settings file. */
#include <stdbool.h>

#include "client/base/words.h"
#include "client/layout/measure.h"

struct app;

enum settings_section {
    SETTINGS_LOOK,
    SETTINGS_TALK,
    SETTINGS_NOTIFY,
    SETTINGS_PRIVACY,
    SETTINGS_KEYS, /* those of keymap.h */
    SETTINGS_SECTIONS
};

enum { SETTING_CHOICES = 5, SETTING_TEXT = 16 };

struct setting {
    enum settings_section section;
    enum word name, note;
    int choice_count; /* 0: on or off */
    enum word choices[SETTING_CHOICES];
    int (*get)(const struct app *app); /* -1: none of the choices */
    void (*set)(struct app *app, int value);
    void (*text)(const struct app *app, char *out); /* for a stepper: the current value */
};

extern const struct setting settings[];
extern const int settings_count;

struct settings_state {
    bool open;
    enum settings_section section;
    int focus;  /* index in settings, or in the keys */
    int first;  /* topmost visible row of the section */
    bool takes; /* the next key pressed becomes that of the focused row */
};

void settings_open(struct app *app);
void settings_open_keys(struct app *app);
void settings_close(struct app *app);
void settings_show(struct app *app, int section);

/* Chooses a value; toggles a switch; for a stepper: one up (1) or down (0). */
void settings_choose(struct app *app, int index, int value);

/* Waits for the new key of this row. */
void settings_take_key(struct app *app, int index);
void settings_scroll(struct app *app, int rows);
bool settings_key(struct app *app, int key, unsigned mods);

/* What has keyboard focus as text, to be read aloud. */
void settings_words(const struct app *app, struct bytes *out);

/* Sets the size of everything, in percent. */
void settings_set_text_size(struct app *app, int percent);

/* The size in effect, which the window may limit; a step up from what is wished, or down from what
 * is in effect. */
int settings_text_size(const struct app *app);
void settings_step_text_size(struct app *app, int step);

/* How many section names fit side by side where there is no column for them; at least 1. */
int settings_sections_per_row(const struct app *app);

/* Where the rows of the section are, without the note under them. */
struct rect settings_area(const struct app *app);

/* The index in the table of settings of a row of the section. */
int settings_index(const struct app *app, int row);

/* A row of the section, which begins with `first` as its topmost visible one: its height; how many
 * are to be seen, at least 1. */
int settings_row_height(const struct app *app, int row);
int settings_rows(const struct app *app, int first);

/* How many rows it has; the height of those from `first` to the one before `end`. */
int settings_count_rows(const struct app *app);
int settings_height(const struct app *app, int first, int end);

/* The parts of a setting (its index in the table), and its choices as text, of which it returns the
 * number. */
struct setting_line settings_line(const struct app *app, int index);
int settings_choices(const struct app *app, int index, const char *out[SETTING_CHOICES]);

/* What a key is called in its row, with the mark of one's own before it. */
int settings_keys_width(const struct app *app, int row);
