#include "server/sys/helper.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "server/config.h"
#include "server/gate.h"
#include "server/log.h"
#include "server/outbox.h"
#include "server/sys/host.h"
#include "server/sys/poller.h"
#include "server/world.h"

enum { LINE_MAX_BYTES = 400, QUESTIONS_MAX = 4096 };

struct question {
    uint64_t id;
    int64_t until; /* now */
};

struct helper {
    struct poller *poller;
    net_socket socket; /* NET_NONE: lost */
    int slot;
    struct bytes in;
    struct question open[QUESTIONS_MAX]; /* the oldest first */
    int count;
};

struct helper *helper_new(struct poller *p, const char *command, char *error)
{
    net_socket socket = host_spawn(command, error);
    if (socket == NET_NONE) {
        return NULL;
    }
    struct helper *h = xcalloc(1, sizeof *h);
    h->poller = p;
    h->socket = socket;
    poller_add(p, socket, POLLER_READ, h, &h->slot);
    return h;
}

static void stop(struct helper *h)
{
    if (h->socket != NET_NONE) {
        poller_remove(h->poller, h->slot);
        net_close(h->socket); /* it reads the end of its input, and ends */
        h->socket = NET_NONE;
    }
}

void helper_free(struct helper *h)
{
    if (h) {
        stop(h);
        bytes_finish(&h->in);
        free(h);
    }
}

/* What was to be answered before that is let in: a program that fails keeps nobody out. */
static void give_up(struct helper *h, struct world *w, int64_t before)
{
    int done = 0;
    while (done < h->count && h->open[done].until <= before) {
        gate_answer(w, h->open[done++].id, NULL);
    }
    h->count -= done;
    memmove(h->open, h->open + done, (size_t)h->count * sizeof h->open[0]);
}

static void take_answer(struct helper *h, struct world *w, const char *line)
{
    uint64_t id;
    int used = 0;
    if (strcmp(line, "gone") == 0) {
        log_line(LOG_WARNING, "server.gate: the program ended; it is started again");
        give_up(h, w, INT64_MAX);
        return;
    }
    if (sscanf(line, "%" SCNu64 " %n", &id, &used) != 1 || !used) {
        log_line(LOG_WARNING, "server.gate: \"%.100s\" is no answer", line);
        return;
    }
    for (int i = 0; i < h->count; i++) {
        if (h->open[i].id == id) {
            h->count--;
            memmove(h->open + i, h->open + i + 1, (size_t)(h->count - i) * sizeof h->open[0]);
            const char *what = line + used;
            bool no = strncmp(what, "no", 2) == 0;
            gate_answer(w, id, no ? what + 2 + strspn(what + 2, " ") : NULL);
            return;
        }
    }
}

/* For good. */
static void lost(struct helper *h, struct world *w, const char *why)
{
    log_line(LOG_ERROR, "server.gate: %s; everybody may come in until the server is restarted", why);
    stop(h);
    give_up(h, w, INT64_MAX);
}

void helper_read(struct helper *h, struct world *w)
{
    char data[4096];
    ptrdiff_t n = net_read(h->socket, data, sizeof data);
    if (n == NET_AGAIN) {
        return;
    }
    if (n <= 0) {
        lost(h, w, "it cannot be reached any more");
        return;
    }
    bytes_add(&h->in, data, (size_t)n);
    char *end;
    while (h->in.len && (end = memchr(h->in.data, '\n', h->in.len))) {
        *end = '\0';
        take_answer(h, w, h->in.data);
        bytes_cut(&h->in, 0, (size_t)(end - h->in.data) + 1);
    }
    if (h->in.len > LINE_MAX_BYTES) {
        lost(h, w, "its answer has no end");
    }
}

/* What cannot be written now was too much for it: not asked, let in. */
static void ask(struct helper *h, struct world *w, uint64_t id, const char *address)
{
    char line[128];
    int len = snprintf(line, sizeof line, "%" PRIu64 " %s\n", id, address);
    struct piece piece = {line, (size_t)len};
    if (h->socket == NET_NONE || h->count == QUESTIONS_MAX ||
        net_write(h->socket, &piece, 1) != len) {
        gate_answer(w, id, NULL);
        return;
    }
    h->open[h->count++] = (struct question){id, w->now + w->config->gate_wait_ms};
}

int64_t helper_tick(struct helper *h, struct world *w)
{
    uint64_t id;
    const char *address;
    while (gate_next(w, &id, &address)) {
        ask(h, w, id, address);
    }
    if (h->count && h->open[0].until <= w->now) {
        log_line(LOG_WARNING, "server.gate: no answer in %ld seconds", w->config->gate_wait_ms / 1000);
        give_up(h, w, w->now);
    }
    return h->count ? h->open[0].until - w->now : -1;
}
