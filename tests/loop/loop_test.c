/* Both programs in one process: three clients and the server, connected by byte buffers. Only the
 * wire is simulated. */
#include "tests/unit/check_unit.h"
#include "tests/within.h"

#include "client/base/client.h"
#include "client/base/effect.h"
#include "client/base/event.h"
#include "client/base/prefs.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/input/panes.h"
#include "client/net/connection.h"
#include "client/net/network.h"
#include "client/panel/login.h"
#include "client/panel/search.h"
#include "client/text/text.h"
#include "client/view/view.h"
#include "irc/check.h"
#include "irc/error.h"
#include "server/core/config.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/log.h"
#include "server/out/job.h"
#include "server/store.h"
#include "server/turn/world_turn.h"

void log_line(enum log_level level, const char *format, ...)
{
    (void)level, (void)format;
}

static int measure(const struct ruler *r, enum type type, const char *text, size_t len)
{
    (void)r, (void)type;
    return text_columns(text, len) * 8;
}

static const struct ruler ruler = {measure};

enum { PEOPLE = 3 };

struct seat {
    struct app app;
    struct session *session; /* NULL: no connection */
    bool unplugged;          /* connections are refused */
};

struct table {
    struct store *store;
    struct config config;
    struct world world;
    struct seat seats[PEOPLE];
    int64_t now;
    bool delivered; /* in this turn */
};

static void event(struct table *t, struct seat *s, struct event e)
{
    if (e.kind == EVENT_LINK_UP || e.kind == EVENT_LINK_DATA || e.kind == EVENT_LINK_DOWN) {
        e.link.id = s->app.client.network->link;
    }
    e.now = t->now;
    e.wall = t->now + INT64_C(1795255200000);
    app_event(&s->app, &e);
}

static void forget(void *context, struct session *s)
{
    struct table *t = context;
    for (int i = 0; i < PEOPLE; i++) {
        if (t->seats[i].session == s) {
            t->seats[i].session = NULL;
            event(t, &t->seats[i], (struct event){.kind = EVENT_LINK_DOWN, .link.data = ""});
        }
    }
}

/* Carries out the effects of one client; true if there were any. */
static bool carry(struct table *t, struct seat *s)
{
    struct effects todo = s->app.client.effects;
    s->app.client.effects = (struct effects){0};
    const char *why;
    for (int i = 0; i < todo.count; i++) {
        const struct effect *e = &todo.list[i];
        if (e->kind == EFFECT_CONNECT && s->unplugged) {
            event(t, s,
                  (struct event){.kind = EVENT_LINK_DOWN,
                                 .link.failure = LINK_REFUSED,
                                 .link.data = "refused"});
        } else if (e->kind == EFFECT_CONNECT) {
            s->session = world_connect(&t->world, "192.0.2.1", &why);
            event(t, s, (struct event){.kind = EVENT_LINK_UP});
        } else if (e->kind == EFFECT_SEND && s->session) {
            world_feed(&t->world, s->session, e->text, strlen(e->text));
        } else if (e->kind == EFFECT_HANG_UP && s->session) {
            session_doom(s->session, "Connection closed");
            s->session = NULL;
        }
    }
    bool any = todo.count > 0;
    effects_finish(&todo);
    return any;
}

/* Delivers the server's output for one client. */
static void deliver(void *context, struct session *session)
{
    struct table *t = context;
    struct bytes data = {0};
    struct piece piece;
    CHECK(!store_is_writing(t->store)); /* nothing is sent before it is stored */
    while (outbox_gather(&session->out, &piece, 1)) {
        bytes_add(&data, piece.data, piece.len);
        outbox_consume(&session->out, piece.len);
    }
    for (int i = 0; i < PEOPLE && data.len > 0; i++) {
        if (t->seats[i].session == session) {
            event(t, &t->seats[i],
                  (struct event){
                      .kind = EVENT_LINK_DATA, .link.data = data.data, .link.len = data.len});
            t->delivered = true;
        }
    }
    bytes_finish(&data);
}

/* Runs until nobody has anything to send. */
static void settle(struct table *t)
{
    const struct turn_ports ports = {t, deliver, forget, NULL};
    bool busy = true;
    for (int turns = 0; busy; turns++) {
        assert_true(turns < 1000);
        busy = false;
        world_set_time(&t->world, t->now, t->now + INT64_C(1795255200000));
        t->delivered = false;
        world_turn(&t->world, &ports);
        busy |= t->delivered;
        for (struct job *j; (j = job_pop(&t->world)); busy = true) {
            job_do(j, t->world.store);
            world_end_job(&t->world, j);
        }
        for (int i = 0; i < PEOPLE; i++) {
            busy |= carry(t, &t->seats[i]);
        }
        world_check(&t->world);
    }
}

