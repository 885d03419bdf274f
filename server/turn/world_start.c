/* Starts and ends a world, and tells it of changes of its clock and its configuration. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/check.h"
#include "server/cmd/command.h"
#include "server/core/account.h"
#include "server/core/bans.h"
#include "server/core/config.h"
#include "server/core/looks.h"
#include "server/core/newcomers.h"
#include "server/core/restore.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/limits/conn_limit.h"
#include "server/limits/gate.h"
#include "server/out/job.h"
#include "server/out/reply.h"
#include "server/store.h"
#include "server/turn/world_turn.h"

static uint64_t offered_caps(const struct config *c)
{
    uint64_t caps = (UINT64_C(1) << CAP_COUNT) - 1;
    const char *at = c->without_caps;
    while (*at) {
        size_t len = strcspn(at, " ");
        caps &= ~cap_find(at, len);
        at += len + strspn(at + len, " ");
    }
    return c->history && c->edit_ms ? caps : caps & ~CAP(MESSAGE_EDIT);
}

/* Whether the clock was set back, but by no more than a day or so. */
static bool is_set_back(int64_t before, int64_t wall)
{
    enum { LONGEST_MS = 26 * 3600 * 1000 }; /* a wrong time zone, a wrong day */
    return wall < before && before - wall <= LONGEST_MS;
}

void world_init(struct world *w, const struct config *config, struct store *store, int64_t now,
                int64_t wall)
{
    *w = (struct world){.config = config, .store = store, .now = now, .wall = wall, .born = wall};
    w->caps = offered_caps(config);
    store_secret(store, "cloak", w->cloak_key);
    store_secret(store, "salt", w->salt_key);
    bans_load(w);
    account_make_claim(w);
    looks_load(w);
    restore_world(w);
    newcomers_make_rooms(w);
    world_bury(w); /* restored users who do not stay any more */
    int64_t last = store_last_time(store);
    w->wall = is_set_back(last, wall) ? last : wall;
}

void world_set_time(struct world *w, int64_t now, int64_t wall)
{
    int64_t passed = now > w->now ? now - w->now : 0;
    bool back = is_set_back(w->wall, wall);
    w->now += passed;
    /* after it was set back, our clock runs slowly until the other has caught up: later messages
     * are not kept as earlier ones */
    w->wall = back ? w->wall + passed / 2 : wall;
}

void world_reconfigure(struct world *w)
{
    uint64_t before = w->caps;
    w->caps = offered_caps(w->config);
    newcomers_make_rooms(w);
    for (struct session *s = w->sessions; s; s = s->next) {
        command_announce_caps(s, before);
        session_set_due(s, w->now);
    }
}

void world_reloaded(struct world *w, bool fine)
{
    struct user *u = world_user_by_id(w, w->wisher);
    if (fine) {
        world_reconfigure(w);
    }
    if (u) {
        char line[LINE_BODY_MAX];
        snprintf(line, sizeof line, ":%s NOTICE %s :%s", w->config->name, user_name(u),
                 fine ? "The configuration was read again"
                      : "The configuration has mistakes (the log says which); nothing changed");
        reply_raw_to(NULL, u, line);
    }
    w->wisher = 0;
}

void world_finish(struct world *w)
{
    world_close(w, "closed");
    world_bury(w);
    for (struct user *u = w->users; u; u = u->next) {
        user_doom(u, "closed"); /* users without a session */
    }
    world_bury(w);
    world_reap(w, NULL, NULL);
    struct job *job;
    while ((job = job_pop(w))) {
        job_free(job);
    }
    bans_finish(w);
    guesses_finish(w);
    conn_limit_finish(w);
    gate_finish(w);
    deadlines_finish(&w->deadlines);
    while (w->rooms) {
        world_forget_room(w, w->rooms); /* permanent rooms */
    }
    looks_finish(w);
    whowas_finish(&w->whowas);
}
