#pragma once
/* What was said and what happened, kept in the store and returned by CHATHISTORY. A record
 * belongs to a place: a room, or two users ("@account", or "!connection" for a guest, whose
 * direct messages end with the connection). */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "irc/bytes.h"
#include "server/core/precis.h"

struct room;
struct store;
struct user;
struct world;

enum {
    IDENTITY_BYTES = NAME_KEY + 1,
    PLACE_BYTES = 2 * IDENTITY_BYTES,
    ROOM_NAME_BYTES = 65,
    MSGID_BYTES = 64
};

enum record_kind { RECORD_MESSAGE = 1, RECORD_TAGMSG = 2, RECORD_EVENT = 4 };

struct record {
    int64_t seq;  /* order; given by the store */
    int64_t time; /* wall clock */
    enum record_kind kind;
    bool bot;
    const char *place, *msgid;
    const char *sender;  /* identity; NULL: the server */
    const char *account; /* NULL: none */
    const char *tags;    /* client-only tags */
    const char *body;    /* ":source VERB target :text"; if multiline, without the text */
    const char *lines;   /* NULL: one line. Otherwise the lines, separated by \n, each with ' ' in
                            front or, if joined to the one before, '+' */
};

/* A position in the order of records: by time, then by sequence. */
struct moment {
    int64_t time, seq;
};

struct history_query {
    const char *place;
    unsigned kinds;
    struct moment after, before; /* both exclusive */
    int limit;
    bool latest; /* if there are too many: the last ones, not the first */
};

/* Refers to a record by its msgid or, if that is "", to a time. */
struct reference {
    char msgid[MSGID_BYTES];
    int64_t time;
};

enum page_kind { PAGE_LATEST, PAGE_BEFORE, PAGE_AFTER, PAGE_AROUND, PAGE_BETWEEN };

/* A page of a place's past, as CHATHISTORY asks for it. */
struct page_request {
    enum page_kind kind;
    char place[PLACE_BYTES];
    unsigned kinds; /* of records */
    int limit;
    bool open; /* the latest of all: there is no reference */
    struct reference from, to;
};

/* A search for words, by place, sender and time. */
struct word_query {
    const char *words;    /* in the text; if several, all of them */
    const char *places;   /* JSON array of the places to search */
    const char *identity; /* whose direct messages to search too; "": nobody's */
    const char *sender;   /* nickname, "": anybody */
    struct moment after, before;
    int limit;
};

/* The result of asking for a page. */
enum page_result {
    PAGE_UNKNOWN, /* there is no record with that msgid */
    PAGE_MORE,    /* there may be more in that direction */
    PAGE_LAST,    /* there is no more */
};

/* The sequences of a page's records. Their texts are read from the store as they are sent: holding
 * them for every client that asks and does not read would take too much memory. */
struct page {
    int64_t *seqs; /* the caller frees */
    int count;
};

/* Finds the records of a page, or those that match a search. For any thread, each with its own view
 * of the store. */
enum page_result history_page(struct store *s, const struct page_request *p, struct page *page);
void history_search(struct store *s, const struct word_query *q, struct page *page);

/* Reads the texts of a page once, so that sending them soon after does not wait for the disk. */
void history_warm(struct store *s, const struct page *page);

/* People and rooms with history, by the time of the latest: strictly between the bounds. */
struct target {
    char name[ROOM_NAME_BYTES];
    int64_t time;
};

struct target_list {
    int64_t after, before;
    struct target *items; /* the caller frees */
    int count;
};

void target_list_add(struct target_list *list, const char *name, int64_t time);
void target_list_sort(struct target_list *list);

/* Writes the identity of a user in the history to `out` (IDENTITY_BYTES). */
void history_identity(const struct user *u, char *out);

/* Writes the place of a new room of this name to `out` (`cap` bytes): not that of an earlier room
 * whose records are sealed. */
void history_new_place(struct world *w, const char *key, char *out, size_t cap);

/* Seals the records of a room's name: a new room of that name gets another place. */
void history_seal(struct world *w, const char *key);

/* Writes the place of a room, or of two people, to `out` (PLACE_BYTES). */
void history_room(const struct room *room, char *out);
void history_pair(const char *one, const char *other, char *out);

/* The identity of the user, or else the account, that has the nickname; false: neither. */
bool history_find(struct world *w, const char *nick, char *out);

/* Deletes records that are too old or too many, some of them at a time; returns the milliseconds
 * until there may be more to delete. */
int64_t history_sweep(struct world *w);

/* Two users wrote to each other just now: each finds the other in CHATHISTORY TARGETS. */
void history_met(struct world *w, struct user *one, struct user *other);

/* A user is gone: as a guest nobody can be them again. */
void history_leave(struct world *w, const struct user *u);
