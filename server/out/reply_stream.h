#pragma once
/* An answer that can be long (LIST, WHO, NAMES, ...) is written piece by piece, as far as the
 * outbox has space, and continues when it has drained. Until the answers of a session have ended,
 * its next command waits. With a label, or if `r` had a batch open, its lines are a batch that
 * stays open meanwhile. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/out/reply.h"

struct session;
struct user;
struct world;

struct reply_stream {
    struct reply reply;
    /* Writes some lines, at least one, and moves on. False: that was the last. */
    bool (*step)(struct reply_stream *a, struct world *w);
    uint64_t after;             /* its progress, as the step defines it */
    void *data;                 /* a struct that the step defines; owned */
    void (*finish)(void *data); /* frees what `data` owns; NULL: nothing */
    struct reply_stream *next;  /* of the same session: starts when this one has ended */
};

/* Takes over the answer `r` has begun, after those the session still waits for. It has
 * `size` zeroed bytes of data, which the caller fills in. */
struct reply_stream *reply_stream_new(struct reply *r,
                                      bool (*step)(struct reply_stream *a, struct world *w),
                                      size_t size);

/* Continues a session's answers while there is space. True: none is left. */
bool reply_stream_run(struct world *w, struct session *s);

/* Whether there is room for more of it now. */
bool reply_stream_has_room(const struct reply_stream *a);

/* Drops it and those after it unfinished: the session leaves. */
void reply_stream_free(struct reply_stream *a);
