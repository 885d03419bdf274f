#include "server/turn/timed_masks.h"

#include <stddef.h>

#include "irc/names.h"
#include "server/cmd/command.h"
#include "server/core/persist.h"
#include "server/core/room.h"
#include "server/core/world.h"
#include "server/out/relay.h"
#include "server/out/relay_keep.h"

static void lift(struct room *room, enum mask_list list, const char *mask)
{
    struct relay mode;
    relay_start(&mode, room->world, NULL, NULL, "MODE %s -%c %s", room->name, ROOM_LIST_MODES[list],
                mask);
    relay_keep_event(&mode, room);
    relay_room(&mode, room, NULL, 0, 0);
    relay_end(&mode);
}

static void lift_ended(struct room *room)
{
    for (enum mask_list list = 0; list < LIST_COUNT; list++) {
        struct masks *masks = &room->lists[list];
        for (int i = masks->count - 1; i >= 0; i--) {
            int64_t until = mask_until(&masks->items[i]);
            if (until && until <= room->world->wall) {
                lift(room, list, masks->items[i].text);
                masks_remove(masks, masks->items[i].text);
                persist_room(room);
            }
        }
    }
    room_note_masks_end(room);
}

int64_t timed_masks_sweep(struct world *w)
{
    if (w->masks_end && w->masks_end <= w->wall) {
        w->masks_end = 0;
        for (struct room *room = w->rooms; room; room = room->hh.next) {
            if (room->masks_end && room->masks_end <= w->wall) {
                lift_ended(room); /* notes the next end */
            } else if (room->masks_end && (!w->masks_end || room->masks_end < w->masks_end)) {
                w->masks_end = room->masks_end;
            }
        }
    }
    return w->masks_end ? w->masks_end - w->wall : -1;
}
