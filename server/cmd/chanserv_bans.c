/* ChanServ's BAN, MUTE, UNBAN and BANS: what a window does by MODE, for whoever types. A ban
 * follows the person: the account, and the host as long as nobody else comes from it. */
#include "server/cmd/chanserv_bans.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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

/* Whether somebody else is connected from the host of `u`; with the same ident, if `ident`. */
static bool shares_host(const struct user *u, bool ident)
{
    for (const struct user *other = u->world->users; other; other = other->next) {
        if (other != u && other->registered && strcmp(other->host, u->host) == 0 &&
            (!ident || strcmp(other->ident, u->ident) == 0)) {
            return true;
        }
    }
    return false;
}

/* The mask of a person who is not known by an account: as wide as hits nobody else. */
static void host_mask(const struct user *u, char *out, size_t cap)
{
    if (!shares_host(u, false)) {
        snprintf(out, cap, "*!*@%s", u->host);
    } else if (!shares_host(u, true)) {
        snprintf(out, cap, "*!%s@%s", u->ident, u->host);
    } else {
        snprintf(out, cap, "%s!*@*", u->nick);
    }
}

static void set_mask(struct call *c, struct room *room, const char *kind, long minutes,
                     const char *mask)
{
    char text[MASK_BYTES + 32];
    if (minutes) {
        snprintf(text, sizeof text, "t:%ld:%s%s", minutes, kind, mask);
    } else {
        snprintf(text, sizeof text, "%s%s", kind, mask);
    }
    char *param = text;
    command_change_room(room, "+b", &param, 1, c->reply);
}

static void remove_covered(struct call *c, struct room *room, const char *reason)
{
    struct member *next;
    for (struct member *m = room->members; m; m = next) {
        next = m->next; /* removing the last one may free the room */
        if (m->user != c->user && room_banned(room, m->user) &&
            room_outranks(room, c->reply->session, m)) {
            command_kick(room, m->user, reason, c->reply);
        }
    }
}

static void keep_away(struct call *c, const char *kind)
{
    struct room *room = find_room(c);
    if (!room) {
        return;
    }
    int64_t lasts = c->count > 2 ? duration_read(c->args[2]) : -1;
    const char *reason = c->count > 3 ? c->args[3] : c->count > 2 && lasts < 0 ? c->args[2] : "";
    long minutes = lasts > 0 ? (long)(lasts / 60000) : 0;
    struct user *target = world_user(c->world, c->args[1]);
    struct member *m = target ? room_member(room, target) : NULL;
    char mask[MASK_BYTES];
    if (!target && !strpbrk(c->args[1], "!@*?:")) {
        service_say(c->reply, me, "%s is not here; a mask is nick!user@host or a:account.",
                    reply_word(c->args[1]));
        return;
    }
    if (m && !room_outranks(room, c->reply->session, m)) {
        service_say(c->reply, me, "%s is not below you in %s.", target->nick, room->name);
        return;
    }
    if (!target) {
        set_mask(c, room, kind, minutes, c->args[1]);
    } else {
        if (target->account) {
            snprintf(mask, sizeof mask, "a:%s", target->account);
            set_mask(c, room, kind, minutes, mask);
        }
        host_mask(target, mask, sizeof mask);
        set_mask(c, room, kind, minutes, mask);
    }
    if (!*kind) {
        remove_covered(c, room, reason);
    }
}

void chanserv_ban(struct call *c)
{
    keep_away(c, "");
}

void chanserv_mute(struct call *c)
{
    keep_away(c, "m:");
}

/* Whether an entry is what UNBAN names: the mask, the person, or the person's account. */
static bool is_named(const struct mask *one, const char *name, const struct user *u)
{
    struct mask copy = *one;
    struct masks alone = {&copy, 1};
    char account[NICK_BYTES + 4];
    snprintf(account, sizeof account, "a:%s", name);
    return masks_find(&alone, name) || masks_find(&alone, account) ||
           (u && user_is_covered(u, &alone, true));
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
        if (is_named(&bans->items[i], c->args[1], u)) {
            char text[MASK_BYTES + 32];
            char *param = text;
            copy_text(text, sizeof text, bans->items[i].text);
            command_change_room(room, "-b", &param, 1, c->reply);
            lifted++;
        }
    }
    service_say(c->reply, me,
                lifted ? "%s may come in to %s and speak again." : "No ban of %s in %s.",
                reply_word(c->args[1]), room->name);
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
