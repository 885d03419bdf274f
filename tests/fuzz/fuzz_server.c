/* The whole pure server with many users: six who read slowly, queues of a few kilobytes,
 * accounts whose jobs finish late or never, operators, clock jumps, restarts over one store.
 * The input: pieces of two bytes that say what happens to whom (see step), and what they say
 * then. Each turn it must hold that
 *   - the world is consistent (world_check);
 *   - a line that goes out is one line;
 *   - nobody is told, live or from history, what was said where they never were. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/error.h"
#include "server/core/account.h"
#include "server/core/bans.h"
#include "server/core/config.h"
#include "server/core/history.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/limits/gate.h"
#include "server/log.h"
#include "server/out/job.h"
#include "server/store.h"
#include "server/turn/world_turn.h"

enum { PEOPLE = 6, SAID_MAX = 64, PLACES_MAX = 64, MARK = 12 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

void log_line(enum log_level level, const char *format, ...)
{
    (void)level, (void)format;
}

/* A user: on one connection after another, possibly with several accounts. */
struct person {
    struct session *session; /* NULL: not connected */
    size_t reads;            /* bytes per turn; 0: all */
    struct bytes line;       /* the incomplete line received so far */
    char known[PLACES_MAX]
              [PLACE_BYTES]; /* places whose messages they may know, and who they were */
    int known_count;
};

/* A message that only some may read: its mark, and the place it is kept in. */
struct said {
    char mark[MARK];
    char place[PLACE_BYTES];
};

struct fuzz {
    struct config config;
    struct store *store;
    struct world world;
    struct person people[PEOPLE];
    struct said said[SAID_MAX];
    int said_count;
    int64_t now;
};

static bool knows(const struct person *p, const char *place)
{
    for (int i = 0; i < p->known_count; i++) {
        if (strcmp(p->known[i], place) == 0) {
            return true;
        }
    }
    return false;
}

static void learn(struct person *p, const char *place)
{
    if (!knows(p, place) && p->known_count < PLACES_MAX) {
        copy_text(p->known[p->known_count++], PLACE_BYTES, place);
    }
}

/* Notes where everybody is now, and who. */
static void note_places(struct fuzz *f)
{
    for (int i = 0; i < PEOPLE; i++) {
        struct person *p = &f->people[i];
        char place[PLACE_BYTES];
        if (!p->session || !p->session->user->registered) {
            continue;
        }
        history_identity(p->session->user, place);
        learn(p, place);
        for (const struct member *m = p->session->user->rooms; m; m = m->next_of_user) {
            history_room(m->room, place);
            learn(p, place);
        }
    }
}

/* Both sides of a private conversation may know of it: "one other". */
static bool may_know(const struct person *p, const char *place)
{
    char one[PLACE_BYTES];
    size_t len = strcspn(place, " ");
    if (place[0] != '@' && place[0] != '!') {
        return knows(p, place);
    }
    snprintf(one, sizeof one, "%.*s", (int)len, place);
    return knows(p, one) || (place[len] && knows(p, place + len + 1));
}

/* A user who sees a JOIN is in the room too, even if for less than a turn. */
static void hear_join(const struct fuzz *f, struct person *p, const char *line)
{
    const char *at = strstr(line, " JOIN #");
    char key[NAME_KEY];
    if (at && line[0] != '@') {
        char *name = xstrndup(at + 6, strcspn(at + 6, " "));
        precis_key(name, key);
        free(name);
        size_t len = strlen(key);
        for (int i = 0; i < f->said_count; i++) {
            const char *place = f->said[i].place;
            if (strncmp(place, key, len) == 0 && (!place[len] || place[len] == ' ')) {
                learn(p, place);
            }
        }
    }
}

static void look_at(const struct fuzz *f, struct person *p, const char *line)
{
    hear_join(f, p, line);
    for (int i = 0; i < f->said_count; i++) {
        CHECK(!strstr(line, f->said[i].mark) || may_know(p, f->said[i].place) ||
              p->known_count == PLACES_MAX);
    }
}