static void wait_ms(struct table *t, int64_t ms)
{
    for (int64_t until = t->now + ms; t->now < until;) {
        t->now += 100;
        for (int i = 0; i < PEOPLE; i++) {
            event(t, &t->seats[i], (struct event){.kind = EVENT_TICK});
        }
        settle(t);
    }
}

static void type(struct table *t, struct seat *s, const char *text)
{
    event(t, s, (struct event){.kind = EVENT_PASTE, .text = text});
    event(t, s, (struct event){.kind = EVENT_KEY, .key.code = KEY_ENTER});
    settle(t);
}

/* Number of lines of the current chat with this text in this state. */
static int lines_with(const struct seat *s, const char *text, enum line_state state)
{
    int count = 0;
    const struct chat *c = s->app.client.current;
    for (int i = 0; i < c->count; i++) {
        count += strstr(c->lines[i]->text, text) && c->lines[i]->state == state;
    }
    return count;
}

static void sit_down(struct table *t)
{
    static const char *const nicks[PEOPLE] = {"ana", "bob", "eva"};
    struct prefs prefs;
    memset(t, 0, sizeof *t);
    t->now = 1000;
    config_init(&t->config);
    struct error error;
    assert_true(config_settle(&t->config, &error));
    t->store = store_open(NULL, &error);
    world_init(&t->world, &t->config, t->store, t->now, INT64_C(1795255200000));
    prefs_init(&prefs);
    for (int i = 0; i < PEOPLE; i++) {
        struct seat *s = &t->seats[i];
        app_init(&s->app, &prefs, words_english(), &ruler);
        event(t, s, (struct event){.kind = EVENT_TICK});
        edit_set(&s->app.login->fields[FIELD_NICK], nicks[i]);
        edit_set(&s->app.login->fields[FIELD_ROOM], "#mesa");
        login_connect(&s->app);
        settle(t);
        assert_int_equal(s->app.client.screen, SCREEN_CHAT);
        assert_string_equal(s->app.client.current->name, "#mesa");
        assert_string_equal(s->app.client.network->isupport.network,
                            "Tertulia"); /* 005 arrived in full */
        assert_int_equal(s->app.client.network->isupport.topic_len, 390);
    }
}

static void stand_up(struct table *t)
{
    for (int i = 0; i < PEOPLE; i++) {
        app_finish(&t->seats[i].app);
    }
    world_finish(&t->world);
    store_close(t->store);
    config_finish(&t->config);
}

static struct table table; /* three apps are too large for the stack */

static void they_talk(void **state)
{
    (void)state;
    struct table *t = &table;
    sit_down(t);
    struct seat *ana = &t->seats[0], *bob = &t->seats[1], *eva = &t->seats[2];
    assert_true(ana->app.client.current->made);
    assert_false(bob->app.client.current->made);
    assert_int_equal(ana->app.client.current->people.count, 3);
    type(t, ana, "hola a todos");
    assert_int_equal(lines_with(ana, "hola a todos", LINE_DONE), 1); /* echoed, not doubled */
    assert_int_equal(lines_with(bob, "hola a todos", LINE_DONE), 1);
    assert_int_equal(lines_with(eva, "hola a todos", LINE_DONE), 1);
    type(t, ana, "una\ny `otra`"); /* several lines are one message */
    assert_int_equal(lines_with(ana, "una\ny otra", LINE_DONE), 1);
    assert_int_equal(lines_with(bob, "una\ny otra", LINE_DONE), 1);
    type(t, ana, "/topic tapas y sockets");
    assert_string_equal(eva->app.client.current->topic, "tapas y sockets");
    type(t, ana, "/raw RENAME #mesa #sala"); /* and back: each stays in it, with what was said */
    assert_string_equal(eva->app.client.current->name, "#sala");
    assert_int_equal(lines_with(bob, "hola a todos", LINE_DONE), 1);
    type(t, ana, "/raw RENAME #sala #mesa");
    assert_string_equal(bob->app.client.current->name, "#mesa");
    assert_int_equal(bob->app.client.network->chat_count, 2);
    type(t, bob, "/me se ríe");
    assert_int_equal(eva->app.client.current->lines[eva->app.client.current->count - 1]->kind,
                     LINE_ACTION);
    type(t, bob, "/nick roberto");
    assert_non_null(people_find(&ana->app.client.current->people, CASEMAP_ASCII, "roberto"));
    type(t, bob, "/away comiendo");
    assert_true(people_find(&ana->app.client.current->people, CASEMAP_ASCII, "roberto")->away);
    type(t, ana, "/kick eva ruido");
    assert_false(network_find(eva->app.client.network, "#mesa")->joined);
    assert_int_equal(ana->app.client.current->people.count, 2);
    type(t, ana, "/mode +i");
    type(t, eva, "/join");
    assert_int_equal(lines_with(eva, "only for invited people", LINE_DONE), 1);
    type(t, ana, "/invite eva");
    assert_int_equal(lines_with(eva, "ana invites you to #mesa", LINE_DONE), 1);
    type(t, eva, "/join #mesa");
    assert_true(network_find(eva->app.client.network, "#mesa")->joined);
    type(t, eva, "/msg ana un secreto");
    assert_non_null(network_find(ana->app.client.network, "eva"));
    assert_int_equal(network_find(ana->app.client.network, "eva")->mentions, 1);
    assert_null(network_find(bob->app.client.network, "eva"));
    type(t, ana, "/mode +m");
    panes_show(&eva->app, network_find(eva->app.client.network, "#mesa"));
    type(t, eva, "puedo hablar?");
    assert_int_equal(lines_with(eva, "puedo hablar?", LINE_FAILED), 1);
    assert_int_equal(lines_with(ana, "puedo hablar?", LINE_DONE), 0);
    stand_up(t);
}

