#include "client/chat/room_keeps.h"

#include <stdlib.h>
#include <string.h>

#include "irc/check.h"

bool room_keeps_read(struct room_keeps *k, const char *room, const char *fact)
{
    size_t len = strlen(room);
    if (strncmp(fact, room, len) != 0 || fact[len] != ' ') {
        return false;
    }
    const char *at = fact + len + 1;
    if (strncmp(at, "never ", 6) == 0) {
        *k = (struct room_keeps){0};
        return true;
    }
    bool on = strncmp(at, "on ", 3) == 0;
    if (!on && strncmp(at, "off ", 4) != 0) {
        return false;
    }
    at += on ? 3 : 4;
    long numbers[4];
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        char *end;
        numbers[i] = strtol(at, &end, 10);
        if (end == at || numbers[i] < 0) {
            return false;
        }
        at = end;
    }
    *k = (struct room_keeps){.known = true,
                             .on = on,
                             .days = numbers[0],
                             .messages = numbers[1],
                             .server_days = numbers[2],
                             .server_messages = numbers[3]};
    return true;
}
