#include "server/world.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "irc/caps.h"
#include "irc/check.h"
#include "irc/names.h"
#include "server/account.h"
#include "server/address.h"
#include "server/answer.h"
#include "server/bans.h"
#include "server/cmd/command.h"
#include "server/config.h"
#include "server/job.h"
#include "server/history.h"
#include "server/log.h"
#include "server/monitor.h"
#include "server/relay.h"
#include "server/room.h"
#include "server/store.h"
#include "server/user.h"

enum { PAUSE_MS = 1000 }; /* between two reads from somebody over recvq_soft */

struct address {
    char host[HOST_BYTES];
    long count;
    UT_hash_handle hh;
};

static uint64_t offered_caps(const struct config *c)
{
    const uint64_t not_yet = CAP(SEARCH);
    uint64_t caps = ((UINT64_C(1) << CAP_COUNT) - 1) & ~not_yet;
    const char *at = c->without_caps;
    while (*at) {
        size_t len = strcspn(at, " ");
        caps &= ~cap_find(at, len);
        at += len + strspn(at + len, " ");
    }
    return caps;
}

void world_init(struct world *w, const struct config *config, struct store *store, int64_t now,
                int64_t wall)
{
    *w = (struct world){
        .config = config, .store = store, .now = now, .wall = wall, .born = wall};
    w->caps = offered_caps(config);
    store_secret(store, "cloak", w->cloak_key);
    bans_load(w);
}

void world_set_time(struct world *w, int64_t now, int64_t wall)
{
    w->now = now > w->now ? now : w->now;
    w->wall = wall;
}

void world_reconfigure(struct world *w)
{
    uint64_t before = w->caps;
    w->caps = offered_caps(w->config);
    for (struct user *u = w->users; u; u = u->next) {
        command_announce_caps(w, u, before);
        deadlines_set(&w->deadlines, u, w->now);
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
        user_send_text(u, line);
    }
    w->wisher = 0;
}

static bool is_loopback(const char *host)
{
    return strncmp(host, "127.", 4) == 0 || strcmp(host, "0::1") == 0;
}

static void count_address(struct world *w, const char *host)
{
    struct address *a;
    HASH_FIND_STR(w->addresses, host, a);
    if (!a) {
        a = xcalloc(1, sizeof *a);
        copy_text(a->host, sizeof a->host, host);
        HASH_ADD_STR(w->addresses, host, a);
    }
    a->count++;
}

static void uncount_address(struct world *w, const char *host)
{
    struct address *a;
    HASH_FIND_STR(w->addresses, host, a);
    CHECK(a && a->count > 0);
    if (--a->count == 0) {
        HASH_DEL(w->addresses, a);
        free(a);
    }
}

/* The address people really come from, and the host that others see instead. */
static void take_address(struct world *w, struct user *u, const char *address)
{
    /* a leading colon would read as a last parameter */
    snprintf(u->address, sizeof u->address, "%s%s", address[0] == ':' ? "0" : "", address);
    if (w->config->cloak) {
        address_cloak(u->address, w->cloak_key, u->host, sizeof u->host);
    } else {
        copy_text(u->host, sizeof u->host, u->address);
    }
    count_address(w, u->address);
}

/* Why this address, already counted, may not come in; NULL: it may. */
static const char *refuse_address(struct world *w, const char *address)
{
    const struct config *c = w->config;
    struct address *a;
    HASH_FIND_STR(w->addresses, address, a);
    if (bans_of_address(w, address)) {
        return "Your address is banned from this server";
    }
    if (a->count > c->per_address && !(c->exempt_loopback && is_loopback(address))) {
        return "Too many connections from your address";
    }
    return c->max_clients && w->user_count >= c->max_clients ? "The server is full" : NULL;
}

struct user *world_connect(struct world *w, const char *host, const char **why)
{
    const struct config *c = w->config;
    struct user *u = xcalloc(1, sizeof *u);
    u->world = w;
    take_address(w, u, host);
    *why = refuse_address(w, u->address);
    if (*why) {
        uncount_address(w, u->address);
        free(u);
        return NULL;
    }
    u->id = ++w->next_id;
    u->need = NEED_NICK | NEED_USER | (c->password[0] ? NEED_PASS : 0);
    u->connected_at = u->heard_at = u->spoke_at = w->now;
    u->deadline_at = -1;
    u->in.tags_max = LINE_CLIENT_TAGS_MAX;
    u->next = w->users;
    if (u->next) {
        u->next->prev = u;
    }
    w->users = u;
    w->user_count++;
    deadlines_set(&w->deadlines, u, w->now + c->registration_ms);
    return u;
}

