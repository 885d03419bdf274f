#define _DEFAULT_SOURCE
#include "client/sys/link.h"

#include <SDL.h>
#include <SDL_net.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef _WIN32
#include <signal.h>
#endif

#include "client/base/event.h"
#include "client/net/trust.h"
#include "client/sys/disk.h"
#include "client/sys/net_error.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/error.h"
#include "irc/sys/tls.h"

enum {
    CHUNK = 16384,
    QUIET_MS = 3600000, /* poll timeout while nothing happens */
    MULTILINE_MS = 16,  /* how often a stream of short pieces is reported: nobody sees more */
    SHORT = CHUNK / 4,
    HANDSHAKE_MS = 15000,
    WORDS = 256,
    QUEUE_MAX = 1024 * 1024, /* bytes not taken yet; then the thread waits */
};

/* An entry of the queue to the main thread. */
struct news {
    struct event event;
    char *data;
    struct news *next;
};

struct link {
    struct links *owner;
    unsigned id;
    char host[256];
    int port;
    unsigned how;     /* enum link_how */
    struct bytes out; /* under the lock, as all below */
    bool closing;     /* asked to end; its news is not wanted any more */
    bool done;        /* the thread is about to end */
    int wake_port;    /* of the datagram socket that interrupts its sleep; 0: not open yet */
    SDL_Thread *thread;
    struct link *next;
};

struct links {
    SDL_mutex *lock;
    SDL_cond *room; /* the queue has become shorter */
    Uint32 wake;
    bool told; /* an event is on its way already */
    struct link *list;
    struct news *first, **last;
    size_t waiting; /* bytes in the queue */
    struct news *taken;
    UDPsocket alarm; /* sends the wake-up datagrams */
    struct tls_context
        *tls; /* under its own lock: made for the first encrypted link, since it reads many files */
    SDL_mutex *tls_lock;
    char identity[DISK_PATH + 16]; /* file: key and certificate of this computer */
    bool ending;
};

struct links *links_new(unsigned wake, const char *folder)
{
    if (SDLNet_Init() < 0) {
        return NULL;
    }
    struct links *l = xcalloc(1, sizeof *l);
    l->lock = SDL_CreateMutex();
    l->room = SDL_CreateCond();
    l->wake = wake;
    l->last = &l->first;
    l->alarm = SDLNet_UDP_Open(0);
    l->tls_lock = SDL_CreateMutex();
    snprintf(l->identity, sizeof l->identity, "%s%s", folder, *folder ? "/identity.pem" : "");
    return l;
}

static struct tls_context *tls_of(struct links *l)
{
    SDL_LockMutex(l->tls_lock);
    l->tls = l->tls ? l->tls : tls_client();
    SDL_UnlockMutex(l->tls_lock);
    return l->tls;
}

/* --- news --- */

static void push_news(struct link *k, enum event_kind kind, const char *data, size_t len,
                      enum link_failure failure)
{
    struct links *l = k->owner;
    struct news *n = xcalloc(1, sizeof *n);
    n->event.kind = kind;
    n->data = xcalloc(1, len + 1); /* the peer, or bytes with a NUL after them */
    memcpy(n->data, data, len);
    n->event.link.id = k->id;
    n->event.link.failure = failure;
    n->event.link.data = n->data;
    n->event.link.len = len;
    SDL_LockMutex(l->lock);
    while (l->waiting > QUEUE_MAX && !k->closing && !l->ending) {
        SDL_CondWait(l->room, l->lock);
    }
    if (k->closing || l->ending) {
        free(n->data);
        free(n);
    } else {
        *l->last = n;
        l->last = &n->next;
        l->waiting += len;
        if (!l->told) {
            SDL_Event event = {.type = l->wake};
            l->told = SDL_PushEvent(&event) >= 0;
        }
    }
    SDL_UnlockMutex(l->lock);
}

static void free_news(struct news *n)
{
    if (n) {
        free(n->data);
        free(n);
    }
}

bool links_pop(struct links *l, struct event *e)
{
    free_news(l->taken);
    SDL_LockMutex(l->lock);
    struct news *n = l->first;
    l->taken = n;
    if (n) {
        l->first = n->next;
        l->waiting -= n->event.link.len;
        if (!l->first) {
            l->last = &l->first;
        }
        SDL_CondBroadcast(l->room);
    } else {
        l->told = false;
    }
    SDL_UnlockMutex(l->lock);
    if (n) {
        int64_t now = e->now, wall = e->wall;
        *e = n->event;
        if (e->kind == EVENT_LINK_UP && e->link.len) {
            e->link.peer = (const struct peer *)(const void *)n->data;
        }
        e->now = now;
        e->wall = wall;
    }
    return n != NULL;
}

