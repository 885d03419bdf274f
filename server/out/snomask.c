#include "server/out/snomask.h"

#include <stdarg.h>
#include <stdbool.h>

#include "irc/bytes.h"
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

static void tell(struct session *to, const char *text, const char *where)
{
    struct relay r;
    relay_start(&r, to->world, NULL, NULL, "NOTICE %s :*** %s%s%s", to->user->nick, text,
                where ? " from " : "", where ? where : "");
    relay_to_session(&r, to);
    relay_end(&r);
}

/* `from`: who is told of, with their address; NULL: nobody is. */
static void tell_all(struct world *w, enum snomask kind, const struct session *from,
                     const char *text)
{
    int left = w->operator_count;
    for (struct user *u = w->users; u && left > 0; u = u->next) {
        if (!u->registered || !(u->modes & USER_OPERATOR)) {
            continue;
        }
        left--;
        for (struct session *s = u->snomask & 1u << kind ? u->sessions : NULL; s;
             s = s->next_of_user) {
            if (s->powers) { /* another session of an operator is nobody's who asked for them */
                tell(s, text,
                     !from                   ? NULL
                     : s->powers & POWER_SPY ? from->address
                                             : from->user->host);
            }
        }
    }
}

static void tell_words(struct world *w, enum snomask kind, const struct session *who,
                       const char *format, va_list args)
{
    if (w->operator_count > 0) {
        struct bytes text = {0};
        bytes_vformat(&text, format, args);
        tell_all(w, kind, who, bytes_string(&text));
        bytes_finish(&text);
    }
}

void snomask_tell(struct world *w, enum snomask kind, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    tell_words(w, kind, NULL, format, args);
    va_end(args);
}

void snomask_tell_from(const struct session *who, enum snomask kind, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    tell_words(who->world, kind, who, format, args);
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
