#include "server/wire/outbox.h"

#include <stdlib.h>
#include <string.h>

#include "irc/check.h"

enum { RING_KEEP = 64, CALM = 6 };

/* Text that arrived encoded may contain line ends; they must not let its author inject lines. */
static void keep_one_line(char *text, size_t len)
{
    static const char ends[] = {'\n', '\r', '\0'};
    for (size_t i = 0; i < sizeof ends; i++) {
        for (char *at = text; (at = memchr(at, ends[i], len - (size_t)(at - text)));) {
            *at = ' ';
        }
    }
}

struct outline *outline_new(const char *tags, const char *body, size_t body_len)
{
    size_t tag_len = *tags ? strlen(tags) + 2 : 0;
    size_t len = tag_len + body_len + 2;
    struct outline *line = xmalloc(sizeof *line + len);
    line->refs = 1;
    line->len = (unsigned)len;
    char *at = line->data;
    if (tag_len) {
        *at++ = '@';
        memcpy(at, tags, tag_len - 2);
        at += tag_len - 2;
        *at++ = ' ';
    }
    memcpy(at, body, body_len);
    memcpy(at + body_len, "\r\n", 2);
    keep_one_line(line->data, len - 2);
    return line;
}

void outline_drop(struct outline *line)
{
    if (line && --line->refs == 0) {
        free(line);
    }
}

/* The i-th queued line. The size of the ring is a power of two. */
static inline struct outline **at(const struct outbox *o, unsigned i)
{
    return &o->ring[(o->head + i) & (o->cap - 1)];
}

static void free_ring(struct outbox *o)
{
    if (o->ring != o->few) {
        free(o->ring);
    }
}

static void grow(struct outbox *o)
{
    unsigned cap = o->cap ? o->cap * 2 : OUTBOX_FEW;
    struct outline **ring = o->cap ? xmalloc(cap * sizeof *ring) : o->few;
    for (unsigned i = 0; i < o->count; i++) {
        ring[i] = *at(o, i);
    }
    free_ring(o);
    o->ring = ring;
    o->cap = cap;
    o->head = 0;
}

void outbox_push(struct outbox *o, struct outline *line)
{
    if (o->count == o->cap) {
        grow(o);
    }
    *at(o, o->count++) = line;
    o->bytes += line->len;
    line->refs++;
}

int outbox_gather(const struct outbox *o, struct piece *pieces, int max)
{
    int count = 0;
    for (unsigned i = 0; i < o->count && count < max; i++) {
        const struct outline *line = *at(o, i);
        size_t skip = i == 0 ? o->offset : 0;
        pieces[count++] = (struct piece){line->data + skip, line->len - skip};
    }
    return count;
}

size_t outbox_copy(const struct outbox *o, char *out, size_t cap)
{
    size_t used = 0, skip = o->offset;
    for (unsigned i = 0; i < o->count && used < cap; i++) {
        const struct outline *line = *at(o, i);
        size_t len = line->len - skip < cap - used ? line->len - skip : cap - used;
        memcpy(out + used, line->data + skip, len);
        used += len;
        skip = 0;
    }
    return used;
}

void outbox_consume(struct outbox *o, size_t len)
{
    CHECK(len <= o->bytes);
    o->bytes -= len;
    len += o->offset;
    while (o->count > 0 && len >= (*at(o, 0))->len) {
        struct outline *line = *at(o, 0);
        len -= line->len;
        outline_drop(line);
        o->head++;
        o->count--;
    }
    o->offset = len;
    if (o->count == 0) {
        o->calm = o->head > OUTBOX_FEW ? 0 : o->calm + 1;
        o->head = 0;
        if (o->ring != o->few && (o->cap > RING_KEEP || o->calm > CALM)) {
            outbox_finish(o);
        }
    }
}

void outbox_keep_started(struct outbox *o)
{
    unsigned kept = o->offset > 0;
    while (o->count > kept) {
        struct outline *line = *at(o, --o->count);
        o->bytes -= line->len;
        outline_drop(line);
    }
}

void outbox_finish(struct outbox *o)
{
    while (o->count > 0) {
        outline_drop(*at(o, --o->count));
    }
    free_ring(o);
    *o = (struct outbox){0};
}
