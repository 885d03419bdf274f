#pragma once
/* Work that would stall the loop: a worker thread does it, and it comes back as an event of a
 * later turn. Until then the session that asked is not read from, so that its commands keep their
 * order. */
#include <stdatomic.h>
#include <stdbool.h>

#include "server/core/history.h"
#include "server/out/reply.h"

struct session;
struct store;
struct user;
struct world;

enum { JOB_TEXTS = 6 };

struct job {
    void (*work)(struct job *j); /* on the worker: touches nothing but the job */
    void (*done)(struct world *w, struct user *u, struct job *j, struct reply *r);
    struct session *session;   /* NULL once it left */
    atomic_bool dropped;       /* it left: the work need not be done */
    char label[LABEL_MAX + 1]; /* of the answer, as in struct reply */
    char *text[JOB_TEXTS];     /* owned; what work and done need */
    long number;
    bool yes; /* what came out; and in other words */
    int result;
    struct page page;    /* of records that were found */
    bool slow;           /* and lets those that are not go first */
    bool reads;          /* it wants the store's side: then it waits for no hash */
    struct store *store; /* that side, while work runs */
    struct job *next;
};

/* A job for whom `r` answers; the label goes along, so the answer is the one that `done` gives. */
struct job *job_new(struct reply *r, void (*work)(struct job *),
                    void (*done)(struct world *, struct user *, struct job *, struct reply *));

/* Puts it where the loop finds it. */
void job_start(struct world *w, struct job *j);

/* The next one that waits for a worker, or NULL. The caller gives it back to world_end_job. */
struct job *job_pop(struct world *w);

/* Does it; `side` is the view of the store that belongs to this thread, NULL when it needs none. */
void job_do(struct job *j, struct store *side);

/* Without an answer. */
void job_free(struct job *j);
