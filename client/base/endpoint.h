#pragma once
/* A server address, as people write it. */
#include <stdbool.h>

enum { PORT_PLAIN = 6667, PORT_TLS = 6697 };

/* "host", "host:port" or "[...]:port" apart, and whether it is encrypted there: everywhere but on
 * the port that never was; on this computer itself only on the port that always is. irc:// and
 * ircs:// before it say which. False: the port is not one. */
bool endpoint_parse(const char *text, char *host, int cap, int *port, bool *tls);

/* Whether a host is this computer itself. */
bool endpoint_is_here(const char *host);