const char *world_move_address(struct world *w, struct user *u, const char *address)
{
    uncount_address(w, u->address);
    take_address(w, u, address);
    return refuse_address(w, u->address);
}

/* Runs waiting lines until there are none, flood control says wait, or the answers are not read. */
static void run_input(struct world *w, struct user *u)
{
    u->stalled = false;
    while (!u->doom && !u->job) {
        if (u->out.bytes > (size_t)w->config->sendq_soft || !answer_run(w, u)) {
            u->stalled = true;
            return;
        }
        int64_t wait = flood_wait(&u->flood, w->config, w->now);
        if (wait > 0) {
            if (w->now + wait < u->deadline) {
                deadlines_set(&w->deadlines, u, w->now + wait);
            }
            return;
        }
        char *line;
        size_t len;
        enum line_status status = line_take(&u->in, &line, &len);
        if (status == LINE_NONE) {
            return;
        }
        u->lines_in++;
        command_line(w, u, status == LINE_READY ? line : NULL, len);
    }
}

void world_listen(struct world *w, struct user *u)
{
    run_input(w, u);
}

void world_feed(struct world *w, struct user *u, const char *data, size_t len)
{
    if (u->doom) {
        return;
    }
    u->heard_at = w->now;
    u->bytes_in += len;
    u->pinged_at = 0;
    line_feed(&u->in, data, len);
    run_input(w, u);
    if (line_waiting(&u->in) > (size_t)w->config->recvq_soft) {
        u->read_at = w->now + PAUSE_MS;
    }
    if (line_waiting(&u->in) > (size_t)w->config->recvq_hard) {
        user_doom(u, "Excess flood: slow down");
    }
}

void world_drained(struct world *w, struct user *u)
{
    if (u->stalled && u->out.bytes <= (size_t)w->config->sendq_soft) {
        run_input(w, u);
    }
}

/* When we must look at this user again. */
static int64_t next_deadline(const struct world *w, const struct user *u)
{
    const struct config *c = w->config;
    int64_t at = !u->registered ? u->connected_at + c->registration_ms
                 : u->pinged_at ? u->pinged_at + c->ping_timeout_ms
                                : u->heard_at + c->ping_after_ms;
    if (line_waiting(&u->in) > 0 && !u->stalled) {
        int64_t ready = w->now + flood_wait(&u->flood, c, w->now);
        at = ready > w->now && ready < at ? ready : at;
        at = u->read_at > w->now && u->read_at < at ? u->read_at : at;
    }
    return at;
}

static void check_alive(struct world *w, struct user *u)
{
    const struct config *c = w->config;
    if (line_waiting(&u->in) > (size_t)c->recvq_soft) {
        u->heard_at = w->now; /* it is us who do not listen: its PONG may be in the queue */
        u->pinged_at = 0;
    }
    if (!u->registered) {
        if (w->now - u->connected_at >= c->registration_ms) {
            user_doom(u, "Registration timed out after %ld seconds", c->registration_ms / 1000);
        }
    } else if (u->pinged_at && w->now - u->pinged_at >= c->ping_timeout_ms) {
        user_doom(u, "Ping timeout: %" PRId64 " seconds", (w->now - u->heard_at) / 1000);
    } else if (!u->pinged_at && w->now - u->heard_at >= c->ping_after_ms) {
        char body[CONFIG_TEXT + 16];
        snprintf(body, sizeof body, "PING :%s", c->name);
        user_send_text(u, body);
        u->pinged_at = w->now;
    }
}

/* Forgets records that are too old, some at a time; gives when to come again, -1: never. */
static int64_t sweep(struct world *w)
{
    enum { SWEEP_MS = 60000, AGAIN_MS = 100, RECORDS = 500 };
    const int64_t day = INT64_C(86400000);
    if (!w->config->history_days) {
        return -1;
    }
    if (w->now >= w->sweep_at) {
        int gone = store_forget_records(w->store, w->wall - w->config->history_days * day, RECORDS);
        w->sweep_at = w->now + (gone == RECORDS ? AGAIN_MS : SWEEP_MS);
    }
    return w->sweep_at - w->now;
}

