/* The whole pure client: a hostile server, and a user who presses, types, pastes, drags and
 * resizes meanwhile, with two servers and an archive. The input: pieces of two bytes that say
 * what happens (see step), each with its text. It must hold that
 *   - output is lines, one each;
 *   - only chat, web and mail addresses are opened, whatever others write. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/archive_row.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/event.h"
#include "client/base/prefs.h"
#include "client/base/words.h"
#include "client/panel/login.h"
#include "client/sys/archive.h"
#include "client/text/text.h"
#include "client/view/view.h"
#include "irc/check.h"
#include "irc/error.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int measure(const struct ruler *r, enum type type, const char *text, size_t len)
{
    (void)r, (void)type;
    return text_columns(text, len) * 8;
}

static const struct ruler ruler = {measure};

struct fuzz {
    struct app app;
    struct archive *archive;
    int64_t now;
};

static void check_line(const char *text)
{
    size_t len = strlen(text);
    CHECK(len >= 2 && strcmp(text + len - 2, "\r\n") == 0 && strcspn(text, "\r\n") == len - 2);
}

static void check_address(const char *text)
{
    static const char *const schemes[] = {"https://", "http://", "ftp://", "mailto:"};
    bool fine = false;
    for (size_t i = 0; i < COUNT_OF(schemes); i++) {
        char begin[16];
        copy_text(begin, strlen(schemes[i]) + 1, text);
        fine = fine || names_equal(CASEMAP_ASCII, begin, schemes[i]);
    }
    CHECK(fine);
}

static void ask_archive(struct fuzz *f, const struct effect *effect)
{
    static const enum event_kind answers[] = {EVENT_RECALLED, EVENT_FOUND, EVENT_LISTED};
    struct error error;
    struct archive_answer answer = {0};
    if (effect->kind != EFFECT_KEEP) {
        answer.chat = effect->question->chat;
    }
    switch (effect->kind) {
    case EFFECT_KEEP: archive_keep(f->archive, effect->row, &error); return;
    case EFFECT_RECALL: archive_recall(f->archive, effect->question, &answer); break;
    case EFFECT_FIND: archive_find(f->archive, effect->question, &answer); break;
    default: archive_list(f->archive, effect->question, &answer); break;
    }
    app_event(&f->app, &(struct event){.kind = answers[effect->kind - EFFECT_RECALL],
                                       .now = f->now,
                                       .wall = f->now,
                                       .archive = {effect->link, &answer}});
    archive_answer_finish(&answer);
}

static void drain(struct fuzz *f)
{
    for (int i = 0; i < f->app.client.effects.count; i++) { /* an effect may add another */
        const struct effect e = f->app.client.effects.list[i];
        if (e.kind == EFFECT_SEND) {
            check_line(e.text);
        } else if (e.kind == EFFECT_OPEN) {
            check_address(e.text);
        } else if (e.kind >= EFFECT_KEEP && e.kind <= EFFECT_LIST) {
            ask_archive(f, &e);
        }
    }
    effects_clear(&f->app.client.effects);
}

static void happen(struct fuzz *f, struct event e)
{
    e.now = f->now;
    e.wall = f->now;
    app_event(&f->app, &e);
    drain(f);
}

/* The link of one of the servers. */
static unsigned link_of(const struct fuzz *f, unsigned which)
{
    return f->app.client.network_count
               ? f->app.client.networks[which % (unsigned)f->app.client.network_count]->link
               : 0;
}

static void press(struct fuzz *f, uint8_t what)
{
    static const int keys[] = {KEY_ENTER,  KEY_TAB,     KEY_ESCAPE,    KEY_BACKSPACE, KEY_DELETE,
                               KEY_LEFT,   KEY_RIGHT,   KEY_UP,        KEY_DOWN,      KEY_HOME,
                               KEY_END,    KEY_PAGE_UP, KEY_PAGE_DOWN, KEY_MENU,      KEY_F6,
                               KEY_F6 + 1, KEY_F10,     'k',           'f',           'n',
                               'e',        'w',         'b',           'm',           '1',
                               '2',        ',',         '/',           '\\',          'z',
                               'c',        'v'};
    happen(f, (struct event){.kind = EVENT_KEY,
                             .key.code = keys[what % COUNT_OF(keys)],
                             .key.mods = what / COUNT_OF(keys)});
}

