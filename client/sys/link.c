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

#include "client/event.h"
#include "irc/bytes.h"
#include "irc/check.h"

enum {
    CHUNK = 16384,
    QUIET_MS = 3600000, /* between two looks at nothing */
    WORDS = 256,
    QUEUE_MAX = 8 * 1024 * 1024, /* bytes not taken yet; then the thread waits */
};

/* Something for the other side of the queue. */
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
    struct bytes out; /* under the lock, as all below */
    bool closing;     /* asked to end; its news are not wanted any more */
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
    bool ending;
};

struct links *links_new(unsigned wake)
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
    return l;
}

/* --- news --- */

static void push_news(struct link *k, enum event_kind kind, const char *data, size_t len,
                      enum link_failure failure)
{
    struct links *l = k->owner;
    struct news *n = xcalloc(1, sizeof *n);
    n->event.kind = kind;
    n->event.link = k->id;
    n->event.failure = failure;
    n->data = xstrndup(data, len);
    n->event.text = n->data;
    n->event.len = len;
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

bool links_take(struct links *l, struct event *e)
{
    free_news(l->taken);
    SDL_LockMutex(l->lock);
    struct news *n = l->first;
    l->taken = n;
    if (n) {
        l->first = n->next;
        l->waiting -= n->event.len;
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
        e->now = now;
        e->wall = wall;
    }
    return n != NULL;
}

/* --- the thread --- */

/* SDL_net forgets EINTR in errno and then throws good data away: no signal may come here. */
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
        int error = errno;
        snprintf(words, sizeof words, "%s · %d.%d.%d.%d, port %d",
                 error ? strerror(error) : SDLNet_GetError(), n[0], n[1], n[2], n[3], k->port);
        report(k, error == ENETUNREACH ? LINK_NO_NETWORK
                  : error == ETIMEDOUT ? LINK_TIMEOUT : LINK_REFUSED, words);
    }
    return socket;
}

/* Sends what is queued. False: the connection is broken, or was to be closed and is done. */
static bool send_queued(struct link *k, TCPsocket socket)
{
    struct bytes out;
    SDL_LockMutex(k->owner->lock);
    out = k->out;
    k->out = (struct bytes){0};
    bool closing = k->closing;
    SDL_UnlockMutex(k->owner->lock);
    bool sent = out.len == 0 || SDLNet_TCP_Send(socket, out.data, (int)out.len) == (int)out.len;
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

static void talk(struct link *k, TCPsocket socket, UDPsocket alarm)
{
    char data[CHUNK];
    SDLNet_SocketSet set = SDLNet_AllocSocketSet(2);
    SDLNet_TCP_AddSocket(set, socket);
    SDLNet_UDP_AddSocket(set, alarm);
    push_news(k, EVENT_LINK_UP, "", 0, LINK_CLOSED);
    while (send_queued(k, socket)) {
        if (SDLNet_CheckSockets(set, QUIET_MS) < 0) {
            break;
        }
        if (SDLNet_SocketReady(alarm)) {
            drain_alarm(alarm);
        }
        if (SDLNet_SocketReady(socket)) {
            int n = SDLNet_TCP_Recv(socket, data, sizeof data);
            if (n <= 0) {
                break;
            }
            push_news(k, EVENT_LINK_DATA, data, (size_t)n, LINK_CLOSED);
        }
    }
    report(k, LINK_CLOSED, "");
    SDLNet_FreeSocketSet(set);
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

/* --- the other side --- */

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

/* Threads that have ended are joined; one that still waits for a connection is left alone. */
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

void links_open(struct links *l, unsigned id, const char *host, int port)
{
    reap(l);
    struct link *k = xcalloc(1, sizeof *k);
    k->owner = l;
    k->id = id;
    k->port = port;
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

/* Gives threads a moment to send their last words. One inside a connect that does not end cannot be
 * interrupted: it is left to the end of the process, with what it uses. */
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
    SDL_DestroyCond(l->room);
    SDL_DestroyMutex(l->lock);
    free(l);
    SDLNet_Quit();
}
