#pragma once
/* Names of users, accounts and rooms in Unicode: which are allowed, and which are equal. After
 * PRECIS (RFC 8264, 8265): normal form C, case-insensitive; and names that look the same are the
 * same. Clients are told CASEMAPPING=ascii. */
#include <stdbool.h>
#include <stddef.h>

enum {
    NICK_BYTES = 33, /* with the NUL, as all of these */
    IDENT_BYTES = 12,
    HOST_BYTES = 64,
    MASK_BYTES = NICK_BYTES + IDENT_BYTES + HOST_BYTES,
};

enum { NAME_KEY = 200 }; /* bytes that hold the key of any name we take, with its NUL */

/* A nickname in normal form C into `out`. False: it is not one. Letters, marks and digits of one
 * script (Latin beside those of Chinese, Japanese or Korean: UTS #39, "highly restrictive"), few
 * marks on a letter, and []\^_`{|}- ; no digit, '-' or mark first; at most `max` bytes. */
bool precis_nick(const char *nick, size_t max, char *out, size_t cap);

/* What was a nickname when more was: for those who have such a one. */
bool precis_old_nick(const char *nick, size_t max, char *out, size_t cap);

/* The same for a room: '#', then anything but spaces, commas, colons and what cannot be seen. */
bool precis_room(const char *room, size_t max, char *out, size_t cap);

/* Whether people would take this nickname for a service's: NickServ, ChanServ, anything that ends
 * in "Serv". */
bool precis_like_service(const char *nick);

/* What a name looks like (UTS #39), into `out` of NAME_KEY bytes: two names that look the same have
 * it in common. It is the key for what is written in ASCII, whose letters are not taken for each
 * other; mostly for others too. */
void precis_look(const char *name, char *out);

/* The same of the name as it is shown: its capitals may look like other letters than its small
 * ones. */
void precis_shown_look(const char *name, char *out);

/* What two names have in common when they are the same, into `out` of NAME_KEY bytes. */
void precis_key(const char *name, char *out);
bool precis_same(const char *a, const char *b);

/* names_match in the same way. */
bool precis_match(const char *mask, const char *name);
