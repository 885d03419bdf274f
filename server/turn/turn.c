/* The life of devices in a world: they come, are heard, fall silent, are buried. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "server/limits/address.h"
#include "server/core/account.h"
#include "server/out/reply_stream.h"
#include "server/core/bans.h"
#include "server/cmd/command.h"
#include "server/core/config.h"
#include "server/limits/conn_limit.h"
#include "server/core/session.h"
#include "server/turn/gate.h"
#include "server/core/history.h"
#include "server/out/job.h"
#include "server/core/persist.h"
#include "server/log.h"
#include "server/core/looks.h"
#include "server/out/monitor.h"
#include "server/out/snomask.h"
#include "server/out/relay.h"
#include "server/core/room.h"
#include "server/turn/stay.h"
#include "server/store.h"
#include "server/core/world.h"

enum { PAUSE_MS = 1000 }; /* between two reads from somebody over recvq_soft */

/* --- coming --- */

/* Of those who have not said who they are, the oldest have to go, a quarter at once: so a crowd that
 * says nothing keeps nobody out. False: they have all come just now. */
static bool make_room(struct world *w)
{
    enum { AGE_MS = 5000 }; /* who means to come in has said so by then */
    int kept = 0, all = 0;
    bool made = false;
    for (struct session *d = w->sessions; d; d = d->next) {
        all += d->need && !d->doom;
    }
    int most = all * 3 / 4;
    if (all < w->config->unregistered_all) {
        return true; /* some are on their way out already */
    }
    for (struct session *d = w->sessions; d; d = d->next) { /* the last to come first */
        bool stranger = d->need && !d->doom;
        if (stranger && kept++ >= most && w->now - d->connected_at >= AGE_MS) {
            session_doom(d, "Others want to come in, and you did not say who you are");
            made = true;
        }
    }
    return made;
}

/* The same of one address: the one who has been silent for longest. */
static bool make_room_beside(struct world *w, const char *address)
{
    enum { AGE_MS = 5000 };
    char network[HOST_BYTES], own[HOST_BYTES];
    struct session *oldest = NULL;
    conn_limit_network(address, own, sizeof own);
    for (struct session *d = w->sessions; d; d = d->next) {
        if (d->need && !d->doom && w->now - d->connected_at >= AGE_MS &&
            (!oldest || d->connected_at < oldest->connected_at)) {
            conn_limit_network(d->address, network, sizeof network);
            oldest = strcmp(network, own) == 0 ? d : oldest;
        }
    }
    if (oldest) {
        session_doom(oldest, "Others want to come in from your address, and you did not say who you are");
    }
    return oldest;
}

/* Who is not counted: this computer, and those who speak for many. */
static bool is_exempt(const struct world *w, const struct session *d)
{
    return config_is_proxy(w->config, d->address) ||
           (w->config->exempt_loopback && address_is_loopback(d->address));
}

/* The address a device really comes from, and the host that others see instead. Gives NULL, or why
 * nobody may come in from there. */
static const char *take_address(struct world *w, struct session *d, const char *address)
{
    const struct config *c = w->config;
    struct user *u = d->user;
    /* a leading colon would read as a last parameter */
    snprintf(d->address, sizeof d->address, "%s%s", address[0] == ':' ? "0" : "", address);
    copy_text(u->address, sizeof u->address, d->address);
    if (c->cloak) {
        address_cloak(d->address, w->cloak_key, u->host, sizeof u->host);
    } else {
        copy_text(u->host, sizeof u->host, d->address);
    }
    struct conn_limit count = conn_limit_add(w, d->address);
    if (bans_of_address(w, d->address)) {
        return "Your address is banned from this server";
    }
    bool exempt = is_exempt(w, d);
    if (!exempt && count.all > c->per_address) {
        return "Too many connections from your address";
    }
    if (!exempt && conn_limit_hurries(w, d->address)) {
        return "Too many connections from your address one after another: wait a minute";
    }
    if (!exempt && count.strangers > c->unregistered && !make_room_beside(w, d->address)) {
        return "Too many connections from your address that have not said who they are";
    }
    if (c->max_clients && w->session_count >= c->max_clients) {
        return "The server is full";
    }
    if (w->session_count - w->welcomed_count >= c->unregistered_all && !make_room(w)) {
        return "Too many are coming in at once: try again soon";
    }
    return NULL;
}

