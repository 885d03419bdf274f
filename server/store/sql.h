#pragma once
/* What the files of the SQLite store share: the connection, its statements, how they are run. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "irc/sys/db.h"

struct record;

/* Messages (kind 1) have an index of their own, everything else another: a query for both asks each
 * of them, in the same order. Returns seq and time. */
#define SQL_OF_ALL_KINDS(where, messages, others, order, limit) \
    "SELECT * FROM (SELECT * FROM (SELECT seq, time FROM record WHERE " where \
    " AND kind = 1 AND " messages " ORDER BY " order " LIMIT " limit \
    ") UNION ALL SELECT * FROM (SELECT seq, time FROM record WHERE " where \
    " AND kind <> 1 AND " others " ORDER BY " order " LIMIT " limit ")) ORDER BY " order \
    " LIMIT " limit

#define SQL_RECORDS(where) \
    "SELECT seq, time, kind, bot, place, msgid, sender, account, tags, body, lines FROM record " \
    "WHERE " where

/* Records of a room's name, and of its sealed places; messages, or everything else. */
#define SQL_OF_NAME(is_kind) \
    SQL_RECORDS("kind " is_kind " 1 AND place = ?1") \
    " UNION ALL " SQL_RECORDS("kind " is_kind " 1 AND place > ?1 || ' ' AND place < ?1 || '!'")

/* The statements, each prepared when first used. From REMOVE_RECORD to FORGET_MEASURE they ask for
 * records that may still be in the journal: see sql_settle. */
