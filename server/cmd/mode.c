#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/message.h"
#include "irc/modes.h"
#include "irc/numerics.h"
#include "server/cmd/command.h"
#include "server/core/access.h"
#include "server/core/config.h"
#include "server/core/oper.h"
#include "server/core/persist.h"
#include "server/core/precis.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/out/relay.h"
#include "server/out/relay_keep.h"
#include "server/out/reply.h"
#include "server/out/snomask.h"

static const struct {
    char letter;
    unsigned bit;
} room_flags[] = {
    {'C', ROOM_NO_CTCP},        {'i', ROOM_INVITE_ONLY},   {'m', ROOM_MODERATED},
    {'M', ROOM_ACCOUNTS_SPEAK}, {'n', ROOM_NO_OUTSIDE},    {'P', ROOM_PERMANENT},
    {'r', ROOM_OWNED},          {'R', ROOM_ACCOUNTS_ONLY}, {'s', ROOM_SECRET},
    {'S', ROOM_PLAIN_TEXT},     {'t', ROOM_TOPIC_LOCKED},  {'U', ROOM_TO_OPERATORS},
};

static const struct mode_kinds room_kinds = {ROOM_LIST_MODES, ROOM_KEY_MODES, ROOM_SET_MODES,
                                             ROOM_RANK_MODES};

/* Changes that were made, gathered into lines that fit. */
struct changes {
    struct world *world;
    struct user *by;
    struct reply *reply;
    struct room *room;
    struct bytes letters;
    struct bytes params;
    char sign;    /* the last one written */
    bool refused; /* an unknown letter was reported */
};

static void tell(struct changes *c)
{
    if (c->letters.len > 0) {
        persist_room(c->room);
        struct relay mode;
        relay_start(&mode, c->world, c->by, c->reply, "MODE %s %s%s", c->room->name,
                    c->letters.data, bytes_string(&c->params));
        if (!strchr(c->letters.data, 'k')) { /* the key must not be in the history */
            relay_keep_event(&mode, c->room);
        }
        relay_room(&mode, c->room, NULL, 0, 0);
        relay_end(&mode);
    }
    bytes_clear(&c->letters);
    bytes_clear(&c->params);
    c->sign = 0;
}

static void note(struct changes *c, bool adding, char letter, const char *param)
{
    enum { PARAMS_LINE = 200, LETTERS_LINE = 60 };
    char sign = adding ? '+' : '-';
    if (c->params.len + strlen(param) > PARAMS_LINE || c->letters.len > LETTERS_LINE) {
        tell(c);
    }
    if (sign != c->sign) { /* tell() may have reset it */
        bytes_char(&c->letters, sign);
        c->sign = sign;
    }
    bytes_char(&c->letters, letter);
    if (*param) {
        bytes_format(&c->params, " %s", param);
    }
}

/* Half-operators give voice, operators also half-operator and operator, founders the two above.
 * Nobody takes a rank from a member above them, and everybody may give up their own. */
static bool may_rank(const struct changes *c, const struct member *m, unsigned rank, bool adding)
{
    enum level level = room_level(c->room, c->reply->session);
    enum level need = rank == RANK_VOICE                     ? LEVEL_HALFOP
                      : rank & (RANK_HALFOP | RANK_OPERATOR) ? LEVEL_OPERATOR
                                                             : LEVEL_FOUNDER;
    if (!adding && m->user == c->by) {
        return true;
    }
    return level >= need && (adding || room_outranks(c->room, c->reply->session, m));
}