static struct user *new_user(struct world *w)
{
    struct user *u = xcalloc(1, sizeof *u);
    u->world = w;
    u->id = ++w->next_id;
    u->spoke_at = w->now;
    u->next = w->users;
    if (u->next) {
        u->next->prev = u;
    }
    w->users = u;
    return u;
}

static void unlink_user(struct world *w, struct user *u)
{
    if (u->nick[0]) {
        HASH_DELETE(hh, w->nicks, u);
        looks_remove(w, u->nick);
    }
    if (u->prev) {
        u->prev->next = u->next;
    } else {
        w->users = u->next;
    }
    if (u->next) {
        u->next->prev = u->prev;
    }
}

static void free_user(struct user *u)
{
    free(u->mask);
    free(u->realname);
    free(u->away);
    free(u->account);
    free(u->gone);
    free(u->throttle);
    masks_finish(&u->silenced);
    masks_finish(&u->accepted);
    metadata_finish(&u->metadata);
    free(u);
}

struct user *world_revive(struct world *w)
{
    struct user *u = new_user(w);
    u->registered = u->parted = true;
    if (++w->registered_count > w->most) {
        w->most = w->registered_count;
    }
    return u;
}

struct session *world_connect(struct world *w, const char *host, const char **why)
{
    const struct config *c = w->config;
    struct session *d = xcalloc(1, sizeof *d);
    d->world = w;
    d->user = new_user(w);
    *why = take_address(w, d, host);
    if (*why) {
        conn_limit_remove(w, d->address, true);
        unlink_user(w, d->user);
        free_user(d->user);
        free(d);
        return NULL;
    }
    d->id = ++w->next_id;
    d->need = NEED_NICK | NEED_USER | (c->password[0] ? NEED_PASS : 0);
    d->connected_at = d->heard_at = w->now;
    d->deadline_at = -1;
    d->in.tags_max = LINE_CLIENT_TAGS_MAX;
    d->user->sessions = d;
    d->next = w->sessions;
    if (d->next) {
        d->next->prev = d;
    }
    w->sessions = d;
    w->session_count++;
    deadlines_set(&w->deadlines, d, w->now + c->registration_ms);
    if (!is_exempt(w, d)) {
        gate_ask(w, d);
    }
    return d;
}

const char *world_move_address(struct world *w, struct session *d, const char *address)
{
    conn_limit_remove(w, d->address, true); /* gateways speak first */
    const char *why = take_address(w, d, address);
    if (!why && !is_exempt(w, d)) {
        gate_ask(w, d);
    }
    return why;
}

static void detach(struct session *d)
{
    struct session **link = &d->user->sessions;
    while (*link != d) {
        link = &(*link)->next_of_user;
    }
    *link = d->next_of_user;
    d->next_of_user = NULL;
}

/* Out of the world now, freed once nobody in this turn can hold it any more. */
static void put_in_grave(struct world *w, struct user *u)
{
    CHECK(!u->buried);
    unlink_user(w, u);
    u->buried = true;
    u->next_gone = w->grave;
    w->grave = u;
}

void session_attach(struct session *d, struct user *u)
{
    struct user *before = d->user;
    CHECK(before != u && !before->registered && !u->gone && !u->buried && !d->buried);
    detach(d);
    d->user = u;
    d->next_of_user = u->sessions;
    u->sessions = d;
    if (u->parted) {
        u->parted = false;
        u->left_at = 0;
        persist_user(u);
    }
    put_in_grave(d->world, before);
}

/* --- being heard --- */

/* Runs waiting lines until there are none, flood control says wait, or the answers are not read. */
static void run_input(struct world *w, struct session *d)
{
    d->stalled = false;
    while (!d->doom && !d->job) {
        if (!session_has_room(d) || !reply_stream_run(w, d)) {
            d->stalled = true;
            return;
        }
        int64_t wait = flood_wait(&d->flood, w->config, w->now);
        if (wait > 0) {
            if (w->now + wait < d->deadline) {
                deadlines_set(&w->deadlines, d, w->now + wait);
            }
            return;
        }
        char *line;
        size_t len;
        enum line_status status = line_take(&d->in, &line, &len);
        if (status == LINE_NONE) {
            return;
        }
        d->lines_in++;
        command_line(w, d, status == LINE_READY ? line : NULL, len);
    }
}

