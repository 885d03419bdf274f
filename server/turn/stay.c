#include "server/turn/stay.h"

#include "server/cmd/command.h"
#include "server/core/account.h"
#include "server/core/config.h"
#include "server/core/persist.h"
#include "server/core/room.h"
#include "server/core/user.h"
#include "server/core/world.h"

#define DAY_MS INT64_C(86400000)

/* Rooms are newest first in a user's list: those joined longest ago are kept. */
static void leave_some(struct world *w, struct user *u)
{
    struct account account;
    bool young = account_find(w, u->account, &account) &&
                 w->wall - account.created < w->config->young_days * DAY_MS;
    while (young && u->room_count > w->config->young_rooms) {
        command_leave(w, u, u->rooms->room, "No device is connected", NULL);
    }
}

void stay_begin(struct world *w, struct user *u)
{
    u->parted = true;
    u->left_at = w->wall;
    if (w->closing) {
        return;
    }
    leave_some(w, u);
    if (!u->away) {
        command_set_away(w, u, w->config->away_text, NULL);
    }
    persist_user(u);
}

int64_t stay_sweep(struct world *w)
{
    enum { SWEEP_MS = 3600 * 1000 };
    if (w->now >= w->stay_sweep_at) {
        int64_t before = w->wall - w->config->away_days * DAY_MS;
        for (struct user *u = w->config->away_days ? w->users : NULL; u; u = u->next) {
            if (u->parted && !u->sessions && u->left_at < before) {
                user_doom(u, "Not here for %ld days", w->config->away_days);
            }
        }
        w->stay_sweep_at = w->now + SWEEP_MS;
    }
    return w->stay_sweep_at - w->now;
}
