#pragma once
/* The life of a world (core/world.h): it starts and ends, sessions connect, speak and leave, and
 * each turn keeps what happened before it tells anybody. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/core/world.h"

struct config;
struct job;
struct session;
struct store;

/* What a turn needs from the machine. */
struct turn_ports {
    void *context;
    /* writes as much of the session's outbox as the socket takes now */
    void (*write)(void *context, struct session *s);
    /* the session is about to be freed; may be NULL */
    void (*gone)(void *context, struct session *s);
    /* gives a job to a worker; NULL: jobs stay queued for job_pop */
    void (*work)(void *context, struct job *j);
};

/* `config` and `store` are borrowed and outlive the world. */
void world_init(struct world *w, const struct config *config, struct store *store, int64_t now,
                int64_t wall);
void world_finish(struct world *w);

/* Sets the time of the turn. After the wall clock was set back, w->wall runs slowly until the clock
 * has caught up, so that later messages get later times. */
void world_set_time(struct world *w, int64_t now, int64_t wall);

/* The configuration has changed: announces capabilities that came or went (CAP NEW, CAP DEL). */
void world_reconfigure(struct world *w);

/* The configuration was read again (`fine`) or refused: tells the operator who asked for it. */
void world_reloaded(struct world *w, bool fine);

/* A connection from `host`. Returns NULL when it is refused; `why` (a literal) says why. */
struct session *world_connect(struct world *w, const char *host, const char **why);

/* Bytes came from a session: handles the lines in them as far as flood control allows. */
void world_feed(struct world *w, struct session *s, const char *data, size_t len);

/* Part of a session's outbox was written: what waited for it continues at the next world_tick. */
void world_drained(struct world *w, struct session *s);

/* Does what is due. Returns the milliseconds until the next deadline; -1: there is none. */
int64_t world_tick(struct world *w);

/* Removes doomed sessions and users from all rooms and tells the others. They stay allocated, with
 * their last lines, until world_reap. Part of world_turn. */
void world_bury(struct world *w);

/* Frees what was buried, after calling `gone` for each session. Part of world_turn. */
void world_reap(struct world *w, void (*gone)(void *context, struct session *s), void *context);

/* Ends every connection with this reason. Users who stay while offline are back after a restart. */
void world_close(struct world *w, const char *reason);

/* A job is done: answers, frees it, and continues with what the session sent meanwhile. */
void world_end_job(struct world *w, struct job *j);

/* Commits what happened. Part of world_turn; must also be called before the loop sleeps. */
void world_commit(struct world *w);

/* One turn, once its input has been fed: does what is due, commits, and only then writes; frees
 * those who left, and hands out jobs. */
void world_turn(struct world *w, const struct turn_ports *ports);

/* Walks every invariant; aborts when one does not hold. For tests. */
void world_check(const struct world *w);
