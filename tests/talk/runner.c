/* Plays a .talk file against the pure server and fails at the first line that does not match.
 *
 *   ana > TEXT         ana sends TEXT
 *   ana < PATTERN      the next line ana gets matches PATTERN: '*' is any run of characters
 *   ana << PATTERN     some later line matches; those before it are skipped
 *   ana <              nothing more has arrived for ana
 *   ana ...            skips what has arrived for ana; everybody ...: for anybody
 *   connect NAME...    connections, not registered; [address ADDRESS] before it sets theirs
 *   hello NAME...      connections that register with that nickname and read their welcome
 *   caps NAME CAP...   NAME requests capabilities and gets them
 *   join #ROOM NAME... they join; skips everything sent to anyone because of it
 *   raw NAME BYTES     literal bytes, with \r \n \0 \xHH and \{N:c} (c, N times) expanded
 *   wait N             the clock advances by N milliseconds
 *   jump N             the wall clock moves by N milliseconds
 *   restart            the server restarts with what it stored; nobody is connected then
 *   set KEY VALUE      a setting; before the first connection, or 'reload' to apply it
 *   trickle NAME N     NAME reads N bytes per turn
 *   slow NAME          NAME stops reading until awake
 *   reads NAME         NAME reads what is waiting, once
 *   awake NAME         NAME reads everything again
 *   waiting NAME N     between 1 and N bytes are waiting for NAME
 *   encrypted NAME...  marks connections as encrypted; proxied NAME...: as behind a web proxy
 *   gone NAME          the connection was closed by the server
 *   close NAME         the connection is closed from their side
 *
 * $msgid in what is sent is the msgid of the last expected line that had one; $claim is the text
 * that makes the user administrator.
 *
 * Before anybody sends, every line received must have been checked: nothing goes unseen. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/error.h"
#include "server/core/config.h"
#include "server/core/session.h"
#include "server/core/settings.h"
#include "server/log.h"
#include "server/out/job.h"
#include "server/store.h"
#include "server/turn/world_turn.h"
#include "tests/glob.h"

enum { PEOPLE_MAX = 64, WORDS_MAX = 32 };

struct person {
    char name[64];
    struct session *session; /* NULL: gone */
    struct bytes got;        /* lines not checked yet */
    bool slow;
    size_t trickle; /* bytes it reads per turn; 0: all */
};

struct talk {
    const char *file;
    int line;
    struct config config;
    struct store *store;
    struct world world;
    bool started;
    int64_t now, jumped;
    char address[64];
    struct person people[PEOPLE_MAX];
    int count;
    int checks;
    char msgid[64]; /* of the last checked line that had one */
};

static int64_t const first_wall = INT64_C(1795255200000); /* 2026-11-21T10:00:00Z */

void log_line(enum log_level level, const char *format, ...)
{
    (void)level, (void)format;
}

static _Noreturn void fail(const struct talk *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "%s:%d: ", t->file, t->line);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

static void read_some(struct talk *t, struct person *p, size_t most)
{
    struct piece piece;
    while (most > 0 && outbox_gather(&p->session->out, &piece, 1)) {
        size_t len = piece.len < most ? piece.len : most;
        bytes_add(&p->got, piece.data, len);
        outbox_consume(&p->session->out, len);
        most -= len;
    }
    world_drained(&t->world, p->session);
}

/* Takes what is waiting now, not what comes after it. */
static void read_once(struct talk *t, struct person *p)
{
    read_some(t, p, p->session->out.bytes);
}

/* The port that writes: what a user's client reads now. */
static void write_session(void *context, struct session *session)
{
    struct talk *t = context;
    CHECK(!store_is_writing(t->store)); /* nothing is sent before it is stored */
    world_check(&t->world);
    struct person *p = t->people;
    while (p->session != session) {
        p++;
    }
    while (!p->slow && !p->trickle && p->session->out.bytes) {
        read_once(t, p);
    }
    if (!p->slow && p->trickle) {
        read_some(t, p, p->trickle);
    }
}

static void forget(void *context, struct session *s)
{
    struct talk *t = context;
    for (int i = 0; i < t->count; i++) {
        if (t->people[i].session == s) {
            t->people[i].session = NULL;
        }
    }
}

static void turn(struct talk *t)
{
    const struct turn_ports ports = {t, write_session, forget, NULL};
    for (int i = 0; i < t->count; i++) { /* those whose sockets are writable */
        const struct person *p = &t->people[i];
        if (p->session && !p->slow && p->session->out.bytes) {
            world_note_pending(&t->world, p->session);
        }
    }
    world_turn(&t->world, &ports);
    world_check(&t->world);
}

