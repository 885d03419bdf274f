#include "server/out/snomask.h"

#include <stdarg.h>
#include <stdbool.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/own_tags.h"
#include "server/core/oper.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/out/relay.h"

static const char letters_of[SNOMASK_KINDS] = {
#define SNOMASK_LETTER(id, letter, help) letter,
    SNOMASK_LIST(SNOMASK_LETTER)
#undef SNOMASK_LETTER
};

static const struct {
    enum snomask kind;
    const char *word, *sentence;
} events[] = {
#define SNOMASK_EVENT(id, kind, word, sentence) {SNOMASK_##kind, word, sentence},
    SNOMASK_EVENTS(SNOMASK_EVENT)
#undef SNOMASK_EVENT
};

enum { WORDS = 4 };

struct notice {
    enum snomask_event event;
    const char *words[WORDS];
    int count;
    struct bytes text; /* the sentence */
};

static void tell(const struct notice *n, struct session *to, const char *where)
{
    struct relay r;
    struct bytes value = {0}, tag = {0};
    bytes_format(&value, "%s %s", events[n->event].word, where ? where : "*");
    for (int i = 0; i < n->count; i++) {
        bytes_format(&value, " %s", n->words[i]);
    }
    bytes_text(&tag, TAG_EVENT "=");
    message_escape(&tag, value.data);
    relay_start(&r, to->world, NULL, NULL, "NOTICE %s :*** %s%s%s", to->user->nick, n->text.data,
                where ? " from " : "", where ? where : "");
    relay_tag(&r, "", bytes_string(&tag));
    relay_to_session(&r, to);
    relay_end(&r);
    bytes_finish(&value);
    bytes_finish(&tag);
}

/* `from`: the session whose address is told; NULL: none is. */
static void tell_all(struct world *w, const struct session *from, const struct notice *n)
{
    unsigned bit = 1u << events[n->event].kind;
    int left = w->operator_count;
    for (struct user *u = w->users; u && left > 0; u = u->next) {
        if (!u->registered || !(u->modes & USER_OPERATOR)) {
            continue;
        }
        left--;
        for (struct session *s = u->snomask & bit ? u->sessions : NULL; s; s = s->next_of_user) {
            if (s->powers) { /* an operator's other sessions have no powers */
                tell(n, s, !from ? NULL : s->powers & POWER_SPY ? from->address : from->user->host);
            }
        }
    }
}

static void tell_words(struct world *w, const struct session *from, enum snomask_event event,
                       va_list args)
{
    struct notice n = {.event = event};
    if (w->operator_count == 0) {
        return;
    }
    for (const char *word; (word = va_arg(args, const char *));) {
        CHECK(n.count < WORDS);
        n.words[n.count++] = word;
    }
    int next = 0;
    for (const char *at = events[event].sentence; *at; at++) {
        if (*at == '%') {
            CHECK(next < n.count);
            bytes_text(&n.text, n.words[next++]);
        } else {
            bytes_char(&n.text, *at);
        }
    }
    bytes_string(&n.text);
    tell_all(w, from, &n);
    bytes_finish(&n.text);
}

void snomask_tell(struct world *w, enum snomask_event event, ...)
{
    va_list args;
    va_start(args, event);
    tell_words(w, NULL, event, args);
    va_end(args);
}

void snomask_tell_from(const struct session *who, enum snomask_event event, ...)
{
    va_list args;
    va_start(args, event);
    tell_words(who->world, who, event, args);
    va_end(args);
}

unsigned snomask_change(unsigned bits, const char *letters)
{
    bool adding = true;
    for (; *letters; letters++) {
        if (*letters == '+' || *letters == '-') {
            adding = *letters == '+';
        }
        for (int i = 0; i < SNOMASK_KINDS; i++) {
            if (letters_of[i] == *letters) {
                bits = adding ? bits | 1u << i : bits & ~(1u << i);
            }
        }
    }
    return bits;
}

void snomask_letters(unsigned bits, char *out)
{
    *out++ = '+';
    for (int i = 0; i < SNOMASK_KINDS; i++) {
        if (bits & 1u << i) {
            *out++ = letters_of[i];
        }
    }
    *out = '\0';
}
