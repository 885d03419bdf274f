/* A fixed workload for the pure server, measured in instructions: wall times are noisy, these
 * repeat. 60 users, half of them with the capabilities of a modern client, one room, 400 messages
 * with history off (SQLite's work is not ours); their output is discarded as a socket would take
 * it. */
#include <stdio.h>
#include <string.h>

#include "irc/check.h"
#include "irc/error.h"
#include "server/core/config.h"
#include "server/core/session.h"
#include "server/log.h"
#include "server/store.h"
#include "server/turn/world_turn.h"

enum { PEOPLE = 60, MESSAGES = 400 };

void log_line(enum log_level level, const char *format, ...)
{
    (void)level, (void)format;
}

static void feed(struct world *w, struct session *s, const char *text)
{
    world_feed(w, s, text, strlen(text));
}

/* As a socket would take it. */
static void write_session(void *context, struct session *s)
{
    size_t *bytes = context;
    *bytes += s->out.bytes;
    outbox_consume(&s->out, s->out.bytes);
    world_drained(s->world, s);
}

int main(void)
{
    struct config c;
    struct world w;
    struct session *people[PEOPLE];
    char line[256];
    struct error error;
    const char *why;
    size_t bytes = 0;
    const struct turn_ports ports = {&bytes, write_session, NULL, NULL};
    config_init(&c);
    CHECK(config_set(&c, "limits.flood", "off", &error) &&
          config_set(&c, "history.enabled", "off", &error) &&
          config_set(&c, "limits.per_address", "1000", &error) &&
          config_set(&c, "limits.unregistered", "1000", &error) && config_settle(&c, &error));
    struct store *store = store_open(NULL, &error);
    world_init(&w, &c, store, 1, 1795255200000);
    for (int i = 0; i < PEOPLE; i++) {
        people[i] = world_connect(&w, "127.0.0.1", &why);
        CHECK(people[i]);
        feed(&w, people[i],
             i % 2 ? "CAP REQ :message-tags server-time echo-message account-tag\n" : "");
        snprintf(line, sizeof line, "NICK n%d\nUSER n 0 * :n\nCAP END\nJOIN #fan\n", i);
        feed(&w, people[i], line);
        world_turn(&w, &ports);
    }
    for (int i = 0; i < MESSAGES; i++) {
        world_set_time(&w, 1 + i * 10, 1795255200000 + i * 10);
        snprintf(line, sizeof line,
                 "PRIVMSG #fan :message %d of some words, as people write them\n", i);
        feed(&w, people[i * 7 % PEOPLE], line);
        world_turn(&w, &ports);
    }
    printf("%d deliveries, %zu bytes\n", MESSAGES * (PEOPLE - 1), bytes);
    world_finish(&w);
    store_close(store);
    config_finish(&c);
    return 0;
}
