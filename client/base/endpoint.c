#include "client/base/endpoint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"

/* Loopback traffic cannot be intercepted. */
bool endpoint_is_here(const char *host)
{
    int a, b, c, end = 0;
    return strcmp(host, "localhost") == 0 ||
           (sscanf(host, "127.%3d.%3d.%3d%n", &a, &b, &c, &end) == 3 && !host[end]);
}

bool endpoint_parse(const char *text, char *host, int cap, int *port, bool *tls)
{
    const char *schemes[] = {"irc://", "http://", "ircs://"};
    bool plain = false, secure = false;
    for (size_t i = 0; i < COUNT_OF(schemes); i++) {
        if (strncmp(text, schemes[i], strlen(schemes[i])) == 0) {
            text += strlen(schemes[i]);
            plain = i == 0;
            secure = i == 2;
        }
    }
    size_t len = strcspn(text, "/");
    const char *colon = memchr(text, ':', len);
    size_t host_len = colon ? (size_t)(colon - text) : len;
    snprintf(host, (size_t)cap, "%.*s", (int)host_len, text);
    plain = plain || (!colon && !secure && endpoint_is_here(host));
    *port = plain ? PORT_PLAIN : PORT_TLS;
    *tls = !plain;
    if (colon) {
        char *end;
        long n = strtol(colon + 1, &end, 10);
        if (end == colon + 1 || end != text + len || n < 1 || n > 65535) {
            return false;
        }
        *port = (int)n;
        *tls = secure || (!plain && (endpoint_is_here(host) ? n == PORT_TLS : n != PORT_PLAIN));
    }
    return true;
}