/* What the worker and the program around the world would do before the next turn. */
static bool between_turns(struct talk *t)
{
    struct job *j = job_pop(&t->world);
    unsigned wishes = t->world.wishes;
    t->world.wishes = 0;
    if (j) {
        job_do(j, t->world.store);
        world_end_job(&t->world, j);
    }
    if (wishes & WISH_RELOAD) {
        world_reloaded(&t->world, true);
    }
    if (wishes & WISH_SETTINGS) {
        settings_apply(&t->config, t->store);
        world_reconfigure(&t->world);
    }
    if (wishes & (WISH_STOP | WISH_RESTART)) {
        world_close(&t->world,
                    wishes & WISH_STOP ? "The server is stopping" : "The server is restarting");
    }
    const struct session *due = session_first_due(&t->world); /* those that drained go on */
    return j || wishes || (due && due->due.at <= t->world.now);
}

static void turns(struct talk *t)
{
    do {
        turn(t);
    } while (between_turns(t));
}

static void start(struct talk *t)
{
    if (!t->started) {
        struct error error;
        if (!config_settle(&t->config, &error)) {
            fail(t, "expected %s", error.text);
        }
        t->store = store_open(NULL, &error);
        CHECK(t->store);
        world_init(&t->world, &t->config, t->store, t->now, first_wall);
        t->started = true;
    }
}

static struct person *find(struct talk *t, const char *name)
{
    for (int i = 0; i < t->count; i++) {
        if (strcmp(t->people[i].name, name) == 0) {
            return &t->people[i];
        }
    }
    fail(t, "nobody is called %s", name);
}

static void all_seen(const struct talk *t)
{
    for (int i = 0; i < t->count; i++) {
        if (t->people[i].got.len) {
            fail(t, "%s got a line nobody looked at: %.*s", t->people[i].name,
                 (int)strcspn(t->people[i].got.data, "\r\n"), t->people[i].got.data);
        }
    }
}

static void feed(struct talk *t, struct person *p, const char *data, size_t len)
{
    if (!p->session) {
        fail(t, "%s is gone and cannot send", p->name);
    }
    world_feed(&t->world, p->session, data, len);
    turns(t);
}

static void send(struct talk *t, struct person *p, const char *text)
{
    struct bytes line = {0};
    for (; *text; text++) {
        if (strncmp(text, "$msgid", 6) == 0 || strncmp(text, "$claim", 6) == 0) {
            bytes_text(&line, text[1] == 'm' ? t->msgid : t->world.claim);
            text += 5;
        } else {
            bytes_char(&line, *text);
        }
    }
    bytes_text(&line, "\r\n");
    feed(t, p, line.data, line.len);
    bytes_finish(&line);
}

static struct person *connect(struct talk *t, const char *name)
{
    start(t);
    const char *why = NULL;
    CHECK(t->count < PEOPLE_MAX);
    struct person *p = &t->people[t->count++];
    *p = (struct person){0};
    copy_text(p->name, sizeof p->name, name);
    p->session = world_connect(&t->world, t->address, &why);
    if (!p->session) {
        bytes_format(&p->got, "ERROR :%s\r\n", why);
    }
    return p;
}

static void hello(struct talk *t, const char *name)
{
    struct person *p = connect(t, name);
    char line[256];
    snprintf(line, sizeof line, "NICK %s", name);
    send(t, p, line);
    snprintf(line, sizeof line, "USER %s 0 * :%s", name, name);
    send(t, p, line);
    if (!strstr(bytes_string(&p->got), " 001 ")) {
        fail(t, "%s was not welcomed: %s", name, bytes_string(&p->got));
    }
    bytes_clear(&p->got);
}

static void skip_all(struct talk *t)
{
    for (int i = 0; i < t->count; i++) {
        bytes_clear(&t->people[i].got);
    }
}

static bool take(struct person *p, char *out, size_t cap)
{
    if (!p->got.len) {
        return false;
    }
    size_t len = strcspn(p->got.data, "\r\n");
    snprintf(out, cap, "%.*s", (int)len, p->got.data);
    bytes_cut(&p->got, 0, len + 2);
    return true;
}

