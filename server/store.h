#pragma once
/* PORT: what outlives the process. store/ keeps it in one SQLite file.
 *
 * What happens in a turn is one transaction; store_commit ends it before anybody is told, so what
 * people have seen is on disk. A record alone needs none: it goes into the journal (store_settle).
 * A function that returns false has logged why: the disk is full or gone. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct access;
struct account;
struct ban;
struct error;
struct history_query;
struct mask;
struct record;
struct room;
struct word_query;
struct store;
struct target_list;
struct user;
struct verifier;

/* Opens or makes the file; NULL path: in memory, for tests. On failure NULL and one sentence in
 * `error`. */
struct store *store_open(const char *path, struct error *error);
/* Whether commits must also survive a loss of power, not only the end of the process. */
void store_set_power_safe(struct store *s, bool safe);

/* Opens, read-only, a file that a server may be writing to. */
struct store *store_open_reader(const char *path, struct error *error);

/* Copies all of it into a new file. */
bool store_copy_to(struct store *s, const char *path, struct error *error);

/* Every record under a room's name, sealed places included, from the first on. */
void store_each_record(struct store *s, const char *place,
                       void (*found)(void *context, const struct record *r), void *context);

/* The view of another thread: it reads what is committed, keeps the word index, and moves the log
 * into the file, for which the writer never waits; and it settles the journal, for which the writer
 * may. Closed with the store. On failure NULL and a sentence in `error`. In memory: the store
 * itself, for the same thread. */
struct store *store_open_side(struct store *s, struct error *error);

/* Whether the side has something to tend; and one step of it. True: there is more. */
bool store_untended(const struct store *s);
bool store_tend(struct store *side);

/* Long work on the side is done in pieces of less than a millisecond; `rest` is called between
 * them, and may wait a moment, so that the thread that serves clients gets a processor. */
void store_set_rest(struct store *side, void (*rest)(void *context), void *context);

void store_close(struct store *s);
bool store_commit(struct store *s);

/* Records added outside a transaction are safe at once, but in a journal beside the file: another
 * thread does not see them before it has settled them on its side, which ends a transaction.
 * Tending does it too. */
bool store_settle(struct store *s);

/* Whether there is so much to settle that it should be tended now. */
bool store_presses(const struct store *s);

/* Whether the last write was refused: then nothing since the last commit was kept. */
bool store_failing(const struct store *s);

/* A secret of this server (SECRET_KEY bytes), created when first asked for. */
bool store_secret(struct store *s, const char *name, unsigned char *out);

/* An account by its folded name, or by a nickname grouped to it. */
bool store_find_account(struct store *s, const char *folded, struct account *out);

/* False as well when the name or nickname is taken. */
bool store_add_account(struct store *s, const struct account *a);
bool store_set_verifier(struct store *s, const char *folded, const struct verifier *v);
bool store_set_account_flags(struct store *s, const char *folded, unsigned flags);
bool store_set_email(struct store *s, const char *folded, const char *email);

/* How many there are, including deleted ones. */
long store_count_accounts(struct store *s);

/* Every account in the order of names; and the nicknames grouped to one (NULL: to any). What is
 * passed lives as long as the call. */
void store_each_account(struct store *s, void (*found)(void *context, const struct account *a),
                        void *context);
void store_each_nick(struct store *s, const char *folded,
                     void (*found)(void *context, const char *nick), void *context);
bool store_add_nick(struct store *s, const char *folded, const char *nick, const char *account);
bool store_remove_nick(struct store *s, const char *folded);

/* The account (its key, into `out` of NAME_KEY) that a certificate logs in to; false: none. Adds
 * one; removes one, or all of an account (NULL). */
bool store_certificate(struct store *s, const char *fingerprint, char *out);
bool store_add_certificate(struct store *s, const char *fingerprint, const char *account);
bool store_remove_certificate(struct store *s, const char *fingerprint, const char *account);
void store_each_certificate(struct store *s, const char *account,
                            void (*found)(void *context, const char *fingerprint), void *context);

/* METADATA of an owner: the place of a room, or "@" and the key of an account. NULL: removes the
 * value, or all values of the owner. */
bool store_keep_metadata(struct store *s, const char *owner, const char *key, const char *value);
void store_each_metadata(struct store *s, const char *owner,
                         void (*found)(void *context, const char *key, const char *value),
                         void *context);

/* --- history: see server/core/history.h --- */

bool store_add_record(struct store *s, const struct record *r);
bool store_remove_record(struct store *s, int64_t seq);

