#include "server/sys/loop.h"

#include <stdio.h>
#include <stdlib.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/error.h"
#include "irc/secret.h"
#include "irc/sys/tls.h"
#include "server/core/config.h"
#include "server/core/session.h"
#include "server/core/settings.h"
#include "server/log.h"
#include "server/out/job.h"
#include "server/store.h"
#include "server/sys/certificate.h"
#include "server/sys/conn.h"
#include "server/sys/gate_process.h"
#include "server/sys/linger.h"
#include "server/sys/listeners.h"
#include "server/sys/mdns.h"
#include "server/sys/os.h"
#include "server/sys/poller.h"
#include "server/sys/stage.h"
#include "server/sys/worker.h"
#include "server/turn/world_turn.h"
#include "server/version.h"
#include "server/wire/announce.h"

enum {
    ACCEPTS_A_TURN = 8,   /* new connections */
    STRANGERS_A_TURN = 8, /* unregistered ones that are read: registered users do not wait */
    LAST_WORDS_MS = 500,  /* at the end, for clients to read why */
    ACCEPT_REST_MS = 500, /* pause when the system has no descriptor left */
};

struct loop {
    struct world world;
    struct config *config;
    struct store *store;
    struct worker *worker; /* for slow jobs */
    struct worker *reader; /* of the store: for history and search */
    struct poller *poller;
    struct gate_process *gate_process; /* NULL: there is no gate */
    struct listeners listeners;
    struct tls_context *tls; /* NULL: no port needs it */
    char folder[1024];       /* of the certificate */
    bool certificate_made;
    net_socket signals;
    int signal_slot;
    struct lingering lingering;
    struct conn *ticking; /* by next_ticking */
    int strangers;        /* unregistered connections read in this turn */
    uint64_t round;       /* see has_turn */
    bool put_off;         /* one was put off in this turn */
    struct mdns *mdns;    /* NULL: the server is not announced */
    int64_t accept_again; /* accepting pauses until then; 0: it does not */
    bool opened;          /* there is a world */
    bool stopping, restarting;
};

static void start_announcing(struct loop *l)
{
    struct announce a = {.tls_port = listeners_port_for_others(&l->listeners, LISTENER_TLS),
                         .plain_port = listeners_port_for_others(&l->listeners, LISTENER_PLAIN)};
    unsigned char random[4];
    if (!l->config->announce || (!a.tls_port && !a.plain_port)) {
        return;
    }
    secret_random(random, sizeof random);
    copy_text(a.name, sizeof a.name, l->config->network);
    snprintf(a.host, sizeof a.host, "tertulia-%02x%02x%02x%02x.local", random[0], random[1],
             random[2], random[3]);
    l->mdns = mdns_new(l->poller, &a, os_now());
}

static void worked(void)
{
    os_raise(OS_WORKED);
}

static bool start_workers(struct loop *l)
{
    struct error error;
    struct store *side = store_open_side(l->store, &error);
    if (!side) {
        fprintf(stderr, "tertuliad: cannot open %s\n", error.text);
        return false;
    }
    l->worker = worker_new(worked, NULL);
    l->reader = l->worker ? worker_new(worked, side) : NULL;
    if (!l->reader) {
        fputs("tertuliad: the system gave no thread\n", stderr);
    }
    return l->reader;
}

static void on_signal(void *context, void *owner, unsigned happened);
static void on_listener(void *context, void *owner, unsigned happened);
static void on_conn(void *context, void *owner, unsigned happened);

struct loop *loop_new(struct config *config)
{
    struct loop *l = xcalloc(1, sizeof *l);
    l->config = config;
    l->poller = l->lingering.poller =
        poller_new((enum poller_kind)config->poller, config->max_clients);
    l->signals = os_catch_signals();
    poller_add(l->poller, l->signals, POLLER_READ, (struct poller_source){on_signal, l},
               &l->signal_slot);
    if (!listeners_open(&l->listeners, l->poller, config, on_listener)) {
        loop_free(l);
        return NULL;
    }
    return l;
}