static void expect(struct talk *t, struct person *p, const char *pattern, bool skipping)
{
    char line[16384];
    t->checks++;
    if (!*pattern) {
        if (take(p, line, sizeof line)) {
            fail(t, "%s got a line, expected none: %s", p->name, line);
        }
        return;
    }
    while (take(p, line, sizeof line)) {
        if (glob_fits(pattern, line)) {
            const char *id = strstr(line, "msgid=");
            if (id) {
                snprintf(t->msgid, sizeof t->msgid, "%.*s", (int)strcspn(id + 6, "; "), id + 6);
            }
            return;
        }
        if (!skipping) {
            fail(t, "%s got      %s\n  expected %s", p->name, line, pattern);
        }
    }
    fail(t, "%s got nothing, expected %s", p->name, pattern);
}

static void raw(struct talk *t, struct person *p, const char *text)
{
    struct bytes data = {0};
    while (*text) {
        unsigned value;
        int used = 0;
        char c;
        if (sscanf(text, "\\{%u:%c}%n", &value, &c, &used) == 2 && used) {
            while (value--) {
                bytes_char(&data, c);
            }
            text += used;
        } else if (sscanf(text, "\\x%2x%n", &value, &used) == 1 && used) {
            bytes_char(&data, (char)value);
            text += used;
        } else if (text[0] == '\\' && strchr("rn0", text[1])) {
            bytes_char(&data, text[1] == 'r' ? '\r' : text[1] == 'n' ? '\n' : '\0');
            text += 2;
        } else {
            bytes_char(&data, *text++);
        }
    }
    feed(t, p, bytes_string(&data), data.len);
    bytes_finish(&data);
}

/* Names are free again: whoever connects then is a new user. */
static void restart(struct talk *t)
{
    all_seen(t);
    world_finish(&t->world);
    CHECK(store_commit(t->store));
    for (int i = 0; i < t->count; i++) {
        bytes_finish(&t->people[i].got);
    }
    t->count = 0;
    world_init(&t->world, &t->config, t->store, t->now, first_wall + t->now + t->jumped);
}

static void wait_ms(struct talk *t, int64_t ms)
{
    all_seen(t);
    t->now += ms;
    world_set_time(&t->world, t->now, first_wall + t->now + t->jumped);
    world_tick(&t->world);
    turns(t);
}

static void join(struct talk *t, char **words, int count)
{
    for (int i = 1; i < count; i++) {
        char line[256];
        snprintf(line, sizeof line, "JOIN %s", words[0]);
        send(t, find(t, words[i]), line);
        if (!strstr(bytes_string(&find(t, words[i])->got), " 366 ")) {
            fail(t, "%s could not join: %s", words[i], bytes_string(&find(t, words[i])->got));
        }
    }
    skip_all(t);
}

static void caps(struct talk *t, char **words, int count)
{
    char line[512] = "CAP REQ :";
    for (int i = 1; i < count; i++) {
        strncat(line, words[i], sizeof line - strlen(line) - 2);
        strcat(line, i + 1 < count ? " " : "");
    }
    send(t, find(t, words[0]), line);
    expect(t, find(t, words[0]), "*CAP * ACK *", false);
}

static void set(struct talk *t, const char *key, const char *value)
{
    struct error error;
    if (!config_set(&t->config, key, value, &error)) {
        fail(t, "%s: expected %s", key, error.text);
    }
}

static void waiting(struct talk *t, const struct person *p, size_t most)
{
    t->checks++;
    if (p->session->out.bytes == 0 || p->session->out.bytes > most) {
        fail(t, "%zu bytes wait for %s", p->session->out.bytes, p->name);
    }
}

static int split(char *text, char **words)
{
    int count = 0;
    for (char *word = strtok(text, " "); word && count < WORDS_MAX; word = strtok(NULL, " ")) {
        words[count++] = word;
    }
    return count;
}

