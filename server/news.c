#include "server/news.h"

#include <stdarg.h>
#include <stdbool.h>

#include "irc/bytes.h"
#include "server/relay.h"
#include "server/user.h"
#include "server/world.h"

static const char letters_of[NEWS_KINDS] = {
#define NEWS_LETTER(id, letter, help) letter,
    NEWS_LIST(NEWS_LETTER)
#undef NEWS_LETTER
};

void news_tell(struct world *w, enum news kind, const char *format, ...)
{
    if (w->operator_count == 0) {
        return;
    }
    struct bytes text = {0};
    va_list args;
    va_start(args, format);
    bytes_vformat(&text, format, args);
    va_end(args);
    int left = w->operator_count;
    for (struct user *u = w->users; u && left > 0; u = u->next) {
        if (u->registered && (u->modes & USER_OPERATOR)) {
            left--;
            if (u->news & 1u << kind) {
                struct relay r;
                relay_start(&r, w, NULL, "NOTICE %s :*** %s", u->nick, bytes_string(&text));
                relay_to(&r, u);
                relay_end(&r);
            }
        }
    }
    bytes_finish(&text);
}

unsigned news_change(unsigned bits, const char *letters)
{
    bool adding = true;
    for (; *letters; letters++) {
        if (*letters == '+' || *letters == '-') {
            adding = *letters == '+';
        }
        for (int i = 0; i < NEWS_KINDS; i++) {
            if (letters_of[i] == *letters) {
                bits = adding ? bits | 1u << i : bits & ~(1u << i);
            }
        }
    }
    return bits;
}

void news_letters(unsigned bits, char *out)
{
    *out++ = '+';
    for (int i = 0; i < NEWS_KINDS; i++) {
        if (bits & 1u << i) {
            *out++ = letters_of[i];
        }
    }
    *out = '\0';
}