/* After a restart in the same process, starting it may not be possible any more. */
static bool start_gate_process(struct loop *l, bool again)
{
    struct error error;
    if (l->config->gate[0]) {
        l->gate_process = gate_process_new(l->poller, &l->world, l->config->gate, &error);
        if (!l->gate_process && again) {
            log_line(LOG_ERROR, "server.gate cannot be started again, everybody may come in: %s",
                     error.text);
        } else if (!l->gate_process) {
            fprintf(stderr, "tertuliad: cannot start server.gate, %s: %s\n", l->config->gate,
                    error.text);
        }
    }
    return l->gate_process || again || !l->config->gate[0];
}

bool loop_open(struct loop *l, struct store *store, const char *folder, bool again)
{
    l->store = store;
    copy_text(l->folder, sizeof l->folder, folder);
    settings_apply(l->config, store);
    world_init(&l->world, l->config, store, os_now(), os_wall());
    l->opened = true;
    log_line(LOG_DEBUG, "waits by %s", poller_name(l->poller));
    start_announcing(l);
    return start_gate_process(l, again) && start_workers(l) &&
           certificate_renew(&l->tls, l->config, l->folder, &l->certificate_made);
}

/* As docs/hosting.md has it. */
static void introduce_to_machine(const struct loop *l)
{
    printf("network=%s\nserver=%s\nversion=%s\nautojoin=%s\n", l->config->network, l->config->name,
           TERTULIA_VERSION, l->config->autojoin);
    if (l->world.claim[0]) {
        printf("claim=%s\n", l->world.claim);
    }
    listeners_print(&l->listeners);
    if (l->tls) {
        char fingerprint[TLS_FINGERPRINT];
        tls_own_fingerprint(l->tls, fingerprint);
        printf("fingerprint=%s\n", fingerprint);
    }
}

static void introduce_to_people(const struct loop *l)
{
    printf("%s is %s, a chat that speaks IRC (%s).\n", l->config->network, l->config->name,
           TERTULIA_NAME);
    if (l->world.claim[0] && !l->config->opers) {
        printf("It has no administrator yet. Make a nickname yours, then say there:\n"
               "  /msg NickServ CLAIM %s\n",
               l->world.claim);
    }
    listeners_introduce(&l->listeners, l->config);
    if (l->tls) {
        char fingerprint[TLS_FINGERPRINT];
        tls_own_fingerprint(l->tls, fingerprint);
        printf("The fingerprint of its certificate%s, for those who ask whether it is really this "
               "server:\n  %.39s\n  %s\n",
               l->certificate_made ? ", made just now" : "", fingerprint, fingerprint + 40);
        if (!l->config->certificate[0]) {
            puts("With a name of your own: server.certificate and server.certificate_key name the "
                 "files of a real one.");
        }
    }
    puts("Stop it with Ctrl C.");
}

void loop_introduce(const struct loop *l, bool machine)
{
    if (machine) {
        introduce_to_machine(l);
    } else {
        introduce_to_people(l);
    }
}

/* --- one connection --- */

static void refuse(net_socket s, const char *why)
{
    char line[256];
    int len = snprintf(line, sizeof line, "ERROR :%s\r\n", why);
    struct piece piece = {line, (size_t)len};
    net_write(s, &piece, 1);
    net_close(s);
}

/* NULL: plain lines. */
static struct stage *stage_for(const struct loop *l, enum listener_kind kind)
{
    switch (kind) {
    case LISTENER_TLS: return stage_tls_new(l->tls);
    case LISTENER_WEBSOCKET: return stage_websocket_new(l->config->websocket_origins);
    case LISTENER_TELNET: return stage_telnet_new(l->config->telnet_room, l->world.now);
    case LISTENER_PLAIN: break;
    }
    return NULL;
}

