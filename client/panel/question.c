#include "client/panel/question.h"

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/event.h"
#include "client/input/speak.h"
#include "irc/bytes.h"
#include "irc/check.h"

void question_ask(struct app *app, const struct question *q)
{
    question_finish(app->question);
    *app->question = *q;
    app->question->open = true;
    app->question->focus = q->asks ? QUESTION_FIELD : QUESTION_CANCEL;
    app->key_at = app->client.now;
    copy_text(app->question->about, QUESTION_NAME, q->name ? q->name : "");
    app->question->name = NULL;
    app->client.dirty = true;
    speak_focus(app);
}

void question_close(struct app *app)
{
    app->client.dirty |= app->question->open;
    app->question->open = false;
}

void question_finish(struct question *q)
{
    edit_finish(&q->field);
}

struct edit *question_edit(struct app *app)
{
    return app->question->focus == QUESTION_FIELD ? &app->question->field : NULL;
}

void question_press(struct app *app, int place)
{
    struct question *q = app->question;
    if (place == QUESTION_FIELD || (place == QUESTION_YES && q->asks && !q->field.text.len)) {
        q->focus = QUESTION_FIELD;
        return;
    }
    question_close(app);
    if (place == QUESTION_YES) {
        q->run(app);
    }
    edit_finish(&q->field);
}

static void step(struct question *q, bool back)
{
    static const enum question_place order[] = {QUESTION_CANCEL, QUESTION_YES, QUESTION_FIELD};
    int count = q->asks ? 3 : 2;
    q->focus = order[((int)q->focus + (back ? count - 1 : 1)) % count];
}

bool question_key(struct app *app, int key, unsigned mods)
{
    struct question *q = app->question;
    app->client.dirty = true;
    switch (key) {
    case KEY_ESCAPE: question_close(app); break;
    case KEY_ENTER:
        question_press(app, q->focus == QUESTION_FIELD ? QUESTION_YES : q->focus);
        break;
    case KEY_TAB:
    case KEY_UP:
    case KEY_DOWN:
        step(q, key == KEY_UP || (mods & MOD_SHIFT));
        speak_focus(app);
        break;
    default:
        if (q->focus == QUESTION_FIELD) {
            return false;
        }
        if (key == ' ') {
            question_press(app, q->focus);
        } else if (key == KEY_LEFT || key == KEY_RIGHT) {
            step(q, key == KEY_LEFT);
            speak_focus(app);
        }
    }
    return true;
}

void question_words(const struct app *app, struct bytes *out)
{
    const struct question *q = app->question;
    words_fill(out, app->client.lang, q->title, "name", q->about, "host", q->about, NULL);
    bytes_format(out, " %s",
                 words_text(app->client.lang, q->focus == QUESTION_YES     ? q->yes
                                              : q->focus == QUESTION_FIELD ? W_PASSWORD
                                                                           : W_CANCEL));
}