static void change_rank(struct changes *c, struct reply *r, const struct mode_change *change)
{
    struct user *target = world_user(c->world, change->param);
    struct member *m = target ? room_member(c->room, target) : NULL;
    if (!target) {
        reply_numeric(r, ERR_NOSUCHNICK, "%s", reply_word(change->param));
        return;
    }
    if (!m) {
        reply_numeric(r, ERR_USERNOTINCHANNEL, "%s %s", target->nick, c->room->name);
        return;
    }
    int index = (int)(strchr(ROOM_RANK_MODES, change->letter) - ROOM_RANK_MODES);
    unsigned ranks = change->adding ? m->ranks | 1u << index : m->ranks & ~(1u << index);
    if (!may_rank(c, m, 1u << index, change->adding)) {
        reply_numeric(r, ERR_CHANOPRIVSNEEDED, "%s", c->room->name);
    } else if (ranks != m->ranks) {
        m->ranks = ranks;
        persist_user(target);
        note(c, change->adding, change->letter, target->nick);
    }
}

static struct masks *list_of(struct room *room, char letter)
{
    return &room->lists[strchr(ROOM_LIST_MODES, letter) - ROOM_LIST_MODES];
}

/* A mask that differs from one of the list only in its time takes its place. */
static void add_mask(struct changes *c, struct reply *r, char letter, const char *mask)
{
    struct masks *list = list_of(c->room, letter);
    const struct mask *old = masks_find(list, mask);
    if (old && precis_same(old->text, mask) && !mask_until(old)) {
        return;
    }
    if (old) {
        note(c, false, letter, old->text);
        masks_remove(list, mask);
    } else if (list->count >= c->world->config->list_entries) {
        reply_numeric(r, ERR_BANLISTFULL, "%s %c", c->room->name, letter);
        return;
    }
    masks_add(list, mask, c->by->mask, c->world->wall);
    note(c, true, letter, mask);
    if (letter == 'b') { /* it is the later word */
        struct mask one = {.text = (char *)(uintptr_t)mask};
        room_forget_invites(c->room, &(struct masks){&one, 1});
    }
    room_note_masks_end(c->room);
}

static void change_list(struct changes *c, struct reply *r, const struct mode_change *change)
{
    char mask[MASK_BYTES];
    struct masks *list = list_of(c->room, change->letter);
    if (strcmp(reply_word(change->param), change->param) != 0 ||
        strlen(change->param) > MASK_TEXT_MAX || !mask_complete(mask, sizeof mask, change->param)) {
        reply_numeric(r, ERR_INVALIDMODEPARAM, "%s %c * :This takes a mask such as nick!*@*",
                      c->room->name, change->letter);
        return;
    }
    const struct mask *old = masks_find(list, mask);
    if (change->adding) {
        add_mask(c, r, change->letter, mask);
    } else if (old) {
        note(c, false, change->letter, old->text);
        masks_remove(list, mask);
        room_note_masks_end(c->room);
    }
}

static void change_key(struct changes *c, struct reply *r, const struct mode_change *change)
{
    struct room *room = c->room;
    const char *key = change->param ? change->param : "*";
    if (!change->adding) {
        if (room->key[0]) {
            room->key[0] = '\0';
            note(c, false, 'k', "*");
        }
    } else if (strlen(key) >= KEY_BYTES || strpbrk(key, " ,") || *key == ':' || !*key) {
        reply_numeric(r, ERR_INVALIDMODEPARAM,
                      "%s k * :A key is at most %d bytes, without spaces "
                      "and commas",
                      room->name, KEY_BYTES - 1);
    } else if (strcmp(room->key, key) != 0) {
        copy_text(room->key, sizeof room->key, key);
        note(c, true, 'k', key);
    }
}

static void change_limit(struct changes *c, struct reply *r, const struct mode_change *change)
{
    long limit = change->adding ? strtol(change->param, NULL, 10) : 0;
    if (change->adding && (limit < 1 || limit > 1000000)) {
        reply_numeric(r, ERR_INVALIDMODEPARAM, "%s l %s :A limit is a number of people",
                      c->room->name, reply_word(change->param));
    } else if (limit != c->room->limit) {
        c->room->limit = limit;
        struct bytes number = {0};
        bytes_format(&number, "%ld", limit);
        note(c, change->adding, 'l', change->adding ? number.data : "");
        bytes_finish(&number);
    }
}

