#include "server/core/room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/numerics.h"
#include "server/core/oper.h"
#include "server/core/persist.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"

struct member *room_member(const struct room *room, const struct user *u)
{
    /* a user is in few rooms, a room has many members: search from the user */
    for (struct member *m = u->rooms; m; m = m->next_of_user) {
        if (m->room == room) {
            return m;
        }
    }
    return NULL;
}

bool room_has(const struct room *room, const struct user *u)
{
    return room_member(room, u) != NULL;
}

enum level rank_level(unsigned ranks)
{
    return ranks & RANK_FOUNDER     ? LEVEL_FOUNDER
           : ranks & RANK_PROTECTED ? LEVEL_PROTECTED
           : ranks & RANK_OPERATOR  ? LEVEL_OPERATOR
           : ranks & RANK_HALFOP    ? LEVEL_HALFOP
           : ranks & RANK_VOICE     ? LEVEL_VOICE
                                    : LEVEL_NONE;
}

enum level room_level(const struct room *room, const struct session *s)
{
    const struct member *m = room_member(room, s->user);
    return s->powers & POWER_ROOMS ? LEVEL_SERVER : m ? rank_level(m->ranks) : LEVEL_NONE;
}

bool room_outranks(const struct room *room, const struct session *s, const struct member *m)
{
    enum level mine = room_level(room, s), theirs = rank_level(m->ranks);
    return mine > theirs || (mine == theirs && mine >= LEVEL_OPERATOR);
}

bool room_banned(const struct room *room, const struct user *u)
{
    return user_is_covered(u, &room->lists[LIST_BANS], false) &&
           !user_is_covered(u, &room->lists[LIST_EXCEPTIONS], false);
}

bool room_always_invited(const struct room *room, const struct user *u)
{
    return user_is_covered(u, &room->lists[LIST_INVITED], false);
}

bool room_invited(const struct room *room, const struct user *u)
{
    for (int i = 0; i < room->invited_count; i++) {
        if (room->invited[i] == u->id) {
            return true;
        }
    }
    return false;
}

static bool bars(const struct room *room, const struct user *u, const char *mask)
{
    return user_is_covered_as(u, mask, &room->lists[LIST_BANS], true) &&
           !user_is_covered_as(u, mask, &room->lists[LIST_EXCEPTIONS], true);
}

int room_refuses_speech(const struct room *room, const struct session *s)
{
    const struct user *u = s->user;
    const struct member *m = room_member(room, u);
    if (room_level(room, s) > LEVEL_NONE) {
        return 0;
    }
    if ((!m && (room->modes & ROOM_NO_OUTSIDE)) || (room->modes & ROOM_MODERATED) ||
        (!u->account && (room->modes & ROOM_ACCOUNTS_SPEAK))) {
        return ERR_CANNOTSENDTOCHAN;
    }
    return bars(room, u, u->mask) ? ERR_CANNOTSENDTOCHAN : 0;
}

bool room_mutes(const struct room *room, const struct session *s)
{
    return room_level(room, s) == LEVEL_NONE && bars(room, s->user, s->user->mask);
}

long room_slow_wait(struct room *room, const struct session *s)
{
    struct member *m = room_member(room, s->user);
    int64_t now = room->world->now, at;
    if (!room->slow || !m || room_level(room, s) > LEVEL_NONE) {
        return 0;
    }
    at = m->spoke_at ? m->spoke_at + room->slow * 1000 : now;
    return at > now ? (long)((at - now + 999) / 1000) : 0;
}

void room_take_turn(struct room *room, const struct session *s)
{
    struct member *m = room_member(room, s->user);
    if (m && room->slow && room_level(room, s) == LEVEL_NONE) {
        m->spoke_at = room->world->now;
    }
}

void room_note_masks_end(struct room *room)
{
    struct world *w = room->world;
    room->masks_end = 0;
    for (int list = 0; list < LIST_COUNT; list++) {
        int64_t until = masks_until(&room->lists[list]);
        if (until && (!room->masks_end || until < room->masks_end)) {
            room->masks_end = until;
        }
    }
    if (room->masks_end && (!w->masks_end || room->masks_end < w->masks_end)) {
        w->masks_end = room->masks_end;
    }
}

bool room_holds_nick(const struct room *room, const struct session *s, const char *mask)
{
    const struct user *u = s->user;
    return room_level(room, s) == LEVEL_NONE && (bars(room, u, u->mask) || bars(room, u, mask));
}

bool room_is_for_few(const struct room *room)
{
    return room->key[0] || room->lists[LIST_BANS].count ||
           (room->modes & (ROOM_INVITE_ONLY | ROOM_SECRET | ROOM_ACCOUNTS_ONLY));
}

