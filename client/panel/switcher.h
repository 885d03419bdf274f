#pragma once
/* Jumps to a room or a user by a few letters of the name; joins or creates a room. */
#include <stdbool.h>

#include "client/text/edit.h"

struct app;

enum switch_kind {
    SWITCH_SERVER,
    SWITCH_CHAT,
    SWITCH_PERSON,
    SWITCH_JOIN,
    SWITCH_ROOMS,
    SWITCH_ANOTHER
};

enum { SWITCH_MAX = 8, SWITCH_TEXT = 128 };

/* Kept by name: conversations may come and go meanwhile. */
struct switch_item {
    enum switch_kind kind;
    unsigned network; /* its id */
    char name[SWITCH_TEXT];
};

struct switcher {
    bool open;
    bool joining; /* opened only to join a room */
    struct edit query;
    int selected;
    struct switch_item items[SWITCH_MAX];
    int count;
};

void switcher_open(struct app *app, bool joining);
void switcher_close(struct app *app);
void switcher_choose(struct app *app, int index);

/* Call after the query has changed. */
void switcher_follow(struct app *app);
bool switcher_key(struct app *app, int key, unsigned mods);

/* Whether `name` contains the letters of `query` in this order; `score`: lower is closer. */
bool switcher_fits(const char *name, const char *query, int *score);

/* The selected item as text, to be read aloud. */
void switcher_words(const struct app *app, struct bytes *out);