void world_listen(struct world *w, struct session *d)
{
    run_input(w, d);
}

void world_feed(struct world *w, struct session *d, const char *data, size_t len)
{
    if (d->doom) {
        return;
    }
    d->heard_at = w->now;
    d->bytes_in += len;
    d->pinged_at = 0;
    line_feed(&d->in, data, len);
    run_input(w, d);
    if (line_waiting(&d->in) > (size_t)w->config->recvq_soft) {
        d->read_at = w->now + PAUSE_MS;
    }
    if (line_waiting(&d->in) > (size_t)w->config->recvq_hard) {
        session_doom(d, "Excess flood: slow down");
    }
}

void world_drained(struct world *w, struct session *d)
{
    d->drained_at = w->now;
    if (d->stalled && session_has_room(d)) {
        /* in the next turn: what a command does now would be told before it is kept */
        deadlines_set(&w->deadlines, d, w->now);
    }
}

/* --- what time brings --- */

static int64_t ping_after(const struct world *w, const struct session *d)
{
    enum { WEB_MS = 45000 };
    int64_t after = w->config->ping_after_ms;
    return d->proxied && after > WEB_MS ? WEB_MS : after;
}

/* When we must look at this device again. */
static int64_t next_deadline(const struct world *w, const struct session *d)
{
    const struct config *c = w->config;
    int64_t at = d->need        ? d->connected_at + c->registration_ms
                 : d->pinged_at ? d->pinged_at + c->ping_timeout_ms
                                : d->heard_at + ping_after(w, d);
    if (line_waiting(&d->in) > 0 && !d->stalled) {
        int64_t ready = w->now + flood_wait(&d->flood, c, w->now);
        at = ready > w->now && ready < at ? ready : at;
        at = d->read_at > w->now && d->read_at < at ? d->read_at : at;
    }
    return at;
}

static void check_alive(struct world *w, struct session *d)
{
    const struct config *c = w->config;
    /* It is us who do not listen, its PONG may be in the queue: because of flood control, or until it has read
     * what we said. It is alive as long as it reads. */
    bool held_back = !d->stalled && line_waiting(&d->in) > (size_t)c->recvq_soft;
    int64_t alive_at = held_back ? w->now : d->stalled ? d->drained_at : 0;
    if (alive_at > d->heard_at) {
        d->heard_at = alive_at;
        d->pinged_at = 0;
    }
    if (d->need) {
        if (w->now - d->connected_at >= c->registration_ms) {
            session_doom(d, "Registration timed out after %ld seconds", c->registration_ms / 1000);
        }
    } else if (d->pinged_at && w->now - d->pinged_at >= c->ping_timeout_ms) {
        session_doom(d, "Ping timeout: %" PRId64 " seconds", (w->now - d->heard_at) / 1000);
    } else if (!d->pinged_at && w->now - d->heard_at >= ping_after(w, d)) {
        session_ping(d);
    }
}

int64_t world_tick(struct world *w)
{
    struct session *d;
    int64_t again = history_sweep(w), stay = stay_sweep(w);
    again = again < 0 || stay < again ? stay : again;
    while ((d = deadlines_first(&w->deadlines)) && d->deadline <= w->now) {
        run_input(w, d);
        world_note_pending(w, d); /* whether to read from it may have changed */
        check_alive(w, d);
        if (d->doom) {
            deadlines_remove(&w->deadlines, d);
        } else {
            deadlines_set(&w->deadlines, d, next_deadline(w, d));
        }
    }
    int64_t wait = d ? d->deadline - w->now : -1;
    return wait < 0 || (again >= 0 && again < wait) ? again : wait;
}

/* --- leaving --- */