/* Whether a transaction is open. For tests: then nobody may be told. */
bool store_is_writing(const struct store *s);

/* The sequences of matching records, in order, into `seqs` of q->limit; returns how many. */
int store_find_records(struct store *s, const struct history_query *q, int64_t *seqs);

/* One record; its texts live until the next call of a function here. */
bool store_get_record(struct store *s, int64_t seq, struct record *out);
bool store_find_record(struct store *s, const char *place, const char *msgid, struct record *out);

/* The time of the newest record, by our clock then; 0: there is none. For startup: leaves out what
 * is in the journal. */
int64_t store_last_time(struct store *s);

/* The latest matching records, in order, into `seqs` of q->limit; returns how many. On the side. */
int store_search(struct store *s, const struct word_query *q, int64_t *seqs);

/* Deletes records older than `before`, at most `most`; returns how many. */
int store_forget_records(struct store *s, int64_t before, int most);

/* The same in one place, and there also all but the last `keep` messages (0: any number) with what
 * came with them. */
int store_forget_in_place(struct store *s, const char *place, int64_t before, int64_t keep,
                          int most);

/* Deletes what guests ("!...", sorted before `guest`) left: markers and contacts at once, and at
 * most `most` of the records of what they said to others; returns how many of these. */
int store_forget_guests(struct store *s, const char *guest, int most);

/* Deletes the markers and contacts of one of them. */
void store_forget_guest(struct store *s, const char *guest);

/* Deletes removed texts that were kept for the word index, which has seen them; and whether there
 * are any, as the side knows it. */
void store_forget_gone(struct store *s);
bool store_gone_waits(const struct store *side);

/* Keeps the limits of a place whose room is gone; finds the next of these after `after` (of
 * PLACE_BYTES), which it replaces (false: there is none); drops the limits if no records are
 * left. */
bool store_keep_measure(struct store *s, const char *place, long days, long count);
bool store_next_measure(struct store *s, char *after, long *days, long *count);
void store_end_measure(struct store *s, const char *place);

/* Two people wrote to each other; and those one wrote with, by the time of the last message. */
bool store_met(struct store *s, const char *owner, const char *other, const char *name,
               int64_t time);
void store_list_met(struct store *s, const char *owner, struct target_list *list);

/* Adds the room if its last message falls between the bounds of the list. */
void store_list_room(struct store *s, const char *place, const char *name,
                     struct target_list *list);

/* How far a user has read in a place; 0: never set. */
int64_t store_marker(struct store *s, const char *identity, const char *place);
bool store_set_marker(struct store *s, const char *identity, const char *place, int64_t time);

/* --- rooms and people who stay: see server/core/persist.h --- */

bool store_keep_room(struct store *s, const struct room *room);
bool store_forget_room(struct store *s, const char *key);

/* Each room, then each mask of their lists, then each account with access; what is passed lives as
 * long as the call. */
struct room_reader {
    void (*room)(void *context, const struct room *room);
    void (*mask)(void *context, const char *key, int list, const struct mask *mask);
    void (*access)(void *context, const char *key, const struct access *access);
};
void store_each_room(struct store *s, const struct room_reader *reader, void *context);

/* A user without memberships; then these, one by one. */
bool store_keep_person(struct store *s, const struct user *u);
bool store_keep_membership(struct store *s, const char *person, const char *room, unsigned ranks);
bool store_forget_person(struct store *s, const char *key);
void store_each_person(struct store *s, void (*person)(void *context, const struct user *u),
                       void (*membership)(void *context, const char *person, const char *room,
                                          unsigned ranks),
                       void *context);

/* Seals the records of a place from those who come later; and when that was, 0: never. */
bool store_seal(struct store *s, const char *place, int64_t time);
int64_t store_sealed(struct store *s, const char *place);

/* What operators set while the server runs: see server/core/settings.h. NULL: removes it. */
bool store_keep_setting(struct store *s, const char *name, const char *value);
void store_each_setting(struct store *s,
                        void (*found)(void *context, const char *name, const char *value),
                        void *context);

bool store_add_ban(struct store *s, const struct ban *ban);
bool store_remove_ban(struct store *s, const struct ban *ban);

/* Deletes those that expired by `wall`. */
bool store_forget_bans(struct store *s, int64_t wall);

/* Each in turn; `ban` and its texts live as long as the call. */
void store_each_ban(struct store *s, void (*found)(void *context, const struct ban *ban),
                    void *context);
