#include "server/store.h"

#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "server/core/access.h"
#include "server/core/account.h"
#include "server/core/bans.h"
#include "server/core/room.h"
#include "server/store/sql.h"

static void copy_blob(sqlite3_stmt *row, int column, void *out, size_t len)
{
    const void *data = sqlite3_column_blob(row, column);
    memset(out, 0, len);
    if (data && (size_t)sqlite3_column_bytes(row, column) == len) {
        memcpy(out, data, len);
    }
}

static void read_account(sqlite3_stmt *row, struct account *out)
{
    *out = (struct account){.flags = (unsigned)sqlite3_column_int(row, 6),
                            .created = sqlite3_column_int64(row, 7)};
    copy_text(out->key, sizeof out->key, db_text(row, 0));
    copy_text(out->name, sizeof out->name, db_text(row, 1));
    copy_blob(row, 2, out->verifier.salt, sizeof out->verifier.salt);
    out->verifier.iterations = sqlite3_column_int(row, 3);
    copy_blob(row, 4, out->verifier.stored_key, SECRET_KEY);
    copy_blob(row, 5, out->verifier.server_key, SECRET_KEY);
    copy_text(out->email, sizeof out->email, db_text(row, 8));
}

bool store_find_account(struct store *s, const char *folded, struct account *out)
{
    sqlite3_stmt *row = sql_bind(s, SQL_FIND_ACCOUNT, "t", folded);
    bool found = row && sqlite3_step(row) == SQLITE_ROW;
    if (found) {
        read_account(row, out);
    }
    sqlite3_reset(row);
    return found;
}

long store_count_accounts(struct store *s)
{
    sqlite3_stmt *row = sql_bind(s, SQL_COUNT_ACCOUNTS, "");
    long count = row && sqlite3_step(row) == SQLITE_ROW ? (long)sqlite3_column_int64(row, 0) : 0;
    sqlite3_reset(row);
    return count;
}

void store_each_account(struct store *s, void (*found)(void *context, const struct account *a),
                        void *context)
{
    sqlite3_stmt *row = sql_bind(s, SQL_EACH_ACCOUNT, "");
    struct account account;
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        read_account(row, &account);
        found(context, &account);
    }
    sqlite3_reset(row);
}

/* Calls `found` with the single text of each row of a bound statement. */
static void each_text(sqlite3_stmt *row, void (*found)(void *context, const char *text),
                      void *context)
{
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        found(context, db_text(row, 0));
    }
    sqlite3_reset(row);
}

void store_each_nick(struct store *s, const char *folded,
                     void (*found)(void *context, const char *nick), void *context)
{
    each_text(folded ? sql_bind(s, SQL_EACH_NICK, "t", folded)
                     : sql_bind(s, SQL_EACH_NICK_OF_ALL, ""),
              found, context);
}

bool store_add_nick(struct store *s, const char *folded, const char *nick, const char *account)
{
    return sql_change(s, SQL_ADD_NICK, "ttt", folded, account, nick);
}

bool store_remove_nick(struct store *s, const char *folded)
{
    return sql_change(s, SQL_REMOVE_NICK, "t", folded);
}

bool store_certificate(struct store *s, const char *fingerprint, char *out)
{
    sqlite3_stmt *row = sql_bind(s, SQL_GET_CERTIFICATE, "t", fingerprint);
    bool there = row && sqlite3_step(row) == SQLITE_ROW;
    copy_text(out, NAME_KEY, there ? db_text(row, 0) : "");
    sqlite3_reset(row);
    return there;
}

bool store_add_certificate(struct store *s, const char *fingerprint, const char *account)
{
    return sql_change(s, SQL_ADD_CERTIFICATE, "tt", fingerprint, account);
}

bool store_remove_certificate(struct store *s, const char *fingerprint, const char *account)
{
    return sql_change(s, SQL_REMOVE_CERTIFICATE, "tt", account, fingerprint);
}

void store_each_certificate(struct store *s, const char *account,
                            void (*found)(void *context, const char *fingerprint), void *context)
{
    each_text(sql_bind(s, SQL_EACH_CERTIFICATE, "t", account), found, context);
}

bool store_keep_metadata(struct store *s, const char *owner, const char *key, const char *value)
{
    return value ? sql_change(s, SQL_KEEP_METADATA, "ttt", owner, key, value)
                 : sql_change(s, SQL_FORGET_METADATA, "tt", owner, key);
}

void store_each_metadata(struct store *s, const char *owner,
                         void (*found)(void *context, const char *key, const char *value),
                         void *context)
{
    sqlite3_stmt *row = sql_bind(s, SQL_EACH_METADATA, "t", owner);
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        found(context, db_text(row, 0), db_text(row, 1));
    }
    sqlite3_reset(row);
}

