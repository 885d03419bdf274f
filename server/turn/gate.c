#include "server/turn/gate.h"

#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "server/cmd/command.h"
#include "server/core/config.h"
#include "server/core/session.h"
#include "server/log.h"
#include "server/core/world.h"

static bool waits(const struct session *d)
{
    return (d->need & NEED_GATE) && !d->doom;
}

void gate_ask(struct world *w, struct session *d)
{
    if (!w->config->gate[0]) {
        return;
    }
    const struct session *other = w->sessions;
    while (other && (other == d || !waits(other) || strcmp(other->address, d->address) != 0)) {
        other = other->next;
    }
    d->need |= NEED_GATE;
    if (other) {
        d->gate_id = other->gate_id;
        return;
    }
    w->questions = xrealloc(w->questions, (size_t)(w->question_count + 1) * sizeof *w->questions);
    d->gate_id = ++w->next_id; /* an answer about the address before is about nobody */
    w->questions[w->question_count++] = d->gate_id;
}

/* The next after `d`, NULL: the first, of those who wait for this answer. */
static struct session *next_waiting(const struct world *w, struct session *d, uint64_t id)
{
    for (d = d ? d->next : w->sessions; d && !(waits(d) && d->gate_id == id); d = d->next) {
    }
    return d;
}

bool gate_next(struct world *w, uint64_t *id, const char **address)
{
    int taken = 0;
    const struct session *d = NULL;
    while (taken < w->question_count && !d) {
        d = next_waiting(w, NULL, w->questions[taken++]); /* who has left is not asked about */
    }
    if (taken > 0) {
        w->question_count -= taken;
        memmove(w->questions, w->questions + taken, (size_t)w->question_count * sizeof *w->questions);
    }
    if (d) {
        *id = d->gate_id;
        *address = d->address;
    }
    return d;
}

void gate_answer(struct world *w, uint64_t id, const char *why)
{
    struct session *d = NULL;
    while ((d = next_waiting(w, d, id))) {
        if (why) {
            log_line(LOG_INFO, "%s was not let in by the gate: %s", d->address, why);
            session_doom(d, "%s", *why ? why : "You may not come in here");
        } else {
            d->need &= ~(unsigned)NEED_GATE;
            command_welcome(d);
        }
    }
}

void gate_give_up(struct world *w, uint64_t id)
{
    gate_answer(w, id, w->config->gate_required ? "Nobody could say whether you may come in: try again later" : NULL);
}

void gate_finish(struct world *w)
{
    free(w->questions);
}