#define SQL_LIST(X) \
    X(BEGIN, "BEGIN") \
    X(COMMIT, "COMMIT") \
    X(ROLLBACK, "ROLLBACK") \
    X(GET_SECRET, "SELECT value FROM secret WHERE name = ?") \
    X(PUT_SECRET, "INSERT INTO secret VALUES (?, ?)") \
    X(FIND_ACCOUNT, \
      "SELECT folded, name, salt, iterations, stored_key, server_key, flags," \
      " created, email FROM account WHERE folded = ?1 UNION ALL SELECT a.folded," \
      " a.name, salt, iterations, stored_key, server_key, flags, created, email FROM nick n" \
      " JOIN account a ON a.folded = n.account WHERE n.folded = ?1") \
    X(ADD_ACCOUNT, "INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)") \
    X(SET_VERIFIER, "UPDATE account SET salt = ?2, iterations = ?3, stored_key = ?4," \
                    " server_key = ?5 WHERE folded = ?1") \
    X(SET_ACCOUNT_FLAGS, "UPDATE account SET flags = ?2 WHERE folded = ?1") \
    X(SET_EMAIL, "UPDATE account SET email = ?2 WHERE folded = ?1") \
    X(EACH_ACCOUNT, "SELECT folded, name, salt, iterations, stored_key, server_key, flags," \
                    " created, email FROM account ORDER BY folded") \
    X(COUNT_ACCOUNTS, "SELECT count(*) FROM account") \
    X(EACH_NICK, "SELECT name FROM nick WHERE account = ? ORDER BY folded") \
    X(EACH_NICK_OF_ALL, "SELECT name FROM nick") \
    X(ADD_NICK, "INSERT INTO nick (folded, account, name) VALUES (?, ?, ?)") \
    X(REMOVE_NICK, "DELETE FROM nick WHERE folded = ?") \
    X(KEEP_METADATA, "INSERT INTO metadata VALUES (?, ?, ?)" \
                     " ON CONFLICT (owner, key) DO UPDATE SET value = excluded.value") \
    X(FORGET_METADATA, "DELETE FROM metadata WHERE owner = ?1 AND (?2 IS NULL OR key = ?2)") \
    X(EACH_METADATA, "SELECT key, value FROM metadata WHERE owner = ? ORDER BY key") \
    X(GET_CERTIFICATE, "SELECT account FROM certificate WHERE fingerprint = ?") \
    X(ADD_CERTIFICATE, "INSERT INTO certificate VALUES (?, ?)") \
    X(REMOVE_CERTIFICATE, "DELETE FROM certificate WHERE account = ?1" \
                          " AND (?2 IS NULL OR fingerprint = ?2)") \
    X(EACH_CERTIFICATE, "SELECT fingerprint FROM certificate WHERE account = ? ORDER BY 1") \
    X(ADD_RECORD, "INSERT OR IGNORE INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") \
    X(REMOVE_RECORD, "DELETE FROM record WHERE seq = ?") \
    X(FIRST_RECORDS, \
      SQL_OF_ALL_KINDS("place = ?1 AND (time, seq) > (?2, ?3) AND (time, seq) < (?4, ?5)", \
                       "?6 & 1", "kind & ?6", "time, seq", "?7")) \
    X(LAST_RECORDS, \
      SQL_OF_ALL_KINDS("place = ?1 AND (time, seq) > (?2, ?3) AND (time, seq) < (?4, ?5)", \
                       "?6 & 1", "kind & ?6", "time DESC, seq DESC", "?7")) \
    X(FIRST_SAID, "SELECT seq FROM record WHERE place = ?1 AND (time, seq) > (?2, ?3) AND" \
                  " (time, seq) < (?4, ?5) AND kind = 1 AND ?6 ORDER BY time, seq LIMIT ?7") \
    X(LAST_SAID, "SELECT seq FROM record WHERE place = ?1 AND (time, seq) > (?2, ?3) AND" \
                 " (time, seq) < (?4, ?5) AND kind = 1 AND ?6 ORDER BY time DESC, seq DESC" \
                 " LIMIT ?7") \
    X(GET_RECORD, SQL_RECORDS("seq = ?")) \
    X(EACH_RECORD, SQL_OF_NAME("=") " UNION ALL " SQL_OF_NAME("<>") " ORDER BY time, seq") \
    X(FIND_RECORD, SQL_RECORDS("msgid = ?2 AND place = ?1")) \
    X(OLDEST, "SELECT seq, time FROM record ORDER BY seq LIMIT 1") \
    X(OLDEST_OF_ROOM, SQL_OF_ALL_KINDS("place = ?1", "1", "1", "time, seq", "1")) \
    X(OLDEST_OF_GUESTS, \
      "SELECT * FROM (SELECT seq, 0 FROM record WHERE place >= '!' AND place < ?1 AND kind = 1" \
      " LIMIT 1) UNION ALL SELECT * FROM (SELECT seq, 0 FROM record WHERE place >= '!'" \
      " AND place < ?1 AND kind <> 1 LIMIT 1) LIMIT 1") \
    X(NTH_LAST, "SELECT time FROM record WHERE place = ? AND kind = 1" \
                " ORDER BY time DESC, seq DESC LIMIT 1 OFFSET ?") \
    X(LAST_OF_ROOM, "SELECT time FROM record WHERE place = ? AND kind = 1" \
                    " ORDER BY time DESC, seq DESC LIMIT 1") \
    X(FORGET_MEASURE, "DELETE FROM measure WHERE place = ?1" \
                      " AND NOT EXISTS (SELECT * FROM record WHERE place = ?2 AND kind = 1)" \
                      " AND NOT EXISTS (SELECT * FROM record WHERE place = ?2 AND kind <> 1)") \
    X(FORGET_MARKERS, "DELETE FROM marker WHERE identity >= '!' AND identity < ?") \
    X(FORGET_MARKERS_OF, "DELETE FROM marker WHERE identity = ?") \
    X(FORGET_MET_OF, "DELETE FROM met WHERE owner = ?") \
    X(FORGET_MET, "DELETE FROM met WHERE (owner >= '!' AND owner < ?1)" \
                  " OR (other >= '!' AND other < ?1)") \
    X(MET, "INSERT INTO met VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET" \
           " name = excluded.name, time = excluded.time") \
    X(LIST_MET, "SELECT name, time FROM met WHERE owner = ?") \
    X(GET_MARKER, "SELECT time FROM marker WHERE identity = ? AND place = ?") \
    X(SET_MARKER, "INSERT OR REPLACE INTO marker VALUES (?, ?, ?)") \
    X(KEEP_ROOM, "INSERT OR REPLACE INTO room" \
                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)") \
    X(FORGET_ROOM, "DELETE FROM room WHERE key = ?") \
    X(EACH_ROOM, \
      "SELECT name, topic, topic_by, topic_at, created, modes, password, most," \
      " place, forgetful, keep_days, keep_count, slow, joins, joins_seconds, offered, told_few" \
      " FROM room ORDER BY created, key") \
    X(KEEP_ACCESS, "INSERT OR REPLACE INTO access VALUES (?, ?, ?, ?)") \
    X(FORGET_ACCESS, "DELETE FROM access WHERE room = ?") \
    X(EACH_ACCESS, "SELECT room, account, ranks FROM access ORDER BY room, place") \
    X(KEEP_MASK, "INSERT OR REPLACE INTO mask VALUES (?, ?, ?, ?, ?, ?)") \
    X(FORGET_MASKS, "DELETE FROM mask WHERE room = ?") \
    X(EACH_MASK, "SELECT room, list, text, by, at FROM mask ORDER BY room, list, place") \
    X(KEEP_PERSON, "INSERT OR REPLACE INTO person VALUES (?, ?, ?, ?, ?, ?, ?, ?)") \
    X(FORGET_PERSON, "DELETE FROM person WHERE key = ?") \
    X(EACH_PERSON, "SELECT nick, ident, host, realname, account, modes, left_at FROM person") \
    X(KEEP_MEMBERSHIP, "INSERT OR REPLACE INTO membership VALUES (?, ?, ?)") \
    X(FORGET_MEMBERSHIPS, "DELETE FROM membership WHERE person = ?") \
    X(EACH_MEMBERSHIP, "SELECT person, room, ranks FROM membership") \
    X(SEAL, "INSERT OR REPLACE INTO seal VALUES (?, ?)") \
    X(GET_SEAL, "SELECT time FROM seal WHERE place = ?") \
    X(KEEP_MEASURE, "INSERT OR REPLACE INTO measure VALUES (?, ?, ?)") \
    X(NEXT_MEASURE, \
      "SELECT place, days, most FROM measure WHERE place > ? ORDER BY place LIMIT 1") \
    X(ADD_GONE, "INSERT INTO gone (seq, text) VALUES (?, ?)") \
    X(FORGET_GONE, "DELETE FROM gone WHERE id <= ?") \
    X(EACH_GONE, "SELECT id, seq, text FROM gone WHERE id > ? ORDER BY id LIMIT ?") \
    X(GET_REACH, "SELECT record, gone, purged FROM found.reach") \
    X(SET_REACH, "UPDATE found.reach SET record = ?, gone = ?") \
    X(SET_PURGED, "UPDATE found.reach SET purged = ?") \
    X(MERGE, "INSERT INTO found.words (words, rank) VALUES ('merge', -64)") \
    X(NEXT_RECORDS, SQL_RECORDS("seq > ? ORDER BY seq LIMIT ?")) \
    X(LAST_TIME, "SELECT time FROM record ORDER BY seq DESC LIMIT 1") \
    X(LAST_SEQ, "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'record'") \
    X(INDEX, "INSERT INTO found.words (rowid, text) VALUES (?, ?)") \
    X(UNINDEX, "INSERT INTO found.words (words, rowid, text) VALUES ('delete', ?, ?)") \
    X(SEARCH, \
      "SELECT r.seq FROM found.words w JOIN record r ON r.seq = w.rowid" \
      " WHERE words MATCH ?1 AND r.time > ?4 AND r.time < ?5" \
      " AND (r.place IN (SELECT value FROM json_each(?2))" \
      "  OR (?3 <> '' AND (substr(r.place, 1, length(?3) + 1) = ?3 || ' '" \
      "  OR substr(r.place, -length(?3) - 1) = ' ' || ?3)))" \
      " AND (?6 = '' OR lower(substr(r.body, 1, length(?6) + 2)) = lower(':' || ?6 || '!'))" \
      " ORDER BY w.rowid DESC LIMIT ?7") \
    X(KEEP_SETTING, "INSERT OR REPLACE INTO setting VALUES (?, ?)") \
    X(FORGET_SETTING, "DELETE FROM setting WHERE name = ?") \
    X(EACH_SETTING, "SELECT name, value FROM setting ORDER BY name") \
    X(ADD_BAN, "INSERT OR REPLACE INTO ban VALUES (?, ?, ?, ?, ?, ?)") \
    X(REMOVE_BAN, "DELETE FROM ban WHERE kind = ? AND mask = ?") \
    X(FORGET_BANS, "DELETE FROM ban WHERE until <> 0 AND until <= ?") \
    X(EACH_BAN, "SELECT kind, mask, reason, by, set_at, until FROM ban ORDER BY set_at")