static bool directive(struct talk *t, const char *verb, char *rest)
{
    char *words[WORDS_MAX];
    if (strcmp(verb, "trickle") == 0) {
        CHECK(split(rest, words) == 2);
        find(t, words[0])->trickle = (size_t)strtol(words[1], NULL, 10);
    } else if (strcmp(verb, "wait") == 0) {
        wait_ms(t, strtol(rest, NULL, 10));
    } else if (strcmp(verb, "raw") == 0) {
        char *text = strchr(rest, ' ');
        CHECK(text);
        *text++ = '\0';
        all_seen(t);
        raw(t, find(t, rest), text);
    } else if (strcmp(verb, "set") == 0) {
        char *value = strchr(rest, ' ');
        *value++ = '\0';
        set(t, rest, value);
    } else if (strcmp(verb, "reload") == 0) {
        world_reconfigure(&t->world);
        turns(t);
    } else if (strcmp(verb, "restart") == 0) {
        restart(t);
    } else if (strcmp(verb, "jump") == 0) {
        t->jumped += strtol(rest, NULL, 10);
        wait_ms(t, 0);
    } else if (strcmp(verb, "address") == 0) {
        copy_text(t->address, sizeof t->address, rest);
    } else {
        int count = split(rest, words);
        if (strcmp(verb, "waiting") == 0 && count == 2) {
            waiting(t, find(t, words[0]), (size_t)strtol(words[1], NULL, 10));
            return true;
        }
        if (strcmp(verb, "gone") != 0 && strcmp(verb, "reads") != 0) {
            all_seen(t);
        }
        if (strcmp(verb, "join") == 0) {
            join(t, words, count);
        } else if (strcmp(verb, "caps") == 0) {
            caps(t, words, count);
        } else {
            for (int i = 0; i < count; i++) {
                if (strcmp(verb, "connect") == 0) {
                    connect(t, words[i]);
                } else if (strcmp(verb, "hello") == 0) {
                    hello(t, words[i]);
                } else if (strcmp(verb, "close") == 0) {
                    session_doom(find(t, words[i])->session, "Connection closed");
                    turns(t);
                    bytes_clear(&find(t, words[i])->got);
                } else if (strcmp(verb, "gone") == 0) {
                    t->checks++;
                    if (find(t, words[i])->session) {
                        fail(t, "%s is still connected", words[i]);
                    }
                } else if (strcmp(verb, "encrypted") == 0) {
                    find(t, words[i])->session->secure = true;
                } else if (strcmp(verb, "proxied") == 0) {
                    find(t, words[i])->session->proxied = true;
                } else if (strcmp(verb, "slow") == 0) {
                    find(t, words[i])->slow = true;
                } else if (strcmp(verb, "awake") == 0) {
                    find(t, words[i])->slow = false;
                    turns(t);
                } else if (strcmp(verb, "reads") == 0) {
                    read_once(t, find(t, words[i]));
                    turns(t);
                } else {
                    return false;
                }
            }
        }
    }
    return true;
}

static void step(struct talk *t, char *line)
{
    line[strcspn(line, "\n")] = '\0';
    char *at = line + strspn(line, " ");
    if (!*at || *at == '#') {
        return;
    }
    char *rest = strchr(at, ' ');
    if (!rest) {
        rest = at + strlen(at);
    } else {
        *rest++ = '\0';
    }
    if (strncmp(rest, "> ", 2) == 0) {
        all_seen(t);
        send(t, find(t, at), rest + 2);
    } else if (strncmp(rest, "<< ", 3) == 0) {
        expect(t, find(t, at), rest + 3, true);
    } else if (strcmp(rest, "<") == 0 || strncmp(rest, "< ", 2) == 0) {
        expect(t, find(t, at), rest[1] ? rest + 2 : "", false);
    } else if (strcmp(rest, "...") == 0 && strcmp(at, "everybody") == 0) {
        skip_all(t);
    } else if (strcmp(rest, "...") == 0) {
        bytes_clear(&find(t, at)->got);
    } else if (!directive(t, at, rest)) {
        fail(t, "what is '%s'?", at);
    }
}

static void play(const char *file)
{
    struct talk t = {.file = file, .now = 0};
    config_init(&t.config);
    set(&t, "server.name", "tertulia.test");
    set(&t, "limits.flood", "off");
    set(&t, "server.cloak", "off");
    copy_text(t.address, sizeof t.address, "192.0.2.1");
    FILE *in = fopen(file, "r");
    if (!in) {
        fail(&t, "cannot be read");
    }
    char line[8192];
    while (fgets(line, sizeof line, in)) {
        t.line++;
        step(&t, line);
    }
    fclose(in);
    all_seen(&t);
    if (t.checks == 0) {
        fail(&t, "this file checks nothing");
    }
    if (t.started) {
        world_finish(&t.world);
        store_close(t.store);
    }
    for (int i = 0; i < t.count; i++) {
        bytes_finish(&t.people[i].got);
    }
    config_finish(&t.config);
    printf("%s: %d lines as expected\n", file, t.checks);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        play(argv[i]);
    }
    return argc > 1 ? 0 : 2;
}
