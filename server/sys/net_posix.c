#define _DEFAULT_SOURCE /* getifaddrs, IFF_UP */
#include "server/sys/net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "irc/error.h"
#include "server/wire/outbox.h"

bool net_start(void)
{
    signal(SIGPIPE, SIG_IGN);
    return true;
}

void net_stop(void)
{
}

static void set_flags(int fd)
{
    int on = 1;
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static int try_listen(const struct addrinfo *ai, bool both)
{
    int fd = socket(ai->ai_family, SOCK_STREAM, 0);
    if (fd < 0) {
        return -1;
    }
    int on = 1, v6only = !both;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (ai->ai_family == AF_INET6) {
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &v6only, sizeof v6only);
    }
    if (bind(fd, ai->ai_addr, ai->ai_addrlen) < 0 || listen(fd, SOMAXCONN) < 0) {
        int error = errno;
        close(fd);
        errno = error;
        return -1;
    }
    set_flags(fd);
    return fd;
}

static int listen_on(const char *host, const char *port, bool both, struct error *error)
{
    struct addrinfo hints = {.ai_flags = AI_PASSIVE, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found;
    int failed = getaddrinfo(host, port, &hints, &found);
    if (failed) {
        error_say(error, "%s", gai_strerror(failed));
        return -1;
    }
    int fd = try_listen(found, both);
    if (fd < 0) {
        error_say(error, "%s", strerror(errno));
    }
    freeaddrinfo(found);
    return fd;
}

net_socket net_listen(const char *where, struct error *error)
{
    char host[NET_TEXT];
    const char *colon = strrchr(where, ':');
    size_t len = colon ? (size_t)(colon - where) : 0;
    if (len == 0 || len >= sizeof host) {
        error_say(error, "not an ADDRESS:PORT");
        return NET_NONE;
    }
    bool brackets = where[0] == '[' && where[len - 1] == ']';
    snprintf(host, sizeof host, "%.*s", (int)(brackets ? len - 2 : len), where + brackets);
    if (strcmp(host, "*") != 0) {
        return listen_on(host, colon + 1, false, error);
    }
    int fd = listen_on("::", colon + 1, true, error);
    return fd >= 0 ? fd : listen_on("0.0.0.0", colon + 1, false, error);
}

int net_port(net_socket listener)
{
    struct sockaddr_storage a;
    socklen_t len = sizeof a;
    if (getsockname((int)listener, (struct sockaddr *)&a, &len) < 0) {
        return 0;
    }
    return ntohs(a.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&a)->sin6_port
                                         : ((struct sockaddr_in *)&a)->sin_port);
}

enum net_accepted net_accept(net_socket listener, net_socket *out, char *address)
{
    struct sockaddr_storage a;
    socklen_t len = sizeof a;
    int fd;
    do {
        len = sizeof a;
        fd = accept((int)listener, (struct sockaddr *)&a, &len);
    } while (fd < 0 && (errno == EINTR || errno == ECONNABORTED || errno == EPROTO));
    if (fd < 0) {
        bool poor = errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
        return poor ? NET_EXHAUSTED : NET_NOBODY;
    }
    set_flags(fd);
    if (getnameinfo((struct sockaddr *)&a, len, address, NET_TEXT, NULL, 0, NI_NUMERICHOST)) {
        snprintf(address, NET_TEXT, "unknown");
    }
    if (strncmp(address, "::ffff:", 7) == 0 && strchr(address, '.')) {
        memmove(address, address + 7, strlen(address + 7) + 1);
    }
    *out = fd;
    return NET_ACCEPTED;
}

/* recv() and send(), since read() and write() also touch the socket's file, which with many
 * connections is seldom in the cache. */
ptrdiff_t net_read(net_socket s, void *data, size_t cap)
{
    ssize_t n;
    do {
        n = recv((int)s, data, cap, 0);
    } while (n < 0 && errno == EINTR);
    if (n < 0) {
        return errno == EAGAIN || errno == EWOULDBLOCK ? NET_AGAIN : NET_BROKEN;
    }
    return n;
}

ptrdiff_t net_write(net_socket s, const struct piece *pieces, int count)
{
    struct iovec iov[NET_PIECES];
    int used = 0;
    for (; used < count && used < NET_PIECES; used++) {
        iov[used] = (struct iovec){(void *)(uintptr_t)pieces[used].data, pieces[used].len};
    }
    ssize_t n;
    do {
        n = used == 1
                ? send((int)s, iov[0].iov_base, iov[0].iov_len, 0)
                : sendmsg((int)s, &(struct msghdr){.msg_iov = iov, .msg_iovlen = (size_t)used}, 0);
    } while (n < 0 && errno == EINTR);
    if (n < 0) {
        return errno == EAGAIN || errno == EWOULDBLOCK ? NET_AGAIN : NET_BROKEN;
    }
    return n;
}

void net_finish_writing(net_socket s)
{
    shutdown((int)s, SHUT_WR);
}

void net_close(net_socket s)
{
    close((int)s);
}

void net_addresses(void (*found)(void *context, const char *address), void *context)
{
    struct ifaddrs *all;
    if (getifaddrs(&all) < 0) {
        return;
    }
    for (const struct ifaddrs *a = all; a; a = a->ifa_next) {
        char text[INET_ADDRSTRLEN];
        bool usable = a->ifa_addr && a->ifa_addr->sa_family == AF_INET && (a->ifa_flags & IFF_UP) &&
                      !(a->ifa_flags & IFF_LOOPBACK);
        if (usable && inet_ntop(AF_INET, &((struct sockaddr_in *)(void *)a->ifa_addr)->sin_addr,
                                text, sizeof text)) {
            found(context, text);
        }
    }
    freeifaddrs(all);
}
