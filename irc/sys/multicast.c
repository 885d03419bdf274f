#define _DEFAULT_SOURCE
#include "irc/sys/multicast.h"

#include <stdlib.h>
#include <string.h>

#include "irc/sys/windows.h"

#ifdef _WIN32 /* tried under wine: see README, "What was tried where" */
#define WIN32_LEAN_AND_MEAN
#include <winsock2.h>
#include <ws2tcpip.h>
#include <iphlpapi.h>

typedef int length;
typedef char *option;

static void set_up(SOCKET s)
{
    u_long on = 1;
    ioctlsocket(s, FIONBIO, &on);
}

static void close_one(intptr_t s)
{
    closesocket((SOCKET)s);
}

/* What a socket that hears is bound to: Windows binds no group. */
static struct in_addr heard_at(struct in_addr group)
{
    group.s_addr = htonl(INADDR_ANY);
    return group;
}

/* Calls `found` for each network until it says no. */
static void each_network(bool ends_too, bool (*found)(void *context, struct in_addr address),
                         void *context)
{
    IP_ADAPTER_ADDRESSES *all = windows_networks();
    bool goes_on = true;
    for (const IP_ADAPTER_ADDRESSES *a = all; a && goes_on; a = a->Next) {
        bool usable = a->OperStatus == IfOperStatusUp && !(a->Flags & IP_ADAPTER_NO_MULTICAST) &&
                      a->IfType != IF_TYPE_SOFTWARE_LOOPBACK &&
                      (ends_too || a->IfType != IF_TYPE_PPP);
        const IP_ADAPTER_UNICAST_ADDRESS *u = usable ? a->FirstUnicastAddress : NULL;
        for (; u && goes_on; u = u->Next) {
            const struct sockaddr_in *in = (const void *)u->Address.lpSockaddr;
            goes_on = found(context, in->sin_addr);
        }
    }
    free(all);
}
#else
#include <arpa/inet.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#define INVALID_SOCKET (-1)
#define WSAPoll poll
typedef int SOCKET;
typedef socklen_t length;
typedef void *option;

static void set_up(int s)
{
    fcntl(s, F_SETFD, FD_CLOEXEC);
    fcntl(s, F_SETFL, O_NONBLOCK);
}

static void close_one(intptr_t s)
{
    close((int)s);
}

static struct in_addr heard_at(struct in_addr group)
{
    return group; /* to receive only what is sent to the group */
}

static void each_network(bool ends_too, bool (*found)(void *context, struct in_addr address),
                         void *context)
{
    struct ifaddrs *all;
    if (getifaddrs(&all) < 0) {
        return;
    }
    bool goes_on = true;
    for (const struct ifaddrs *a = all; a && goes_on; a = a->ifa_next) {
        unsigned flags = a->ifa_flags;
        if (a->ifa_addr && a->ifa_addr->sa_family == AF_INET && (flags & IFF_UP) &&
            (flags & IFF_MULTICAST) && !(flags & IFF_LOOPBACK) &&
            (ends_too || !(flags & IFF_POINTOPOINT))) {
            goes_on = found(context, ((struct sockaddr_in *)(void *)a->ifa_addr)->sin_addr);
        }
    }
    freeifaddrs(all);
}
#endif

static struct sockaddr_in place(const char *address, int port)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    inet_pton(AF_INET, address, &to.sin_addr);
    return to;
}

static bool set(SOCKET s, int level, int name, const void *value, size_t size)
{
    return setsockopt(s, level, name, (option)(uintptr_t)value, (length)size) == 0;
}

/* What a socket needs to hear the group on one network. */
static bool listen_in(SOCKET s, struct sockaddr_in group, struct in_addr address)
{
    int one = 1;
    struct ip_mreq join = {.imr_multiaddr = group.sin_addr, .imr_interface = address};
    struct sockaddr_in here = group;
    here.sin_addr = heard_at(group.sin_addr);
    set(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
#ifdef SO_REUSEPORT
    set(s, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one);
#endif
#ifdef IP_MULTICAST_ALL
    int none = 0;
    set(s, IPPROTO_IP, IP_MULTICAST_ALL, &none, sizeof none);
#endif
    return bind(s, (struct sockaddr *)&here, sizeof here) == 0 &&
           set(s, IPPROTO_IP, IP_ADD_MEMBERSHIP, &join, sizeof join);
}

struct opening {
    struct multicast *out;
    int count;
    struct sockaddr_in group;
    bool hears;
};

static bool open_one(void *context, struct in_addr address)
{
    struct opening *o = context;
    SOCKET s = socket(AF_INET, SOCK_DGRAM, 0);
    int hops = 255;
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_addr = address};
    if (s == INVALID_SOCKET) {
        return true;
    }
    set_up(s);
    bool fine = (o->hears ? listen_in(s, o->group, address)
                          : bind(s, (struct sockaddr *)&own, sizeof own) == 0) &&
                set(s, IPPROTO_IP, IP_MULTICAST_IF, &address, sizeof address) &&
                set(s, IPPROTO_IP, IP_MULTICAST_TTL, &hops, sizeof hops);
    if (!fine) {
        close_one((intptr_t)s);
        return true;
    }
    struct multicast *m = &o->out[o->count++];
    m->socket = (intptr_t)s;
    memcpy(m->address, &address, sizeof m->address);
    return o->count < MULTICAST_NETWORKS;
}

int multicast_open(struct multicast out[MULTICAST_NETWORKS], const char *group, int port,
                   bool hears)
{
    struct opening o = {out, 0, place(group, port), hears};
    each_network(!hears, open_one, &o);
    return o.count;
}

void multicast_close(const struct multicast *m, int count)
{
    for (int i = 0; i < count; i++) {
        close_one(m[i].socket);
    }
}

void multicast_send(const struct multicast *m, const char *group, int port, const void *data,
                    size_t len, const struct multicast_peer *to)
{
    struct sockaddr_in where = place(group, port);
    if (to) {
        where.sin_port = htons((uint16_t)to->port);
        memcpy(&where.sin_addr, to->address, sizeof to->address);
    }
    ptrdiff_t ignored =
        sendto((SOCKET)m->socket, data, len, 0, (struct sockaddr *)&where, sizeof where);
    (void)ignored;
}

ptrdiff_t multicast_receive(const struct multicast *m, void *data, size_t cap,
                            struct multicast_peer *from)
{
    struct sockaddr_in where = {0};
    length size = sizeof where;
    ptrdiff_t len = recvfrom((SOCKET)m->socket, data, cap, 0, (struct sockaddr *)&where, &size);
    if (len >= 0 && from) {
        memcpy(from->address, &where.sin_addr, sizeof from->address);
        from->port = ntohs(where.sin_port);
    }
    return len;
}

void multicast_wait(const struct multicast *m, int count, int ms)
{
    struct pollfd fds[MULTICAST_NETWORKS];
    for (int i = 0; i < count; i++) {
        fds[i] = (struct pollfd){.fd = (SOCKET)m[i].socket, .events = POLLIN};
    }
    WSAPoll(fds, (unsigned)count, ms);
}

void multicast_wake(const struct multicast *m)
{
    struct sockaddr_in own = {0};
    length size = sizeof own;
    if (getsockname((SOCKET)m->socket, (struct sockaddr *)&own, &size) == 0) {
        ptrdiff_t ignored =
            sendto((SOCKET)m->socket, "", 0, 0, (struct sockaddr *)&own, sizeof own);
        (void)ignored;
    }
}
