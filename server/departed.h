#pragma once
/* Who was here, for WHOWAS: a ring of the last ones who left or changed their nickname. */
#include <stdint.h>

#include "server/user.h"

struct departure {
    char nick[NICK_BYTES];
    char ident[IDENT_BYTES];
    char host[HOST_BYTES];
    char *realname;
    int64_t at; /* wall clock */
};

struct departed {
    struct departure *ring; /* made at the first departure */
    int cap, count, next;   /* next: the place of the next one, over the oldest */
};

/* Remembers `u` as it is now; at most `most` are kept. */
void departed_add(struct departed *d, const struct user *u, int64_t at, int most);

/* The n-th departure of that nickname, newest first; NULL when there are no more. */
const struct departure *departed_find(const struct departed *d, const char *nick, int n);
void departed_finish(struct departed *d);
