#include "client/net/sts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/prefs.h"
#include "client/net/network.h"

/* An IP address is not a name: no authority vouches for it. */
static bool is_name(const char *host)
{
    return !strchr(host, ':') && host[strspn(host, "0123456789.")];
}

/* The number after "key=" in a comma-separated list; -1: none. */
static long value_of(const char *list, const char *key)
{
    size_t len = strlen(key);
    while (*list) {
        if (strncmp(list, key, len) == 0 && list[len] == '=') {
            char *end;
            long n = strtol(list + len + 1, &end, 10);
            return end != list + len + 1 && (*end == ',' || !*end) ? n : -1;
        }
        list += strcspn(list, ",");
        list += *list == ',';
    }
    return -1;
}

void sts_begin(const struct client *client, struct network *s)
{
    const struct strict *known = prefs_strict(&client->prefs, s->host);
    if (known && known->until > client->wall) {
        s->strict = true;
        if (!s->tls) {
            s->tls = true;
            s->port = known->port;
        }
    }
}

int sts_heard(struct client *client, struct network *s, const char *value)
{
    enum { MOST_S = 10 * 365 * 24 * 3600 };
    long port = value_of(value, "port"), seconds = value_of(value, "duration");
    if (!is_name(s->host)) {
        return 0;
    }
    if (!s->tls && s->state == NETWORK_HELLO && port > 0 && port <= 65535) {
        s->strict = true;
        return (int)port;
    }
    if (s->tls && s->peer.vouched_for && seconds >= 0) {
        s->sts_ms = (int64_t)(seconds < MOST_S ? seconds : MOST_S) * 1000;
        prefs_set_strict(&client->prefs, s->host, s->port, seconds ? client->wall + s->sts_ms : 0);
        client_save(client);
    }
    return 0;
}

void sts_end(struct client *client, struct network *s)
{
    if (s->sts_ms) {
        prefs_set_strict(&client->prefs, s->host, s->port, client->wall + s->sts_ms);
        s->sts_ms = 0;
        client_save(client);
    }
}
