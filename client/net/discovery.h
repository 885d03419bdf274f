#pragma once
/* Servers that announce themselves on the local network (DNS-SD over multicast DNS): builds the
 * queries and reads the answers. sys/discoverer sends and receives them. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes;

enum { DISCOVERY_MAX = 12, DISCOVERY_TEXT = 72 };

struct discovered {
    char name[DISCOVERY_TEXT];    /* for display */
    char address[DISCOVERY_TEXT]; /* to connect: ADDRESS[:PORT], with irc:// if unencrypted */
    bool tls;
    int people;      /* -1: not given */
    int64_t seen_at; /* now */
};

struct discovery {
    struct discovered list[DISCOVERY_MAX]; /* sorted by name */
    int count;
    bool looking; /* queries are sent */
};

/* Appends the query. */
void discovery_ask(struct bytes *out);

/* Takes an answer; returns whether it changed anything. */
bool discovery_take(struct discovery *n, const void *data, size_t len, int64_t now);

/* Removes servers not heard from for a while; returns whether any was removed. */
bool discovery_expire(struct discovery *n, int64_t now);

/* When the next one expires; 0: never. */
int64_t discovery_deadline(const struct discovery *n);
