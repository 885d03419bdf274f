/* ChanServ: rooms that belong to an account. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/names.h"
#include "irc/stamp.h"
#include "server/cmd/chanserv_bans.h"
#include "server/cmd/command.h"
#include "server/cmd/grant.h"
#include "server/cmd/services.h"
#include "server/core/access.h"
#include "server/core/account.h"
#include "server/core/bans.h"
#include "server/core/config.h"
#include "server/core/history.h"
#include "server/core/oper.h"
#include "server/core/persist.h"
#include "server/core/precis.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/core/world.h"
#include "server/log.h"
#include "server/out/relay.h"
#include "server/out/reply.h"

static const char me[] = "ChanServ";

/* The ranks as ACCESS names them, weakest first. */
static const struct {
    const char *name;
    unsigned ranks;
} rank_names[] = {{"voice", RANK_VOICE},
                  {"halfop", RANK_HALFOP},
                  {"operator", RANK_OPERATOR},
                  {"protected", RANK_PROTECTED | RANK_OPERATOR},
                  {"founder", RANK_FOUNDER | RANK_OPERATOR}};

static const char *rank_name(unsigned ranks)
{
    size_t i = COUNT_OF(rank_names) - 1;
    while (i > 0 && !(ranks & rank_names[i].ranks & ~(unsigned)RANK_OPERATOR) &&
           !(rank_names[i].ranks == RANK_OPERATOR && (ranks & RANK_OPERATOR))) {
        i--;
    }
    return rank_names[i].name;
}

/* The room in the first argument, if the user may know of it; otherwise NULL, and they are told. */
static struct room *find(struct call *c)
{
    struct room *room = world_room(c->world, c->args[0]);
    bool known =
        room && (room_visible(room, c->reply->session) ||
                 (c->reply->session->powers & POWER_ROOMS) || access_of(room, c->user->account));
    if (!known) {
        service_say(c->reply, me, "There is no room %s.", reply_word(c->args[0]));
        return NULL;
    }
    return room;
}

static unsigned own_ranks(const struct call *c, const struct room *room)
{
    return c->reply->session->powers & POWER_ROOMS ? RANK_FOUNDER
                                                   : access_of(room, c->user->account);
}

/* The same, if the room is owned and the user's account has one of `ranks` there. */
static struct room *find_for(struct call *c, unsigned ranks)
{
    struct room *room = find(c);
    if (room && !access_founder(room)) {
        service_say(c->reply, me, "%s belongs to nobody: REGISTER makes it yours.", room->name);
        return NULL;
    }
    if (room && !(own_ranks(c, room) & ranks)) {
        service_say(c->reply, me, "That is for the founder of %s.", room->name);
        return NULL;
    }
    return room;
}

/* Gives the members who are logged in to this account their ranks. */
static void grant(struct call *c, struct room *room, const char *account)
{
    for (struct member *m = room->members; m; m = m->next) {
        if (m->user->account && precis_same(m->user->account, account)) {
            grant_to(c->world, room, m->user, c->reply);
        }
    }
}

/* Takes these ranks from the members who are logged in to this account; NULL: from all. */
static void take_back(struct call *c, struct room *room, unsigned ranks, const char *account)
{
    for (struct member *m = room->members; m; m = m->next) {
        if (!account || (m->user->account && precis_same(m->user->account, account))) {
            grant_take_back(c->world, room, m->user, ranks, c->reply);
        }
    }
}

static void do_register(struct call *c)
{
    struct room *room = find(c);
    if (!room) {
        return;
    }
    if (access_founder(room)) {
        service_say(c->reply, me, "%s belongs to %s.", room->name, access_founder(room));
    } else if (room_level(room, c->reply->session) < LEVEL_OPERATOR) {
        service_say(c->reply, me, "Only an operator of %s can make it theirs.", room->name);
    } else if (access_count_owned(c->world, c->user->account) >= c->world->config->rooms_owned) {
        service_say(c->reply, me, "An account has at most %ld rooms: DROP one first.",
                    c->world->config->rooms_owned);
    } else {
        access_set(room, c->user->account, RANK_FOUNDER | RANK_OPERATOR);
        grant(c, room, c->user->account);
        log_line(LOG_INFO, "%s made %s theirs", c->user->nick, room->name);
        service_fact(c->reply, me, "changed", "%s is yours now, and stays when nobody is in it.",
                     room->name);
    }
}

static void do_drop(struct call *c)
{
    struct room *room = find_for(c, RANK_FOUNDER);
    if (!room) {
        return;
    }
    grant_give_up(c->world, room, c->reply);
    log_line(LOG_INFO, "%s gave up %s", c->user->nick, room->name);
    service_say(c->reply, me, "%s belongs to nobody now.", room->name);
    world_settle_room(c->world, room);
}

