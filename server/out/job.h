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
    struct session *session;   /* NULL once it left */
    atomic_bool dropped;       /* it left: the work need not be done */
    char label[LABEL_MAX + 1]; /* of the answer, as in struct reply */
    void *data; /* a struct of whoever started it, in which work and done find what they need;
                   owned, and overwritten when it is freed: it may hold a password */
    size_t size;
    void (*finish)(void *data); /* frees what `data` owns; NULL: nothing */
    bool right;                 /* what a check of a password came to */
    bool slow;                  /* and lets those that are not go first */
    bool reads;                 /* it wants the store's side: then it waits for no hash */
    struct store *store;        /* that side, while work runs */
    struct job *next;
};

/* A job for the user that `r` answers, with `size` zeroed bytes of data. The label goes along, so
 * `done` writes the answer. */
struct job *job_new(struct reply *r, void (*work)(struct job *),
                    void (*done)(struct world *, struct user *, struct job *, struct reply *),
                    size_t size);

/* Puts it where the loop finds it. */
void job_start(struct world *w, struct job *j);

/* The next one that waits for a worker, or NULL. The caller gives it back to world_end_job. */
struct job *job_pop(struct world *w);

/* Does it; `side` is the view of the store that belongs to this thread, NULL when it needs none. */
void job_do(struct job *j, struct store *side);

/* Without an answer. */
void job_free(struct job *j);