static void read_some(struct fuzz *f, struct person *p)
{
    size_t most = p->reads ? p->reads : SIZE_MAX;
    struct piece piece;
    while (most > 0 && outbox_gather(&p->session->out, &piece, 1)) {
        size_t len = piece.len < most ? piece.len : most;
        bytes_add(&p->line, piece.data, len);
        outbox_consume(&p->session->out, len);
        most -= len;
    }
    for (char *end; p->line.len && (end = memchr(p->line.data, '\n', p->line.len));) {
        size_t len = (size_t)(end - p->line.data);
        CHECK(len > 0 && end[-1] == '\r' && !memchr(p->line.data, '\r', len - 1) &&
              !memchr(p->line.data, '\0', len));
        *end = '\0';
        look_at(f, p, p->line.data);
        bytes_cut(&p->line, 0, len + 1);
    }
    world_drained(&f->world, p->session);
}

static void forget(void *context, struct session *s)
{
    struct fuzz *f = context;
    for (int i = 0; i < PEOPLE; i++) {
        if (f->people[i].session == s) {
            f->people[i].session = NULL;
            bytes_finish(&f->people[i].line);
        }
    }
}

static void write_session(void *context, struct session *s)
{
    struct fuzz *f = context;
    CHECK(!store_is_writing(f->store)); /* nothing is sent before it is stored */
    for (int i = 0; i < PEOPLE; i++) {
        if (f->people[i].session == s) {
            read_some(f, &f->people[i]);
        }
    }
}

static void turn(struct fuzz *f)
{
    const struct turn_ports ports = {f, write_session, forget, NULL};
    note_places(f);
    for (int i = 0; i < PEOPLE; i++) {
        if (f->people[i].session && f->people[i].session->out.bytes) {
            world_note_pending(&f->world, f->people[i].session);
        }
    }
    world_turn(&f->world, &ports);
    world_check(&f->world);
}

static void do_jobs(struct fuzz *f, int most, bool yes)
{
    struct job *j;
    for (int i = 0; i < most && (j = job_pop(&f->world)); i++) {
        if (j->reads) {
            job_do(j, f->store);
        } else {
            j->right = yes; /* the input decides the results of slow checks */
        }
        world_end_job(&f->world, j);
        note_places(f);
    }
    uint64_t id;
    const char *address;
    for (int i = 0; i < most && gate_next(&f->world, &id, &address); i++) {
        if (most % 2) {
            gate_answer(&f->world, id, yes ? NULL : "not you");
        } else {
            gate_give_up(&f->world, id);
        }
    }
}

static void connect_one(struct fuzz *f, int who)
{
    static const char *const hello[PEOPLE] = {
        "NICK ana\nUSER a 0 * :A\nJOIN #a\n",
        "CAP REQ :labeled-response batch echo-message message-tags server-time "
        "draft/chathistory\nNICK bob\nUSER b 0 * :B\n"
        "CAP END\nJOIN #a,#b\n",
        "CAP REQ :batch draft/chathistory draft/event-playback soju.im/search\nNICK carl\nUSER c 0 "
        "* :C\nCAP END\n",
        "CAP REQ :sasl draft/multiline batch draft/message-redaction draft/channel-rename\nNICK "
        "dora\nUSER d 0 * :D\nCAP END\n"
        "JOIN #b\n",
        "NICK eva\nUSER e 0 * :E\nMODE eva +s\n",
        "CAP REQ :draft/metadata-2 batch\n"};
    const char *why;
    char address[32];
    snprintf(address, sizeof address, "192.0.2.%d", 1 + who / 2);
    struct person *p = &f->people[who];
    p->session = world_connect(&f->world, address, &why);
    if (p->session) {
        world_feed(&f->world, p->session, hello[who], strlen(hello[who]));
    }
}

/* Says something that only those present may read. */
static void say_mark(struct fuzz *f, int who, int where)
{
    static const char *const targets[] = {"#a", "#b", "ana", "bob", "carl", "dora"};
    struct person *p = &f->people[who];
    const char *target = targets[where % (int)COUNT_OF(targets)];
    char line[64], me[IDENTITY_BYTES], other[IDENTITY_BYTES];
    if (f->said_count == SAID_MAX || !p->session || p->session->doom ||
        !p->session->user->registered) {
        return;
    }
    struct said *s = &f->said[f->said_count];
    snprintf(s->mark, MARK, "<mark%02d>", f->said_count);
    const struct room *room = *target == '#' ? world_room(&f->world, target) : NULL;
    history_identity(p->session->user, me);
    if (room) {
        history_room(room, s->place);
    } else if (*target == '#' || !history_find(&f->world, target, other)) {
        return;
    } else {
        history_pair(me, other, s->place);
    }
    f->said_count++;
    note_places(f);
    if (room) { /* a sender outside the room knows what they said */
        learn(p, s->place);
    }
    snprintf(line, sizeof line, "\nPRIVMSG %s :%s\n", target,
             s->mark); /* ends a line begun before */
    world_feed(&f->world, p->session, line, strlen(line));
}

