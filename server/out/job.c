#include "server/out/job.h"

#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "server/core/session.h"
#include "server/core/world.h"

struct job *job_new(struct reply *r, void (*work)(struct job *),
                    void (*done)(struct world *, struct user *, struct job *, struct reply *))
{
    struct job *j = xcalloc(1, sizeof *j);
    j->work = work;
    j->done = done;
    j->session = r->session;
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
    for (int i = 0; i < JOB_TEXTS; i++) {
        if (j->text[i]) {
            volatile char *at = j->text[i]; /* it may be a password */
            while (*at) {
                *at++ = '\0';
            }
            free(j->text[i]);
        }
    }
    free(j->page.seqs);
    free(j);
}
