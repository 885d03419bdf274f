#include "server/sys/worker.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "irc/check.h"
#include "server/job.h"

struct queue {
    struct job *first, **end;
};

struct worker {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t given;
    struct queue todo, done;
    bool stopping;
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

static void *run(void *context)
{
    struct worker *w = context;
    pthread_mutex_lock(&w->lock);
    while (!w->stopping) {
        struct job *j = pull(&w->todo);
        if (!j) {
            pthread_cond_wait(&w->given, &w->lock);
            continue;
        }
        pthread_mutex_unlock(&w->lock);
        if (!atomic_load(&j->dropped)) {
            j->work(j);
        }
        pthread_mutex_lock(&w->lock);
        push(&w->done, j);
        w->tell();
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

struct worker *worker_new(void (*done)(void))
{
    struct worker *w = xcalloc(1, sizeof *w);
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
    drop(&w->done);
    pthread_cond_destroy(&w->given);
    pthread_mutex_destroy(&w->lock);
    free(w);
}

void worker_give(struct worker *w, struct job *j)
{
    pthread_mutex_lock(&w->lock);
    push(&w->todo, j);
    pthread_cond_signal(&w->given);
    pthread_mutex_unlock(&w->lock);
}

struct job *worker_take(struct worker *w)
{
    pthread_mutex_lock(&w->lock);
    struct job *j = pull(&w->done);
    pthread_mutex_unlock(&w->lock);
    return j;
}