int64_t world_tick(struct world *w)
{
    struct user *u;
    int64_t again = sweep(w);
    while ((u = deadlines_first(&w->deadlines)) && u->deadline <= w->now) {
        run_input(w, u);
        world_note_pending(w, u); /* whether to read from it may have changed */
        check_alive(w, u);
        if (u->doom) {
            deadlines_remove(&w->deadlines, u);
        } else {
            deadlines_set(&w->deadlines, u, next_deadline(w, u));
        }
    }
    int64_t wait = u ? u->deadline - w->now : -1;
    return wait < 0 || (again >= 0 && again < wait) ? again : wait;
}

static void bury(struct world *w, struct user *u)
{
    if (u->registered) {
        struct relay quit;
        relay_start(&quit, w, u, "QUIT :%s", u->doom);
        history_event_everywhere(&quit, u);
        relay_neighbours(&quit, u, 0, 0);
        relay_end(&quit);
        monitor_gone(w, u);
        departed_add(&w->departed, u, w->wall, (int)w->config->whowas_entries);
        w->registered_count--;
        w->invisible_count -= (u->modes & USER_INVISIBLE) != 0;
        w->operator_count -= (u->modes & USER_OPERATOR) != 0;
    }
    while (u->rooms) {
        room_leave(w, u->rooms->room, u);
    }
    monitor_clear(w, u);
    answer_free(u->answer);
    batch_drop(u);
    sasl_drop(u);
    if (u->job) {
        u->job->user = NULL;
    }
    if (u->nick[0]) {
        HASH_DELETE(hh, w->nicks, u);
    }
    if (u->prev) {
        u->prev->next = u->next;
    } else {
        w->users = u->next;
    }
    if (u->next) {
        u->next->prev = u->prev;
    }
    w->user_count--;
    deadlines_remove(&w->deadlines, u);
    uncount_address(w, u->address);
    log_line(LOG_DEBUG, "%s (%s) left: %s", user_name(u), u->host, u->doom);
}

void world_bury(struct world *w)
{
    /* telling of one may doom another whose outbox overflows */
    while (w->doomed) {
        struct user *u = w->doomed;
        w->doomed = u->next_doomed;
        bury(w, u);
        u->next_doomed = w->buried;
        w->buried = u;
    }
}

static void free_user(struct user *u)
{
    line_finish(&u->in);
    outbox_finish(&u->out);
    free(u->mask);
    free(u->realname);
    free(u->away);
    free(u->account);
    free(u->oper_name);
    masks_finish(&u->silenced);
    masks_finish(&u->accepted);
    metadata_finish(&u->metadata);
    keys_finish(&u->subscribed);
    free(u->doom);
    free(u);
}

static void unlink_pending(struct world *w, const struct user *u)
{
    for (struct user **link = &w->pending; *link; link = &(*link)->next_pending) {
        if (*link == u) {
            *link = u->next_pending;
            return;
        }
    }
}

void world_reap(struct world *w, void (*gone)(void *context, struct user *u), void *context)
{
    while (w->buried) {
        struct user *u = w->buried;
        w->buried = u->next_doomed;
        if (u->pending) {
            unlink_pending(w, u);
        }
        if (gone) {
            gone(context, u);
        }
        free_user(u);
    }
}

void world_close(struct world *w, const char *reason)
{
    for (struct user *u = w->users; u; u = u->next) {
        user_doom(u, "%s", reason);
    }
}

void world_finish(struct world *w)
{
    world_close(w, "closed");
    world_bury(w);
    world_reap(w, NULL, NULL);
    struct job *job;
    while ((job = job_take(w))) {
        job_free(job);
    }
    bans_finish(w);
    guesses_finish(w);
    deadlines_finish(&w->deadlines);
    while (w->rooms) {
        world_forget_room(w, w->rooms); /* the permanent ones */
    }
    departed_finish(&w->departed);
}

void world_note_pending(struct world *w, struct user *u)
{
    if (!u->pending) {
        u->pending = true;
        u->next_pending = w->pending;
        w->pending = u;
    }
}

struct user *world_take_pending(struct world *w)
{
    struct user *u = w->pending;
    if (u) {
        w->pending = u->next_pending;
        u->pending = false;
    }
    return u;
}

struct user *world_user(const struct world *w, const char *nick)
{
    char folded[NICK_BYTES];
    struct user *u;
    names_fold(CASEMAP_ASCII, folded, sizeof folded, nick);
    if (strlen(nick) >= NICK_BYTES) {
        return NULL;
    }
    HASH_FIND_STR(w->nicks, folded, u);
    return u;
}

struct user *world_user_by_id(const struct world *w, uint64_t id)
{
    struct user *u = w->users;
    while (u && u->id != id) {
        u = u->next;
    }
    return u;
}

