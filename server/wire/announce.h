#pragma once
/* DNS-SD over multicast DNS (RFC 6763, RFC 6762): the server announces itself as _ircs._tcp and
 * _irc._tcp. Bytes in, bytes out; sys/mdns sends them. */
#include <stdbool.h>
#include <stddef.h>

struct bytes;

struct announce {
    char name[64];            /* the service instance name, as people see it */
    char host[64];            /* "tertulia-1a2b3c4d.local": unique to this server */
    int tls_port, plain_port; /* 0: none that others can reach */
    int people;
};

/* Writes the probe that asks whether the name is taken. */
void announce_probe(const struct announce *a, struct bytes *out);

/* Whether a message says that the name is taken; if so, changes it to another one. */
bool announce_yields(struct announce *a, const void *data, size_t len);

/* Writes the announcement, or (`goodbye`) its withdrawal; `address`: the four bytes of our address
 * on the network it goes to. */
void announce_hello(const struct announce *a, const unsigned char *address, bool goodbye,
                    struct bytes *out);

/* Answers a query if it concerns us; false: it does not. `legacy`: the querier knows plain DNS only
 * and is answered directly; *unicast: the answer is for the querier alone. */
bool announce_answer(const struct announce *a, const unsigned char *address, const void *data,
                     size_t len, bool legacy, bool *unicast, struct bytes *out);
