#include "client/sys/discoverer.h"

#include <SDL.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/event.h"
#include "client/net/discovery.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/dns.h"
#include "irc/sys/multicast.h"

enum { ASK_FIRST_MS = 1000, ASK_MS = 3000, WAITING_MAX = 64 };

struct answer {
    struct bytes data;
    struct answer *next;
};

struct discoverer {
    Uint32 wake;
    struct multicast networks[MULTICAST_NETWORKS];
    int count;
    SDL_Thread *thread;
    SDL_mutex *lock;
    struct answer *told;
    struct answer *answers; /* under the lock, oldest first; so is what follows */
    int waiting;
    bool ends;
};

/* From a port of our own: a query from a port other than DNS_PORT is answered to the sender only.
 */
static void ask(const struct discoverer *b)
{
    struct bytes question = {0};
    discovery_ask(&question);
    for (int i = 0; i < b->count; i++) {
        multicast_send(&b->networks[i], DNS_GROUP, DNS_PORT, question.data, question.len, NULL);
    }
    bytes_finish(&question);
}

static void keep(struct discoverer *b, const char *data, size_t len)
{
    SDL_Event event = {.type = b->wake};
    SDL_LockMutex(b->lock);
    if (b->waiting < WAITING_MAX) {
        struct answer **last = &b->answers;
        while (*last) {
            last = &(*last)->next;
        }
        *last = xcalloc(1, sizeof **last);
        bytes_add(&(*last)->data, data, len);
        b->waiting++;
    }
    SDL_UnlockMutex(b->lock);
    SDL_PushEvent(&event);
}

static bool ends(struct discoverer *b)
{
    SDL_LockMutex(b->lock);
    bool is = b->ends;
    SDL_UnlockMutex(b->lock);
    return is;
}

static int run(void *context)
{
    struct discoverer *b = context;
    Uint64 ask_at = 0;
    for (int times = 0; !ends(b);) {
        Uint64 now = SDL_GetTicks64();
        if (now >= ask_at) {
            ask(b);
            ask_at = now + (times++ == 0 ? ASK_FIRST_MS : ASK_MS);
        }
        multicast_wait(b->networks, b->count, (int)(ask_at - now));
        for (int i = 0; i < b->count; i++) {
            char data[9000];
            ptrdiff_t len;
            while ((len = multicast_receive(&b->networks[i], data, sizeof data, NULL)) > 0) {
                keep(b, data, (size_t)len);
            }
        }
    }
    return 0;
}

struct discoverer *discoverer_new(unsigned wake)
{
    struct discoverer *b = xcalloc(1, sizeof *b);
    b->wake = wake;
    b->count = multicast_open(b->networks, DNS_GROUP, DNS_PORT, false);
    if (b->count == 0) {
        free(b);
        return NULL;
    }
    b->lock = SDL_CreateMutex();
    b->thread = SDL_CreateThread(run, "browse", b);
    return b;
}

static void free_answer(struct answer *a)
{
    if (a) {
        bytes_finish(&a->data);
        free(a);
    }
}

void discoverer_free(struct discoverer *b)
{
    if (!b) {
        return;
    }
    SDL_LockMutex(b->lock);
    b->ends = true;
    SDL_UnlockMutex(b->lock);
    multicast_wake(b->networks);
    SDL_WaitThread(b->thread, NULL);
    multicast_close(b->networks, b->count);
    for (struct answer *next; b->answers; b->answers = next) {
        next = b->answers->next;
        free_answer(b->answers);
    }
    free_answer(b->told);
    SDL_DestroyMutex(b->lock);
    free(b);
}

bool discoverer_pop(struct discoverer *b, struct event *e)
{
    if (!b) {
        return false;
    }
    SDL_LockMutex(b->lock);
    struct answer *a = b->answers;
    b->answers = a ? a->next : NULL;
    b->waiting -= a != NULL;
    SDL_UnlockMutex(b->lock);
    if (!a) {
        return false;
    }
    free_answer(b->told);
    b->told = a;
    e->kind = EVENT_NEARBY;
    e->packet.data = a->data.data;
    e->packet.len = a->data.len;
    return true;
}
