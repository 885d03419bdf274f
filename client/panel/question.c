#include "client/panel/question.h"

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/event.h"
#include "client/input/speak.h"
#include "irc/bytes.h"
#include "irc/check.h"

void question_ask(struct app *app, const struct question *q)
{
    *app->question = *q;
    app->question->open = true;
    app->question->focus = QUESTION_CANCEL;
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

void question_press(struct app *app, int place)
{
    question_close(app);
    if (place == QUESTION_YES) {
        app->question->run(app);
    }
}

bool question_key(struct app *app, int key, unsigned mods)
{
    (void)mods;
    struct question *q = app->question;
    app->client.dirty = true;
    switch (key) {
    case KEY_ESCAPE: question_close(app); break;
    case KEY_ENTER:
    case ' ': question_press(app, q->focus); break;
    case KEY_TAB:
    case KEY_LEFT:
    case KEY_RIGHT:
    case KEY_UP:
    case KEY_DOWN:
        q->focus = q->focus == QUESTION_YES ? QUESTION_CANCEL : QUESTION_YES;
        speak_focus(app);
        break;
    default: break;
    }
    return true;
}

void question_words(const struct app *app, struct bytes *out)
{
    const struct question *q = app->question;
    words_fill(out, app->client.lang, q->title, "name", q->about, NULL);
    bytes_format(out, " %s",
                 words_text(app->client.lang, q->focus == QUESTION_YES ? q->yes : W_CANCEL));
}