enum sql {
#define SQL_NAME(id, text) SQL_##id,
    SQL_LIST(SQL_NAME)
#undef SQL_NAME
        SQL_COUNT
};

struct store {
    sqlite3 *db;
    sqlite3_stmt *prepared[SQL_COUNT];
    bool begun;            /* a transaction is open */
    atomic_bool failing;   /* the last write was refused, which was logged. Writes of the side to
                              the store count as the first's, those to its index as its own */
    sqlite3_stmt *reading; /* its row is lent to a caller */

    struct journal *journal; /* records that are not in the table yet; NULL: there is none. The side
                                uses the first's */
    int64_t last_seq;        /* of a record */
    pthread_mutex_t writing; /* the first's: held during a transaction that changes something */
    atomic_bool awaited;     /* the first's: it waits for the side to release `writing` */
    uint32_t settled_to; /* the first's, under `writing`: how far the half being moved is stored */
    /* in this transaction: */
    bool settling,
        settled;  /* records of the journal are being inserted into the table; all of them were */
    bool refused; /* one of them was refused */
    uint32_t settling_to; /* how far that has got */
    bool added;           /* a record */

    void (*rest)(void *context); /* called between pieces of long work; NULL: none */
    void *resting;

    struct store *side;   /* the worker's view of it; in memory: itself */
    struct store *first;  /* whose side this is, or itself */
    atomic_int log_pages; /* of the write-ahead log, at the last commit */
    int page_bytes;
    atomic_bool untended;        /* the side has something to do */
    atomic_llong gone_indexed;   /* id of the last removal that the index has seen */
    atomic_llong gone_forgotten; /* and of the last one that is no longer kept for it */
    atomic_bool unpurged;        /* the index still contains something that was removed */
    /* the side's, wall clock in ms: when the whole index may be rewritten for that; when that
     * began; and up to which removal */
    int64_t purge_at, purge_began, purging_to;
    bool hurried; /* at once, whenever it was last done */
};

