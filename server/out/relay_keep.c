#include "server/out/relay_keep.h"

#include <string.h>

#include "server/core/config.h"
#include "server/core/room.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/out/relay.h"
#include "server/store.h"

enum { KEPT_TAGS = 1024 };

void relay_keep(const struct relay *line, const char *place, enum record_kind kind,
                const char *lines)
{
    relay_keep_as(line, place, kind, lines, line->world->wall, line->id,
                  strlen(line->client_tags) <= KEPT_TAGS ? line->client_tags : "");
}

void relay_keep_as(const struct relay *line, const char *place, enum record_kind kind,
                   const char *lines, int64_t time, const char *id, const char *tags)
{
    const struct user *from = line->from;
    char sender[IDENTITY_BYTES];
    if (!line->world->config->history) {
        return;
    }
    if (from) {
        history_identity(from, sender);
    }
    struct record record = {.time = time,
                            .kind = kind,
                            .bot = from && (from->modes & USER_BOT),
                            .place = place,
                            .msgid = id,
                            .sender = from ? sender : NULL,
                            .account = from ? from->account : NULL,
                            .tags = tags,
                            .body = line->body.data,
                            .lines = lines};
    store_add_record(line->world->store, &record);
}

static void give_id(struct relay *line)
{
    char id[RELAY_ID];
    if (!line->id[0]) {
        world_stamp(line->world, id);
        relay_tag(line, id, "");
    }
}

void relay_keep_event(struct relay *line, const struct room *room)
{
    char place[PLACE_BYTES];
    give_id(line);
    /* what a user does alone in a room where nothing was said since the start interests nobody, and
     * would fill the disk */
    bool alone = room->member_count <= 1 && !room->said && !(room->modes & ROOM_STAYS);
    if (line->world->config->history_events && !room->forgetful && !alone) {
        history_room(room, place);
        relay_keep(line, place, RECORD_EVENT, NULL);
    }
}

void relay_keep_everywhere(struct relay *line, const struct user *u)
{
    give_id(line);
    for (const struct member *m = u->rooms; m; m = m->next_of_user) {
        relay_keep_event(line, m->room);
    }
}