static void accept_one(struct loop *l, const struct listener *from, net_socket s,
                       const char *address)
{
    const char *why = NULL;
    struct session *d = world_connect(&l->world, address, &why);
    if (!d) {
        log_line(LOG_INFO, "%s was not let in: %s", address, why);
        refuse(s, why);
        return;
    }
    struct conn *c = xcalloc(1, sizeof *c);
    c->stage = stage_for(l, from->kind);
    d->secure = from->kind == LISTENER_TLS;
    d->proxied = from->kind == LISTENER_WEBSOCKET;
    d->one_room = from->kind == LISTENER_TELNET;
    if (conn_ticks(c)) {
        c->next_ticking = l->ticking;
        l->ticking = c;
    }
    if (config_is_proxy(l->config, address)) {
        c->stage = stage_proxy_new(c->stage);
    }
    c->socket = s;
    c->session = d;
    c->want = POLLER_READ;
    d->conn = c;
    poller_add(l->poller, s, c->want, (struct poller_source){on_conn, c}, &c->slot);
}

static void on_listener(void *context, void *owner, unsigned happened)
{
    struct loop *l = context;
    const struct listener *from = owner;
    (void)happened;
    for (int i = 0; i < ACCEPTS_A_TURN; i++) {
        net_socket s;
        char address[NET_TEXT];
        enum net_accepted got = net_accept(from->socket, &s, address);
        if (got == NET_EXHAUSTED) {
            log_line(LOG_WARNING, "no descriptor left for a new connection; trying again soon");
            listeners_watch(&l->listeners, l->poller, false);
            l->accept_again = l->world.now + ACCEPT_REST_MS;
        }
        if (got != NET_ACCEPTED) {
            return;
        }
        accept_one(l, from, s, address);
    }
}

static void stop_ticking(struct loop *l, struct conn *c)
{
    struct conn **at = &l->ticking;
    while (*at && *at != c) {
        at = &(*at)->next_ticking;
    }
    if (*at) {
        *at = c->next_ticking;
    }
}

/* The session is gone. */
static void part(void *context, struct session *s)
{
    struct loop *l = context;
    struct conn *c = s->conn;
    c->session = NULL;
    stop_ticking(l, c);
    linger_begin(&l->lingering, c, l->world.now);
}

/* --- the turn --- */

static void write_session(void *context, struct session *s)
{
    struct loop *l = context;
    struct conn *c = s->conn;
    conn_flush(c, &l->world);
    conn_watch(c, l->poller);
}

static void give_work(void *context, struct job *j)
{
    struct loop *l = context;
    worker_give(j->reads ? l->reader : l->worker, j);
}

/* Whether this one is read in this turn; otherwise it is readable in the next as well. Each
 * unregistered one with input is read once in a round; a round lasts until none was put off. */
static bool has_turn(struct loop *l, struct conn *c)
{
    if (c->session->user->registered) {
        return true;
    }
    if (c->round == l->round) {
        return false;
    }
    if (l->strangers == STRANGERS_A_TURN) {
        l->put_off = true;
        return false;
    }
    l->strangers++;
    c->round = l->round;
    return true;
}

static void on_conn(void *context, void *owner, unsigned happened)
{
    struct loop *l = context;
    struct conn *c = owner;
    if (!c->session) {
        linger_hear(&l->lingering, c);
        return;
    }
    if ((happened & POLLER_BROKEN) && !conn_listens(c)) {
        conn_break(c, l->poller);
    }
    if (happened & POLLER_WRITE) {
        c->full = false;
        world_note_pending(&l->world, c->session);
    }
    if ((happened & POLLER_READ) && has_turn(l, c)) {
        conn_read(c, &l->world);
        conn_watch(c, l->poller);
    }
}

static void on_signal(void *context, void *owner, unsigned happened)
{
    struct loop *l = context;
    (void)owner, (void)happened;
    unsigned signals = os_signals();
    struct job *j;
    while ((signals & OS_WORKED) && ((j = worker_pop(l->reader)) || (j = worker_pop(l->worker)))) {
        world_end_job(&l->world, j);
    }
    if (signals & OS_RELOAD) {
        l->world.wishes |= WISH_RELOAD;
    }
    if (signals & OS_STOP) {
        l->world.wishes |= WISH_STOP;
    }
}