/* Pages go into the log whole, however little of them has changed: new files get small ones. The
 * worker moves a log longer than LOG_BYTES into the file. */
enum { PAGE_BYTES = 1024, LOG_BYTES = 16 * 1024 * 1024 };

/* Prepares, and binds as db_bind does. The caller steps and resets. */
sqlite3_stmt *sql_bind(struct store *s, enum sql sql, const char *kinds, ...);

/* Runs a statement that returns no rows; its texts are not copied. */
bool sql_run(struct store *s, enum sql sql, const char *kinds, ...);

/* Begins the transaction of this turn, if it has not begun; the other thread waits until its
 * store_commit. */
bool sql_begin(struct store *s);

/* Called between pieces of long work. False: the first waits for this transaction: end it. */
bool sql_rest(struct store *s);
enum { SQL_PIECE = 32 }; /* records per piece: some tenths of a millisecond */

/* Like sql_run, for a statement that changes something, inside that transaction. */
bool sql_change(struct store *s, enum sql sql, const char *kinds, ...);

/* Brings the side's index up to date and purges it of what was removed, for at most `ms`: the rest
 * is for the next start. */
void sql_purge_now(struct store *side, int64_t ms);

/* Steps; false: there is no row. The texts are the row's. */
bool sql_record(sqlite3_stmt *row, struct record *out);

/* The searchable text of a record; NULL: there is none. The caller frees. */
char *sql_words(const struct record *r);

/* Reverses the order. */
void sql_reverse(int64_t *seqs, int count);

/* Moves what the journal holds into the table, in the transaction of this turn: before the table is
 * queried. The side moves the half not being written or, when the first waits, a part of it. */
void sql_settle(struct store *s);

/* The same in its own transactions, until `count` halves have been moved or nothing is left. */
bool sql_settle_halves(struct store *s, int count);

/* Attaches the word index of the store at `path`, or one in memory (NULL). */
bool sql_open_index(struct store *s, const char *path);

/* Whether it was made from another file, or by an earlier version. */
bool sql_index_is_stale(struct store *s);