static void bury_user(struct world *w, struct user *u, const char *reason)
{
    if (u->registered && !(w->closing && u->parted)) {
        struct relay quit;
        relay_start(&quit, w, u, "QUIT :%s", reason);
        history_event_everywhere(&quit, u);
        relay_neighbours(&quit, u, 0, 0);
        relay_end(&quit);
        monitor_gone(w, u);
        whowas_add(&w->whowas, u, w->wall, (int)w->config->whowas_entries);
    }
    if (u->registered) {
        w->registered_count--;
        w->invisible_count -= (u->modes & USER_INVISIBLE) != 0;
        w->operator_count -= (u->modes & USER_OPERATOR) != 0;
    }
    CHECK(!u->sessions);
    persist_forget_user(u);
    while (u->rooms) {
        room_leave(w, u->rooms->room, u);
    }
    monitor_clear(w, u);
    put_in_grave(w, u);
}

/* Whether somebody stays though no device is left: who has an account and is in a room. */
static bool stays(struct world *w, const struct user *u)
{
    return u->registered && account_keeps_place(w, u) && !u->gone && u->rooms;
}

static void bury_session(struct world *w, struct session *d)
{
    struct user *u = d->user;
    detach(d);
    if (d->powers && !user_powers(u)) { /* that was the last device of theirs that had any */
        command_set_user_modes(w, u, u->modes & ~(unsigned)USER_OPERATOR);
    }
    if (!u->sessions && !u->gone) {
        if (stays(w, u)) {
            stay_begin(w, u);
        } else {
            bury_user(w, u, d->doom);
        }
    }
    reply_stream_free(d->stream);
    batch_drop(d);
    sasl_drop(d);
    if (d->job) {
        d->job->session = NULL;
        atomic_store(&d->job->dropped, true);
        d->job = NULL;
    }
    if (d->prev) {
        d->prev->next = d->next;
    } else {
        w->sessions = d->next;
    }
    if (d->next) {
        d->next->prev = d->prev;
    }
    w->session_count--;
    bool welcomed = u->registered && d->need == 0;
    w->welcomed_count -= welcomed;
    deadlines_remove(&w->deadlines, d);
    d->buried = true;
    conn_limit_remove(w, d->address, !welcomed);
    log_line(LOG_DEBUG, "%s (%s) left: %s", user_name(u), d->address, d->doom);
    if (u->registered) {
        snomask_tell(w, SNOMASK_PEOPLE, "%s left: %s", u->nick, d->doom);
    }
}

void world_bury(struct world *w)
{
    /* telling of one may doom another whose outbox overflows */
    while (w->doomed || w->gone) {
        struct session *d = w->doomed;
        if (d) {
            w->doomed = d->next_doomed;
            bury_session(w, d);
            d->next_doomed = w->buried;
            w->buried = d;
        } else {
            struct user *u = w->gone;
            w->gone = u->next_gone;
            bury_user(w, u, u->gone);
        }
    }
    persist_flush(w);
}

static void free_session(struct session *d)
{
    line_finish(&d->in);
    outbox_finish(&d->out);
    keys_finish(&d->subscribed);
    free(d->doom);
    free(d);
}

static void unlink_pending(struct world *w, const struct session *d)
{
    for (struct session **link = &w->pending; *link; link = &(*link)->next_pending) {
        if (*link == d) {
            *link = d->next_pending;
            return;
        }
    }
}

void world_reap(struct world *w, void (*gone)(void *context, struct session *d), void *context)
{
    while (w->buried) {
        struct session *d = w->buried;
        w->buried = d->next_doomed;
        if (d->pending) {
            unlink_pending(w, d);
        }
        CHECK(d->deadline_at < 0 && !d->job);
        if (gone) {
            gone(context, d);
        }
        free_session(d);
    }
    while (w->grave) {
        struct user *u = w->grave;
        w->grave = u->next_gone;
        CHECK(!u->dirty && !u->sessions && !u->rooms && !u->watching);
        free_user(u);
    }
}

void world_close(struct world *w, const char *reason)
{
    w->closing = true;
    for (struct session *d = w->sessions; d; d = d->next) {
        session_doom(d, "%s", reason);
    }
}

void world_note_pending(struct world *w, struct session *d)
{
    if (!d->pending) {
        d->pending = true;
        __builtin_prefetch(d->conn); /* it writes soon */
        d->next_pending = w->pending;
        w->pending = d;
    }
}

struct session *world_take_pending(struct world *w)
{
    struct session *d = w->pending;
    if (d) {
        w->pending = d->next_pending;
        d->pending = false;
    }
    return d;
}