static void point(struct fuzz *f, uint8_t what)
{
    const struct draw *d = &f->app.shown;
    if (d->hit_count == 0) {
        return;
    }
    const struct rect r = d->hits[(what * 7u) % (unsigned)d->hit_count].at;
    struct event e = {.kind = EVENT_MOUSE_MOVE,
                      .mouse.x = r.x + r.w / 2,
                      .mouse.y = r.y + r.h / 2,
                      .mouse.clicks = 1 + what % 3,
                      .mouse.button = what % 5 == 0    ? BUTTON_RIGHT
                                      : what % 11 == 0 ? BUTTON_MIDDLE
                                                       : BUTTON_LEFT};
    happen(f, e);
    e.kind = EVENT_MOUSE_DOWN;
    happen(f, e);
    e.kind = EVENT_MOUSE_UP;
    e.mouse.y += what % 4 == 0 ? 60 : 0;
    happen(f, e);
}

/* Returns the bytes of text it took. */
static size_t step(struct fuzz *f, uint8_t what, uint8_t more, const char *text, size_t left)
{
    static const int sizes[][2] = {{1280, 800}, {640, 480}, {480, 400}, {360, 640},
                                   {200, 150},  {1, 1},     {2000, 300}};
    size_t len = 1 + more % 120;
    len = len > left ? left : len;
    switch (what % 16) {
    case 0: f->now += more < 200 ? more * 10 : (more - 199) * 5000; break;
    case 1: press(f, more); return 0;
    case 2: point(f, more); return 0;
    case 3:
        happen(f, (struct event){.kind = EVENT_WHEEL,
                                 .wheel.x = more * 4,
                                 .wheel.y = 300,
                                 .wheel.px = (more % 7 - 3) * 90});
        return 0;
    case 4:
        happen(f, (struct event){.kind = EVENT_RESIZE,
                                 .size.w = sizes[more % COUNT_OF(sizes)][0],
                                 .size.h = sizes[more % COUNT_OF(sizes)][1]});
        return 0;
    case 5:
    case 6: {
        char *typed = xstrndup(text, len);
        happen(f, (struct event){.kind = what % 16 == 5 ? EVENT_TEXT : EVENT_PASTE, .text = typed});
        free(typed);
        return len;
    }
    case 7:
        happen(f, (struct event){.kind = more & 1 ? EVENT_LINK_DOWN : EVENT_LINK_UP,
                                 .link.id = link_of(f, more / 2),
                                 .link.failure = more / 4 % 4,
                                 .link.data = ""});
        return 0;
    case 8: happen(f, (struct event){.kind = more & 1 ? EVENT_FOCUS : EVENT_BLUR}); return 0;
    default:
        happen(f, (struct event){.kind = EVENT_LINK_DATA,
                                 .link.id = link_of(f, what / 16),
                                 .link.data = text,
                                 .link.len = len});
        return len;
    }
    happen(f, (struct event){.kind = EVENT_TICK});
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char hello
        [] = ":s 001 ana :x\r\n:s 005 ana PREFIX=(ov)@+ CHANTYPES=# UTF8MAPPING=rfc8265 :x\r\n"
             ":s 422 ana :x\r\n:ana!a@h JOIN #a\r\n:s 353 ana = #a :@ana bob\r\n"
             ":s 366 ana #a :x\r\n",
   caps[] =
        ":s CAP * LS :batch echo-message labeled-response message-tags server-time "
        "draft/chathistory draft/multiline\r\n:s CAP * ACK :batch echo-message labeled-response "
        "message-tags server-time draft/chathistory draft/multiline\r\n";
    static struct fuzz f;
    struct prefs prefs;
    struct error error;
    f.now = 1000;
    f.archive = archive_open(":memory:", &error);
    CHECK(f.archive);
    prefs_init(&prefs);
    app_init(&f.app, &prefs, words_english(), &ruler);
    edit_set(&f.app.login->fields[FIELD_NICK], "ana");
    edit_set(&f.app.login->fields[FIELD_ROOM], "#a");
    login_connect(&f.app);
    happen(&f, (struct event){.kind = EVENT_LINK_UP, .link.id = link_of(&f, 0)});
    if (size % 3 == 0) {
        happen(&f, (struct event){.kind = EVENT_LINK_DATA,
                                  .link.id = link_of(&f, 0),
                                  .link.data = caps,
                                  .link.len = sizeof caps - 1});
    }
    if (size % 4) {
        happen(&f, (struct event){.kind = EVENT_LINK_DATA,
                                  .link.id = link_of(&f, 0),
                                  .link.data = hello,
                                  .link.len = sizeof hello - 1});
    }
    for (size_t at = 0; at + 2 <= size;) {
        uint8_t what = data[at], more = data[at + 1];
        at += 2;
        f.now += 5;
        at += step(&f, what, more, (const char *)data + at, size - at);
        happen(&f, (struct event){.kind = EVENT_TICK});
        view_screen(&f.app, &f.app.shown);
    }
    app_finish(&f.app);
    archive_close(f.archive);
    return 0;
}