static void long_texts_arrive_whole(void **state)
{
    (void)state;
    struct table *t = &table;
    sit_down(t);
    char text[4000] = "";
    for (int i = 0; i < 180; i++) {
        sprintf(text + strlen(text), "palabra%d ñ ", i % 10);
    }
    type(t, &t->seats[0], text);
    wait_ms(t, 20000);
    struct bytes got = {0};
    const struct chat *c = t->seats[1].app.client.current;
    for (int i = 0; i < c->count; i++) {
        if (c->lines[i]->kind == LINE_SAID) {
            bytes_format(&got, "%s ", c->lines[i]->text);
        }
    }
    text[strlen(text) - 1] = '\0';
    got.data[strlen(text)] = '\0';
    assert_string_equal(got.data, text);
    bytes_finish(&got);
    stand_up(t);
}

static void a_long_paste_is_paced(void **state)
{
    (void)state;
    struct table *t = &table;
    sit_down(t);
    struct seat *ana = &t->seats[0], *bob = &t->seats[1];
    struct bytes text = {0};
    for (int i = 0; i < 300; i++) {
        bytes_format(&text, "linea %d\n", i);
    }
    type(t, ana, text.data);
    assert_true(lines_with(ana, "linea", LINE_SENDING) <= 2); /* the others wait their turn */
    wait_ms(t, 200000);
    assert_int_equal(ana->app.client.network->state,
                     NETWORK_READY); /* and it did not count as a flood */
    assert_int_equal(lines_with(ana, "linea", LINE_WAITING), 0);
    assert_within(lines_with(ana, "linea", LINE_DONE), 2, 30); /* multi-line messages */
    int next = 0;
    const struct chat *c = bob->app.client.current;
    for (int i = 0; i < c->count; i++) {
        const char *at = c->lines[i]->kind == LINE_SAID ? c->lines[i]->text : "";
        for (size_t len; *at; at += len + (at[len] == '\n')) {
            char expected[32];
            sprintf(expected, "linea %d", next);
            len = strcspn(at, "\n");
            next += strlen(expected) == len && memcmp(at, expected, len) == 0;
        }
    }
    assert_int_equal(next, 300); /* all, once, in order */
    bytes_finish(&text);
    stand_up(t);
}

static void retries_spread_and_grow(void **state)
{
    (void)state;
    struct table *t = &table;
    sit_down(t);
    struct seat *ana = &t->seats[0];
    int64_t waits[2][4];
    ana->unplugged = true;
    for (int k = 0; k < 2; k++) {
        ana->app.client.network->random = (uint32_t)k * 77777u + 5;
        ana->app.client.network->tries = 0;
        ana->app.client.network->state = NETWORK_READY;
        event(t, ana, (struct event){.kind = EVENT_LINK_DOWN, .link.data = ""});
        for (int i = 0; i < 4; i++) {
            waits[k][i] = ana->app.client.network->retry_at - t->now;
            assert_within(waits[k][i], 800 << i, 1200 << i);
            connection_try_now(&ana->app.client, ana->app.client.network);
            event(t, ana,
                  (struct event){
                      .kind = EVENT_LINK_DOWN, .link.failure = LINK_REFUSED, .link.data = ""});
        }
        ana->app.client.network->link = 1000;
    }
    assert_memory_not_equal(waits[0], waits[1], sizeof waits[0]); /* not all at once */
    stand_up(t);
}

