#include "server/answer.h"

#include <stdlib.h>

#include "irc/check.h"
#include "server/config.h"
#include "server/user.h"
#include "server/world.h"

struct answer *answer_new(struct reply *r,
                          bool (*step)(struct answer *a, struct world *w, struct user *u))
{
    struct answer *a = xcalloc(1, sizeof *a);
    CHECK(!r->user->answer);
    a->step = step;
    reply_hand_over(&a->reply, r);
    r->user->answer = a;
    return a;
}

bool answer_has_room(const struct user *u)
{
    /* half of it: not to begin anew at every byte that drains */
    return !u->doom && u->out.bytes <= (size_t)u->world->config->sendq_soft / 2;
}

bool answer_run(struct world *w, struct user *u)
{
    struct answer *a = u->answer;
    if (!a) {
        return true;
    }
    w->reply = &a->reply;
    bool more = true;
    while (more && answer_has_room(u)) {
        more = a->step(a, w, u);
    }
    if (!more) {
        reply_end(&a->reply);
        u->answer = NULL;
        answer_free(a);
    }
    w->reply = NULL;
    return !more;
}

void answer_free(struct answer *a)
{
    if (a) {
        bytes_finish(&a->reply.held);
        for (size_t i = 0; i < COUNT_OF(a->text); i++) {
            free(a->text[i]);
        }
        free(a);
    }
}