/* --- the thread --- */

/* SDL_net leaves EINTR in errno and then discards good data: no signal may arrive here. */
static void block_signals(void)
{
#ifndef _WIN32
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
#endif
}

static void report(struct link *k, enum link_failure failure, const char *what)
{
    push_news(k, EVENT_LINK_DOWN, what, strlen(what), failure);
}

static TCPsocket connect_to(struct link *k)
{
    IPaddress ip;
    char words[WORDS];
    if (SDLNet_ResolveHost(&ip, k->host, (Uint16)k->port) < 0) {
        snprintf(words, sizeof words, "%.200s: the name is not known", k->host);
        report(k, LINK_NO_HOST, words);
        return NULL;
    }
    const Uint8 *n = (const Uint8 *)&ip.host;
    errno = 0;
    TCPsocket socket = SDLNet_TCP_Open(&ip);
    if (!socket) {
        int error = net_error();
        snprintf(words, sizeof words, "%s · %d.%d.%d.%d, port %d",
                 error ? strerror(error) : SDLNet_GetError(), n[0], n[1], n[2], n[3], k->port);
        report(k,
               error == ENETUNREACH ? LINK_NO_NETWORK
               : error == ETIMEDOUT ? LINK_TIMEOUT
                                    : LINK_REFUSED,
               words);
    }
    return socket;
}

static bool send_all(TCPsocket socket, const char *data, size_t len)
{
    return len == 0 || SDLNet_TCP_Send(socket, data, (int)len) == (int)len;
}

/* Sends the pending TLS records. */
static bool send_records(struct tls *tls, TCPsocket socket)
{
    bool sent = send_all(socket, bytes_string(tls_out(tls)), tls_out(tls)->len);
    bytes_clear(tls_out(tls));
    return sent;
}

/* Sends what is queued. False: the connection is broken, or it was to be closed and now can be. */
static bool send_queued(struct link *k, TCPsocket socket, struct tls *tls)
{
    struct bytes out;
    SDL_LockMutex(k->owner->lock);
    out = k->out;
    k->out = (struct bytes){0};
    bool closing = k->closing;
    SDL_UnlockMutex(k->owner->lock);
    bool sent = true;
    if (out.len && tls) {
        sent = tls_put(tls, out.data, out.len);
    } else if (out.len) {
        sent = send_all(socket, out.data, out.len);
    }
    if (closing && tls) {
        tls_close(tls);
    }
    sent = (!tls || send_records(tls, socket)) && sent;
    bytes_finish(&out);
    return sent && !closing;
}

static void drain_alarm(UDPsocket alarm)
{
    Uint8 data[64];
    UDPpacket packet = {.data = data, .maxlen = sizeof data};
    while (SDLNet_UDP_Recv(alarm, &packet) > 0) {
    }
}

/* Waits until something arrives. False: waiting failed, or the link is to be closed. */
static bool wait_for(struct link *k, SDLNet_SocketSet set, UDPsocket alarm, unsigned ms)
{
    if (SDLNet_CheckSockets(set, ms) < 0) {
        return false;
    }
    if (SDLNet_SocketReady(alarm)) {
        drain_alarm(alarm);
    }
    SDL_LockMutex(k->owner->lock);
    bool closing = k->closing;
    SDL_UnlockMutex(k->owner->lock);
    return !closing;
}

/* Performs the TLS handshake. False: it failed, and that was reported. Data that arrived with the
 * end of it is appended to `plain`. */
static bool shake_hands(struct link *k, TCPsocket socket, UDPsocket alarm, SDLNet_SocketSet set,
                        struct tls *tls, struct bytes *plain)
{
    char data[CHUNK];
    Uint64 until = SDL_GetTicks64() + HANDSHAKE_MS;
    while (!tls_is_ready(tls)) {
        if (!send_records(tls, socket) || !wait_for(k, set, alarm, HANDSHAKE_MS)) {
            report(k, LINK_CLOSED, "");
            return false;
        }
        if (SDL_GetTicks64() >= until) {
            report(k, LINK_TIMEOUT, "TLS");
            return false;
        }
        if (!SDLNet_SocketReady(socket)) {
            continue; /* only our own alarm */
        }
        int n = SDLNet_TCP_Recv(socket, data, sizeof data);
        if (n <= 0) { /* this does not tell what it speaks */
            report(k, LINK_CLOSED, "TLS: the other side hung up");
            return false;
        }
        if (tls_take(tls, data, (size_t)n, plain) == TLS_BROKEN) {
            send_records(tls, socket);
            report(k, tls_looks_plain(tls) ? LINK_NOT_TLS : LINK_NO_TLS, tls_trouble(tls));
            return false;
        }
    }
    return send_records(tls, socket);
}