static void a_cut_loses_nothing(void **state)
{
    (void)state;
    struct table *t = &table;
    sit_down(t);
    struct seat *ana = &t->seats[0], *bob = &t->seats[1];
    ana->unplugged = true;
    session_doom(ana->session, "cable pulled");
    settle(t);
    assert_int_equal(ana->app.client.network->state, NETWORK_WAITING);
    type(t, ana, "escrito sin conexión");
    event(t, ana, (struct event){.kind = EVENT_PASTE, .text = "a medio escribir"});
    assert_int_equal(lines_with(ana, "escrito sin", LINE_WAITING), 1);
    wait_ms(t, 10000);
    assert_int_equal(lines_with(bob, "escrito sin", LINE_DONE), 0);
    ana->unplugged = false;
    wait_ms(t, 30000);
    assert_int_equal(ana->app.client.network->state, NETWORK_READY);
    assert_int_equal(lines_with(ana, "escrito sin", LINE_DONE), 1);
    assert_int_equal(lines_with(bob, "escrito sin", LINE_DONE), 1);
    assert_string_equal(edit_text(&ana->app.client.current->draft), "a medio escribir");
    assert_string_equal(ana->app.client.current->name, "#mesa");
    stand_up(t);
}

static void a_taken_nick_is_explained(void **state)
{
    (void)state;
    struct table *t = &table;
    sit_down(t);
    struct seat *eva = &t->seats[2];
    type(t, eva, "/quit");
    assert_int_equal(eva->app.client.screen, SCREEN_LOGIN);
    edit_set(&eva->app.login->fields[FIELD_NICK], "ana");
    login_connect(&eva->app);
    settle(t);
    assert_string_equal(eva->app.login->title.data, "ana is already taken");
    assert_string_equal(edit_text(&eva->app.login->fields[FIELD_NICK]), "ana");
    login_take_offer(&eva->app); /* another nickname */
    settle(t);
    assert_int_equal(eva->app.client.screen, SCREEN_CHAT);
    assert_string_equal(eva->app.client.network->nick, "ana2");
    stand_up(t);
}

/* The first numbered line of the room; checks that none is missing, duplicated or misplaced. */
static int first_numbered(const struct seat *s, int last)
{
    const struct chat *c = network_find(s->app.client.network, "#mesa");
    int want = -1, first = -1;
    for (int i = 0; i < c->count; i++) {
        int n;
        if (c->lines[i]->kind == LINE_SAID && sscanf(c->lines[i]->text, "numbered %d", &n) == 1) {
            first = first < 0 ? n : first;
            assert_true(want < 0 || n == want);
            want = n + 1;
        }
    }
    assert_int_equal(want, last + 1);
    return first;
}

