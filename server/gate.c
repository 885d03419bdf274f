#include "server/gate.h"

#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "server/cmd/command.h"
#include "server/config.h"
#include "server/device.h"
#include "server/log.h"
#include "server/world.h"

void gate_ask(struct world *w, struct device *d)
{
    if (!w->config->gate[0]) {
        return;
    }
    d->need |= NEED_GATE;
    w->questions = xrealloc(w->questions, (size_t)(w->question_count + 1) * sizeof *w->questions);
    d->gate_id = ++w->next_id; /* an answer about the address before is about nobody */
    w->questions[w->question_count++] = d->gate_id;
}

static struct device *find(const struct world *w, uint64_t id)
{
    struct device *d = w->devices; /* the last to come first: those who wait are near */
    while (d && d->gate_id != id) {
        d = d->next;
    }
    return d && !d->doom ? d : NULL;
}

bool gate_next(struct world *w, uint64_t *id, const char **address)
{
    while (w->question_count > 0) {
        const struct device *d = find(w, w->questions[--w->question_count]);
        if (d) {
            *id = d->gate_id;
            *address = d->address;
            return true;
        }
    }
    return false;
}

void gate_answer(struct world *w, uint64_t id, const char *why)
{
    struct device *d = find(w, id);
    if (!d || !(d->need & NEED_GATE)) {
        return;
    }
    if (why) {
        log_line(LOG_INFO, "%s was not let in by the gate: %s", d->address, why);
        device_doom(d, "%s", *why ? why : "You may not come in here");
        return;
    }
    d->need &= ~(unsigned)NEED_GATE;
    command_welcome(d);
}

void gate_finish(struct world *w)
{
    free(w->questions);
}
