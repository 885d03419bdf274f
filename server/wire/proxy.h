#pragma once
/* The PROXY protocol, versions 1 and 2: the address of the client that a proxy connects for.
 * https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt */
#include <stdbool.h>
#include <stddef.h>

enum { PROXY_MAX = 4096 }; /* the longest header, in bytes */

enum proxy_result { PROXY_MORE, PROXY_DONE, PROXY_WRONG };

struct proxy {
    size_t len;       /* of the header */
    char address[64]; /* "": the proxy's own connection, or unknown */
    bool secure;      /* the client's connection to the proxy is encrypted (version 2 only) */
};

/* Reads a header at the beginning of `data`. */
enum proxy_result proxy_read(const char *data, size_t len, struct proxy *out);
