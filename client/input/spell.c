#include "client/input/spell.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/chat/chat.h"
#include "client/net/network.h"
#include "client/text/text.h"
#include "irc/check.h"

enum { WORDS_MAX = 4000, WORD_MAX = 64, MARKS_MAX = 64 };

struct spelled {
    char *word;
    enum { SPELL_ASKED, SPELL_RIGHT, SPELL_WRONG } state;
    UT_hash_handle hh;
};

void spell_finish(struct spell *s)
{
    struct spelled *w, *next;
    HASH_ITER(hh, s->words, w, next)
    {
        HASH_DEL(s->words, w);
        free(w->word);
        free(w);
    }
    s->count = 0;
}

static struct spelled *find(const struct spell *s, const char *word, size_t len)
{
    struct spelled *w = NULL;
    HASH_FIND(hh, s->words, word, len, w);
    return w;
}

static struct spelled *add(struct spell *s, const char *word, size_t len)
{
    if (s->count == WORDS_MAX) {
        spell_finish(s); /* asked for again as needed */
    }
    struct spelled *w = xcalloc(1, sizeof *w);
    w->word = xstrndup(word, len);
    HASH_ADD_KEYPTR(hh, s->words, w->word, len, w);
    s->count++;
    return w;
}

/* Names, numbers and deliberate spellings are not checked. */
static bool is_checked(const struct app *app, const char *word, size_t len)
{
    char name[WORD_MAX];
    int capitals = 0;
    if (len < 2 || len >= WORD_MAX) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if ((word[i] >= '0' && word[i] <= '9') || word[i] == '_') {
            return false;
        }
        capitals += word[i] >= 'A' && word[i] <= 'Z';
    }
    bool first = word[0] >= 'A' && word[0] <= 'Z';
    copy_text(name, len + 1, word);
    return capitals <= first && !network_person(app->client.network, name);
}

/* Calls `run` for every checkable word of the draft; returns the sum of the results. */
static int each(const struct app *app,
                int (*run)(const struct app *app, const char *text, struct span at, void *to),
                void *to)
{
    const struct edit *e = &app->client.current->draft;
    const char *text = edit_text(e);
    struct span spans[MARKS_MAX];
    int count = text_spans(text, e->text.len, "", spans, MARKS_MAX), found = 0;
    if (text[0] == '/' && text[1] != '/') {
        return 0;
    }
    for (int i = 0; i < count; i++) {
        size_t start, end = spans[i].start;
        while (spans[i].kind == SPAN_PLAIN &&
               text_next_letters(text, spans[i].end, end, &start, &end)) {
            bool typing = e->caret == end && e->caret == e->anchor;
            bool code = start > 0 && strchr(":`", text[start - 1]);
            if (!typing && !code && is_checked(app, text + start, end - start)) {
                found += run(app, text, (struct span){.start = start, .end = end}, to);
            }
        }
    }
    return found;
}

static int ask(const struct app *app, const char *text, struct span at, void *to)
{
    struct bytes *out = to;
    if (!find(app->spell, text + at.start, at.end - at.start)) {
        bytes_format(out, "%.*s\n", (int)(at.end - at.start), text + at.start);
        return 1;
    }
    return 0;
}

void spell_follow(struct app *app)
{
    struct bytes words = {0};
    if (app->client.prefs.spell && app->client.current &&
        app->client.current->kind != CHAT_SERVER && each(app, ask, &words)) {
        for (const char *at = words.data; *at; at += strcspn(at, "\n") + 1) {
            size_t len = strcspn(at, "\n");
            if (!find(app->spell, at, len)) {
                add(app->spell, at, len);
            }
        }
        effect_say(&app->client.effects, EFFECT_SPELL, words.data);
    }
    bytes_finish(&words);
}

void spell_take(struct app *app, const char *wrong)
{
    struct spelled *w, *next;
    for (size_t len; *wrong; wrong += len + (wrong[len] == '\n')) {
        len = strcspn(wrong, "\n");
        w = find(app->spell, wrong, len);
        if (w) {
            w->state = SPELL_WRONG;
        }
    }
    HASH_ITER(hh, app->spell->words, w, next)
    {
        w->state = w->state == SPELL_ASKED ? SPELL_RIGHT : w->state;
    }
    app->client.dirty = true;
}

struct marks {
    struct span *out;
    int count, max;
};

static int mark(const struct app *app, const char *text, struct span at, void *to)
{
    struct marks *m = to;
    const struct spelled *w = find(app->spell, text + at.start, at.end - at.start);
    if (w && w->state == SPELL_WRONG && m->count < m->max) {
        m->out[m->count++] = at;
    }
    return 0;
}

int spell_marks(const struct app *app, struct span *out, int max)
{
    struct marks m = {out, 0, max};
    if (app->client.prefs.spell && app->client.current) {
        each(app, mark, &m);
    }
    return m.count;
}

void spell_learn(struct app *app, const char *word)
{
    struct spelled *w = find(app->spell, word, strlen(word));
    if (w) {
        w->state = SPELL_RIGHT;
    }
    effect_say(&app->client.effects, EFFECT_LEARN, word);
    app->client.dirty = true;
}
