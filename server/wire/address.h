#pragma once
/* Network addresses as text: matched against networks, and cloaked. */
#include <stdbool.h>
#include <stddef.h>

enum { ADDRESS_BYTES = 16 }; /* IPv4 as ::ffff:a.b.c.d */

/* Reads "192.0.2.1" or "2001:db8::1". */
bool address_parse(const char *text, unsigned char *out);

/* Formats an address in the shortest form (RFC 5952). */
void address_write(const unsigned char *bytes, char *out, size_t cap);

/* Whether it is a loopback address. */
bool address_is_loopback(const char *address);

/* Whether `text` is a well-formed address or a network "ADDRESS/BITS". */
bool address_is_network(const char *text);

/* The same, but no network so wide that it is (nearly) everybody: at least /8, in IPv6 /16. */
bool address_is_part(const char *network);

/* Whether `address` lies in `network`, an address or "ADDRESS/BITS". */
bool address_in(const char *network, const char *address);

/* The network that is one household (IPv4: the address; IPv6: a /64), as text, into `out`. */
void address_network(const char *address, char *out, size_t cap);

/* What others see instead of `address`: three parts, each a keyed hash of a wider network, so that
 * neighbours share the last ones and a ban can still cover them. `key` has SECRET_KEY bytes. */
void address_cloak(const char *address, const unsigned char *key, char *out, size_t cap);
