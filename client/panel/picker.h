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
    uint64_t seq; /* of the message of the current chat that it is for; 0: what is being written */
    struct edit query;
    struct emoji *found; /* that fit the query; NULL before it was ever opened */
    int count;
    int selected, first; /* of these; the first of the topmost row */
};

void picker_open(struct app *app, uint64_t seq);
void picker_close(struct app *app);
void picker_finish(struct picker *p);

/* After the query changed. */
void picker_follow(struct app *app);
bool picker_key(struct app *app, int key, unsigned mods);
void picker_scroll(struct app *app, int rows);
void picker_choose(struct app *app, int index);

/* What the keys are on, in words, to be read aloud. */
void picker_words(const struct app *app, struct bytes *out);
