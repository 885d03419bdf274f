/* The whole pure client against a hostile server: the input is what the server says. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "client/text.h"
#include "client/view/view.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int measure(const struct ruler *r, enum type type, const char *text, size_t len)
{
    (void)r, (void)type;
    return text_columns(text, len) * 8;
}

static const struct ruler ruler = {measure};

static void event(struct app *app, enum event_kind kind, const char *text, size_t len, int64_t now)
{
    struct event e = {.kind = kind, .text = text, .len = len, .link = app->session->link,
                      .now = now, .wall = now};
    app_event(app, &e);
    effects_clear(&app->effects);
}

static void key(struct app *app, int code, unsigned mods, int64_t now)
{
    struct event e = {.kind = EVENT_KEY, .key = code, .mods = mods, .now = now, .wall = now};
    app_event(app, &e);
    effects_clear(&app->effects);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char hello[] = ":s 001 ana :x\r\n:s 005 ana PREFIX=(ov)@+ CHANTYPES=# :x\r\n"
                                ":s 422 ana :x\r\n:ana!a@h JOIN #a\r\n:s 353 ana = #a :@ana bob\r\n"
                                ":s 366 ana #a :x\r\n";
    static struct app app;
    struct prefs prefs;
    int64_t now = 1000;
    prefs_init(&prefs);
    app_init(&app, &prefs, words_english(), &ruler);
    edit_set(&app.login.fields[FIELD_NICK], "ana");
    edit_set(&app.login.fields[FIELD_ROOM], "#a");
    login_connect(&app);
    event(&app, EVENT_LINK_UP, "", 0, now);
    if (size % 4) {
        event(&app, EVENT_LINK_DATA, hello, sizeof hello - 1, now);
    }
    for (size_t at = 0; at < size;) {
        uint8_t head = data[at++];
        size_t piece = 1 + head % 90;
        piece = piece > size - at ? size - at : piece;
        now += head > 240 ? 60000 : 5;
        if (head == 239) {
            key(&app, KEY_PAGE_UP, 0, now);
        } else if (head == 238) {
            key(&app, KEY_DOWN, MOD_ALT, now);
        } else if (head == 237) {
            event(&app, EVENT_LINK_DOWN, "", 0, now);
        }
        event(&app, EVENT_LINK_DATA, (const char *)data + at, piece, now);
        at += piece;
        event(&app, EVENT_TICK, NULL, 0, now);
        view_screen(&app, &app.shown);
    }
    app_finish(&app);
    return 0;
}
