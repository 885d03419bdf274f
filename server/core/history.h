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
    const char *tags;    /* of the client */
    const char *body;    /* ":source VERB target :text"; of several lines, without the text */
    const char *lines;   /* NULL: one line. Otherwise each with ' ' or, joined to the one before,
                            '+' in front, and \n between them */
};

/* A moment in the order of records: after everything of an earlier time, or sequence. */
struct moment {
    int64_t time, seq;
};

struct history_query {
    const char *place;
    unsigned kinds;
    struct moment after, before; /* both excluded */
    int limit;
    bool latest; /* of too many the last ones, not the first */
};

/* A record that is meant by its msgid, or when that is "" a moment. */
struct reference {
    char msgid[MSGID_BYTES];
    int64_t time;
};

enum past_kind { PAST_LATEST, PAST_BEFORE, PAST_AFTER, PAST_AROUND, PAST_BETWEEN };

/* A page of a place's past, as CHATHISTORY asks for it. */
struct past {
    enum past_kind kind;
    char place[PLACE_BYTES];
    unsigned kinds; /* of records */
    int limit;
    bool open; /* the latest of all: there is no reference */
    struct reference from, to;
};

/* Words, and where and when they were said. */
struct word_query {
    const char *words;    /* of the text; several: all of them */
    const char *places;   /* JSON array of the places that may be read */
    const char *identity; /* whose conversations with others may be, "": none */
    const char *sender;   /* nickname, "": anybody */
    struct moment after, before;
    int limit;
};

/* What came of asking for a page. */
enum page_result {
    PAGE_UNKNOWN, /* there is no record of such a msgid */
    PAGE_MORE,    /* there may be more in that direction */
    PAGE_LAST,    /* there is not */
};

/* The sequences of the records of a page: their texts are read from the store as they are told, for
 * they would be too much to hold for each who asks and does not read. */
struct page {
    int64_t *seqs; /* the caller frees */
    int count;
};

/* Finds the records of a page; and those that fit a search. For every thread, each with its own
 * view of the store. */
enum page_result history_page(struct store *s, const struct past *p, struct page *page);
void history_search(struct store *s, const struct word_query *q, struct page *page);

/* Reads the texts of a page once, so that whoever tells them soon waits for no disk. */
void history_warm(struct store *s, const struct page *page);

/* Whom and what there is history with, by the time of the last of it: strictly between the two. */
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

/* Who somebody is for the history, into `out` of IDENTITY_BYTES. */
void history_identity(const struct user *u, char *out);

/* The place of a new room of this name: another one than that of an earlier room whose records are
 * sealed. Into `out` of `cap` bytes. */
void history_new_place(struct world *w, const char *key, char *out, size_t cap);

/* From now on a new room of this name is another place. */
void history_seal(struct world *w, const char *key);

/* The place of a room, into `out` of PLACE_BYTES; and that of two people. */
void history_room(const struct room *room, char *out);
void history_pair(const char *one, const char *other, char *out);

/* The identity of whoever has the nickname now, or whose account it is; false: nobody. */
bool history_find(struct world *w, const char *nick, char *out);

/* Forgets what is too old, or too much, some of it at a time; gives the milliseconds until there
 * may be more to forget. */
int64_t history_sweep(struct world *w);

/* Two people wrote to each other just now: both find the other in CHATHISTORY TARGETS. */
void history_met(struct world *w, const struct user *one, const struct user *other);
