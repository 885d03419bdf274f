#pragma once
/* Servers that announce themselves on the local network (DNS-SD over multicast DNS): the
 * questions, and what is made of the answers. sys/discoverer sends and receives. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes;

enum { DISCOVERY_MAX = 12, DISCOVERY_TEXT = 72 };

struct discovered {
    char name[DISCOVERY_TEXT];    /* as people see it */
    char address[DISCOVERY_TEXT]; /* what is typed to come there: ADDRESS[:PORT], irc:// before a
                                  plain one */
    bool tls;
    int people;      /* -1: it does not say */
    int64_t seen_at; /* now */
};

struct discovery {
    struct discovered list[DISCOVERY_MAX]; /* by name */
    int count;
    bool looking; /* it is asked, since... */
    int64_t since;
};

/* The question. */
void discovery_ask(struct bytes *out);

/* An answer; whether it changed anything. */
bool discovery_take(struct discovery *n, const void *data, size_t len, int64_t now);

/* Those that have not been heard of for a while go; whether any did. */
bool discovery_expire(struct discovery *n, int64_t now);

/* When the next one would; 0: never. */
int64_t discovery_deadline(const struct discovery *n);
