#pragma once
/* Work that would stall the loop: a worker thread does it, and it comes back as an event of a
 * later turn. Until then the session that asked is not read from, so that its commands keep their
 * order. */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "server/out/reply.h"

struct session;
struct store;
struct user;
struct world;

struct job {
    void (*work)(struct job *j); /* on the worker: touches nothing but the job */
    void (*done)(struct world *w, struct user *u, struct job *j, struct reply *r);
    struct session *session;   /* NULL once it has left */
    atomic_bool dropped;       /* the session left: the work can be skipped */
    char label[LABEL_MAX + 1]; /* of the answer, as in struct reply */
    void *data; /* a struct that its starter defines, with what work and done need; owned, and
                   erased when it is freed: it may hold a password */
    size_t size;
    void (*finish)(void *data); /* frees what `data` owns; NULL: nothing */
    bool right;                 /* the result of a password check */
    bool slow;                  /* other jobs go before it */
    bool reads;                 /* reads the store: goes to that worker, not behind other jobs */
    struct store *store;        /* that side, while work runs */
    struct job *next;
};

/* A job for the user that `r` answers, with `size` zeroed bytes of data. It takes the label, so
 * `done` writes the answer. */
struct job *job_new(struct reply *r, void (*work)(struct job *),
                    void (*done)(struct world *, struct user *, struct job *, struct reply *),
                    size_t size);

/* Queues it for the loop. */
void job_start(struct world *w, struct job *j);

/* The next job waiting for a worker, or NULL. The caller gives it back with world_end_job. */
struct job *job_pop(struct world *w);

/* Does the work; `side`: this thread's view of the store, NULL if the job needs none. */
void job_do(struct job *j, struct store *side);

/* Frees it without an answer. */
void job_free(struct job *j);
