#include "server/turn/world_turn.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "server/cmd/command.h"
#include "server/core/account.h"
#include "server/core/config.h"
#include "server/core/history.h"
#include "server/core/persist.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/limits/admission.h"
#include "server/limits/conn_limit.h"
#include "server/log.h"
#include "server/out/job.h"
#include "server/out/monitor.h"
#include "server/out/relay.h"
#include "server/out/relay_keep.h"
#include "server/out/reply_stream.h"
#include "server/out/snomask.h"
#include "server/store.h"
#include "server/turn/stay.h"
#include "server/turn/timed_masks.h"

enum { PAUSE_MS = 1000 }; /* between two reads from a client over recvq_soft */

/* --- connecting --- */

struct session *world_connect(struct world *w, const char *host, const char **why)
{
    const struct config *c = w->config;
    struct session *s = xcalloc(1, sizeof *s);
    s->world = w;
    s->user = world_add_user(w);
    *why = admission_take(w, s, host);
    if (*why) {
        conn_limit_remove(w, s->address, true);
        world_remove_user(w, s->user);
        free(s);
        return NULL;
    }
    s->id = ++w->next_id;
    s->need = NEED_NICK | NEED_USER | (c->password[0] ? NEED_PASS : 0);
    s->connected_at = s->heard_at = w->now;
    s->due.place = -1;
    s->in.tags_max = LINE_CLIENT_TAGS_MAX;
    s->user->sessions = s;
    s->next = w->sessions;
    if (s->next) {
        s->next->prev = s;
    }
    w->sessions = s;
    w->session_count++;
    session_set_due(s, w->now + c->registration_ms);
    admission_ask(w, s);
    return s;
}

/* --- input --- */

/* Runs waiting lines until there are none, flood control says wait, or answers are unread. */
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
            if (w->now + wait < s->due.at) {
                session_set_due(s, w->now + wait);
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
        session_set_due(s, w->now);
    }
}

/* --- timers --- */

static int64_t ping_after(const struct world *w, const struct session *s)
{
    enum { WEB_MS = 45000 };
    int64_t after = w->config->ping_after_ms;
    return s->proxied && after > WEB_MS ? WEB_MS : after;
}

/* When to look at this session again. */
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
    /* It may be us who do not read, because of flood control or until it has read what we sent: its
     * PONG may be in the queue. It is alive as long as it reads. */
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

/* The smaller of two waits; one below 0 is none. */
static int64_t sooner(int64_t a, int64_t b)
{
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

int64_t world_tick(struct world *w)
{
    struct session *s;
    int64_t again = sooner(sooner(history_sweep(w), stay_sweep(w)), timed_masks_sweep(w));
    while ((s = session_first_due(w)) && s->due.at <= w->now) {
        if (s->gate_done) {
            s->gate_done = false;
            command_welcome(s);
        }
        run_input(w, s);
        world_note_pending(w, s); /* whether to read from it may have changed */
        check_alive(w, s);
        if (s->doom) {
            deadlines_remove(&w->deadlines, &s->due);
        } else {
            session_set_due(s, next_deadline(w, s));
        }
    }
    return sooner(s ? s->due.at - w->now : -1, again);
}

/* --- leaving --- */

static void bury_user(struct world *w, struct user *u, const char *reason)
{
    if (u->registered && !(w->closing && u->parted)) {
        struct relay quit;
        relay_start(&quit, w, u, NULL, "QUIT :%s", reason);
        relay_keep_everywhere(&quit, u);
        relay_neighbours(&quit, u, 0, 0);
        relay_end(&quit);
        monitor_gone(w, u, NULL);
        world_note_departure(w, u);
    }
    if (u->registered) {
        w->registered_count--;
        w->invisible_count -= (u->modes & USER_INVISIBLE) != 0;
        w->operator_count -= (u->modes & USER_OPERATOR) != 0;
    }
    CHECK(!u->sessions);
    persist_forget_user(u);
    history_leave(w, u);
    while (u->rooms) {
        room_leave(w, u->rooms->room, u);
    }
    monitor_clear(w, u);
    world_remove_user(w, u);
}

/* Whether a user stays though no session is left: one with an account, in a room. */
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
    session_detach(s);
    if (s->powers && !has_powers(u)) { /* that was their last session with powers */
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
    command_drop_batch(s);
    command_drop_sasl(s);
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
    deadlines_remove(&w->deadlines, &s->due);
    s->buried = true;
    conn_limit_remove(w, s->address, !welcomed);
    log_line(LOG_DEBUG, "%s (%s) left: %s", user_name(u), s->address, s->doom);
    if (u->registered) {
        snomask_tell(w, SNOMASK_LEFT, u->nick, s->doom, NULL);
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
        CHECK(s->due.place < 0 && !s->job);
        if (gone) {
            gone(context, s);
        }
        free_session(s);
    }
    while (w->grave) {
        struct user *u = w->grave;
        w->grave = u->next_gone;
        CHECK(!u->dirty && !u->sessions && !u->rooms && !u->watching);
        user_free(u);
    }
}

void world_close(struct world *w, const char *reason)
{
    w->closing = true;
    for (struct session *s = w->sessions; s; s = s->next) {
        session_doom(s, "%s", reason);
    }
}

/* --- work for other threads --- */

void world_end_job(struct world *w, struct job *j)
{
    struct session *s = j->session;
    if (s) {
        s->job = NULL;
        if (!s->doom) {
            struct reply r;
            reply_start(&r, s, NULL);
            memcpy(r.label, j->label, sizeof r.label);
            struct user *u = s->user;
            j->done(w, u, j, &r);
            reply_end(&r);
            run_input(w, s);
        }
    }
    job_free(j);
}

/* --- the turn --- */

void world_commit(struct world *w)
{
    store_forget_gone(w->store);
    store_commit(w->store);
    bool failing = store_failing(w->store);
    if (failing && !w->store_failed) {
        log_line(LOG_ERROR, "what happens now is not kept: see the line above");
    } else if (!failing && w->store_failed) {
        persist_everything(w); /* rooms and users as they have become meanwhile */
    }
    w->store_failed = failing;
}

void world_turn(struct world *w, const struct turn_ports *ports)
{
    world_tick(w);
    /* a flush may find a connection broken, and its burial tells others */
    do {
        world_bury(w);
        world_commit(w);
        struct session *s;
        while ((s = world_pop_pending(w))) {
            ports->write(ports->context, s);
        }
    } while (w->doomed || w->gone || w->pending);
    world_reap(w, ports->gone, ports->context);
    struct job *j;
    while (ports->work && (j = job_pop(w))) {
        ports->work(ports->context, j);
    }
}
