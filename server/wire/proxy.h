#pragma once
/* The PROXY protocol, both versions: for whom a proxy connects.
 * https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt */
#include <stdbool.h>
#include <stddef.h>

enum { PROXY_MAX = 4096 }; /* bytes of a header that we wait for */

enum proxy_result { PROXY_MORE, PROXY_DONE, PROXY_WRONG };

struct proxy {
    size_t len;       /* of the header */
    char address[64]; /* "": the proxy speaks for itself, or does not know */
    bool secure;      /* the connection to the proxy was encrypted (version 2 can say so) */
};

/* Reads a header at the beginning of `data`. */
enum proxy_result proxy_read(const char *data, size_t len, struct proxy *out);
