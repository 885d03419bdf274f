/* ChanServ's BAN, MUTE, UNBAN and BANS: what a window does by MODE, for whoever types. A ban
 * follows the person: the account, and the host, or what tells them apart there. */
#include "server/cmd/chanserv_bans.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/stamp.h"
#include "server/cmd/command.h"
#include "server/cmd/services.h"
#include "server/core/precis.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/out/reply.h"
#include "server/wire/duration.h"

static const char me[] = "ChanServ";

/* The room of the first argument if the user moderates it; otherwise NULL, and they are told. */
static struct room *find_room(struct call *c)
{
    struct room *room = world_room(c->world, c->args[0]);
    if (!room || !room_visible(room, c->reply->session)) {
        service_say(c->reply, me, "There is no room %s.", reply_word(c->args[0]));
        return NULL;
    }
    if (room_level(room, c->reply->session) < LEVEL_HALFOP) {
        service_say(c->reply, me, "That is for operators of %s.", room->name);
        return NULL;
    }
    return room;
}

/* How many others are behind the host of `u`; with the same ident, if `ident`. */
static int sharing(const struct user *u, bool ident)
{
    int count = 0;
    for (const struct user *other = u->world->users; other; other = other->next) {
        bool same = other != u && other->registered && strcmp(other->host, u->host) == 0;
        count += same && (!ident || strcmp(other->ident, u->ident) == 0);
    }
    return count;
}

/* The mask of a person who is not known by an account: as wide as hits nobody else; but one who is
 * here twice or thrice to pass for several is still one, and more are probably other people. */
static void host_mask(const struct user *u, char *out, size_t cap)
{
    enum { CLONES = 2 };
    if (!sharing(u, false)) {
        snprintf(out, cap, "*!*@%s", u->host);
    } else if (sharing(u, true) <= CLONES) {
        snprintf(out, cap, "*!%s@%s", u->ident, u->host);
    } else {
        snprintf(out, cap, "%s!*@*", u->nick);
    }
}

/* Says whom else in the room a mask covers, so that it can be lifted and set otherwise. */
static void tell_others(struct call *c, const struct room *room, const struct user *target,
                        const char *mask)
{
    struct bytes names = {0};
    char whole[MASK_BYTES];
    struct mask one = {.text = whole};
    const struct masks alone = {&one, 1};
    mask_complete(whole, sizeof whole, mask);
    for (const struct member *m = room->members; m; m = m->next) {
        if (m->user != target && user_is_covered(m->user, &alone, false)) {
            bytes_format(&names, "%s%s", names.len ? ", " : "", m->user->nick);
        }
    }
    if (names.len) {
        service_say(c->reply, me, "%s also covers %.200s. To keep out a nickname only: %s!*@*",
                    mask, names.data, target->nick);
    }
    bytes_finish(&names);
}

/* Sets a mask; false: the room does not take it, and they are told. */
static bool set_mask(struct call *c, struct room *room, const char *kind, long minutes,
                     const char *mask)
{
    char text[2 * MASK_BYTES + 32], whole[MASK_BYTES];
    if (minutes) {
        snprintf(text, sizeof text, "t:%ld:%s%s", minutes, kind, mask);
    } else {
        snprintf(text, sizeof text, "%s%s", kind, mask);
    }
    char *param = text;
    command_change_room(room, "+b", &param, 1, c->reply);
    return mask_complete(whole, sizeof whole, text) && masks_find(&room->lists[LIST_BANS], whole);
}

/* Removes those whom this mask covers, as far as the user may. */
static void remove_covered(struct call *c, struct room *room, const char *mask, const char *reason)
{
    char whole[MASK_BYTES];
    struct mask one = {.text = whole};
    const struct masks alone = {&one, 1};
    struct member *next;
    mask_complete(whole, sizeof whole, mask);
    for (struct member *m = room->members; m; m = next) {
        next = m->next; /* removing the last one may free the room */
        if (m->user != c->user && user_is_covered(m->user, &alone, false) &&
            room_banned(room, m->user) && room_outranks(room, c->reply->session, m)) {
            command_kick(room, m->user, reason, c->reply);
        }
    }
}

/* The time and the reason, of which either may be missing; false: what begins like a time is none,
 * which was said. */
static bool read_rest(const struct call *c, long *minutes, struct bytes *reason)
{
    enum { MOST_DAYS = 3650 };
    const char *first = c->count > 2 ? c->args[2] : "";
    const char *number = first + (*first == '-' || *first == '+');
    int64_t lasts = *first ? duration_read(first) : -1;
    bool digit = *number >= '0' && *number <= '9';
    if (digit && (lasts <= 0 || lasts > MOST_DAYS * INT64_C(86400000))) {
        service_say(c->reply, me,
                    "%s is no time: it is written 10m, 2h, 7d or 1w, ten years at most.",
                    reply_word(c->args[2]));
        return false;
    }
    *minutes = lasts > 0 ? (long)(lasts / 60000) : 0;
    for (int i = lasts < 0 ? 2 : 3; i < c->count; i++) {
        bytes_format(reason, "%s%s", reason->len ? " " : "", c->args[i]);
    }
    return true;
}

