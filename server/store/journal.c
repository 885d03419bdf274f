#define _DEFAULT_SOURCE
#include "server/store/journal.h"

#include <stddef.h>

#ifndef _WIN32

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "irc/check.h"
#include "irc/hash.h"
#include "server/core/history.h"

enum { HALF = 4 * 1024 * 1024, FILLING = HALF / 4 * 3, TEXTS = 7 };

/* The beginning of a half; entries follow. */
struct top {
    char mark[8];
    uint32_t turn; /* how often it was cleared */
    uint32_t zero;
};

static const char mark[8] = "turns 1";

/* The head of an entry; a length of 0 ends them. Written last, so that an entry cut off by the end
 * of the process does not exist. */
struct head {
    uint32_t len; /* of what follows; a multiple of 8 */
    uint32_t sum;
};

struct fixed {
    int64_t seq, time;
    int32_t kind, bot;
};

struct half {
    char *data;
    uint32_t used;
};

struct journal {
    char *data;
    pthread_mutex_t lock; /* for the fields below; the half being moved is its mover's */
    struct half halves[2];
    int front; /* index of the half being written */
};

static void put_head(struct half *h, uint32_t at, struct head head)
{
    memcpy(h->data + at, &head, sizeof head);
}

/* The length of the entry at `at`; 0: there is no intact one. */
static uint32_t entry_len(const struct half *h, uint32_t at)
{
    struct head head;
    if (at + sizeof head > HALF) {
        return 0;
    }
    memcpy(&head, h->data + at, sizeof head);
    bool whole = head.len > sizeof(struct fixed) && head.len <= HALF - at - sizeof head &&
                 head.len % 8 == 0 && hash_of(h->data + at + sizeof head, head.len) == head.sum;
    return whole ? head.len : 0;
}

/* Allocates the whole file: a full disk is reported here, and not when a page is touched. */
static bool fill(int fd)
{
    static const char zeros[4096];
    off_t size = lseek(fd, 0, SEEK_END);
    while (size >= 0 && size < 2 * HALF) {
        size_t len = sizeof zeros - (size_t)size % sizeof zeros;
        ssize_t n = write(fd, zeros, len);
        if (n <= 0) {
            return false;
        }
        size += n;
    }
    return size >= 2 * HALF;
}

