#pragma once
/* The people of a room, in the order of their folded nicknames. */
#include <stdbool.h>
#include <stdint.h>

#include "irc/message.h"
#include "irc/names.h"

struct bytes;

struct person {
    char nick[NICK_CAP];
    char folded[NICK_CAP];
    char prefixes[8]; /* "@", "+", "@+": their status here, highest first */
    bool away;
    char *away_text;  /* NULL: not known */
    char *host;       /* NULL: not known */
    int64_t spoke_at; /* wall; 0: not heard yet */
};

struct people {
    struct person **list;
    int count, cap;
};

struct person *people_find(const struct people *p, enum casemap map, const char *nick);

/* Adds a user, or returns the one who is there already. */
struct person *people_add(struct people *p, enum casemap map, const char *nick);
bool people_remove(struct people *p, enum casemap map, const char *nick);
bool people_rename(struct people *p, enum casemap map, const char *from, const char *to);
void people_clear(struct people *p);
void people_finish(struct people *p);

void person_set_host(struct person *who, const char *host);

/* The mask of a ban that holds against another nickname: the host, if nobody else here has it; else
 * the nickname, so that those who share an address do not go too. */
void people_ban_mask(const struct people *p, enum casemap map, const char *nick, struct bytes *out);

void person_set_away(struct person *who, bool away, const char *text);

/* Adds or removes a prefix; `order` is every prefix of the server, highest first. */
void person_set_prefix(struct person *who, const char *order, char prefix, bool on);