/* "JOINS:SECONDS". */
static void change_joins(struct changes *c, struct reply *r, const struct mode_change *change)
{
    enum { JOINS_MAX = 1000, SECONDS_MAX = 3600 };
    char *end = "", *last = "";
    long joins = change->adding ? strtol(change->param, &end, 10) : 0;
    long seconds = *end == ':' ? strtol(end + 1, &last, 10) : 0;
    if (change->adding && (*end != ':' || *last || joins < 1 || joins > JOINS_MAX || seconds < 1 ||
                           seconds > SECONDS_MAX)) {
        reply_numeric(r, ERR_INVALIDMODEPARAM,
                      "%s j %s :This takes people and seconds, such as 5:10", c->room->name,
                      reply_word(change->param));
    } else if (joins != c->room->joins || seconds != c->room->joins_seconds) {
        char text[32];
        c->room->joins = joins;
        c->room->joins_seconds = seconds;
        c->room->joins_full_at = 0;
        snprintf(text, sizeof text, "%ld:%ld", joins, seconds);
        note(c, change->adding, 'j', change->adding ? text : "");
    }
}

static void change_slow(struct changes *c, struct reply *r, const struct mode_change *change)
{
    enum { SECONDS_MAX = 24 * 3600 };
    char *end = "";
    long seconds = change->adding ? strtol(change->param, &end, 10) : 0;
    if (change->adding && (*end || seconds < 1 || seconds > SECONDS_MAX)) {
        reply_numeric(r, ERR_INVALIDMODEPARAM, "%s W %s :Slow mode takes a number of seconds",
                      c->room->name, reply_word(change->param));
    } else if (seconds != c->room->slow) {
        char text[32];
        c->room->slow = seconds;
        snprintf(text, sizeof text, "%ld", seconds);
        note(c, change->adding, 'W', change->adding ? text : "");
    }
}

static unsigned flag_bit(char letter)
{
    for (size_t i = 0; i < COUNT_OF(room_flags); i++) {
        if (room_flags[i].letter == letter) {
            return room_flags[i].bit;
        }
    }
    return 0;
}

/* Only for founders and server operators: permanent rooms could fill the server. */
static bool may_stay(const struct changes *c)
{
    return (c->reply->session->powers & POWER_ROOMS) ||
           (access_of(c->room, c->by->account) & RANK_FOUNDER);
}

static void change_flag(struct changes *c, struct reply *r, const struct mode_change *change)
{
    unsigned bit = flag_bit(change->letter);
    if (!bit) {
        if (!c->refused) { /* a hundred would be a flood */
            char letter[] = {(unsigned char)change->letter < 0x7F ? change->letter : '*', '\0'};
            reply_numeric(r, ERR_UNKNOWNMODE, "%s", reply_word(letter));
        }
        c->refused = true;
        return;
    }
    unsigned modes = change->adding ? c->room->modes | bit : c->room->modes & ~bit;
    bool may = bit == ROOM_OWNED       ? false /* only ChanServ sets it */
               : bit == ROOM_PERMANENT ? may_stay(c)
                                       : true;
    if (!may) {
        reply_numeric(r, ERR_CHANOPRIVSNEEDED, "%s", c->room->name);
    } else if (modes != c->room->modes) {
        c->room->modes = modes;
        note(c, change->adding, change->letter, "");
    }
}

static void show_list(struct reply *r, struct room *room, char letter)
{
    static const int codes[LIST_COUNT][2] = {{RPL_BANLIST, RPL_ENDOFBANLIST},
                                             {RPL_EXCEPTLIST, RPL_ENDOFEXCEPTLIST},
                                             {RPL_INVEXLIST, RPL_ENDOFINVEXLIST}};
    const struct masks *list = list_of(room, letter);
    const int *code = codes[list - room->lists];
    for (int i = 0; i < list->count; i++) {
        const struct mask *one = &list->items[i];
        reply_numeric(r, code[0], "%s %s %s %" PRId64, room->name, one->text, one->by,
                      one->at / 1000);
    }
    reply_numeric(r, code[1], "%s", room->name);
}

