#include "server/sys/worker.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "irc/check.h"
#include "irc/sys/clock.h"
#include "server/out/job.h"
#include "server/store.h"
#include "server/sys/os.h"

enum {
    TEND_REST_MS = 500, /* many messages together cost little more than one */
    PIECE_REST_MS = 1
};

struct queue {
    struct job *first, **end;
};

struct worker {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t given;
    struct queue todo, slow, done;
    bool stopping;
    bool nudged;           /* the store needs tending ... */
    int64_t tend_at;       /* ... not before that, on the clock of os_now */
    bool tending, hurried; /* it is being tended; too much is waiting for it to rest */
    struct store *side;
    void (*tell)(void);
};

static void push(struct queue *q, struct job *j)
{
    if (!q->first) {
        q->end = &q->first;
    }
    j->next = NULL;
    *q->end = j;
    q->end = &j->next;
}

static struct job *pull(struct queue *q)
{
    struct job *j = q->first;
    if (j) {
        q->first = j->next;
        j->next = NULL;
    }
    return j;
}

static void work(struct worker *w, struct job *j)
{
    pthread_mutex_unlock(&w->lock);
    if (j->reads && w->side) {
        store_settle(w->side); /* jobs also see what was said just now */
    }
    job_do(j, w->side);
    pthread_mutex_lock(&w->lock);
    push(&w->done, j);
    w->tell();
}

static int64_t tend_in(const struct worker *w)
{
    return w->tend_at - os_now();
}

/* Waits for something to do, at most `ms`, which is less than a second. It uses the wall clock,
 * which may be set back; then the next nudge finds that it is time. */
static void wait_ms(struct worker *w, int64_t ms)
{
    int64_t until = clock_wall() + ms;
    struct timespec t = {.tv_sec = until / 1000, .tv_nsec = (long)(until % 1000) * 1000000L};
    pthread_cond_timedwait(&w->given, &w->lock, &t);
}

/* With few processors, a thread that works for long starves those that were not running. */
static void rest(void *context)
{
    struct worker *w = context;
    pthread_mutex_lock(&w->lock);
    bool busy = !w->tending || w->hurried || w->todo.first || w->stopping;
    pthread_mutex_unlock(&w->lock);
    if (!busy) {
        os_rest(PIECE_REST_MS);
    }
}

/* One step, so that a job does not wait for many. */
static void tend(struct worker *w)
{
    w->tending = true;
    pthread_mutex_unlock(&w->lock);
    bool more = store_tend(w->side);
    pthread_mutex_lock(&w->lock);
    w->tending = w->hurried = false;
    w->tend_at = os_now() + (more ? 0 : TEND_REST_MS);
    w->nudged = more || store_untended(w->side);
    if (store_gone_waits(w->side)) {
        w->tell(); /* the loop has to forget it, even if nobody sends anything */
    }
}

static void *run(void *context)
{
    struct worker *w = context;
    os_step_back();
    if (w->side) {
        store_set_rest(w->side, rest, w);
    }
    pthread_mutex_lock(&w->lock);
    while (!w->stopping) {
        struct job *j = pull(&w->todo);
        j = j ? j : pull(&w->slow);
        int64_t left = w->nudged ? tend_in(w) : 0;
        if (j) {
            work(w, j);
        } else if (left > 0) {
            wait_ms(w, left);
        } else if (w->nudged) {
            tend(w);
        } else {
            pthread_cond_wait(&w->given, &w->lock);
        }
    }
    pthread_mutex_unlock(&w->lock);
    if (w->side) {
        store_set_rest(w->side, NULL, NULL);
    }
    return NULL;
}

struct worker *worker_new(void (*done)(void), struct store *side)
{
    struct worker *w = xcalloc(1, sizeof *w);
    w->side = side;
    w->nudged = side; /* there may be work left from before */
    w->tell = done;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->given, NULL);
    if (pthread_create(&w->thread, NULL, run, w)) {
        free(w);
        return NULL;
    }
    return w;
}

static void drop(struct queue *q)
{
    struct job *j;
    while ((j = pull(q))) {
        job_free(j);
    }
}

void worker_free(struct worker *w)
{
    if (!w) {
        return;
    }
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_signal(&w->given);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    drop(&w->todo);
    drop(&w->slow);
    drop(&w->done);
    pthread_cond_destroy(&w->given);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

void worker_give(struct worker *w, struct job *j)
{
    pthread_mutex_lock(&w->lock);
    push(j->slow ? &w->slow : &w->todo, j);
    pthread_cond_signal(&w->given);
    pthread_mutex_unlock(&w->lock);
}

struct job *worker_pop(struct worker *w)
{
    pthread_mutex_lock(&w->lock);
    struct job *j = pull(&w->done);
    pthread_mutex_unlock(&w->lock);
    return j;
}

void worker_nudge(struct worker *w, bool now)
{
    pthread_mutex_lock(&w->lock);
    if (!w->nudged || now || (!w->tending && tend_in(w) <= 0)) {
        w->nudged = true;
        if (now) {
            w->tend_at = 0;
            w->hurried = w->tending;
        }
        pthread_cond_signal(&w->given);
    }
    pthread_mutex_unlock(&w->lock);
}
