/* Winsock. Tried under wine: see README, "What was tried where". */
#define WIN32_LEAN_AND_MEAN
#include <winsock2.h>
#include <ws2tcpip.h>
#include <iphlpapi.h>

#include "server/sys/net.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/error.h"
#include "irc/sys/windows.h"
#include "server/wire/outbox.h"

bool net_start(void)
{
    WSADATA data;
    return WSAStartup(MAKEWORD(2, 2), &data) == 0;
}

void net_stop(void)
{
    WSACleanup();
}

static void set_flags(SOCKET s)
{
    u_long on = 1;
    BOOL nodelay = TRUE;
    ioctlsocket(s, FIONBIO, &on);
    setsockopt(s, IPPROTO_TCP, TCP_NODELAY, (const char *)&nodelay, sizeof nodelay);
}

static void say_error(struct error *error)
{
    static const struct {
        int code;
        const char *words; /* as other systems say it */
    } known[] = {{WSAEADDRINUSE, "Address already in use"},
                 {WSAEACCES, "Permission denied"},
                 {WSAEADDRNOTAVAIL, "Cannot assign requested address"},
                 {WSAHOST_NOT_FOUND, "Name or service not known"}};
    int code = WSAGetLastError();
    char text[200] = "";
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (known[i].code == code) {
            error_say(error, "%s", known[i].words);
            return;
        }
    }
    error_say(error, "%s", windows_words((unsigned long)code, text, sizeof text));
}

static net_socket listen_on(const char *host, const char *port, bool both, struct error *error)
{
    struct addrinfo hints = {.ai_flags = AI_PASSIVE, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found;
    if (getaddrinfo(host, port, &hints, &found)) {
        say_error(error);
        return NET_NONE;
    }
    SOCKET s = socket(found->ai_family, SOCK_STREAM, 0);
    /* Winsock's SO_REUSEADDR would let two servers share a port: we want it exclusive */
    BOOL on = TRUE;
    DWORD v6only = !both;
    setsockopt(s, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, (const char *)&on, sizeof on);
    if (found->ai_family == AF_INET6) {
        setsockopt(s, IPPROTO_IPV6, IPV6_V6ONLY, (const char *)&v6only, sizeof v6only);
    }
    if (s == INVALID_SOCKET || bind(s, found->ai_addr, (int)found->ai_addrlen) ||
        listen(s, SOMAXCONN)) {
        say_error(error);
        if (s != INVALID_SOCKET) {
            closesocket(s);
        }
        freeaddrinfo(found);
        return NET_NONE;
    }
    freeaddrinfo(found);
    set_flags(s);
    return (net_socket)s;
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
    net_socket s = listen_on("::", colon + 1, true, error);
    return s != NET_NONE ? s : listen_on("0.0.0.0", colon + 1, false, error);
}

int net_port(net_socket listener)
{
    struct sockaddr_storage a;
    int len = sizeof a;
    if (getsockname((SOCKET)listener, (struct sockaddr *)&a, &len)) {
        return 0;
    }
    return ntohs(a.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&a)->sin6_port
                                         : ((struct sockaddr_in *)&a)->sin_port);
}

enum net_accepted net_accept(net_socket listener, net_socket *out, char *address)
{
    struct sockaddr_storage a;
    int len = sizeof a;
    SOCKET s = accept((SOCKET)listener, (struct sockaddr *)&a, &len);
    if (s == INVALID_SOCKET) {
        int error = WSAGetLastError();
        return error == WSAEMFILE || error == WSAENOBUFS ? NET_EXHAUSTED : NET_NOBODY;
    }
    set_flags(s);
    if (getnameinfo((struct sockaddr *)&a, len, address, NET_TEXT, NULL, 0, NI_NUMERICHOST)) {
        snprintf(address, NET_TEXT, "unknown");
    }
    if (strncmp(address, "::ffff:", 7) == 0 && strchr(address, '.')) {
        memmove(address, address + 7, strlen(address + 7) + 1);
    }
    *out = (net_socket)s;
    return NET_ACCEPTED;
}

ptrdiff_t net_read(net_socket s, void *data, size_t cap)
{
    int n = recv((SOCKET)s, data, (int)cap, 0);
    if (n >= 0) {
        return n;
    }
    return WSAGetLastError() == WSAEWOULDBLOCK ? NET_AGAIN : NET_BROKEN;
}

ptrdiff_t net_write(net_socket s, const struct piece *pieces, int count)
{
    WSABUF bufs[NET_PIECES];
    int used = 0;
    for (; used < count && used < NET_PIECES; used++) {
        bufs[used].buf = (char *)(uintptr_t)pieces[used].data;
        bufs[used].len = (ULONG)pieces[used].len;
    }
    DWORD sent = 0;
    if (WSASend((SOCKET)s, bufs, (DWORD)used, &sent, 0, NULL, NULL) == 0) {
        return (ptrdiff_t)sent;
    }
    return WSAGetLastError() == WSAEWOULDBLOCK ? NET_AGAIN : NET_BROKEN;
}

void net_finish_writing(net_socket s)
{
    shutdown((SOCKET)s, SD_SEND);
}

void net_close(net_socket s)
{
    closesocket((SOCKET)s);
}

void net_addresses(void (*found)(void *context, const char *address), void *context)
{
    IP_ADAPTER_ADDRESSES *all = windows_networks();
    for (const IP_ADAPTER_ADDRESSES *a = all; a; a = a->Next) {
        bool up = a->OperStatus == IfOperStatusUp && a->IfType != IF_TYPE_SOFTWARE_LOOPBACK;
        for (const IP_ADAPTER_UNICAST_ADDRESS *u = up ? a->FirstUnicastAddress : NULL; u;
             u = u->Next) {
            char text[NET_TEXT];
            if (!getnameinfo(u->Address.lpSockaddr, u->Address.iSockaddrLength, text, sizeof text,
                             NULL, 0, NI_NUMERICHOST)) {
                found(context, text);
            }
        }
    }
    free(all);
}
