#include "client/chat/room_modes.h"

#include <stdlib.h>

#include "irc/check.h"

static uint64_t bit_of(char letter)
{
    bool small = letter >= 'a' && letter <= 'z', large = letter >= 'A' && letter <= 'Z';
    return small ? UINT64_C(1) << (letter - 'a') : large ? UINT64_C(1) << (letter - 'A' + 26) : 0;
}

bool room_modes_has(const struct room_modes *m, char letter)
{
    return m->on & bit_of(letter);
}

void room_modes_change(struct room_modes *m, const struct mode_change *change)
{
    const char *param = change->adding && change->param ? change->param : "";
    m->on = change->adding ? m->on | bit_of(change->letter) : m->on & ~bit_of(change->letter);
    if (change->letter == 'l') {
        m->limit = strtol(param, NULL, 10);
    } else if (change->letter == 'W') {
        m->slow = strtol(param, NULL, 10);
    } else if (change->letter == 'j') {
        copy_text(m->joins, sizeof m->joins, param);
    }
}

void room_modes_clear(struct room_modes *m)
{
    *m = (struct room_modes){.asked = m->asked};
}
