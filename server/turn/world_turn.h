#pragma once
/* The life of a world (core/world.h), turn by turn: who comes, what they say, what time brings, who
 * leaves. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/core/world.h"

struct config;
struct job;
struct session;
struct store;

/* What a turn asks of the machine. */
struct turn_ports {
    void *context;
    void (*write)(void *context, struct session *s); /* as much of its outbox as goes now */
    void (*gone)(void *context,
                 struct session *s); /* it is about to be freed; NULL: nobody needs to know */
    void (*work)(void *context, struct job *j); /* for a worker; NULL: jobs stay for job_pop */
};

/* `config` and `store` are borrowed and outlive the world. */
void world_init(struct world *w, const struct config *config, struct store *store, int64_t now,
                int64_t wall);
void world_finish(struct world *w);

/* A turn begins: what time it is. A clock that is set back does not turn the order of things
 * around. */
void world_set_time(struct world *w, int64_t now, int64_t wall);

/* The configuration changed behind the pointer: capabilities that come or go are told. */
void world_reconfigure(struct world *w);

/* The configuration was read again, or could not be: whoever wished it is told. */
void world_reloaded(struct world *w, bool fine);

/* Somebody connected from `host`. NULL: not let in, and `why` (a literal) says why. */
struct session *world_connect(struct world *w, const char *host, const char **why);

/* Bytes came from a session; lines in them are handled as far as flood control lets them. */
void world_feed(struct world *w, struct session *s, const char *data, size_t len);

/* Some of a session's outbox was written: what waited for that goes on at the next world_tick. */
void world_drained(struct world *w, struct session *s);

/* Does what is due and gives the milliseconds until something else is; -1: nothing is. */
int64_t world_tick(struct world *w);

/* Tells everybody that the doomed have left and takes them out of all rooms. Call before the flush.
 * They stay allocated, with their last line, until world_reap. */
void world_bury(struct world *w);

/* Frees the buried; `gone` is told of each while it is still there. Call after the flush. */
void world_reap(struct world *w, void (*gone)(void *context, struct session *s), void *context);

/* Ends every connection with this reason; who stays without one is there again after a restart. */
void world_close(struct world *w, const char *reason);

/* The work is done: answers, frees the job and goes on with what the session said meanwhile. */
void world_end_job(struct world *w, struct job *j);

/* What happened since the last one is kept: before anybody is told, and before the loop sleeps. */
void world_commit(struct world *w);

/* One turn, once bytes have come in: does what is due, keeps what happened, and only then tells it;
 * those who left are freed at its end. */
void world_turn(struct world *w, const struct turn_ports *ports);

/* Walks every invariant; aborts when one does not hold. For tests. */
void world_check(const struct world *w);