bool store_add_account(struct store *s, const struct account *a)
{
    const struct verifier *v = &a->verifier;
    return sql_change(s, SQL_ADD_ACCOUNT, "ttbibbiit", a->key, a->name, v->salt, sizeof v->salt,
                      (int64_t)v->iterations, v->stored_key, sizeof v->stored_key, v->server_key,
                      sizeof v->server_key, (int64_t)a->flags, a->created, a->email);
}

bool store_set_verifier(struct store *s, const char *folded, const struct verifier *v)
{
    return sql_change(s, SQL_SET_VERIFIER, "tbibb", folded, v->salt, sizeof v->salt,
                      (int64_t)v->iterations, v->stored_key, sizeof v->stored_key, v->server_key,
                      sizeof v->server_key);
}

bool store_set_account_flags(struct store *s, const char *folded, unsigned flags)
{
    return sql_change(s, SQL_SET_ACCOUNT_FLAGS, "ti", folded, (int64_t)flags);
}

bool store_set_email(struct store *s, const char *folded, const char *email)
{
    return sql_change(s, SQL_SET_EMAIL, "tt", folded, email);
}

static bool keep_masks(struct store *s, const struct room *room)
{
    bool fine = sql_change(s, SQL_FORGET_MASKS, "t", room->key_name);
    for (int list = 0; fine && list < LIST_COUNT; list++) {
        for (int i = 0; fine && i < room->lists[list].count; i++) {
            const struct mask *mask = &room->lists[list].items[i];
            fine = sql_change(s, SQL_KEEP_MASK, "tittii", room->key_name, (int64_t)list, mask->text,
                              mask->by, mask->at, (int64_t)i);
        }
    }
    return fine;
}

static bool keep_access(struct store *s, const struct room *room)
{
    bool fine = sql_change(s, SQL_FORGET_ACCESS, "t", room->key_name);
    for (int i = 0; fine && i < room->access_count; i++) {
        fine = sql_change(s, SQL_KEEP_ACCESS, "ttii", room->key_name, room->access[i].account,
                          (int64_t)room->access[i].ranks, (int64_t)i);
    }
    return fine;
}

bool store_keep_room(struct store *s, const struct room *room)
{
    return sql_change(s, SQL_KEEP_ROOM, "tttttiiitiiiiiiiti", room->key_name, room->name,
                      room->place, room->topic, room->topic_by, room->topic_at, room->created,
                      (int64_t)room->modes, room->key, (int64_t)room->limit,
                      (int64_t)room->forgetful, (int64_t)room->keep_days, (int64_t)room->keep_count,
                      (int64_t)room->slow, (int64_t)room->joins, (int64_t)room->joins_seconds,
                      room->offered, (int64_t)room->told_few) &&
           keep_masks(s, room) && keep_access(s, room);
}

bool store_forget_room(struct store *s, const char *key)
{
    return sql_change(s, SQL_FORGET_ROOM, "t", key) && sql_change(s, SQL_FORGET_MASKS, "t", key) &&
           sql_change(s, SQL_FORGET_ACCESS, "t", key);
}

static void each_mask(struct store *s, const struct room_reader *reader, void *context)
{
    sqlite3_stmt *row = sql_bind(s, SQL_EACH_MASK, "");
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        struct mask one = {(char *)(uintptr_t)db_text(row, 2), (char *)(uintptr_t)db_text(row, 3),
                           sqlite3_column_int64(row, 4)};
        reader->mask(context, db_text(row, 0), sqlite3_column_int(row, 1), &one);
    }
    sqlite3_reset(row);
}

static void each_access(struct store *s, const struct room_reader *reader, void *context)
{
    sqlite3_stmt *row = sql_bind(s, SQL_EACH_ACCESS, "");
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        struct access one = {.ranks = (unsigned)sqlite3_column_int(row, 2)};
        copy_text(one.account, sizeof one.account, db_text(row, 1));
        reader->access(context, db_text(row, 0), &one);
    }
    sqlite3_reset(row);
}

void store_each_room(struct store *s, const struct room_reader *reader, void *context)
{
    sqlite3_stmt *row = sql_bind(s, SQL_EACH_ROOM, "");
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        struct room room = {.topic = (char *)(uintptr_t)sqlite3_column_text(row, 1),
                            .topic_by = (char *)(uintptr_t)db_text(row, 2),
                            .topic_at = sqlite3_column_int64(row, 3),
                            .created = sqlite3_column_int64(row, 4),
                            .modes = (unsigned)sqlite3_column_int(row, 5),
                            .limit = sqlite3_column_int(row, 7),
                            .forgetful = sqlite3_column_int(row, 9),
                            .keep_days = sqlite3_column_int(row, 10),
                            .keep_count = sqlite3_column_int(row, 11),
                            .slow = sqlite3_column_int(row, 12),
                            .joins = sqlite3_column_int(row, 13),
                            .joins_seconds = sqlite3_column_int(row, 14),
                            .told_few = sqlite3_column_int(row, 16)};
        copy_text(room.name, sizeof room.name, db_text(row, 0));
        copy_text(room.key, sizeof room.key, db_text(row, 6));
        copy_text(room.place, sizeof room.place, db_text(row, 8));
        copy_text(room.offered, sizeof room.offered, db_text(row, 15));
        reader->room(context, &room);
    }
    sqlite3_reset(row);
    each_mask(s, reader, context);
    each_access(s, reader, context);
}

