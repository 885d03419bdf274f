#pragma once
/* Walks a MODE change letter by letter and pairs each with its parameter. ISUPPORT CHANMODES and
 * PREFIX say which letters take one. */
#include <stdbool.h>

struct mode_kinds {
    const char *list;     /* A: always a parameter; without one it requests the list */
    const char *always;   /* B: a parameter to set and to clear */
    const char *when_set; /* C: a parameter only to set */
    const char *prefix;   /* modes of a user in a room: always a parameter */
};

struct mode_walk {
    const struct mode_kinds *kinds;
    const char *letters;
    char *const *params;
    int count; /* parameters left */
    bool adding;
};

struct mode_change {
    bool adding;
    char letter;
    char *param;      /* NULL when it has none */
    bool wants_param; /* its kind takes one; with param NULL it is missing */
};

/* `letters` and `params` are borrowed while the walk lasts. */
void mode_start(struct mode_walk *w, const struct mode_kinds *kinds, const char *letters,
                char *const *params, int count);
bool mode_next(struct mode_walk *w, struct mode_change *change);