static void change(struct changes *c, struct reply *r, const struct mode_change *one)
{
    if (one->letter == 'k') {
        if (one->adding && !one->param) {
            reply_numeric(r, ERR_NEEDMOREPARAMS, "MODE");
        } else {
            change_key(c, r, one);
        }
    } else if (one->wants_param && !one->param) {
        reply_numeric(r, ERR_NEEDMOREPARAMS, "MODE");
    } else if (strchr(ROOM_RANK_MODES, one->letter)) {
        change_rank(c, r, one);
    } else if (strchr(ROOM_LIST_MODES, one->letter)) {
        change_list(c, r, one);
    } else if (one->letter == 'l') {
        change_limit(c, r, one);
    } else if (one->letter == 'j') {
        change_joins(c, r, one);
    } else if (one->letter == 'W') {
        change_slow(c, r, one);
    } else {
        change_flag(c, r, one);
    }
}

void command_change_room(struct room *room, const char *letters, char *const *params, int count,
                         struct reply *r)
{
    struct world *w = r->world;
    bool may = room_level(room, r->session) >= LEVEL_HALFOP;
    bool refused = false, listed = false;
    struct changes changes = {.world = w, .by = r->user, .reply = r, .room = room};
    struct mode_walk walk;
    struct mode_change one;
    mode_start(&walk, &room_kinds, letters, params, count);
    while (mode_next(&walk, &one)) {
        bool asks = strchr(ROOM_LIST_MODES, one.letter) && !one.param;
        if (asks && (one.letter == 'b' || may)) {
            if (!listed) { /* one list per command: a hundred would be a flood */
                show_list(r, room, one.letter);
            }
            listed = true;
        } else if (may) {
            change(&changes, r, &one);
        } else if (!refused) {
            refused = true;
            reply_numeric(r, ERR_CHANOPRIVSNEEDED, "%s", room->name);
        }
    }
    tell(&changes);
    world_settle_room(w, room);
    bytes_finish(&changes.letters);
    bytes_finish(&changes.params);
}

static void show_room(struct user *u, const struct room *room, struct reply *r)
{
    struct bytes modes = {0}, params = {0};
    bytes_char(&modes, '+');
    for (size_t i = 0; i < COUNT_OF(room_flags); i++) {
        if (room->modes & room_flags[i].bit) {
            bytes_char(&modes, room_flags[i].letter);
        }
    }
    if (room->key[0]) {
        bytes_char(&modes, 'k');
        bytes_format(&params, " %s", room_has(room, u) ? room->key : "*");
    }
    if (room->limit) {
        bytes_char(&modes, 'l');
        bytes_format(&params, " %ld", room->limit);
    }
    if (room->joins) {
        bytes_char(&modes, 'j');
        bytes_format(&params, " %ld:%ld", room->joins, room->joins_seconds);
    }
    if (room->slow) {
        bytes_char(&modes, 'W');
        bytes_format(&params, " %ld", room->slow);
    }
    reply_numeric(r, RPL_CHANNELMODEIS, "%s %s%s", room->name, modes.data, bytes_string(&params));
    reply_numeric(r, RPL_CREATIONTIME, "%s %" PRId64, room->name, room->created / 1000);
    bytes_finish(&modes);
    bytes_finish(&params);
}

static const struct {
    char letter;
    unsigned bit;
} user_flags[] = {
    {'B', USER_BOT},      {'g', USER_CALLER_ID},     {'i', USER_INVISIBLE},
    {'o', USER_OPERATOR}, {'R', USER_ACCOUNTS_ONLY}, {'w', USER_WALLOPS},
};

