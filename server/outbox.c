#include "server/outbox.h"

#include <stdlib.h>
#include <string.h>

#include "irc/check.h"

enum { RING_FIRST = 8, RING_KEEP = 64 };

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
    return line;
}

void outline_drop(struct outline *line)
{
    if (line && --line->refs == 0) {
        free(line);
    }
}

static void grow(struct outbox *o)
{
    unsigned cap = o->cap ? o->cap * 2 : RING_FIRST;
    struct outline **ring = xmalloc(cap * sizeof *ring);
    for (unsigned i = 0; i < o->count; i++) {
        ring[i] = o->ring[(o->head + i) % o->cap];
    }
    free(o->ring);
    o->ring = ring;
    o->cap = cap;
    o->head = 0;
}

void outbox_push(struct outbox *o, struct outline *line)
{
    if (o->count == o->cap) {
        grow(o);
    }
    o->ring[(o->head + o->count++) % o->cap] = line;
    o->bytes += line->len;
    line->refs++;
}

int outbox_gather(const struct outbox *o, struct piece *pieces, int max)
{
    int count = 0;
    for (unsigned i = 0; i < o->count && count < max; i++) {
        const struct outline *line = o->ring[(o->head + i) % o->cap];
        size_t skip = i == 0 ? o->offset : 0;
        pieces[count++] = (struct piece){line->data + skip, line->len - skip};
    }
    return count;
}

void outbox_consume(struct outbox *o, size_t len)
{
    CHECK(len <= o->bytes);
    o->bytes -= len;
    len += o->offset;
    while (o->count > 0 && len >= o->ring[o->head]->len) {
        struct outline *line = o->ring[o->head];
        len -= line->len;
        outline_drop(line);
        o->head = (o->head + 1) % o->cap;
        o->count--;
    }
    o->offset = len;
    if (o->count == 0 && o->cap > RING_KEEP) {
        outbox_finish(o);
    }
}

void outbox_keep_started(struct outbox *o)
{
    unsigned kept = o->offset > 0;
    while (o->count > kept) {
        struct outline *line = o->ring[(o->head + --o->count) % o->cap];
        o->bytes -= line->len;
        outline_drop(line);
    }
}

void outbox_finish(struct outbox *o)
{
    while (o->count > 0) {
        outline_drop(o->ring[o->head]);
        o->head = (o->head + 1) % o->cap;
        o->count--;
    }
    free(o->ring);
    *o = (struct outbox){0};
}
