#pragma once
/* DNS-SD over multicast DNS (RFC 6763, RFC 6762): the server announces itself as _ircs._tcp and
 * _irc._tcp. Bytes in, bytes out; sys/mdns sends them. */
#include <stdbool.h>
#include <stddef.h>

struct bytes;

struct announce {
    char name[64];            /* of this place, as people see it */
    char host[64];            /* "tertulia-1a2b3c4d.local": nobody else has it */
    int tls_port, plain_port; /* 0: there is none for others */
    int people;
};

/* Asks whether somebody has the name already. */
void announce_probe(const struct announce *a, struct bytes *out);

/* Whether a message says that somebody has: then it is changed into another one. */
bool announce_yields(struct announce *a, const void *data, size_t len);

/* That it is there, or (`goodbye`) not any more; `address`: four bytes of the network it goes to.
 */
void announce_hello(const struct announce *a, const unsigned char *address, bool goodbye,
                    struct bytes *out);

/* The answer to a question, if it is one that concerns us: false, it is not. `legacy`: the asker
 * knows plain DNS only, and is answered alone; *unicast: the answer is for the asker alone. */
bool announce_answer(const struct announce *a, const unsigned char *address, const void *data,
                     size_t len, bool legacy, bool *unicast, struct bytes *out);
