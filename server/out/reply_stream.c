#include "server/out/reply_stream.h"

#include <stdlib.h>

#include "irc/check.h"
#include "server/core/config.h"
#include "server/core/session.h"

struct reply_stream *reply_stream_new(struct reply *r,
                                      bool (*step)(struct reply_stream *a, struct world *w),
                                      size_t size)
{
    struct reply_stream *a = xcalloc(1, sizeof *a);
    struct reply_stream **end = &r->session->stream;
    while (*end) {
        end = &(*end)->next;
    }
    *end = a;
    a->step = step;
    a->data = xcalloc(1, size);
    reply_hand_over(&a->reply, r);
    return a;
}

bool reply_stream_has_room(const struct reply_stream *a)
{
    return session_has_room(a->reply.session);
}

bool reply_stream_run(struct world *w, struct session *s)
{
    struct reply_stream *a;
    while ((a = s->stream)) {
        bool more = true;
        while (more && reply_stream_has_room(a)) {
            more = a->step(a, w);
        }
        if (!more) {
            reply_end(&a->reply);
            s->stream = a->next;
            a->next = NULL;
            reply_stream_free(a);
        }
        if (more) {
            return false;
        }
    }
    return true;
}

void reply_stream_free(struct reply_stream *a)
{
    while (a) {
        struct reply_stream *next = a->next;
        bytes_finish(&a->reply.held);
        if (a->finish) {
            a->finish(a->data);
        }
        free(a->data);
        free(a);
        a = next;
    }
}
