/* The baseline for load.py: the minimum that a room relay does, with epoll. No names, no checks,
 * no limits; output for a reader is gathered over a turn and written once.
 *
 *     floor        prints "port N" and "ready" */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST = 20100, ROOMS = 2000, IN = 2048 };

static struct one {
    int room, id, waiting;
    size_t in_len, out_len, out_cap;
    char *out, in[IN];
} * ones[MOST];
static int members[ROOMS][MOST / 4], member_count[ROOMS], waiting[MOST], waiting_count;

static void put(int fd, const char *data, size_t len)
{
    struct one *o = ones[fd];
    if (o->out_len + len > o->out_cap) {
        o->out_cap = (o->out_len + len) * 2;
        o->out = realloc(o->out, o->out_cap);
    }
    memcpy(o->out + o->out_len, data, len);
    o->out_len += len;
    if (!o->waiting) {
        o->waiting = 1;
        waiting[waiting_count++] = fd;
    }
}

static void take_line(int fd, char *line, size_t len)
{
    char text[600];
    struct one *o = ones[fd];
    if (strncmp(line, "USER ", 5) == 0) {
        put(fd, text, (size_t)sprintf(text, ":f 001 n :Welcome\r\n"));
    } else if (strncmp(line, "JOIN #r", 7) == 0) {
        o->room = atoi(line + 7);
        members[o->room][member_count[o->room]++] = fd;
        put(fd, text, (size_t)sprintf(text, ":f 366 n #r%d :End\r\n", o->room));
    } else if (strncmp(line, "PRIVMSG ", 8) == 0) {
        size_t n = (size_t)sprintf(text, ":n%d!n@h %.*s\r\n", o->id, (int)len, line);
        for (int i = 0; i < member_count[o->room]; i++) {
            if (members[o->room][i] != fd) {
                put(members[o->room][i], text, n);
            }
        }
    }
}

static void take(int fd)
{
    struct one *o = ones[fd];
    ssize_t n = recv(fd, o->in + o->in_len, IN - o->in_len - 1, 0);
    if (n <= 0) {
        close(fd);
        return;
    }
    o->in_len += (size_t)n;
    o->in[o->in_len] = '\0';
    char *at = o->in, *end;
    while ((end = strstr(at, "\r\n"))) {
        *end = '\0';
        take_line(fd, at, (size_t)(end - at));
        at = end + 2;
    }
    o->in_len -= (size_t)(at - o->in);
    memmove(o->in, at, o->in_len);
}

int main(void)
{
    struct rlimit most;
    getrlimit(RLIMIT_NOFILE, &most);
    most.rlim_cur = most.rlim_max;
    setrlimit(RLIMIT_NOFILE, &most);
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof a;
    int listener = socket(AF_INET, SOCK_STREAM, 0), queue = epoll_create1(0), id = 0, on = 1;
    bind(listener, (struct sockaddr *)&a, sizeof a);
    listen(listener, 1024);
    getsockname(listener, (struct sockaddr *)&a, &len);
    struct epoll_event e = {.events = EPOLLIN, .data.fd = listener}, events[512];
    epoll_ctl(queue, EPOLL_CTL_ADD, listener, &e);
    printf("port %d\nready\n", ntohs(a.sin_port));
    fflush(stdout);
    for (;;) {
        int n = epoll_wait(queue, events, 512, -1);
        for (int i = 0; i < n; i++) {
            int fd = events[i].data.fd;
            if (fd == listener && (fd = accept(listener, NULL, NULL)) >= 0) {
                setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
                ones[fd] = calloc(1, sizeof **ones);
                ones[fd]->id = id++;
                e = (struct epoll_event){.events = EPOLLIN, .data.fd = fd};
                epoll_ctl(queue, EPOLL_CTL_ADD, fd, &e);
            } else if (fd != listener) {
                take(fd);
            }
        }
        for (int i = 0; i < waiting_count; i++) {
            struct one *o = ones[waiting[i]];
            ssize_t wrote = send(waiting[i], o->out, o->out_len, 0);
            (void)wrote; /* readers keep up here */
            o->out_len = 0;
            o->waiting = 0;
        }
        waiting_count = 0;
    }
}
