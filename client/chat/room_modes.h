#pragma once
/* The modes of a room, as 324 and MODE say them. */
#include <stdbool.h>
#include <stdint.h>

#include "irc/modes.h"

struct room_modes {
    uint64_t on;    /* one bit for each letter that is set */
    bool known;     /* all of them are */
    int asked;      /* answers to our own question that are still to come */
    long limit;     /* of people (l); 0: none */
    long slow;      /* seconds between messages (W); 0: none */
    char joins[16]; /* "5:10" (j); "": any number */
};

bool room_modes_has(const struct room_modes *m, char letter);
void room_modes_change(struct room_modes *m, const struct mode_change *change);

/* Nothing is known any more; what is asked stays asked. */
void room_modes_clear(struct room_modes *m);