/* Does what a signal or an operator asked for. */
static void grant_wishes(struct loop *l, bool (*reload)(void *context), void *context)
{
    unsigned wishes = l->world.wishes;
    l->world.wishes = 0;
    if (wishes & (WISH_RELOAD | WISH_SETTINGS)) {
        bool asked = wishes & WISH_RELOAD;
        bool fine = reload(context) &&
                    certificate_renew(&l->tls, l->config, l->folder, &l->certificate_made);
        settings_apply(l->config, l->store);
        mdns_rename(l->mdns, l->config->network, l->world.now);
        if (asked || !fine) {
            world_reloaded(&l->world, fine);
        } else {
            world_reconfigure(&l->world);
        }
        if (fine && asked) {
            log_line(LOG_INFO, "configuration read again; addresses to listen on need a restart");
        }
    }
    if (wishes & (WISH_STOP | WISH_RESTART)) {
        l->stopping = true;
        l->restarting = !(wishes & WISH_STOP);
        world_close(&l->world,
                    l->restarting ? "The server is restarting" : "The server is stopping");
    }
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

/* Runs timers: input without line ends on the plain-text port, and that port's own replies. */
static int64_t tick_conns(struct loop *l)
{
    int64_t wait = -1;
    for (struct conn *c = l->ticking; c; c = c->next_ticking) {
        if (!c->session->doom) {
            wait = sooner(wait, conn_tick(c, &l->world));
        }
    }
    return wait;
}

static int64_t due(struct loop *l)
{
    int64_t wait = tick_conns(l);
    if (l->gate_process) {
        wait = sooner(wait, gate_process_tick(l->gate_process));
    }
    if (l->mdns) {
        wait = sooner(wait, mdns_tick(l->mdns, l->world.now, l->world.registered_count));
    }
    wait = sooner(wait, world_tick(&l->world)); /* last: the above may have set a deadline */
    wait = sooner(wait, linger_end(&l->lingering, l->world.now, false));
    if (l->accept_again) {
        int64_t left = l->accept_again - l->world.now;
        if (left <= 0) {
            listeners_watch(&l->listeners, l->poller, true);
            l->accept_again = 0;
        } else {
            wait = sooner(wait, left);
        }
    }
    if (l->world.pending || l->world.doomed || l->world.gone || l->world.jobs || l->world.wishes) {
        wait = 0; /* there is something to write, to do or to keep */
    }
    return wait;
}

bool loop_run(struct loop *l, bool (*reload)(void *context), void *context)
{
    const struct turn_ports ports = {l, write_session, part, give_work};
    while (!l->stopping) {
        int64_t wait = due(l);
        world_commit(&l->world); /* a transaction blocks the worker's: none may be open while we
                                    sleep */
        poller_wait(l->poller, wait);
        world_set_time(&l->world, os_now(), os_wall());
        l->round += !l->put_off;
        l->put_off = false;
        l->strangers = 0;
        poller_dispatch(l->poller, l);
        if (l->gate_process) {
            gate_process_tick(l->gate_process);
        }
        grant_wishes(l, reload, context);
        world_turn(&l->world, &ports);
        if (store_untended(l->store)) {
            worker_nudge(l->reader, store_presses(l->store));
        }
    }
    log_line(LOG_INFO, l->restarting ? "restarting" : "stopped");
    return l->restarting;
}

void loop_free(struct loop *l)
{
    listeners_close(&l->listeners, l->poller);
    poller_remove(l->poller, l->signal_slot);
    mdns_free(l->mdns);
    gate_process_free(l->gate_process);
    int64_t until = os_now() + LAST_WORDS_MS;
    while (l->lingering.first && os_now() < until) {
        poller_wait(l->poller, 50);
        poller_dispatch(l->poller, l); /* only lingering connections are left */
    }
    linger_end(&l->lingering, 0, true);
    if (l->opened) {
        store_commit(l->store); /* the worker may be waiting for that */
    }
    worker_free(l->worker);
    worker_free(l->reader);
    if (l->opened) {
        world_finish(&l->world);
        store_commit(l->store);
    }
    poller_free(l->poller);
    tls_context_free(l->tls);
    free(l);
}
