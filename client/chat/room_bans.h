#pragma once
/* The bans and mutes of a room: what their masks mean, and which ones keep out a person. A mute is
 * m:MASK, and t:MINUTES: in front says how long a mask holds, where the server knows these. Some
 * servers write these with a sign in front, or have a list of mutes of its own (+q). */
#include <stdbool.h>
#include <stdint.h>

#include "irc/bytes.h"
#include "irc/names.h"

struct people;
struct person;

struct ban {
    char letter; /* of its list: b, or q */
    char *mask;
    char *by;   /* who set it; "": not known */
    int64_t at; /* wall; 0: not known */
};

struct room_bans {
    struct ban *list;
    int count;
    bool known; /* all of them are listed */
    int asked;  /* answers to our own question that are still to come */
};

void room_bans_add(struct room_bans *b, char letter, const char *mask, const char *by, int64_t at);
void room_bans_remove(struct room_bans *b, char letter, const char *mask);

/* Nothing is known any more; what is asked stays asked. */
void room_bans_clear(struct room_bans *b);

enum ban_kind { BAN_NICK, BAN_ACCOUNT, BAN_HOST, BAN_MASK };

/* What a mask says. */
struct ban_sense {
    bool mute;
    long minutes; /* 0: until it is lifted */
    enum ban_kind kind;
    char what[128]; /* the nickname, the account, the host, or the mask itself */
};
void ban_read(char letter, const char *mask, struct ban_sense *out);

/* When a ban ends; wall, 0: not by itself, or not known. */
int64_t ban_until(const struct ban *ban);

/* When the last of the bans or mutes that cover somebody ends; wall, 0: none does, or one never. */
int64_t room_bans_until(const struct room_bans *b, const struct person *who, bool mute);

/* Whether one of the bans, not of the mutes, covers somebody. */
bool room_bans_bar(const struct room_bans *b, const struct person *who);

/* Whether a mask covers somebody, as far as is known of them; and whether it is one that is set to
 * keep out just them. */
bool ban_is_on(const char *mask, const struct person *who);
bool ban_names(const char *mask, const struct person *who);

enum ban_by { BAN_BY_PERSON, BAN_BY_NICK, BAN_BY_ADDRESS };
enum { BAN_MASKS = 2 };

/* The masks that keep somebody out: as a person, the account and, unless others here share it, the
 * host; else what tells them apart. `account`: what stands in front of an account on this server;
 * NULL: it has no such masks. Returns how many; `out` is cleared first. */
int room_bans_choose(const struct people *p, enum casemap map, const char *nick, enum ban_by by,
                     const char *account, struct bytes out[BAN_MASKS]);

/* The others here whom these masks cover, separated by ", "; how many. */
int room_bans_hit(const struct people *p, enum casemap map, const char *nick,
                  const struct bytes masks[BAN_MASKS], int count, struct bytes *names);