struct journal *journal_open(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    char *data = MAP_FAILED;
    if (fd >= 0 && fill(fd)) {
        data = mmap(NULL, 2 * HALF, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    }
    if (fd >= 0) {
        close(fd);
    }
    if (data == MAP_FAILED) {
        return NULL;
    }
    struct journal *j = xcalloc(1, sizeof *j);
    j->data = data;
    pthread_mutex_init(&j->lock, NULL);
    for (int i = 0; i < 2; i++) {
        struct half *h = &j->halves[i];
        h->data = data + i * HALF;
        h->used = sizeof(struct top);
        if (memcmp(h->data, mark, sizeof mark) != 0) {
            memset(h->data, 0, HALF);
            memcpy(h->data, mark, sizeof mark);
        }
        for (uint32_t len; (len = entry_len(h, h->used));) {
            h->used += (uint32_t)sizeof(struct head) + len;
        }
    }
    return j;
}

void journal_close(struct journal *j)
{
    if (j) {
        munmap(j->data, 2 * HALF);
        pthread_mutex_destroy(&j->lock);
        free(j);
    }
}

static bool add(struct half *h, const struct record *r)
{
    const char *texts[TEXTS] = {r->place, r->msgid, r->sender, r->account,
                                r->tags,  r->body,  r->lines};
    size_t lens[TEXTS], len = sizeof(struct fixed);
    for (int i = 0; i < TEXTS; i++) {
        lens[i] = texts[i] ? strlen(texts[i]) + 1 : 0;
        len += 1 + lens[i];
    }
    len = (len + 7) / 8 * 8;
    if (len + 2 * sizeof(struct head) > HALF - h->used) {
        return false;
    }
    char *begin = h->data + h->used + sizeof(struct head), *at = begin;
    struct fixed fixed = {.seq = r->seq, .time = r->time, .kind = (int32_t)r->kind, .bot = r->bot};
    memcpy(at, &fixed, sizeof fixed);
    at += sizeof fixed;
    for (int i = 0; i < TEXTS; i++) {
        *at++ = texts[i] ? 1 : 0;
        memcpy(at, texts[i] ? texts[i] : "", lens[i]);
        at += lens[i];
    }
    memset(at, 0, len - (size_t)(at - begin));
    uint32_t next = h->used + (uint32_t)(sizeof(struct head) + len);
    put_head(h, next, (struct head){0});
    atomic_signal_fence(
        memory_order_seq_cst); /* if the process dies, the file must have it in this order */
    put_head(h, h->used, (struct head){.len = (uint32_t)len, .sum = hash_of(begin, (uint32_t)len)});
    h->used = next;
    return true;
}

static bool is_empty(const struct half *h)
{
    return h->used == sizeof(struct top);
}

bool journal_add(struct journal *j, const struct record *r)
{
    pthread_mutex_lock(&j->lock);
    bool fits = add(&j->halves[j->front], r);
    pthread_mutex_unlock(&j->lock);
    return fits;
}

bool journal_is_empty(struct journal *j)
{
    pthread_mutex_lock(&j->lock);
    bool empty = is_empty(&j->halves[0]) && is_empty(&j->halves[1]);
    pthread_mutex_unlock(&j->lock);
    return empty;
}

bool journal_is_filling(struct journal *j)
{
    pthread_mutex_lock(&j->lock);
    bool filling = j->halves[j->front].used > FILLING;
    pthread_mutex_unlock(&j->lock);
    return filling;
}

bool journal_turn(struct journal *j)
{
    pthread_mutex_lock(&j->lock);
    if (is_empty(&j->halves[!j->front])) {
        j->front = !j->front;
    }
    bool more = !is_empty(&j->halves[!j->front]);
    pthread_mutex_unlock(&j->lock);
    return more;
}

static struct half *find(struct journal *j, enum journal_half half)
{
    pthread_mutex_lock(&j->lock);
    struct half *h = &j->halves[half == JOURNAL_WRITTEN ? j->front : !j->front];
    pthread_mutex_unlock(&j->lock);
    return h;
}

bool journal_next(struct journal *j, enum journal_half half, uint32_t *at, struct record *out)
{
    const struct half *h = find(j, half);
    uint32_t begin = *at ? *at : (uint32_t)sizeof(struct top);
    struct head head;
    struct fixed fixed;
    if (begin >= h->used) {
        return false;
    }
    memcpy(&head, h->data + begin, sizeof head);
    const char *text = h->data + begin + sizeof head, *texts[TEXTS];
    memcpy(&fixed, text, sizeof fixed);
    text += sizeof fixed;
    for (int i = 0; i < TEXTS; i++) {
        bool there = *text++;
        texts[i] = there ? text : NULL;
        text += there ? strlen(text) + 1 : 0;
    }
    *out = (struct record){.seq = fixed.seq,
                           .time = fixed.time,
                           .kind = (enum record_kind)fixed.kind,
                           .bot = fixed.bot,
                           .place = texts[0],
                           .msgid = texts[1],
                           .sender = texts[2],
                           .account = texts[3],
                           .tags = texts[4],
                           .body = texts[5],
                           .lines = texts[6]};
    *at = begin + (uint32_t)sizeof head + head.len;
    return true;
}

void journal_clear(struct journal *j, enum journal_half half)
{
    struct half *h = find(j, half);
    struct top top;
    memcpy(&top, h->data, sizeof top);
    top.turn++;
    memset(h->data + sizeof top, 0, h->used - sizeof top);
    memcpy(h->data, &top, sizeof top);
    pthread_mutex_lock(&j->lock);
    h->used = sizeof top;
    pthread_mutex_unlock(&j->lock);
}

/* Whether a half is empty, as the file says; *turn: how often it was cleared. */
static bool read_half(FILE *file, int half, uint32_t *turn)
{
    struct {
        struct top top;
        struct head head;
    } begin;
    bool read =
        fseek(file, (long)half * HALF, SEEK_SET) == 0 && fread(&begin, sizeof begin, 1, file) == 1;
    *turn = read ? begin.top.turn : 0;
    return !read || begin.head.len == 0;
}

bool journal_await(const char *path, int ms)
{
    enum { STEP_MS = 5 };
    uint32_t before[2] = {0}, now;
    bool empty[2] = {true, true};
    for (int first = 1;; first = 0, ms -= STEP_MS) {
        FILE *file = fopen(path, "rb");
        bool done = true;
        for (int i = 0; file && i < 2; i++) {
            bool is = read_half(file, i, first ? &before[i] : &now);
            empty[i] = is || (!first && (empty[i] || now != before[i]));
            done = done && empty[i];
        }
        if (file) {
            fclose(file);
        }
        if (done || ms <= 0) {
            return done;
        }
        struct timespec step = {.tv_nsec = STEP_MS * 1000000L};
        nanosleep(&step, NULL);
    }
}

#else

struct journal *journal_open(const char *path)
{
    (void)path;
    return NULL;
}

void journal_close(struct journal *j)
{
    (void)j;
}

bool journal_add(struct journal *j, const struct record *r)
{
    (void)j, (void)r;
    return false;
}

bool journal_is_empty(struct journal *j)
{
    (void)j;
    return true;
}

bool journal_is_filling(struct journal *j)
{
    (void)j;
    return false;
}

bool journal_turn(struct journal *j)
{
    (void)j;
    return false;
}

bool journal_next(struct journal *j, enum journal_half half, uint32_t *at, struct record *out)
{
    (void)j, (void)half, (void)at, (void)out;
    return false;
}

void journal_clear(struct journal *j, enum journal_half half)
{
    (void)j, (void)half;
}

bool journal_await(const char *path, int ms)
{
    (void)path, (void)ms;
    return true;
}

#endif
