#pragma once
/* The people of a room, in the order of their folded nicknames. */
#include <stdbool.h>
#include <stdint.h>

#include "irc/message.h"
#include "irc/names.h"

struct person {
    char nick[NICK_CAP];
    char folded[NICK_CAP];
    char prefixes[8]; /* "@", "+", "@+": their status here, highest first */
    bool away;
    char *away_text;    /* NULL: not known */
    char *ident, *host; /* NULL: not known */
    char *account;      /* NULL: not known; "": none, a guest */
    char *display;      /* the name they want to be shown with theirs, clean; NULL: none */
    int64_t spoke_at;   /* wall; 0: not heard yet */
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

/* "nick!ident@host", or a part of it. */
void person_set_source(struct person *who, const char *source);
/* Of METADATA; NULL: none. It is cleaned, and cut after PERSON_DISPLAY bytes. */
enum { PERSON_DISPLAY = 96 };
void person_set_display(struct person *who, const char *name);

void person_set_host(struct person *who, const char *ident, const char *host);

/* "" or "*" or "0": none. */
void person_set_account(struct person *who, const char *account);

void person_set_away(struct person *who, bool away, const char *text);

/* Adds or removes a prefix; `order` is every prefix of the server, highest first. */
void person_set_prefix(struct person *who, const char *order, char prefix, bool on);