static void the_past_comes_back(void **state)
{
    (void)state;
    struct table *t = &table;
    sit_down(t);
    t->config.flood = 0;
    struct seat *ana = &t->seats[0], *bob = &t->seats[1], *eva = &t->seats[2];
    type(t, eva, "/quit");
    for (int i = 0; i < 250; i++) {
        char text[64];
        snprintf(text, sizeof text, "numbered %d", i);
        t->now += i % 7 ? 0 : 10; /* several at the same time: pages split them */
        type(t, ana, text);
    }
    type(t, bob, "/msg ana between us");
    type(t, ana, "of several\nlines");
    /* a late joiner gets the last page, and the older ones by scrolling up */
    login_connect(&eva->app);
    settle(t);
    assert_string_equal(eva->app.client.current->name, "#mesa");
    assert_within(first_numbered(eva, 249), 150, 155); /* joins count in a page */
    assert_true(eva->app.client.current->at_end);
    assert_int_equal(lines_with(eva, "of several\nlines", LINE_DONE), 1);
    const struct event go_up = {.kind = EVENT_KEY, .key.code = KEY_HOME, .key.mods = MOD_CTRL};
    event(t, eva, go_up);
    const struct chat *room = eva->app.client.current;
    const struct line *read = room->lines[room->scroll_seq - room->dropped];
    settle(t);
    assert_within(first_numbered(eva, 249), 50, 60);
    assert_ptr_equal(room->lines[room->scroll_seq - room->dropped], read); /* no jump */
    event(t, eva, go_up);
    settle(t);
    assert_int_equal(first_numbered(eva, 249), 0);
    assert_false(eva->app.client.current->backlog.older);
    /* after a reconnect nothing is duplicated, and what was missed is there */
    session_doom(bob->session, "cable pulled");
    settle(t);
    t->now += 10;
    type(t, ana, "numbered 250");
    wait_ms(t, 30000);
    assert_int_equal(bob->app.client.network->state, NETWORK_READY);
    first_numbered(bob, 250);
    /* search works in the current room; a nickname is registered */
    type(t, ana, "/search NÚMBERED 24");
    wait_ms(t, 1000);
    const struct search *q = ana->app.search;
    assert_int_equal(q->count, 11); /* 24, 240 to 249 */
    assert_false(q->local);
    assert_string_equal(q->hits[0].line->text, "numbered 249");
    event(t, ana, (struct event){.kind = EVENT_KEY, .key.code = KEY_UP}); /* the oldest */
    settle(t);
    room = ana->app.client.current;
    assert_string_equal(search_current(&ana->app)->line->text, "numbered 24");
    assert_int_equal(room->backlog.jump_to, 0);
    event(t, ana, (struct event){.kind = EVENT_KEY, .key.code = KEY_ESCAPE});
    assert_false(ana->app.searching);
    type(t, ana, "/search nowhere");
    wait_ms(t, 1000);
    assert_true(q->asked);
    assert_int_equal(q->count, 0);
    event(t, ana, (struct event){.kind = EVENT_KEY, .key.code = KEY_ESCAPE});
    type(t, ana, "/register queso de cabra");
    assert_int_equal(lines_with(ana, "ana is yours now", LINE_DONE), 1);
    assert_string_equal(ana->session->user->account, "ana");
    /* a private conversation is found again by its name */
    type(t, ana, "/msg bob and back");
    assert_int_equal(network_find(ana->app.client.network, "bob")->count, 2);
    stand_up(t);
}

/* From the login screen: registers the nickname; then only its password is accepted. */
static void a_nickname_becomes_ones_own(void **state)
{
    (void)state;
    struct table *t = &table;
    sit_down(t);
    t->config.iterations = 4096;
    struct seat *eva = &t->seats[2];
    struct login *l = eva->app.login;
    type(t, eva, "/quit");
    edit_set(&l->fields[FIELD_PASSWORD], "Ⅳ de copas"); /* one that normalization changes */
    login_connect(&eva->app);
    settle(t);
    assert_string_equal(l->title.data, "Wrong password");
    assert_int_equal(l->offer, OFFER_REGISTER);
    login_take_offer(&eva->app);
    settle(t);
    assert_int_equal(eva->app.client.screen, SCREEN_CHAT);
    assert_string_equal(eva->session->user->account, "eva");
    const struct chat *server = eva->app.client.network->chats[0];
    assert_non_null(strstr(server->lines[0]->text, "eva is yours now"));
    type(t, eva, "/quit");
    assert_string_equal(edit_text(&l->fields[FIELD_PASSWORD]), ""); /* not kept for the next user */
    edit_set(&l->fields[FIELD_PASSWORD], "Ⅳ de copas");
    login_connect(&eva->app);
    settle(t);
    assert_int_equal(eva->app.client.screen, SCREEN_CHAT);
    assert_int_equal(eva->app.client.network->sasl, SASL_SCRAM);
    assert_int_equal(eva->app.client.network->scram.step, SCRAM_DONE);
    assert_string_equal(eva->session->user->account, "eva");
    type(t, eva, "/quit");
    edit_set(&l->fields[FIELD_PASSWORD], "otra cosa");
    login_connect(&eva->app);
    settle(t);
    assert_string_equal(l->title.data, "Wrong password");
    stand_up(t);
}

RUN(cmocka_unit_test(they_talk), cmocka_unit_test(a_nickname_becomes_ones_own),
    cmocka_unit_test(the_past_comes_back), cmocka_unit_test(long_texts_arrive_whole),
    cmocka_unit_test(a_long_paste_is_paced), cmocka_unit_test(retries_spread_and_grow),
    cmocka_unit_test(a_cut_loses_nothing), cmocka_unit_test(a_taken_nick_is_explained))
