#include "server/core/newcomers.h"

#include <stdio.h>
#include <string.h>

#include "server/core/config.h"
#include "server/core/persist.h"
#include "server/core/precis.h"
#include "server/core/room.h"
#include "server/core/world.h"

bool newcomers_next(const struct world *w, const char **list, char *name)
{
    static const char blanks[] = " \n";
    const char *at = *list + strspn(*list, blanks);
    bool found = false;
    while (*at && !found) {
        char asked[CONFIG_TEXT];
        size_t len = strcspn(at, blanks);
        snprintf(asked, sizeof asked, "%.*s", (int)len, at);
        found = precis_room(asked, (size_t)w->config->room_len, name, ROOM_BYTES);
        at += len + strspn(at + len, blanks);
    }
    *list = at;
    return found;
}

void newcomers_make_rooms(struct world *w)
{
    const char *list = w->config->autojoin;
    char name[ROOM_BYTES];
    while (newcomers_next(w, &list, name)) {
        struct room *room = world_room(w, name);
        if (!room && HASH_COUNT(w->rooms) < (unsigned)w->config->rooms) {
            room = world_make_room(w, name);
        }
        if (room && !(room->modes & ROOM_STAYS)) {
            room->modes |= ROOM_PERMANENT;
            persist_room(room);
        }
    }
}
