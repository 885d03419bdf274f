#include "server/limits/gate.h"

#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "server/core/config.h"
#include "server/core/session.h"
#include "server/core/world.h"
#include "server/log.h"

static bool waits(const struct session *s)
{
    return (s->need & NEED_GATE) && !s->doom;
}

void gate_ask(struct world *w, struct session *s)
{
    if (!w->config->gate[0]) {
        return;
    }
    const struct session *other = w->sessions;
    while (other && (other == s || !waits(other) || strcmp(other->address, s->address) != 0)) {
        other = other->next;
    }
    s->need |= NEED_GATE;
    if (other) {
        s->gate_id = other->gate_id;
        return;
    }
    w->questions = xrealloc(w->questions, (size_t)(w->question_count + 1) * sizeof *w->questions);
    s->gate_id = ++w->next_id; /* an answer about the former address matches nobody then */
    w->questions[w->question_count++] = s->gate_id;
}

/* The next session after `s` (NULL: the first) that waits for this answer. */
static struct session *next_waiting(const struct world *w, struct session *s, uint64_t id)
{
    for (s = s ? s->next : w->sessions; s && !(waits(s) && s->gate_id == id); s = s->next) {
    }
    return s;
}

bool gate_next(struct world *w, uint64_t *id, const char **address)
{
    int taken = 0;
    const struct session *s = NULL;
    while (taken < w->question_count && !s) {
        s = next_waiting(w, NULL, w->questions[taken++]); /* sessions that have left are skipped */
    }
    if (taken > 0) {
        w->question_count -= taken;
        memmove(w->questions, w->questions + taken,
                (size_t)w->question_count * sizeof *w->questions);
    }
    if (s) {
        *id = s->gate_id;
        *address = s->address;
    }
    return s;
}

void gate_answer(struct world *w, uint64_t id, const char *why)
{
    struct session *s = NULL;
    while ((s = next_waiting(w, s, id))) {
        if (why) {
            log_line(LOG_INFO, "%s was not let in by the gate: %s", s->address, why);
            session_doom(s, "%s", *why ? why : "You may not come in here");
        } else {
            s->need &= ~(unsigned)NEED_GATE;
            s->gate_done = true;
            session_set_due(s, w->now);
        }
    }
}

void gate_give_up(struct world *w, uint64_t id)
{
    gate_answer(w, id,
                w->config->gate_required
                    ? "Nobody could say whether you may come in: try again later"
                    : NULL);
}

void gate_finish(struct world *w)
{
    free(w->questions);
}