bool store_keep_person(struct store *s, const struct user *u)
{
    return sql_change(s, SQL_KEEP_PERSON, "ttttttii", u->key, u->nick, u->ident, u->host,
                      u->realname, u->account, (int64_t)u->modes, u->left_at) &&
           sql_change(s, SQL_FORGET_MEMBERSHIPS, "t", u->key);
}

bool store_keep_membership(struct store *s, const char *person, const char *room, unsigned ranks)
{
    return sql_change(s, SQL_KEEP_MEMBERSHIP, "tti", person, room, (int64_t)ranks);
}

bool store_forget_person(struct store *s, const char *key)
{
    return sql_change(s, SQL_FORGET_PERSON, "t", key) &&
           sql_change(s, SQL_FORGET_MEMBERSHIPS, "t", key);
}

void store_each_person(struct store *s, void (*person)(void *context, const struct user *u),
                       void (*membership)(void *context, const char *person, const char *room,
                                          unsigned ranks),
                       void *context)
{
    sqlite3_stmt *row = sql_bind(s, SQL_EACH_PERSON, "");
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        struct user u = {.realname = (char *)(uintptr_t)db_text(row, 3),
                         .account = (char *)(uintptr_t)db_text(row, 4),
                         .modes = (unsigned)sqlite3_column_int(row, 5),
                         .left_at = sqlite3_column_int64(row, 6)};
        copy_text(u.nick, sizeof u.nick, db_text(row, 0));
        copy_text(u.ident, sizeof u.ident, db_text(row, 1));
        copy_text(u.host, sizeof u.host, db_text(row, 2));
        person(context, &u);
    }
    sqlite3_reset(row);
    row = sql_bind(s, SQL_EACH_MEMBERSHIP, "");
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        membership(context, db_text(row, 0), db_text(row, 1), (unsigned)sqlite3_column_int(row, 2));
    }
    sqlite3_reset(row);
}

bool store_seal(struct store *s, const char *place, int64_t time)
{
    return sql_change(s, SQL_SEAL, "ti", place, time);
}

int64_t store_sealed(struct store *s, const char *place)
{
    sqlite3_stmt *row = sql_bind(s, SQL_GET_SEAL, "t", place);
    int64_t time = row && sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
    sqlite3_reset(row);
    return time;
}

bool store_keep_setting(struct store *s, const char *name, const char *value)
{
    return value ? sql_change(s, SQL_KEEP_SETTING, "tt", name, value)
                 : sql_change(s, SQL_FORGET_SETTING, "t", name);
}

void store_each_setting(struct store *s,
                        void (*found)(void *context, const char *name, const char *value),
                        void *context)
{
    sqlite3_stmt *row = sql_bind(s, SQL_EACH_SETTING, "");
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        found(context, db_text(row, 0), db_text(row, 1));
    }
    sqlite3_reset(row);
}

bool store_add_ban(struct store *s, const struct ban *ban)
{
    return sql_change(s, SQL_ADD_BAN, "itttii", (int64_t)ban->kind, ban->mask, ban->reason, ban->by,
                      ban->set_at, ban->until);
}

bool store_remove_ban(struct store *s, const struct ban *ban)
{
    return sql_change(s, SQL_REMOVE_BAN, "it", (int64_t)ban->kind, ban->mask);
}

bool store_forget_bans(struct store *s, int64_t wall)
{
    return sql_change(s, SQL_FORGET_BANS, "i", wall);
}

void store_each_ban(struct store *s, void (*found)(void *context, const struct ban *ban),
                    void *context)
{
    sqlite3_stmt *row = sql_bind(s, SQL_EACH_BAN, "");
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        struct ban ban = {
            .kind = (enum ban_kind)sqlite3_column_int(row, 0),
            .mask = (char *)(uintptr_t)db_text(row, 1),
            .reason = (char *)(uintptr_t)db_text(row, 2),
            .by = (char *)(uintptr_t)db_text(row, 3),
            .set_at = sqlite3_column_int64(row, 4),
            .until = sqlite3_column_int64(row, 5),
        };
        found(context, &ban);
    }
    sqlite3_reset(row);
}
