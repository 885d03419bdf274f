#pragma once
/* A server address, as users type it. */
#include <stdbool.h>

enum { PORT_PLAIN = 6667, PORT_TLS = 6697 };

/* Splits "host" or "host:port", and decides whether to encrypt: always, except on PORT_PLAIN; for
 * this computer itself, only on PORT_TLS. An irc:// or ircs:// prefix overrides that. False: the
 * port is invalid. */
bool endpoint_parse(const char *text, char *host, int cap, int *port, bool *tls);

/* Whether `host` is this computer itself. */
bool endpoint_is_here(const char *host);
