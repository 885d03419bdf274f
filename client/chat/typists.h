#pragma once
/* Who is typing in a conversation. */
#include <stdbool.h>
#include <stdint.h>

#include "irc/message.h"
#include "irc/names.h"

enum { TYPISTS_MAX = 16 };

struct typists {
    struct {
        char nick[NICK_CAP];
        int64_t until; /* now */
    } list[TYPISTS_MAX];
    int count;
};

/* `nick` is typing, or has stopped. */
void typists_heard(struct typists *t, enum casemap map, const char *nick, bool writes, int64_t now);

/* Removes those not heard from for a while; true if any was removed. */
bool typists_expire(struct typists *t, int64_t now);
