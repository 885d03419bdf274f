#pragma once
/* What waits to be written to one session: a queue of references to lines. A line that goes to
 * many is made once and reference-counted. */
#include <stddef.h>

/* An immutable line with its CR LF, shared by reference. */
struct outline {
    unsigned refs;
    unsigned len;
    char data[];
};

enum { OUTBOX_FEW = 4 };

/* Zero-initialised is empty and valid. It stays where it is once it was used. */
struct outbox {
    struct outline **ring; /* `few` while that is enough, as it is for most at most times */
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

/* "@tags body\r\n"; tags may be "". It is one line: CR, LF and NUL in them become spaces. The
 * caller holds one reference. */
struct outline *outline_new(const char *tags, const char *body, size_t body_len);
void outline_drop(struct outline *line);

/* Takes a reference of its own. */
void outbox_push(struct outbox *o, struct outline *line);

/* The next pieces to write, at most `max`; gives how many. */
int outbox_gather(const struct outbox *o, struct piece *pieces, int max);

/* The next bytes to write, at most `cap`, into `out`; gives how many. */
size_t outbox_copy(const struct outbox *o, char *out, size_t cap);

/* `len` bytes were written. */
void outbox_consume(struct outbox *o, size_t len);

/* Throws away what waits, but for a line of which a part was written: it must end. */
void outbox_keep_started(struct outbox *o);
void outbox_finish(struct outbox *o);
