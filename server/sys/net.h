#pragma once
/* Sockets, the same on POSIX and Winsock. All are non-blocking, closed on exec, without Nagle. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct error;
struct piece;

enum { NET_NONE = -1, NET_TEXT = 160 };

/* A socket; NET_NONE is none. Wide enough for a Winsock SOCKET. */
typedef intptr_t net_socket;

enum { NET_AGAIN = -1, NET_BROKEN = -2 };

/* Call these once, before and after everything else. */
bool net_start(void);
void net_stop(void);

/* Listens on "ADDRESS:PORT", "[IPv6]:PORT" or "*:PORT" (all addresses, both families). On failure
 * returns NET_NONE, with the system's message in `error`. */
net_socket net_listen(const char *where, struct error *error);

/* The port of a listener: the one the system chose if port 0 was asked for. */
int net_port(net_socket listener);

enum net_accepted { NET_ACCEPTED, NET_NOBODY, NET_EXHAUSTED };

/* The next connection and the address it came from (NET_TEXT bytes). */
enum net_accepted net_accept(net_socket listener, net_socket *out, char *address);

/* Bytes read (0: end of input), or NET_AGAIN, or NET_BROKEN. */
ptrdiff_t net_read(net_socket s, void *data, size_t cap);

/* Bytes written, or NET_AGAIN, or NET_BROKEN. At most NET_PIECES pieces. */
enum { NET_PIECES = 64 };
ptrdiff_t net_write(net_socket s, const struct piece *pieces, int count);

/* Says that nothing more will be written. */
void net_finish_writing(net_socket s);
void net_close(net_socket s);

/* Calls `found` with each address of this computer that others could use. */
void net_addresses(void (*found)(void *context, const char *address), void *context);
