/* A crowd of users on one server, for tests/bench/load.py: connects them, has some of them send
 * at a rate, and measures how long each message takes to reach each reader.
 *
 *     crowd PORT PEOPLE ROOMS MESSAGES_PER_SECOND SECONDS [tls]
 *
 * A rate of 0 is a closed loop: the next message once everybody has the previous one; of -N: N
 * messages at once, and the next once everybody has one of them; "idle": nobody sends. Prints
 * "seated MS", "begin", and at the end "deliveries N expected N p50 US p99 US"; then waits until
 * its input ends. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BUFFER = 16384, SAMPLES = 1 << 22, AT_ONCE = 8, LOST_US = 500000 };

static struct person {
    int fd, room;
    SSL *tls; /* NULL: plain */
    size_t len;
    int seated;
    char in[BUFFER];
} * people;

static int count, rooms, welcomed, seated, queue;
static int64_t deliveries;
static uint32_t *samples;
static int64_t sample_count;

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void say(struct person *p, const char *text)
{
    size_t len = strlen(text);
    if ((p->tls ? SSL_write(p->tls, text, (int)len) : write(p->fd, text, len)) != (ssize_t)len) {
        fprintf(stderr, "crowd: the server takes no more\n");
        exit(1);
    }
}

static void take_line(struct person *p, char *line)
{
    char *said = strstr(line, " PRIVMSG #");
    if (said) {
        char *stamp = strstr(said, ":T");
        deliveries++;
        if (stamp && sample_count < SAMPLES) {
            samples[sample_count++] = (uint32_t)(now_us() - strtoll(stamp + 2, NULL, 10));
        }
    } else if (strncmp(line, "PING ", 5) == 0) {
        char answer[600];
        snprintf(answer, sizeof answer, "PONG %.500s\r\n", line + 5);
        say(p, answer);
    } else if (!p->seated && strstr(line, " 001 ")) {
        char join[40];
        welcomed++;
        snprintf(join, sizeof join, "JOIN #r%d\r\n", p->room);
        say(p, join);
    } else if (!p->seated && strstr(line, " 366 ")) {
        p->seated = 1;
        seated++;
    }
}

static void take(struct person *p)
{
    size_t room = sizeof p->in - p->len - 1;
    ssize_t n =
        p->tls ? SSL_read(p->tls, p->in + p->len, (int)room) : read(p->fd, p->in + p->len, room);
    if (n <= 0) {
        fprintf(stderr, "crowd: one was put out: %.*s\n", (int)p->len, p->in);
        exit(1);
    }
    p->len += (size_t)n;
    p->in[p->len] = '\0';
    char *at = p->in, *end;
    while ((end = strchr(at, '\n'))) {
        *end = '\0';
        take_line(p, at);
        at = end + 1;
    }
    p->len -= (size_t)(at - p->in);
    memmove(p->in, at, p->len);
}

static void turn(int64_t until)
{
    struct epoll_event events[512];
    int64_t left = until - now_us();
    struct timespec wait = {.tv_sec = left > 0 ? left / 1000000 : 0,
                            .tv_nsec = left > 0 ? left % 1000000 * 1000 : 0};
    int n = epoll_pwait2(queue, events, 512, &wait,
                         NULL); /* spinning would take CPU time from others */
    for (int i = 0; i < n; i++) {
        struct person *p = &people[events[i].data.u32];
        do {
            take(p);
        } while (p->tls && SSL_pending(p->tls) > 0);
    }
}

/* Connects all at once. A server with a short listen queue loses some, which are retried a second
 * later: then the rest come a few at a time. */