static void give(struct call *c, struct room *room, const char *account)
{
    char name[NICK_BYTES];
    copy_text(name, sizeof name, account);
    room->offered[0] = '\0';
    take_back(c, room, RANK_FOUNDER, NULL);
    access_set(room, name, RANK_FOUNDER | RANK_OPERATOR);
    for (int i = 0; i < room->access_count; i++) {
        grant(c, room, room->access[i].account); /* the old founder is protected now */
    }
    log_line(LOG_INFO, "%s: %s belongs to %s", c->user->nick, room->name, name);
    service_fact(c->reply, me, "changed", "%s belongs to %s now.", room->name, name);
}

/* To all sessions of `to`, or (NULL) to the one that is answered. */
static void tell_offer(struct reply *r, struct user *to, const char *by, const struct room *room)
{
    char fact[sizeof "offer " + NICK_BYTES + ROOM_NAME_BYTES];
    snprintf(fact, sizeof fact, "offer %s %s", by, room->name);
    static const char words[] = "%s offers you the room %s. To take it: /msg ChanServ ACCEPT %s";
    if (to) {
        service_fact_to(r, to, me, fact, words, by, room->name, room->name);
    } else {
        service_fact(r, me, fact, words, by, room->name, room->name);
    }
}

/* Tells those who are logged in to the account. */
static void tell_offered(struct call *c, const struct room *room)
{
    for (struct user *u = c->world->users; u; u = u->next) {
        if (u->account && precis_same(u->account, room->offered)) {
            tell_offer(c->reply, u, c->user->nick, room);
        }
    }
}

void command_tell_offers(struct reply *r)
{
    struct world *w = r->world;
    for (struct room *room = w->rooms; room && w->offers && r->user->account;
         room = room->hh.next) {
        const char *founder = access_founder(room);
        if (founder && precis_same(r->user->account, room->offered)) {
            tell_offer(r, NULL, founder, room);
        }
    }
}

static void do_transfer(struct call *c)
{
    struct account account;
    struct room *room = find_for(c, RANK_FOUNDER);
    if (!room) {
        return;
    }
    if (!account_find(c->world, c->args[1], &account) || (account.flags & ACCOUNT_GONE)) {
        service_fact(c->reply, me, "unknown", "There is no account %s.", reply_word(c->args[1]));
    } else if (access_count_owned(c->world, account.name) >= c->world->config->rooms_owned) {
        service_fact(c->reply, me, "full", "%s has as many rooms as one may have.", account.name);
    } else if (c->reply->session->powers & POWER_ROOMS) {
        give(c, room, account.name);
    } else {
        copy_text(room->offered, sizeof room->offered, account.name);
        c->world->offers = true;
        persist_room(room);
        service_fact(c->reply, me, "offered", "%s is yours until %s says: /msg ChanServ ACCEPT %s",
                     room->name, account.name, room->name);
        tell_offered(c, room);
    }
}

/* Nobody is given a room against their will: it counts towards their limit. */
static void do_accept(struct call *c)
{
    struct room *room = world_room(c->world, c->args[0]);
    if (!room || !precis_same(room->offered, c->user->account)) {
        service_say(c->reply, me, "Nobody offers you %s.", reply_word(c->args[0]));
    } else if (access_count_owned(c->world, c->user->account) >= c->world->config->rooms_owned) {
        service_say(c->reply, me, "You have as many rooms as one may have.");
    } else {
        give(c, room, c->user->account);
    }
}

static void list_access(struct call *c, const struct room *room)
{
    for (int i = 0; i < room->access_count; i++) {
        service_say(c->reply, me, "  %s  %s", room->access[i].account,
                    rank_name(room->access[i].ranks));
    }
}

static void set_access(struct call *c, struct room *room, const char *name, unsigned ranks)
{
    struct account account;
    bool there = account_find(c->world, name, &account); /* by any of its nicknames */
    bool high = there && ((ranks | access_of(room, account.name)) & RANK_PROTECTED);
    if (!there || (ranks && (account.flags & ACCOUNT_GONE))) {
        service_say(c->reply, me, "There is no account %s.", reply_word(name));
    } else if (high && !(own_ranks(c, room) & RANK_FOUNDER)) {
        service_say(c->reply, me, "That is for the founder of %s.", room->name);
    } else if (access_of(room, account.name) & RANK_FOUNDER) {
        service_say(c->reply, me, "The founder stays what they are: TRANSFER gives the room away.");
    } else if (ranks && !access_of(room, account.name) &&
               room->access_count >= c->world->config->access_entries) {
        service_say(c->reply, me, "The list of %s is full.", room->name);
    } else {
        take_back(c, room, access_of(room, account.name) & ~ranks, account.name);
        access_set(room, account.name, ranks);
        grant(c, room, account.name);
        if (ranks) {
            service_say(c->reply, me, "%s is %s in %s from now on.", account.name, rank_name(ranks),
                        room->name);
        } else {
            service_say(c->reply, me, "%s has no rank in %s any more.", account.name, room->name);
        }
    }
}

