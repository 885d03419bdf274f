#include "irc/modes.h"

#include <stddef.h>
#include <string.h>

void mode_start(struct mode_walk *w, const struct mode_kinds *kinds, const char *letters,
                char *const *params, int count)
{
    *w = (struct mode_walk){kinds, letters, params, count, true};
}

static bool takes_param(const struct mode_kinds *k, char letter, bool adding)
{
    return strchr(k->list, letter) || strchr(k->always, letter) || strchr(k->prefix, letter) ||
           (adding && strchr(k->when_set, letter));
}

bool mode_next(struct mode_walk *w, struct mode_change *change)
{
    for (; *w->letters == '+' || *w->letters == '-'; w->letters++) {
        w->adding = *w->letters == '+';
    }
    if (!*w->letters) {
        return false;
    }
    char letter = *w->letters++;
    *change =
        (struct mode_change){w->adding, letter, NULL, takes_param(w->kinds, letter, w->adding)};
    if (change->wants_param && w->count > 0) {
        change->param = *w->params++;
        w->count--;
    }
    return true;
}
