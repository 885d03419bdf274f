#pragma once
/* The emoji picker: for the text being written (Ctrl E), or for a reaction. */
#include <stdbool.h>
#include <stdint.h>

#include "client/text/edit.h"
#include "client/text/emoji.h"

struct app;
enum { PICKER_COLUMNS = 9, PICKER_ROWS = 6 };

struct picker {
    bool open;
    uint64_t seq; /* message of the current chat to react to; 0: for the draft */
    struct edit query;
    struct emoji *found; /* those that match the query; NULL before the first opening */
    int count;
    int selected, first; /* in found; the first of the topmost row */
};

void picker_open(struct app *app, uint64_t seq);
void picker_close(struct app *app);
void picker_finish(struct picker *p);

/* Call after the query has changed. */
void picker_follow(struct app *app);
bool picker_key(struct app *app, int key, unsigned mods);
void picker_scroll(struct app *app, int rows);
void picker_choose(struct app *app, int index);

/* The selected emoji as text, to be read aloud. */
void picker_words(const struct app *app, struct bytes *out);