struct room *world_room(const struct world *w, const char *name)
{
    char folded[ROOM_BYTES];
    struct room *room;
    names_fold(CASEMAP_ASCII, folded, sizeof folded, name);
    if (strlen(name) >= ROOM_BYTES) {
        return NULL;
    }
    HASH_FIND_STR(w->rooms, folded, room);
    return room;
}

struct room *world_make_room(struct world *w, const char *name)
{
    struct room *room = xcalloc(1, sizeof *room);
    copy_text(room->name, sizeof room->name, name);
    names_fold(CASEMAP_ASCII, room->folded, sizeof room->folded, name);
    room->id = ++w->next_id;
    room->created = w->wall;
    room->modes = ROOM_NO_OUTSIDE | ROOM_TOPIC_LOCKED;
    HASH_ADD_STR(w->rooms, folded, room);
    return room;
}

void world_rename_room(struct world *w, struct room *room, const char *name)
{
    HASH_DELETE(hh, w->rooms, room);
    room->id = ++w->next_id; /* it is now the last in the hash */
    copy_text(room->name, sizeof room->name, name);
    names_fold(CASEMAP_ASCII, room->folded, sizeof room->folded, name);
    HASH_ADD_STR(w->rooms, folded, room);
}

void world_forget_room(struct world *w, struct room *room)
{
    HASH_DELETE(hh, w->rooms, room);
    room_free(room);
}

void world_rename(struct world *w, struct user *u, const char *nick)
{
    if (u->nick[0]) {
        HASH_DELETE(hh, w->nicks, u);
    }
    copy_text(u->nick, sizeof u->nick, nick);
    names_fold(CASEMAP_ASCII, u->folded, sizeof u->folded, nick);
    if (!*nick) {
        return;
    }
    HASH_ADD_STR(w->nicks, folded, u);
    char mask[MASK_BYTES];
    snprintf(mask, sizeof mask, "%s!%s@%s", u->nick, u->ident[0] ? u->ident : "~", u->host);
    free(u->mask);
    u->mask = xstrdup(mask);
}

void world_stamp(struct world *w, char *out)
{
    snprintf(out, 32, "%" PRIx64 "-%" PRIx64, (uint64_t)w->born, ++w->next_stamp);
}

static void check_user(const struct world *w, const struct user *u)
{
    int rooms = 0;
    for (const struct member *m = u->rooms; m; m = m->next_of_user) {
        CHECK(m->user == u && world_room(w, m->room->name) == m->room);
        rooms++;
    }
    CHECK(rooms == u->room_count);
    CHECK(!u->nick[0] || world_user(w, u->nick) == u);
    CHECK(!u->registered || (u->nick[0] && u->mask && u->realname && u->need == 0));
    CHECK(u->doom || u->deadline_at >= 0);
    size_t bytes = 0;
    for (unsigned i = 0; i < u->out.count; i++) {
        bytes += u->out.ring[(u->out.head + i) % u->out.cap]->len;
    }
    CHECK(bytes - u->out.offset == u->out.bytes);
}

void world_check(const struct world *w)
{
    int users = 0, registered = 0, invisible = 0, operators = 0, places = 0;
    for (const struct user *u = w->users; u; u = u->next) {
        check_user(w, u);
        users++;
        registered += u->registered;
        invisible += u->registered && (u->modes & USER_INVISIBLE);
        operators += u->registered && (u->modes & USER_OPERATOR);
        places += u->room_count;
    }
    CHECK(users == w->user_count && registered == w->registered_count);
    CHECK(invisible == w->invisible_count && operators == w->operator_count);
    uint64_t last_room = 0;
    for (const struct room *room = w->rooms; room; room = room->hh.next) {
        CHECK(room->id > last_room);
        last_room = room->id;
        int members = 0;
        for (const struct member *m = room->members; m; m = m->next) {
            CHECK(m->room == room && room_member(room, m->user) == m);
            members++;
        }
        CHECK(members == room->member_count && (members > 0 || (room->modes & ROOM_PERMANENT)));
        places -= members;
    }
    CHECK(places == 0);
    for (int i = 0; i < w->deadlines.count; i++) {
        CHECK(w->deadlines.items[i]->deadline_at == i);
        CHECK(i == 0 ||
              w->deadlines.items[(i - 1) / 2]->deadline <= w->deadlines.items[i]->deadline);
    }
    monitor_check(w);
    for (const struct address *a = w->addresses; a; a = a->hh.next) {
        users -= (int)a->count;
    }
    CHECK(users == 0);
}