static void do_access(struct call *c)
{
    const char *what = c->count > 1 ? c->args[1] : "LIST";
    bool list = names_equal(CASEMAP_ASCII, what, "LIST");
    bool add = names_equal(CASEMAP_ASCII, what, "ADD") && c->count == 4;
    bool del = names_equal(CASEMAP_ASCII, what, "DEL") && c->count == 3;
    struct room *room = find_for(c, list ? ~0u : (unsigned)(RANK_FOUNDER | RANK_PROTECTED));
    if (!room) {
        return;
    }
    if (list) {
        list_access(c, room);
        return;
    }
    unsigned ranks = 0;
    for (size_t i = 0; add && i + 1 < COUNT_OF(rank_names); i++) {
        if (names_equal(CASEMAP_ASCII, rank_names[i].name, c->args[3])) {
            ranks = rank_names[i].ranks;
        }
    }
    if (add ? !ranks : !del) {
        service_say(c->reply, me,
                    "It is written: ACCESS #room LIST, ACCESS #room ADD account "
                    "voice|halfop|operator|protected, ACCESS #room DEL account");
    } else {
        set_access(c, room, c->args[2], ranks);
    }
}

static void do_up(struct call *c)
{
    struct room *room = find_for(c, ~0u);
    if (room && !room_has(room, c->user)) {
        service_say(c->reply, me, "You are not in %s.", room->name);
    } else if (room) {
        grant_to(c->world, room, c->user, c->reply);
        service_say(c->reply, me, "You are %s in %s.", rank_name(access_of(room, c->user->account)),
                    room->name);
    }
}

/* --- settings --- */

/* The fact is "history #room on|off|never DAYS MESSAGES", with the server's own days and messages
 * after it; 0: any number. */
static void say_settings(struct call *c, const struct room *room)
{
    const struct config *config = c->world->config;
    struct bytes fact = {0}, text = {0};
    bool kept = config->history && !room->forgetful;
    bytes_format(&fact, "history %s %s %ld %ld %ld %ld", room->name,
                 !config->history ? "never"
                 : kept           ? "on"
                                  : "off",
                 room->keep_days, room->keep_count, config->history_days, config->history_messages);
    bytes_format(&text, "  What is said is %s", kept ? "kept" : "not kept");
    if (kept && room->keep_days) {
        bytes_format(&text, ", for %ld days", room->keep_days);
    }
    if (kept && room->keep_count) {
        bytes_format(&text, ", the last %ld messages", room->keep_count);
    }
    service_fact(c->reply, me, fact.data, "%s.", text.data);
    bytes_finish(&fact);
    bytes_finish(&text);
}

static void do_set(struct call *c)
{
    struct room *room = find_for(c, RANK_FOUNDER | RANK_PROTECTED);
    if (!room) {
        return;
    }
    int on = service_switch(c->args[2]);
    char *end;
    long number = strtol(c->args[2], &end, 10);
    bool counted = !*end && number >= 0 && number <= 1000000000;
    if (names_equal(CASEMAP_ASCII, c->args[1], "HISTORY") && on >= 0) {
        room->forgetful = !on;
    } else if (names_equal(CASEMAP_ASCII, c->args[1], "KEEP-DAYS") && counted) {
        room->keep_days = number;
    } else if (names_equal(CASEMAP_ASCII, c->args[1], "KEEP-MESSAGES") && counted) {
        room->keep_count = number;
        room->swept = 0;
    } else {
        service_say(c->reply, me,
                    "It is written: SET #room HISTORY on|off, SET #room KEEP-DAYS n, "
                    "SET #room KEEP-MESSAGES n; 0: as long, and as many, as the server keeps");
        return;
    }
    persist_room(room);
    say_settings(c, room);
}

static void do_info(struct call *c)
{
    struct room *room = find(c);
    char made[STAMP_CAP];
    if (!room) {
        return;
    }
    stamp_format(room->created, made);
    service_fact(c->reply, me, "room", "%s, since %.10s, %s%s", room->name, made,
                 access_founder(room) ? "belongs to " : "belongs to nobody",
                 access_founder(room) ? access_founder(room) : "");
    say_settings(c, room);
}

/* --- for server operators --- */

