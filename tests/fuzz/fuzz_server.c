/* The whole pure server: two people, whose bytes the input is. The first byte of each piece says
 * whose it is and how the clock goes on. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "server/config.h"
#include "server/bans.h"
#include "server/job.h"
#include "server/log.h"
#include "server/store.h"
#include "server/device.h"
#include "server/world.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

void log_line(enum log_level level, const char *format, ...)
{
    (void)level, (void)format;
}

static void forget(void *context, struct device *u)
{
    struct device **people = context;
    for (int i = 0; i < 2; i++) {
        people[i] = people[i] == u ? NULL : people[i];
    }
}

static void turn(struct world *w, struct device **people, bool yes)
{
    struct job *j;
    while ((j = job_take(w))) {
        if (j->reads) {
            job_do(j, w->store);
        } else {
            j->yes = yes; /* what would take long to find out is for the input to say */
        }
        job_end(w, j);
    }
    world_bury(w);
    struct device *u;
    while ((u = world_take_pending(w))) {
        outbox_consume(&u->out, u->out.bytes);
        world_drained(w, u);
    }
    world_reap(w, forget, people);
    world_check(w);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const hello[] = {"NICK ana\nUSER a 0 * :A\nJOIN #a\n",
                                        "CAP REQ :labeled-response batch echo-message message-tags "
                                        "server-time\nNICK bob\nUSER b 0 * :B\nCAP END\nJOIN #a\n"};
    struct config c;
    struct world w;
    struct device *people[2];
    char error[CONFIG_TEXT];
    const char *why;
    int64_t now = 1;
    config_init(&c);
    config_set(&c, "opers.ana", "admin x", error);
    config_settle(&c, error);
    char store_error[STORE_ERROR];
    struct store *store = store_open(NULL, store_error);
    world_init(&w, &c, store, now, now);
    for (int i = 0; i < 2; i++) {
        people[i] = world_connect(&w, "192.0.2.1", &why);
        if (size % 3) {
            world_feed(&w, people[i], hello[i], strlen(hello[i]));
        }
        if (i == 1 && size % 5 == 1) {
            struct user *u = people[i]->user;
            u->modes |= u->registered ? USER_OPERATOR : 0;
            w.operator_count += u->registered;
            people[i]->powers = ~0u;
        }
    }
    for (size_t at = 0; at < size;) {
        uint8_t head = data[at++];
        size_t piece = 1 + head % 60;
        piece = piece > size - at ? size - at : piece;
        now += head > 200 ? 1000 * (head - 200) : 10;
        world_set_time(&w, now, now);
        world_tick(&w);
        if (people[head & 1]) {
            world_feed(&w, people[head & 1], (const char *)data + at, piece);
        }
        at += piece;
        turn(&w, people, head & 2);
    }
    world_finish(&w);
    store_close(store);
    config_finish(&c);
    return 0;
}