static void append_flags(char sign, unsigned modes, char **out)
{
    if (modes) {
        *(*out)++ = sign;
    }
    for (size_t i = 0; i < COUNT_OF(user_flags); i++) {
        if (modes & user_flags[i].bit) {
            *(*out)++ = user_flags[i].letter;
        }
    }
    **out = '\0';
}

void command_set_user_modes(struct world *w, struct user *u, unsigned modes, struct reply *r)
{
    char text[2 * COUNT_OF(user_flags) + 3], *end = text;
    unsigned before = u->modes;
    if (modes == before) {
        return;
    }
    append_flags('+', modes & ~before, &end);
    append_flags('-', before & ~modes, &end);
    if (u->registered) {
        w->invisible_count += !!(modes & USER_INVISIBLE) - !!(before & USER_INVISIBLE);
        w->operator_count += !!(modes & USER_OPERATOR) - !!(before & USER_OPERATOR);
    }
    u->modes = modes;
    persist_user(u);
    if (!(modes & USER_OPERATOR)) {
        u->snomask = 0;
        for (struct session *s = u->sessions; s; s = s->next_of_user) {
            s->powers = 0;
        }
    }
    struct relay mode;
    relay_start(&mode, w, u, r, "MODE %s :%s", u->nick, text);
    relay_to(&mode, u);
    relay_end(&mode);
}

static void show_news(const struct user *u, struct reply *r)
{
    char letters[SNOMASK_KINDS + 2];
    snomask_letters(u->snomask, letters);
    reply_numeric(r, RPL_SNOMASK, "%s", letters);
}

static void change_self(struct world *w, struct user *u, const char *letters, const char *kinds,
                        struct reply *r)
{
    bool adding = true, unknown = false;
    unsigned modes = u->modes;
    for (const char *at = letters; *at; at++) {
        size_t i = 0;
        while (i < COUNT_OF(user_flags) && user_flags[i].letter != *at) {
            i++;
        }
        if (*at == '+' || *at == '-') {
            adding = *at == '+';
        } else if (*at == 's' && r->session->powers) {
            u->snomask = !adding ? 0 : snomask_change(u->snomask, *kinds ? kinds : "cfnor");
            show_news(u, r);
        } else if (i == COUNT_OF(user_flags)) {
            unknown = *at != 's';
        } else if (!adding) {
            modes &= ~user_flags[i].bit;
        } else if (*at != 'o') { /* that is what OPER is for */
            modes |= user_flags[i].bit;
        }
    }
    if (unknown) {
        reply_numeric(r, ERR_UMODEUNKNOWNFLAG, "%s", "");
    }
    command_set_user_modes(w, u, modes, r);
}

static void show_self(const struct user *u, struct reply *r)
{
    char text[COUNT_OF(user_flags) + 2], *end = text;
    append_flags('+', u->modes, &end);
    reply_numeric(r, RPL_UMODEIS, "%s", u->modes ? text : "+");
    if (u->snomask) {
        show_news(u, r);
    }
}

void cmd_mode(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    const char *name = m->params[0];
    if (*name == '#') {
        struct room *room = world_room(w, name);
        if (!room || !room_visible(room, r->session)) {
            reply_numeric(r, ERR_NOSUCHCHANNEL, "%s", reply_word(name));
        } else if (m->count == 1) {
            show_room(u, room, r);
        } else {
            command_change_room(room, m->params[1], m->params + 2, m->count - 2, r);
        }
        return;
    }
    const struct user *target = world_user(w, name);
    if (!target) {
        reply_numeric(r, ERR_NOSUCHNICK, "%s", reply_word(name));
    } else if (target != u) {
        reply_numeric(r, ERR_USERSDONTMATCH, "%s", "");
    } else if (m->count == 1) {
        show_self(u, r);
    } else {
        change_self(w, u, m->params[1], message_param(m, 2), r);
    }
}
