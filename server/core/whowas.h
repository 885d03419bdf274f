#pragma once
/* WHOWAS: a ring of the last users who left or changed their nickname. */
#include <stdint.h>

#include "server/core/precis.h"

struct departure {
    char nick[NICK_BYTES], key[NAME_KEY];
    char ident[IDENT_BYTES];
    char host[HOST_BYTES];
    char *realname;
    int64_t at; /* wall clock */
};

struct whowas {
    struct departure *ring; /* allocated at the first departure */
    int cap, count, next;   /* next: index of the next one, which replaces the oldest */
};

/* Remembers a copy of `one`, whose key need not be set; at most `most` are kept. */
void whowas_add(struct whowas *d, const struct departure *one, int most);

/* The next departure of the nickname with that key, newest first; *at begins as 0. NULL: there are
 * no more. */
const struct departure *whowas_next(const struct whowas *d, const char *key, int *at);
void whowas_finish(struct whowas *d);