static void start(struct fuzz *f, bool operators)
{
    world_init(&f->world, &f->config, f->store, f->now, f->now);
    for (int i = 0; i < PEOPLE; i++) {
        connect_one(f, i);
    }
    struct session *s = f->people[4].session;
    if (operators && s && s->user->registered) {
        s->user->modes |= USER_OPERATOR;
        f->world.operator_count++;
        s->powers = ~0u;
    }
    turn(f);
}

static void restart(struct fuzz *f, bool operators)
{
    world_close(&f->world, "restart");
    turn(f);
    world_finish(&f->world);
    store_commit(f->store);
    for (int i = 0; i < PEOPLE; i++) {
        f->people[i].session = NULL;
        bytes_finish(&f->people[i].line);
    }
    f->now += 1000;
    start(f, operators);
}

/* Input text must not look like a mark: repeating it would look like having been told. */
static void feed(struct fuzz *f, struct session *s, const char *text, size_t len)
{
    char said[90];
    for (size_t i = 0; i < len; i++) {
        said[i] = text[i] == '<' ? '(' : text[i];
    }
    world_feed(&f->world, s, said, len);
}

/* One piece: `what` and `more` say what happens to one of the users; returns the bytes of text it
 * took. */
static size_t step(struct fuzz *f, uint8_t what, uint8_t more, const char *text, size_t left,
                   bool operators)
{
    int who = what % PEOPLE;
    struct person *p = &f->people[who];
    size_t len = 0;
    switch (what / PEOPLE % 10) {
    case 0: f->now += more < 200 ? more * 10 : (more - 199) * 7000; break;
    case 1: p->reads = more * 4; break;
    case 2: do_jobs(f, 1 + more % 4, more & 1); break;
    case 3: say_mark(f, who, more); break;
    case 4:
        if (more % 16 == 0) {
            restart(f, operators);
        } else if (!p->session) {
            connect_one(f, who);
        } else if (more % 4 == 0) {
            session_doom(p->session, "Connection closed");
        }
        break;
    default:
        len = 1 + more % 90;
        len = len > left ? left : len;
        if (p->session) {
            feed(f, p->session, text, len);
        }
    }
    return len;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const settings[][2] = {
        {"opers.ana", "admin x"},      {"limits.sendq_soft", "1K"}, {"limits.sendq_hard", "4K"},
        {"limits.recvq_soft", "1K"},   {"limits.recvq_hard", "8K"}, {"accounts.iterations", "4096"},
        {"accounts.young_rooms", "2"}, {"limits.rooms", "20"},      {"history.days", "3"},
        {"limits.whowas_entries", "3"}};
    static struct fuzz f;
    struct error error;
    bool operators = size % 3;
    f = (struct fuzz){.now = 1};
    config_init(&f.config);
    for (size_t i = 0; i < COUNT_OF(settings); i++) {
        CHECK(config_set(&f.config, settings[i][0], settings[i][1], &error));
    }
    if (size % 5 == 0) { /* a gate decides who may connect */
        CHECK(config_set(&f.config, "server.gate", "true", &error));
    }
    config_settle(&f.config, &error);
    f.store = store_open(NULL, &error);
    start(&f, operators);
    for (size_t at = 0; at + 2 <= size;) {
        uint8_t what = data[at], more = data[at + 1];
        at += 2;
        f.now += 5;
        world_set_time(&f.world, f.now, f.now);
        at += step(&f, what, more, (const char *)data + at, size - at, operators);
        turn(&f);
    }
    world_finish(&f.world);
    store_close(f.store);
    config_finish(&f.config);
    for (int i = 0; i < PEOPLE; i++) {
        bytes_finish(&f.people[i].line);
    }
    return 0;
}
