/* The life of sessions in a world: they come, are heard, fall silent, are buried. */
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
    for (struct session *s = w->sessions; s; s = s->next) {
        all += s->need && !s->doom;
    }
    int most = all * 3 / 4;
    if (all < w->config->unregistered_all) {
        return true; /* some are on their way out already */
    }
    for (struct session *s = w->sessions; s; s = s->next) { /* the last to come first */
        bool stranger = s->need && !s->doom;
        if (stranger && kept++ >= most && w->now - s->connected_at >= AGE_MS) {
            session_doom(s, "Others want to come in, and you did not say who you are");
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
    for (struct session *s = w->sessions; s; s = s->next) {
        if (s->need && !s->doom && w->now - s->connected_at >= AGE_MS &&
            (!oldest || s->connected_at < oldest->connected_at)) {
            conn_limit_network(s->address, network, sizeof network);
            oldest = strcmp(network, own) == 0 ? s : oldest;
        }
    }
    if (oldest) {
        session_doom(oldest, "Others want to come in from your address, and you did not say who you are");
    }
    return oldest;
}

/* Who is not counted: this computer, and those who speak for many. */
static bool is_exempt(const struct world *w, const struct session *s)
{
    return config_is_proxy(w->config, s->address) ||
           (w->config->exempt_loopback && address_is_loopback(s->address));
}

/* The address a session really comes from, and the host that others see instead. Gives NULL, or why
 * nobody may come in from there. */
static const char *take_address(struct world *w, struct session *s, const char *address)
{
    const struct config *c = w->config;
    struct user *u = s->user;
    /* a leading colon would read as a last parameter */
    snprintf(s->address, sizeof s->address, "%s%s", address[0] == ':' ? "0" : "", address);
    copy_text(u->address, sizeof u->address, s->address);
    if (c->cloak) {
        address_cloak(s->address, w->cloak_key, u->host, sizeof u->host);
    } else {
        copy_text(u->host, sizeof u->host, s->address);
    }
    struct conn_limit count = conn_limit_add(w, s->address);
    if (bans_of_address(w, s->address)) {
        return "Your address is banned from this server";
    }
    bool exempt = is_exempt(w, s);
    if (!exempt && count.all > c->per_address) {
        return "Too many connections from your address";
    }
    if (!exempt && conn_limit_hurries(w, s->address)) {
        return "Too many connections from your address one after another: wait a minute";
    }
    if (!exempt && count.strangers > c->unregistered && !make_room_beside(w, s->address)) {
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
    struct session *s = xcalloc(1, sizeof *s);
    s->world = w;
    s->user = new_user(w);
    *why = take_address(w, s, host);
    if (*why) {
        conn_limit_remove(w, s->address, true);
        unlink_user(w, s->user);
        free_user(s->user);
        free(s);
        return NULL;
    }
    s->id = ++w->next_id;
    s->need = NEED_NICK | NEED_USER | (c->password[0] ? NEED_PASS : 0);
    s->connected_at = s->heard_at = w->now;
    s->deadline_at = -1;
    s->in.tags_max = LINE_CLIENT_TAGS_MAX;
    s->user->sessions = s;
    s->next = w->sessions;
    if (s->next) {
        s->next->prev = s;
    }
    w->sessions = s;
    w->session_count++;
    deadlines_set(&w->deadlines, s, w->now + c->registration_ms);
    if (!is_exempt(w, s)) {
        gate_ask(w, s);
    }
    return s;
}

const char *world_move_address(struct world *w, struct session *s, const char *address)
{
    conn_limit_remove(w, s->address, true); /* gateways speak first */
    const char *why = take_address(w, s, address);
    if (!why && !is_exempt(w, s)) {
        gate_ask(w, s);
    }
    return why;
}

static void detach(struct session *s)
{
    struct session **link = &s->user->sessions;
    while (*link != s) {
        link = &(*link)->next_of_user;
    }
    *link = s->next_of_user;
    s->next_of_user = NULL;
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

void session_attach(struct session *s, struct user *u)
{
    struct user *before = s->user;
    CHECK(before != u && !before->registered && !u->gone && !u->buried && !s->buried);
    detach(s);
    s->user = u;
    s->next_of_user = u->sessions;
    u->sessions = s;
    if (u->parted) {
        u->parted = false;
        u->left_at = 0;
        persist_user(u);
    }
    put_in_grave(s->world, before);
}

/* --- being heard --- */

/* Runs waiting lines until there are none, flood control says wait, or the answers are not read. */
static void run_input(struct world *w, struct session *s)
{
    s->stalled = false;
    while (!s->doom && !s->job) {
        if (!session_has_room(s) || !reply_stream_run(w, s)) {
            s->stalled = true;
            return;
        }
        int64_t wait = flood_wait(&s->flood, w->config, w->now);
        if (wait > 0) {
            if (w->now + wait < s->deadline) {
                deadlines_set(&w->deadlines, s, w->now + wait);
            }
            return;
        }
        char *line;
        size_t len;
        enum line_status status = line_take(&s->in, &line, &len);
        if (status == LINE_NONE) {
            return;
        }
        s->lines_in++;
        command_line(w, s, status == LINE_READY ? line : NULL, len);
    }
}

void world_listen(struct world *w, struct session *s)
{
    run_input(w, s);
}

void world_feed(struct world *w, struct session *s, const char *data, size_t len)
{
    if (s->doom) {
        return;
    }
    s->heard_at = w->now;
    s->bytes_in += len;
    s->pinged_at = 0;
    line_feed(&s->in, data, len);
    run_input(w, s);
    if (line_waiting(&s->in) > (size_t)w->config->recvq_soft) {
        s->read_at = w->now + PAUSE_MS;
    }
    if (line_waiting(&s->in) > (size_t)w->config->recvq_hard) {
        session_doom(s, "Excess flood: slow down");
    }
}

void world_drained(struct world *w, struct session *s)
{
    s->drained_at = w->now;
    if (s->stalled && session_has_room(s)) {
        /* in the next turn: what a command does now would be told before it is kept */
        deadlines_set(&w->deadlines, s, w->now);
    }
}

/* --- what time brings --- */

static int64_t ping_after(const struct world *w, const struct session *s)
{
    enum { WEB_MS = 45000 };
    int64_t after = w->config->ping_after_ms;
    return s->proxied && after > WEB_MS ? WEB_MS : after;
}

/* When we must look at this session again. */
static int64_t next_deadline(const struct world *w, const struct session *s)
{
    const struct config *c = w->config;
    int64_t at = s->need        ? s->connected_at + c->registration_ms
                 : s->pinged_at ? s->pinged_at + c->ping_timeout_ms
                                : s->heard_at + ping_after(w, s);
    if (line_waiting(&s->in) > 0 && !s->stalled) {
        int64_t ready = w->now + flood_wait(&s->flood, c, w->now);
        at = ready > w->now && ready < at ? ready : at;
        at = s->read_at > w->now && s->read_at < at ? s->read_at : at;
    }
    return at;
}

static void check_alive(struct world *w, struct session *s)
{
    const struct config *c = w->config;
    /* It is us who do not listen, its PONG may be in the queue: because of flood control, or until it has read
     * what we said. It is alive as long as it reads. */
    bool held_back = !s->stalled && line_waiting(&s->in) > (size_t)c->recvq_soft;
    int64_t alive_at = held_back ? w->now : s->stalled ? s->drained_at : 0;
    if (alive_at > s->heard_at) {
        s->heard_at = alive_at;
        s->pinged_at = 0;
    }
    if (s->need) {
        if (w->now - s->connected_at >= c->registration_ms) {
            session_doom(s, "Registration timed out after %ld seconds", c->registration_ms / 1000);
        }
    } else if (s->pinged_at && w->now - s->pinged_at >= c->ping_timeout_ms) {
        session_doom(s, "Ping timeout: %" PRId64 " seconds", (w->now - s->heard_at) / 1000);
    } else if (!s->pinged_at && w->now - s->heard_at >= ping_after(w, s)) {
        session_ping(s);
    }
}

int64_t world_tick(struct world *w)
{
    struct session *s;
    int64_t again = history_sweep(w), stay = stay_sweep(w);
    again = again < 0 || stay < again ? stay : again;
    while ((s = deadlines_first(&w->deadlines)) && s->deadline <= w->now) {
        run_input(w, s);
        world_note_pending(w, s); /* whether to read from it may have changed */
        check_alive(w, s);
        if (s->doom) {
            deadlines_remove(&w->deadlines, s);
        } else {
            deadlines_set(&w->deadlines, s, next_deadline(w, s));
        }
    }
    int64_t wait = s ? s->deadline - w->now : -1;
    return wait < 0 || (again >= 0 && again < wait) ? again : wait;
}

/* --- leaving --- */

static void bury_user(struct world *w, struct user *u, const char *reason)
{
    if (u->registered && !(w->closing && u->parted)) {
        struct relay quit;
        relay_start(&quit, w, u, NULL, "QUIT :%s", reason);
        history_event_everywhere(&quit, u);
        relay_neighbours(&quit, u, 0, 0);
        relay_end(&quit);
        monitor_gone(w, u, NULL);
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

/* Whether somebody stays though no session is left: who has an account and is in a room. */
static bool stays(struct world *w, const struct user *u)
{
    return u->registered && account_keeps_place(w, u) && !u->gone && u->rooms;
}

static bool has_powers(const struct user *u)
{
    const struct session *s = u->sessions;
    while (s && !s->powers) {
        s = s->next_of_user;
    }
    return s;
}

static void bury_session(struct world *w, struct session *s)
{
    struct user *u = s->user;
    detach(s);
    if (s->powers && !has_powers(u)) { /* that was the last session of theirs that had any */
        command_set_user_modes(w, u, u->modes & ~(unsigned)USER_OPERATOR, NULL);
    }
    if (!u->sessions && !u->gone) {
        if (stays(w, u)) {
            stay_begin(w, u);
        } else {
            bury_user(w, u, s->doom);
        }
    }
    reply_stream_free(s->stream);
    batch_drop(s);
    sasl_drop(s);
    if (s->job) {
        s->job->session = NULL;
        atomic_store(&s->job->dropped, true);
        s->job = NULL;
    }
    if (s->prev) {
        s->prev->next = s->next;
    } else {
        w->sessions = s->next;
    }
    if (s->next) {
        s->next->prev = s->prev;
    }
    w->session_count--;
    bool welcomed = u->registered && s->need == 0;
    w->welcomed_count -= welcomed;
    deadlines_remove(&w->deadlines, s);
    s->buried = true;
    conn_limit_remove(w, s->address, !welcomed);
    log_line(LOG_DEBUG, "%s (%s) left: %s", user_name(u), s->address, s->doom);
    if (u->registered) {
        snomask_tell(w, SNOMASK_PEOPLE, "%s left: %s", u->nick, s->doom);
    }
}

void world_bury(struct world *w)
{
    /* telling of one may doom another whose outbox overflows */
    while (w->doomed || w->gone) {
        struct session *s = w->doomed;
        if (s) {
            w->doomed = s->next_doomed;
            bury_session(w, s);
            s->next_doomed = w->buried;
            w->buried = s;
        } else {
            struct user *u = w->gone;
            w->gone = u->next_gone;
            bury_user(w, u, u->gone);
        }
    }
    persist_flush(w);
}

static void free_session(struct session *s)
{
    line_finish(&s->in);
    outbox_finish(&s->out);
    keys_finish(&s->subscribed);
    free(s->doom);
    free(s);
}

static void unlink_pending(struct world *w, const struct session *s)
{
    for (struct session **link = &w->pending; *link; link = &(*link)->next_pending) {
        if (*link == s) {
            *link = s->next_pending;
            return;
        }
    }
}

void world_reap(struct world *w, void (*gone)(void *context, struct session *s), void *context)
{
    while (w->buried) {
        struct session *s = w->buried;
        w->buried = s->next_doomed;
        if (s->pending) {
            unlink_pending(w, s);
        }
        CHECK(s->deadline_at < 0 && !s->job);
        if (gone) {
            gone(context, s);
        }
        free_session(s);
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
    for (struct session *s = w->sessions; s; s = s->next) {
        session_doom(s, "%s", reason);
    }
}

void world_note_pending(struct world *w, struct session *s)
{
    if (!s->pending) {
        s->pending = true;
        __builtin_prefetch(s->conn); /* it writes soon */
        s->next_pending = w->pending;
        w->pending = s;
    }
}

struct session *world_take_pending(struct world *w)
{
    struct session *s = w->pending;
    if (s) {
        w->pending = s->next_pending;
        s->pending = false;
    }
    return s;
}
