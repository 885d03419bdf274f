#include "server/room.h"

#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/names.h"
#include "server/user.h"
#include "server/world.h"

struct member *room_member(const struct room *room, const struct user *u)
{
    /* a person is in few rooms, a room holds many people: look from the person */
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

bool room_is_operator(const struct room *room, const struct user *u)
{
    const struct member *m = room_member(room, u);
    return m && (m->ranks & RANK_OPERATOR);
}

static bool masks_match(const struct masks *list, const struct user *u)
{
    for (int i = 0; i < list->count; i++) {
        if (names_match(list->items[i].text, u->mask)) {
            return true;
        }
    }
    return false;
}

bool room_banned(const struct room *room, const struct user *u)
{
    return masks_match(&room->lists[LIST_BANS], u) &&
           !masks_match(&room->lists[LIST_EXCEPTIONS], u);
}

bool room_always_invited(const struct room *room, const struct user *u)
{
    return masks_match(&room->lists[LIST_INVITED], u);
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

bool room_may_speak(const struct room *room, const struct user *u)
{
    const struct member *m = room_member(room, u);
    if (m && m->ranks) {
        return true;
    }
    if ((!m && (room->modes & ROOM_NO_OUTSIDE)) || (room->modes & ROOM_MODERATED)) {
        return false;
    }
    return !room_banned(room, u);
}

bool room_visible(const struct room *room, const struct user *u)
{
    return !(room->modes & ROOM_SECRET) || room_has(room, u);
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

struct member *room_join(struct room *room, struct user *u)
{
    CHECK(!room_has(room, u));
    struct member *m = xcalloc(1, sizeof *m);
    m->user = u;
    m->room = room;
    m->ranks = room->member_count == 0 ? RANK_OPERATOR : 0;
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
    if (m->prev) {
        m->prev->next = m->next;
    } else {
        room->members = m->next;
    }
    if (m->next) {
        m->next->prev = m->prev;
    }
    free(m);
    if (--room->member_count == 0) {
        world_forget_room(w, room);
    }
}

void room_set_topic(struct room *room, const char *topic, const char *by, int64_t at)
{
    free(room->topic);
    free(room->topic_by);
    room->topic = *topic ? xstrdup(topic) : NULL;
    room->topic_by = xstrdup(by);
    room->topic_at = at;
}

void room_invite(struct room *room, const struct user *u)
{
    enum { INVITES_MAX = 200 }; /* the oldest invitation is forgotten */
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

static int find_mask(const struct masks *list, const char *mask)
{
    for (int i = 0; i < list->count; i++) {
        if (names_equal(CASEMAP_ASCII, list->items[i].text, mask)) {
            return i;
        }
    }
    return -1;
}

bool masks_add(struct masks *list, const char *mask, const char *by, int64_t at)
{
    if (find_mask(list, mask) >= 0) {
        return false;
    }
    list->items = xrealloc(list->items, (size_t)(list->count + 1) * sizeof *list->items);
    list->items[list->count++] = (struct mask){xstrdup(mask), xstrdup(by), at};
    return true;
}

bool masks_remove(struct masks *list, const char *mask)
{
    int at = find_mask(list, mask);
    if (at < 0) {
        return false;
    }
    free(list->items[at].text);
    free(list->items[at].by);
    list->count--;
    memmove(list->items + at, list->items + at + 1,
            (size_t)(list->count - at) * sizeof *list->items);
    return true;
}

void rank_prefix(unsigned ranks, bool all, char *out)
{
    static const struct { unsigned rank; char prefix; } order[] = {
        {RANK_OPERATOR, '@'}, {RANK_VOICE, '+'}};
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        if (ranks & order[i].rank) {
            *out++ = order[i].prefix;
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
        for (int i = 0; i < room->lists[list].count; i++) {
            free(room->lists[list].items[i].text);
            free(room->lists[list].items[i].by);
        }
        free(room->lists[list].items);
    }
    free(room->invited);
    free(room->topic);
    free(room->topic_by);
    free(room);
}
