#include "client/base/hosted.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/endpoint.h"
#include "irc/check.h"

/* Reads "KIND HOST PORT"; `reachable`: from other computers. The first reachable TLS address is
 * used, otherwise the first TLS address. */
static void read_place(struct hosted *h, const char *value, bool reachable)
{
    char kind[8], host[HOSTED_TEXT - 8];
    int port;
    if (sscanf(value, "%7s %119s %d", kind, host, &port) != 3 || port < 1 || port > 65535) {
        return;
    }
    if (strcmp(kind, "plain") == 0 && !reachable && !h->plain_port) {
        h->plain_port = port;
    } else if (strcmp(kind, "tls") == 0 && (!h->address[0] || (reachable && !h->reachable))) {
        snprintf(h->address, sizeof h->address, port == PORT_TLS ? "%s" : "%s:%d", host, port);
        h->reachable = reachable;
    }
}

void hosted_read(struct hosted *h, const char *lines)
{
    const struct {
        const char *key;
        char *out;
        size_t cap;
    } texts[] = {{"fingerprint", h->fingerprint, sizeof h->fingerprint},
                 {"claim", h->claim, sizeof h->claim},
                 {"autojoin", h->autojoin, sizeof h->autojoin},
                 {"firewall", h->firewall, sizeof h->firewall},
                 {"reason", h->reason, sizeof h->reason}};
    for (size_t len; *lines; lines += len + (lines[len] == '\n')) {
        char line[HOSTED_REASON + 32];
        len = strcspn(lines, "\n");
        snprintf(line, sizeof line, "%.*s", (int)(len < sizeof line ? len : sizeof line - 1),
                 lines);
        char *value = strchr(line, '=');
        if (strcmp(line, "ready") == 0) {
            h->ready = true;
        }
        if (!value) {
            continue;
        }
        *value++ = '\0';
        if (strcmp(line, "listening") == 0 || strcmp(line, "reachable") == 0) {
            read_place(h, value, line[0] == 'r');
        } else if (strcmp(line, "folder") == 0) {
            h->taken = strcmp(value, "taken") == 0;
        }
        for (size_t i = 0; i < COUNT_OF(texts); i++) {
            if (strcmp(line, texts[i].key) == 0) {
                copy_text(texts[i].out, texts[i].cap, value);
            }
        }
    }
}