static void keep_away(struct call *c, const char *kind)
{
    struct room *room = find_room(c);
    struct user *target = room ? world_user(c->world, c->args[1]) : NULL;
    struct member *m = target ? room_member(room, target) : NULL;
    char masks[2][MASK_BYTES];
    int count = 0;
    long minutes;
    if (!room) {
        return;
    }
    if (!target && !strpbrk(c->args[1], "!@*?:")) {
        service_say(c->reply, me, "%s is not here; a mask is nick!user@host or a:account.",
                    reply_word(c->args[1]));
        return;
    }
    if (m && !room_outranks(room, c->reply->session, m)) {
        service_say(c->reply, me, "%s is not below you in %s.", target->nick, room->name);
        return;
    }
    struct bytes reason = {0};
    if (!read_rest(c, &minutes, &reason)) {
        return;
    }
    if (target && target->account) {
        snprintf(masks[count++], MASK_BYTES, "a:%s", target->account);
    }
    if (target) {
        host_mask(target, masks[count++], MASK_BYTES);
    } else {
        copy_text(masks[count++], MASK_BYTES, c->args[1]);
    }
    uint64_t id = room->id;
    char name[ROOM_BYTES];
    copy_text(name, sizeof name, room->name);
    bool set[2] = {false, false};
    for (int i = 0; i < count; i++) {
        set[i] = set_mask(c, room, kind, minutes, masks[i]);
        if (set[i] && target) {
            tell_others(c, room, target, masks[i]);
        }
    }
    for (int i = 0; !*kind && i < count && room; i++) {
        if (set[i]) {
            remove_covered(c, room, masks[i], bytes_string(&reason));
            room = world_room(c->world, name);
            room = room && room->id == id ? room : NULL;
        }
    }
    bytes_finish(&reason);
}

void chanserv_ban(struct call *c)
{
    keep_away(c, "");
}

void chanserv_mute(struct call *c)
{
    keep_away(c, "m:");
}

/* Whether an entry, or a mute of the same, is one of those that BAN sets on somebody: not a wide
 * mask that happens to cover them too. */
static bool is_theirs(const struct mask *one, const char *name, const struct user *u)
{
    char narrow[5][MASK_BYTES], whole[sizeof narrow + 8];
    int count = 0;
    mask_complete(narrow[count++], MASK_BYTES, name);
    snprintf(narrow[count++], MASK_BYTES, "a:%s", name);
    if (u) {
        snprintf(narrow[count++], MASK_BYTES, "*!*@%s", u->host);
        snprintf(narrow[count++], MASK_BYTES, "*!%s@%s", u->ident, u->host);
    }
    if (u && u->account) {
        snprintf(narrow[count++], MASK_BYTES, "a:%s", u->account);
    }
    struct mask copy = *one;
    const struct masks alone = {&copy, 1};
    for (int i = 0; i < count; i++) {
        snprintf(whole, sizeof whole, "m:%s", narrow[i]);
        if (masks_find(&alone, narrow[i]) || masks_find(&alone, whole)) {
            return true;
        }
    }
    return false;
}

void chanserv_unban(struct call *c)
{
    struct room *room = find_room(c);
    if (!room) {
        return;
    }
    const struct user *u = world_user(c->world, c->args[1]);
    struct masks *bans = &room->lists[LIST_BANS];
    int lifted = 0;
    for (int i = bans->count - 1; i >= 0; i--) {
        if (is_theirs(&bans->items[i], c->args[1], u)) {
            char text[MASK_BYTES + 32];
            char *param = text;
            copy_text(text, sizeof text, bans->items[i].text);
            command_change_room(room, "-b", &param, 1, c->reply);
            lifted++;
        }
    }
    if (u && user_is_covered(u, bans, true)) {
        service_say(c->reply, me, "A wider ban of %s still covers %s: BANS lists them.", room->name,
                    u->nick);
    } else {
        service_say(c->reply, me,
                    lifted ? "%s may come in to %s and speak again." : "No ban of %s in %s.",
                    reply_word(c->args[1]), room->name);
    }
}

void chanserv_bans(struct call *c)
{
    struct room *room = find_room(c);
    if (!room) {
        return;
    }
    const struct masks *bans = &room->lists[LIST_BANS];
    for (int i = 0; i < bans->count; i++) {
        const struct mask *one = &bans->items[i];
        char until[STAMP_CAP] = "";
        if (mask_until(one)) {
            stamp_format(mask_until(one), until);
        }
        service_say(c->reply, me, "  %s  by %s%s%s", one->text, one->by, *until ? ", until " : "",
                    until);
    }
    service_say(c->reply, me, bans->count == 1 ? "%d ban in %s." : "%d bans in %s.", bans->count,
                room->name);
}
