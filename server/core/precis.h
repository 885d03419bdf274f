#pragma once
/* Unicode names of users, accounts and rooms: which are allowed, and which are equal. Based on
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

enum { NAME_KEY = 200 }; /* bytes for the key of any allowed name, with its NUL */

/* Writes a nickname in normal form C to `out`; false: it is not allowed. Letters, marks and digits
 * of one script (Latin beside Chinese, Japanese or Korean: UTS #39, "highly restrictive"), few
 * marks on a letter, and []\^_`{|}- ; no digit, '-' or mark first; at most `max` bytes. */
bool precis_nick(const char *nick, size_t max, char *out, size_t cap);

/* The same by the older, laxer rules: for those who already have such a nickname. */
bool precis_old_nick(const char *nick, size_t max, char *out, size_t cap);

/* The same for a room: '#', then anything but spaces, commas, colons and invisible characters. */
bool precis_room(const char *room, size_t max, char *out, size_t cap);

/* Whether people would mistake this nickname for a service: NickServ, ChanServ, anything that ends
 * in "Serv". */
bool precis_like_service(const char *nick);

/* Writes what a name looks like (UTS #39) to `out` (NAME_KEY bytes); it is equal for names that
 * look the same. For ASCII names, whose letters are not mistaken for each other, it is the key;
 * mostly for others too. */
void precis_look(const char *name, char *out);

/* The same for the name as displayed: its capitals may look like other letters than its small
 * ones. */
void precis_shown_look(const char *name, char *out);

/* Writes the key of a name to `out` (NAME_KEY bytes): names that are the same have the same key. */
void precis_key(const char *name, char *out);
bool precis_same(const char *a, const char *b);

/* names_match by keys. */
bool precis_match(const char *mask, const char *name);
