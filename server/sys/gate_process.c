#include "server/sys/gate_process.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/error.h"
#include "server/core/config.h"
#include "server/core/world.h"
#include "server/limits/gate.h"
#include "server/log.h"
#include "server/sys/os.h"
#include "server/sys/poller.h"
#include "server/wire/outbox.h"

enum { LINE_MAX_BYTES = 400, QUESTIONS_MAX = 64, OVERDUE = 4 };

struct question {
    uint64_t id;
    int64_t asked_at; /* monotonic */
};

struct gate_process {
    struct poller *poller;
    struct world *world;
    net_socket socket; /* NET_NONE: lost */
    int slot;
    struct bytes in;
    struct question open[QUESTIONS_MAX]; /* the oldest first */
    int count;
    int64_t heard_at; /* monotonic; of the last answer */
};

static void hear(void *context, void *owner, unsigned happened);

struct gate_process *gate_process_new(struct poller *p, struct world *w, const char *command,
                                      struct error *error)
{
    net_socket socket = os_spawn(command, error);
    if (socket == NET_NONE) {
        return NULL;
    }
    struct gate_process *h = xcalloc(1, sizeof *h);
    h->poller = p;
    h->world = w;
    h->socket = socket;
    poller_add(p, socket, POLLER_READ, (struct poller_source){hear, h}, &h->slot);
    return h;
}

static void stop(struct gate_process *h)
{
    if (h->socket != NET_NONE) {
        poller_remove(h->poller, h->slot);
        net_close(h->socket); /* it reads end of file, and ends */
        h->socket = NET_NONE;
    }
}

void gate_process_free(struct gate_process *h)
{
    if (h) {
        stop(h);
        bytes_finish(&h->in);
        free(h);
    }
}

/* Gives up questions asked until then: a failing program keeps nobody out, unless it is meant
 * to. */
static void give_up(struct gate_process *h, struct world *w, int64_t asked_until)
{
    int done = 0;
    while (done < h->count && h->open[done].asked_at <= asked_until) {
        gate_give_up(w, h->open[done++].id);
    }
    h->count -= done;
    memmove(h->open, h->open + done, (size_t)h->count * sizeof h->open[0]);
}

static void take_answer(struct gate_process *h, struct world *w, const char *line)
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
            h->heard_at = w->now;
            memmove(h->open + i, h->open + i + 1, (size_t)(h->count - i) * sizeof h->open[0]);
            const char *what = line + used;
            bool no = strncmp(what, "no", 2) == 0;
            gate_answer(w, id, no ? what + 2 + strspn(what + 2, " ") : NULL);
            return;
        }
    }
}

/* The program is lost for good. */
static void lost(struct gate_process *h, struct world *w, const char *why)
{
    log_line(LOG_ERROR, "server.gate: %s; %s may come in until the server is restarted", why,
             w->config->gate_required ? "nobody" : "everybody");
    stop(h);
    give_up(h, w, INT64_MAX);
}

/* Its socket can be read. */
static void hear(void *context, void *owner, unsigned happened)
{
    struct gate_process *h = owner;
    struct world *w = h->world;
    (void)context, (void)happened;
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

/* Sends a question; what cannot be written at once is too much for the program, and given up. */
static void ask(struct gate_process *h, struct world *w, uint64_t id, const char *address)
{
    char line[128];
    int len = snprintf(line, sizeof line, "%" PRIu64 " %s\n", id, address);
    struct piece piece = {line, (size_t)len};
    if (h->socket == NET_NONE || net_write(h->socket, &piece, 1) != len) {
        gate_give_up(w, id);
        return;
    }
    h->open[h->count++] = (struct question){id, w->now};
}

int64_t gate_process_tick(struct gate_process *h)
{
    struct world *w = h->world;
    uint64_t id;
    const char *address;
    int64_t wait = w->config->gate_wait_ms;
    while (h->count < QUESTIONS_MAX && gate_next(w, &id, &address)) {
        ask(h, w, id, address);
    }
    if (!h->count) {
        return -1;
    }
    /* while it answers others it is working: this one waits, though not forever */
    int64_t asked_at = h->open[0].asked_at;
    int64_t silent_at = (h->heard_at > asked_at ? h->heard_at : asked_at) + wait;
    int64_t overdue_at = asked_at + OVERDUE * wait;
    int64_t at = silent_at < overdue_at ? silent_at : overdue_at;
    if (at <= w->now) {
        log_line(LOG_WARNING, "server.gate: no answer in %" PRId64 " seconds", wait / 1000);
        give_up(h, w, w->now - (silent_at <= w->now ? wait : OVERDUE * wait));
        return 0;
    }
    return at - w->now;
}
