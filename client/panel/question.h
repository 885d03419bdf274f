#pragma once
/* A question before something is done that cannot be taken back. Cancel has the focus. */
#include <stdbool.h>

#include "client/base/words.h"
#include "client/draw/geometry.h"

struct app;
struct bytes;

enum { QUESTION_NAME = 128 };

enum question_place { QUESTION_CANCEL, QUESTION_YES, QUESTION_PLACES };

struct question {
    bool open;
    enum word title, body, yes; /* {name}: what it is about */
    const char *name;           /* for question_ask; copied */
    void (*run)(struct app *app);
    char about[QUESTION_NAME];
    enum question_place focus;
};

/* Asks; `q->run` is called if the answer is yes. */
void question_ask(struct app *app, const struct question *q);
void question_close(struct app *app);
void question_press(struct app *app, int place);
bool question_key(struct app *app, int key, unsigned mods);
void question_words(const struct app *app, struct bytes *out);