bool room_visible(const struct room *room, const struct session *s)
{
    return !(room->modes & ROOM_SECRET) || room_has(room, s->user) || (s->powers & POWER_SPY);
}

static void forget_invite(struct room *room, const struct user *u)
{
    for (int i = 0; i < room->invited_count; i++) {
        if (room->invited[i] == u->id) {
            room->invited[i] = room->invited[--room->invited_count];
            return;
        }
    }
}

void room_forget_invites(struct room *room, const struct masks *of)
{
    for (struct user *u = room->world->users; u && room->invited_count > 0; u = u->next) {
        if (room_invited(room, u) && user_is_covered(u, of, false)) {
            forget_invite(room, u);
        }
    }
}

/* --- who left a slow room --- */

static void slowed_who(const struct user *u, char *out, size_t cap)
{
    snprintf(out, cap, "%s%s%s", u->account ? u->account : u->ident, u->account ? "" : "@",
             u->account ? "" : u->host);
}

static void note_slowed(struct room *room, const struct member *m)
{
    if (!room->slow || m->spoke_at + room->slow * 1000 <= room->world->now || !m->spoke_at) {
        return;
    }
    if (!room->slowed) {
        room->slowed = xcalloc(SLOWED, sizeof *room->slowed);
    }
    struct slowed *one = &room->slowed[room->slowed_next++ % SLOWED];
    slowed_who(m->user, one->who, sizeof one->who);
    one->spoke_at = m->spoke_at;
}

static int64_t slowed_at(const struct room *room, const struct user *u)
{
    char who[sizeof room->slowed->who];
    int64_t at = 0;
    slowed_who(u, who, sizeof who);
    for (int i = 0; room->slow && room->slowed && i < SLOWED; i++) {
        const struct slowed *one = &room->slowed[i];
        at = one->spoke_at > at && strcmp(one->who, who) == 0 ? one->spoke_at : at;
    }
    return at;
}

struct member *room_join(struct room *room, struct user *u)
{
    CHECK(!room_has(room, u));
    struct member *m = xcalloc(1, sizeof *m);
    m->id = ++u->world->next_id;
    m->user = u;
    m->room = room;
    m->spoke_at = slowed_at(room, u);
    m->ranks = room->member_count == 0 && !(room->modes & ROOM_STAYS) ? RANK_OPERATOR : 0;
    m->next = room->members;
    if (m->next) {
        m->next->prev = m;
    }
    room->members = m;
    room->member_count++;
    m->next_of_user = u->rooms;
    u->rooms = m;
    u->room_count++;
    forget_invite(room, u);
    persist_user(u);
    return m;
}

void room_leave(struct world *w, struct room *room, struct user *u)
{
    struct member **link = &u->rooms;
    while ((*link)->room != room) {
        link = &(*link)->next_of_user;
    }
    struct member *m = *link;
    *link = m->next_of_user;
    u->room_count--;
    persist_user(u);
    if (m->prev) {
        m->prev->next = m->next;
    } else {
        room->members = m->next;
    }
    if (m->next) {
        m->next->prev = m->prev;
    }
    note_slowed(room, m);
    free(m);
    room->member_count--;
    world_settle_room(w, room);
    if (u->parted && !u->rooms && !u->gone && !u->buried) {
        user_doom(u, "No device is connected, and no room is left");
    }
}

void room_set_topic(struct room *room, const char *topic, const char *by, int64_t at)
{
    free(room->topic);
    free(room->topic_by);
    room->topic = *topic ? xstrdup(topic) : NULL;
    room->topic_by = xstrdup(by);
    room->topic_at = at;
    persist_room(room);
}

void room_invite(struct room *room, const struct user *u)
{
    enum { INVITES_MAX = 200 }; /* then the oldest is dropped */
    if (room_invited(room, u)) {
        return;
    }
    if (room->invited_count == INVITES_MAX) {
        memmove(room->invited, room->invited + 1, (INVITES_MAX - 1) * sizeof *room->invited);
        room->invited_count--;
    }
    room->invited =
        xrealloc(room->invited, (size_t)(room->invited_count + 1) * sizeof *room->invited);
    room->invited[room->invited_count++] = u->id;
}

void rank_prefix(unsigned ranks, bool all, char *out)
{
    for (int i = 0; ROOM_RANK_SIGNS[i]; i++) {
        if (ranks & 1u << i) {
            *out++ = ROOM_RANK_SIGNS[i];
            if (!all) {
                break;
            }
        }
    }
    *out = '\0';
}

void room_free(struct room *room)
{
    CHECK(!room->members);
    for (int list = 0; list < LIST_COUNT; list++) {
        masks_finish(&room->lists[list]);
    }
    metadata_finish(&room->metadata);
    free(room->invited);
    free(room->slowed);
    free(room->access);
    free(room->topic);
    free(room->topic_by);
    free(room);
}