static void throw_all_out(struct world *w, struct room *room, const char *why, struct reply *r)
{
    struct member *next;
    for (struct member *m = room->members; m; m = next) {
        next = m->next;
        bool last = !next;
        struct relay kick;
        relay_start(&kick, w, NULL, r, "KICK %s %s :%s", room->name, m->user->nick, why);
        relay_room(&kick, room, NULL, 0, 0);
        relay_end(&kick);
        room_leave(w, room, m->user); /* removing the last one may free the room */
        if (last) {
            return;
        }
    }
}

static void do_forbid(struct call *c)
{
    char name[ROOM_BYTES], key[NAME_KEY];
    struct world *w = c->world;
    const char *why = c->count > 1 ? c->args[1] : "it is forbidden";
    if (!precis_room(c->args[0], ROOM_BYTES - 1, name, sizeof name)) {
        service_say(c->reply, me, "%s is no name of a room.", reply_word(c->args[0]));
        return;
    }
    precis_key(name, key);
    struct ban ban = {.kind = BAN_ROOM,
                      .mask = key,
                      .reason = (char *)(uintptr_t)why,
                      .by = c->user->nick,
                      .set_at = w->wall};
    bool kept = bans_add(w, &ban);
    struct room *room = world_room(w, name);
    if (room) {
        throw_all_out(w, room, why, c->reply);
    }
    log_line(LOG_INFO, "%s forbade %s: %s", c->user->nick, name, why);
    service_say(c->reply, me, "Nobody may enter %s%s.", name,
                kept ? "" : " until the server stops: it could not be written down");
}

static void do_unforbid(struct call *c)
{
    char key[NAME_KEY];
    precis_key(c->args[0], key);
    service_say(c->reply, me,
                bans_remove(c->world, BAN_ROOM, key) ? "%s is open again." : "%s is not forbidden.",
                reply_word(c->args[0]));
}

static void do_list(struct call *c)
{
    enum { LISTED = 200 };
    const char *mask = c->count ? c->args[0] : "*";
    int count = 0;
    for (const struct room *room = c->world->rooms; room; room = room->hh.next) {
        const char *founder = access_founder(room);
        if (founder && precis_match(mask, room->name) && count++ < LISTED) {
            service_say(c->reply, me, "  %s  %s", room->name, founder);
        }
    }
    service_say(c->reply, me, "%d rooms belong to somebody.", count);
}

const struct service_command chanserv_commands[] = {
    {"REGISTER", do_register, 1, 1, SERVICE_ACCOUNT, "#room", "Makes a room yours"},
    {"INFO", do_info, 1, 1, SERVICE_ANYBODY, "#room", "Says whose a room is, and what it keeps"},
    {"ACCESS", do_access, 1, 4, SERVICE_ACCOUNT,
     "#room LIST, or ADD account voice|halfop|operator|protected, or DEL account",
     "What people are in a room for good"},
    {"UP", do_up, 1, 1, SERVICE_ACCOUNT, "#room", "Gives you the rank that is yours"},
    {"SET", do_set, 3, 3, SERVICE_ACCOUNT,
     "#room HISTORY on|off, or KEEP-DAYS n, or KEEP-MESSAGES n", "What a room keeps of its past"},
    {"ACCEPT", do_accept, 1, 1, SERVICE_ACCOUNT, "#room", "Takes a room that was given to you"},
    {"TRANSFER", do_transfer, 2, 2, SERVICE_ACCOUNT, "#room account", "Gives a room away"},
    {"DROP", do_drop, 1, 1, SERVICE_ACCOUNT, "#room", "Gives a room up"},
    {"BAN", chanserv_ban, 2, 4, SERVICE_ANYBODY, "#room nick|mask [time] [reason]",
     "Keeps somebody out of a room, for a time such as 10m, 2h or 7d"},
    {"MUTE", chanserv_mute, 2, 3, SERVICE_ANYBODY, "#room nick|mask [time]",
     "Lets somebody read but not speak in a room"},
    {"UNBAN", chanserv_unban, 2, 2, SERVICE_ANYBODY, "#room nick|mask",
     "Lifts the bans and mutes of somebody"},
    {"BANS", chanserv_bans, 1, 1, SERVICE_ANYBODY, "#room", "Lists the bans and mutes of a room"},
    {"LIST", do_list, 0, 1, SERVICE_ROOMS_POWER, "[mask]", "Lists rooms that belong to somebody"},
    {"FORBID", do_forbid, 1, 2, SERVICE_ROOMS_POWER, "#room [reason]", "Lets nobody enter a room"},
    {"UNFORBID", do_unforbid, 1, 1, SERVICE_ROOMS_POWER, "#room", "Opens it again"},
    {0},
};
