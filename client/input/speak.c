#include "client/input/speak.h"

#include <stdio.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/panel/panel.h"
#include "irc/check.h"
#include "irc/terminal.h"

static bool speaks(const struct app *app)
{
    return app->client.prefs.speak || app->transcript;
}

enum { SPEAK_AFTER, SPEAK_NOW };

static void say(struct app *app, const char *text, int now)
{
    if (speaks(app) && *text) {
        struct bytes clean = {0}; /* a transcript is read in a terminal, and names are untrusted */
        for (size_t len; *text; text += len + (text[len] == '\n')) {
            len = strcspn(text, "\n");
            bytes_text(&clean, clean.len ? " " : "");
            terminal_text(&clean, text, len);
        }
        effect_add(
            &app->client.effects,
            &(struct effect){.kind = EFFECT_SPEAK, .text = bytes_string(&clean), .at_once = now});
        bytes_finish(&clean);
    }
}

/* Speaks a text, interrupting the previous one. Does nothing unless enabled. */
static void speak_text(struct app *app, const char *text)
{
    say(app, text, SPEAK_NOW);
}

void speak_line(struct app *app, const struct chat *c, const struct line *line)
{
    struct bytes text = {0};
    if (!speaks(app)) {
        return;
    }
    if (c != app->client.current && c->kind != CHAT_PERSON) {
        bytes_format(&text, "%s, ", c->name);
    }
    if (line->nick && line->kind != LINE_ACTION) {
        bytes_format(&text, "%s: ", line->nick);
    }
    bytes_text(&text, line->text);
    say(app, bytes_string(&text), SPEAK_AFTER);
    bytes_finish(&text);
}

void speak_chat(struct app *app, const struct chat *c)
{
    struct bytes text = {0};
    char number[16];
    if (!speaks(app)) {
        return;
    }
    bytes_text(&text, c->name);
    snprintf(number, sizeof number, "%d", c->unread);
    if (c->unread) {
        bytes_text(&text, ", ");
        words_fill(&text, app->client.lang, c->unread == 1 ? W_NEW_1 : W_NEW_N, "n", number, NULL);
    }
    if (c->topic) {
        bytes_format(&text, ", %s", c->topic);
    }
    say(app, text.data, SPEAK_NOW);
    bytes_finish(&text);
}

/* --- keyboard focus --- */

void speak_focus(struct app *app)
{
    struct bytes text = {0};
    if (!speaks(app)) {
        return;
    }
    panel_words(app, &text);
    const char *said = bytes_string(&text);
    if (strncmp(said, app->spoken, sizeof app->spoken - 1) != 0) { /* not repeated for every key */
        copy_text(app->spoken, sizeof app->spoken, said);
        speak_text(app, said);
    }
    bytes_finish(&text);
}
