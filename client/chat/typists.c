#include "client/chat/typists.h"

#include <string.h>

#include "irc/check.h"

enum { LASTS_MS = 6000 }; /* as specified for +typing */

static void drop(struct typists *t, int index)
{
    t->count--;
    memmove(&t->list[index], &t->list[index + 1], (size_t)(t->count - index) * sizeof t->list[0]);
}

void typists_heard(struct typists *t, enum casemap map, const char *nick, bool writes, int64_t now)
{
    int at = 0;
    while (at < t->count && !names_equal(map, t->list[at].nick, nick)) {
        at++;
    }
    if (!writes) {
        if (at < t->count) {
            drop(t, at);
        }
        return;
    }
    if (at == TYPISTS_MAX) {
        return;
    }
    if (at == t->count) {
        copy_text(t->list[t->count++].nick, NICK_CAP, nick);
    }
    t->list[at].until = now + LASTS_MS;
}

bool typists_expire(struct typists *t, int64_t now)
{
    int before = t->count;
    for (int i = t->count - 1; i >= 0; i--) {
        if (t->list[i].until <= now) {
            drop(t, i);
        }
    }
    return t->count < before;
}