static void introduce(struct link *k, struct tls *tls)
{
    struct tls_peer is;
    struct peer peer = {0};
    tls_describe_peer(tls, &is);
    peer.vouched_for = is.vouched_for;
    copy_text(peer.version, sizeof peer.version, tls_version(tls));
    copy_text(peer.fingerprint, sizeof peer.fingerprint, is.fingerprint);
    copy_text(peer.name, sizeof peer.name, is.name);
    copy_text(peer.issuer, sizeof peer.issuer, is.issuer);
    copy_text(peer.from, sizeof peer.from, is.from);
    copy_text(peer.until, sizeof peer.until, is.until);
    push_news(k, EVENT_LINK_UP, (const char *)&peer, sizeof peer, LINK_CLOSED);
}

/* Reports data that arrived. False: the connection is over. */
static bool take(struct link *k, struct tls *tls, const char *data, size_t len)
{
    if (!tls) {
        push_news(k, EVENT_LINK_DATA, data, len, LINK_CLOSED);
        return true;
    }
    struct bytes plain = {0};
    enum tls_result result = tls_take(tls, data, len, &plain);
    if (plain.len) {
        push_news(k, EVENT_LINK_DATA, plain.data, plain.len, LINK_CLOSED);
    }
    bytes_finish(&plain);
    return result == TLS_GOES_ON;
}

/* If it can be neither read nor created, we go on without: the server says what it needs. */
static void show_identity(struct link *k, struct tls *tls)
{
    const char *path = k->owner->identity, *name = "tertulia";
    struct bytes pem = {0}, certificate = {0}, key = {0};
    struct error error;
    SDL_LockMutex(k->owner->lock); /* of two links without one, one creates it */
    if (!disk_read(path, &pem) && tls_make_certificate(&name, 1, &certificate, &key)) {
        bytes_format(&pem, "%s%s", bytes_string(&key), bytes_string(&certificate));
        disk_write(path, pem.data, pem.len, &error);
    }
    SDL_UnlockMutex(k->owner->lock);
    if (pem.len) {
        tls_show(tls, bytes_string(&pem));
    }
    bytes_finish(&pem);
    bytes_finish(&certificate);
    bytes_finish(&key);
}

static void talk(struct link *k, TCPsocket socket, UDPsocket alarm)
{
    char data[CHUNK];
    struct bytes early = {0};
    struct tls *tls = k->how & LINK_TLS ? tls_new(tls_of(k->owner), k->host) : NULL;
    if (tls && (k->how & LINK_CERTIFICATE) && k->owner->identity[0]) {
        show_identity(k, tls);
    }
    SDLNet_SocketSet set = SDLNet_AllocSocketSet(2), ours = SDLNet_AllocSocketSet(1);
    SDLNet_TCP_AddSocket(set, socket);
    SDLNet_UDP_AddSocket(set, alarm);
    SDLNet_UDP_AddSocket(ours, alarm);
    bool up = !tls || shake_hands(k, socket, alarm, set, tls, &early);
    if (up && tls) {
        introduce(k, tls);
    } else if (up) {
        push_news(k, EVENT_LINK_UP, "", 0, LINK_CLOSED);
    }
    if (early.len) {
        push_news(k, EVENT_LINK_DATA, early.data, early.len, LINK_CLOSED);
    }
    Uint64 read_at = 0, until = 0; /* last read; no reading before `until` */
    while (up && send_queued(k, socket, tls)) {
        Uint64 now = SDL_GetTicks64();
        bool multilines = now < until;
        if (SDLNet_CheckSockets(multilines ? ours : set,
                                multilines ? (Uint32)(until - now) : QUIET_MS) < 0) {
            break;
        }
        if (SDLNet_SocketReady(alarm)) {
            drain_alarm(alarm);
            until = 0; /* something is to be sent, and its answer read soon */
        } else if (!multilines && SDLNet_SocketReady(socket)) {
            int n = SDLNet_TCP_Recv(socket, data, sizeof data);
            if (n <= 0 || !take(k, tls, data, (size_t)n)) {
                break;
            }
            now = SDL_GetTicks64();
            until = n < SHORT && now - read_at <= MULTILINE_MS ? now + MULTILINE_MS : 0;
            read_at = now;
        }
    }
    if (up) {
        report(k, LINK_CLOSED, "");
    }
    bytes_finish(&early);
    tls_drop(tls);
    SDLNet_FreeSocketSet(set);
    SDLNet_FreeSocketSet(ours);
}