static void come(int port, SSL_CTX *tls)
{
    int crowded = 0;
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)port),
                            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    for (int i = 0; i < count; i++) {
        struct person *p = &people[i];
        char line[200];
        int on = 1;
        p->fd = socket(AF_INET, SOCK_STREAM, 0);
        p->room = i % rooms;
        int64_t before = now_us();
        if (p->fd < 0 || connect(p->fd, (struct sockaddr *)&a, sizeof a)) {
            perror("crowd: connect");
            exit(1);
        }
        crowded |= now_us() - before > LOST_US;
        setsockopt(p->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (tls) {
            p->tls = SSL_new(tls);
            SSL_set_fd(p->tls, p->fd);
            if (SSL_connect(p->tls) != 1) {
                fprintf(stderr, "crowd: no TLS\n");
                exit(1);
            }
        }
        struct epoll_event e = {.events = EPOLLIN, .data.u32 = (uint32_t)i};
        epoll_ctl(queue, EPOLL_CTL_ADD, p->fd, &e);
        snprintf(line, sizeof line, "NICK n%d\r\nUSER n 0 * :n\r\n", i);
        say(p, line);
        if (i % 64 == 63) {
            turn(0);
        }
        while (crowded && i - welcomed >= AT_ONCE) {
            turn(now_us() + 100000);
        }
    }
    while (seated < count) {
        turn(now_us() + 100000);
    }
}

static int64_t speak(int64_t number)
{
    struct person *p = &people[(number * 7919) % count];
    char line[200];
    snprintf(line, sizeof line, "PRIVMSG #r%d :T%lld and some words of a usual length\r\n", p->room,
             (long long)now_us());
    say(p, line);
    return count / rooms + (p->room < count % rooms) - 1;
}

static int compare(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

int main(int argc, char **argv)
{
    if (argc < 6) {
        return 2;
    }
    struct rlimit most;
    getrlimit(RLIMIT_NOFILE, &most);
    most.rlim_cur = most.rlim_max;
    setrlimit(RLIMIT_NOFILE, &most);
    count = atoi(argv[2]);
    rooms = atoi(argv[3]);
    int idle = strcmp(argv[4], "idle") == 0;
    int64_t rate = atoi(argv[4]), seconds = atoi(argv[5]), expected = 0, number = 0;
    people = calloc((size_t)count, sizeof *people);
    samples = malloc(sizeof *samples * SAMPLES);
    queue = epoll_create1(0);
    int64_t begin = now_us();
    come(atoi(argv[1]), argc > 6 ? SSL_CTX_new(TLS_client_method()) : NULL);
    printf("seated %lld\n", (long long)(now_us() - begin) / 1000);
    fflush(stdout);
    for (int64_t until = now_us() + 1000000; now_us() < until;) {
        turn(until); /* what still arrives from connecting */
    }
    puts("begin");
    fflush(stdout);
    deliveries = sample_count = 0;
    begin = now_us();
    int64_t end = begin + seconds * 1000000;
    while (now_us() < end) {
        if (idle) {
            turn(end);
        } else if (rate == 0) {
            expected += speak(number++);
            while (deliveries < expected && now_us() < end + 5000000) {
                turn(now_us() + 10000);
            }
        } else if (rate < 0) {
            int64_t each = count / rooms - 1,
                    on_the_way = (expected - deliveries + each - 1) / each;
            for (; on_the_way < -rate; on_the_way++) {
                expected += speak(number++);
            }
            turn(now_us() + 10000);
        } else {
            for (; number * 1000000 < (now_us() - begin) * rate; number++) {
                expected += speak(number);
            }
            turn(begin + number * 1000000 / rate);
        }
    }
    for (int64_t until = now_us() + 10000000; deliveries < expected && now_us() < until;) {
        turn(now_us() + 10000);
    }
    qsort(samples, (size_t)sample_count, sizeof *samples, compare);
    printf("deliveries %lld expected %lld p50 %u p99 %u\n", (long long)deliveries,
           (long long)expected, sample_count ? samples[sample_count / 2] : 0,
           sample_count ? samples[sample_count * 99 / 100] : 0);
    fflush(stdout);
    getchar(); /* nobody leaves before the server has done its deferred work */
    return 0;
}
