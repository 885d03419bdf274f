#include "server/out/answer.h"

#include <stdlib.h>

#include "irc/check.h"
#include "server/core/config.h"
#include "server/core/device.h"
#include "server/core/user.h"
#include "server/core/world.h"

struct answer *answer_new(struct reply *r,
                          bool (*step)(struct answer *a, struct world *w, struct user *u))
{
    struct answer *a = xcalloc(1, sizeof *a);
    struct answer **end = &r->device->answer;
    while (*end) {
        end = &(*end)->next;
    }
    *end = a;
    a->step = step;
    reply_hand_over(&a->reply, r);
    return a;
}

bool answer_has_room(const struct answer *a)
{
    return device_has_room(a->reply.device);
}

bool answer_run(struct world *w, struct device *d)
{
    struct answer *a;
    while ((a = d->answer)) {
        w->reply = &a->reply;
        bool more = true;
        while (more && answer_has_room(a)) {
            more = a->step(a, w, d->user);
        }
        if (!more) {
            reply_end(&a->reply);
            d->answer = a->next;
            a->next = NULL;
            answer_free(a);
        }
        w->reply = NULL;
        if (more) {
            return false;
        }
    }
    return true;
}

void answer_free(struct answer *a)
{
    while (a) {
        struct answer *next = a->next;
        bytes_finish(&a->reply.held);
        for (size_t i = 0; i < COUNT_OF(a->text); i++) {
            free(a->text[i]);
        }
        free(a->seqs);
        free(a);
        a = next;
    }
}
