#pragma once
/* A question before something is done that cannot be taken back, where Cancel has the focus; or for
 * a password that is missing. */
#include <stdbool.h>

#include "client/base/words.h"
#include "client/draw/geometry.h"
#include "client/text/edit.h"

struct app;
struct bytes;

enum { QUESTION_NAME = 128 };

enum question_place { QUESTION_CANCEL, QUESTION_YES, QUESTION_FIELD };

struct question {
    bool open;
    enum word title, body, yes; /* {name}: what it is about */
    const char *name;           /* for question_ask; copied */
    void (*run)(struct app *app);
    char about[QUESTION_NAME];
    bool asks; /* for a password, which `field` then has */
    struct edit field;
    enum question_place focus;
};

/* Asks; `q->run` is called if the answer is yes. */
void question_ask(struct app *app, const struct question *q);
void question_close(struct app *app);
void question_press(struct app *app, int place);
struct edit *question_edit(struct app *app);
void question_finish(struct question *q);
bool question_key(struct app *app, int key, unsigned mods);
void question_words(const struct app *app, struct bytes *out);
