#pragma once
/* The send queue of one session: references to lines. A line for many sessions is made once and
 * reference-counted. */
#include <stddef.h>

/* An immutable line with its CR LF, shared by reference. */
struct outline {
    unsigned refs;
    unsigned len;
    char data[];
};

enum { OUTBOX_FEW = 4 };

/* Valid and empty when zero-initialised. Must not move once used. */
struct outbox {
    struct outline **ring; /* `few` while that is enough, which is nearly always */
    unsigned head, count, cap;
    unsigned calm; /* how often in a row `few` would have been enough */
    size_t offset; /* bytes of the first line already written */
    size_t bytes;  /* bytes waiting; a shared line counts in full */
    struct outline *few[OUTBOX_FEW];
};

struct piece {
    const char *data;
    size_t len;
};

/* Makes "@tags body\r\n"; `tags` may be "". CR, LF and NUL in them become spaces, so that it stays
 * one line. The caller holds one reference. */
struct outline *outline_new(const char *tags, const char *body, size_t body_len);
void outline_drop(struct outline *line);

/* Takes a reference of its own. */
void outbox_push(struct outbox *o, struct outline *line);

/* Fills `pieces` with the next ones to write, at most `max`; returns how many. */
int outbox_gather(const struct outbox *o, struct piece *pieces, int max);

/* Copies the next bytes to write, at most `cap`, to `out`; returns how many. */
size_t outbox_copy(const struct outbox *o, char *out, size_t cap);

/* `len` bytes were written. */
void outbox_consume(struct outbox *o, size_t len);

/* Drops all queued lines except a partly written one, which must be completed. */
void outbox_keep_started(struct outbox *o);
void outbox_finish(struct outbox *o);
