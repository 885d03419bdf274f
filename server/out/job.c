#include "server/out/job.h"

#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "server/core/session.h"
#include "server/core/world.h"

struct job *job_new(struct reply *r, void (*work)(struct job *),
                    void (*done)(struct world *, struct user *, struct job *, struct reply *),
                    size_t size)
{
    struct job *j = xcalloc(1, sizeof *j);
    j->work = work;
    j->done = done;
    j->session = r->session;
    j->data = xcalloc(1, size);
    j->size = size;
    CHECK(!r->session->job && r->count == 0);
    r->session->job = j;
    memcpy(j->label, r->label, sizeof j->label);
    r->label[0] = '\0'; /* answered later */
    return j;
}

void job_start(struct world *w, struct job *j)
{
    struct job **end = &w->jobs;
    while (*end) {
        end = &(*end)->next;
    }
    *end = j;
}

struct job *job_pop(struct world *w)
{
    struct job *j = w->jobs;
    if (j) {
        w->jobs = j->next;
        j->next = NULL;
    }
    return j;
}

void job_do(struct job *j, struct store *side)
{
    if (!atomic_load(&j->dropped)) {
        j->store = side;
        j->work(j);
        j->store = NULL;
    }
}

void job_free(struct job *j)
{
    volatile char *at = j->data;
    if (j->finish) {
        j->finish(j->data);
    }
    for (size_t i = 0; i < j->size; i++) {
        at[i] = '\0';
    }
    free(j->data);
    free(j);
}