static int run(void *context)
{
    struct link *k = context;
    block_signals();
    TCPsocket socket = connect_to(k);
    UDPsocket alarm = socket ? SDLNet_UDP_Open(0) : NULL;
    if (socket && alarm) {
        SDL_LockMutex(k->owner->lock);
        k->wake_port = SDLNet_UDP_GetPeerAddress(alarm, -1)->port;
        SDL_UnlockMutex(k->owner->lock);
        talk(k, socket, alarm);
    } else if (socket) {
        report(k, LINK_REFUSED, SDLNet_GetError());
    }
    SDL_LockMutex(k->owner->lock);
    k->wake_port = 0;
    k->done = true;
    SDL_UnlockMutex(k->owner->lock);
    if (alarm) {
        SDLNet_UDP_Close(alarm);
    }
    if (socket) {
        SDLNet_TCP_Close(socket);
    }
    return 0;
}

/* --- the main thread --- */

static struct link *find(struct links *l, unsigned id)
{
    for (struct link *k = l->list; k; k = k->next) {
        if (k->id == id) {
            return k;
        }
    }
    return NULL;
}

static void free_link(struct link *k)
{
    bytes_finish(&k->out);
    free(k);
}

/* Joins threads that have ended; one that is still connecting is left alone. */
static void reap(struct links *l)
{
    for (struct link **at = &l->list; *at;) {
        struct link *k = *at;
        SDL_LockMutex(l->lock);
        bool done = k->done;
        SDL_UnlockMutex(l->lock);
        if (done) {
            *at = k->next;
            SDL_WaitThread(k->thread, NULL);
            free_link(k);
        } else {
            at = &k->next;
        }
    }
}

void links_open(struct links *l, unsigned id, const char *host, int port, unsigned how)
{
    reap(l);
    struct link *k = xcalloc(1, sizeof *k);
    k->owner = l;
    k->id = id;
    k->port = port;
    k->how = how;
    copy_text(k->host, sizeof k->host, host);
    k->next = l->list;
    l->list = k;
    k->thread = SDL_CreateThread(run, "link", k);
    if (!k->thread) {
        k->done = true;
        report(k, LINK_REFUSED, SDL_GetError());
    }
}

/* Called with the lock held. */
static void ring(struct links *l, const struct link *k)
{
    Uint8 byte = 0;
    UDPpacket packet = {.data = &byte, .len = 1, .maxlen = 1, .channel = -1};
    if (k->wake_port && l->alarm) {
        SDLNet_Write32(0x7F000001, &packet.address.host);
        packet.address.port = (Uint16)k->wake_port;
        SDLNet_UDP_Send(l->alarm, -1, &packet);
    }
}

void links_send(struct links *l, unsigned id, const char *data, size_t len)
{
    struct link *k = find(l, id);
    if (k) {
        SDL_LockMutex(l->lock);
        bytes_add(&k->out, data, len);
        ring(l, k);
        SDL_UnlockMutex(l->lock);
    }
}

void links_close(struct links *l, unsigned id)
{
    struct link *k = find(l, id);
    if (k) {
        SDL_LockMutex(l->lock);
        k->closing = true;
        ring(l, k);
        SDL_CondBroadcast(l->room);
        SDL_UnlockMutex(l->lock);
    }
}

/* Gives threads a moment to send what is queued. One that is stuck connecting cannot be
 * interrupted: it is left to the end of the process, with the memory it uses. */
void links_free(struct links *l)
{
    if (!l) {
        return;
    }
    SDL_LockMutex(l->lock);
    l->ending = true;
    for (struct link *k = l->list; k; k = k->next) {
        k->closing = true;
        ring(l, k);
    }
    SDL_CondBroadcast(l->room);
    SDL_UnlockMutex(l->lock);
    for (int i = 0; i < 50 && l->list; i++) {
        reap(l);
        if (l->list) {
            SDL_Delay(10);
        }
    }
    if (l->list) {
        return;
    }
    while (l->first) {
        struct news *n = l->first;
        l->first = n->next;
        free_news(n);
    }
    free_news(l->taken);
    if (l->alarm) {
        SDLNet_UDP_Close(l->alarm);
    }
    tls_context_free(l->tls);
    SDL_DestroyMutex(l->tls_lock);
    SDL_DestroyCond(l->room);
    SDL_DestroyMutex(l->lock);
    free(l);
    SDLNet_Quit();
}
