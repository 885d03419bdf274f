/* NAMES and LIST: answers that can be long. */
#include <stdlib.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/check.h"
#include "irc/line.h"
#include "irc/message.h"
#include "irc/names.h"
#include "irc/numerics.h"
#include "server/cmd/command.h"
#include "server/core/config.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/out/reply.h"
#include "server/out/reply_stream.h"

/* --- NAMES --- */

/* Data of the stream. */
struct names {
    struct bytes left;           /* rooms still to send, separated by commas */
    char now[LINE_BODY_MAX + 1]; /* the room being sent; "": none yet */
    char end[LINE_BODY_MAX + 1]; /* the name in one end for all; "": each room has its own */
};

static void names_finish(void *data)
{
    bytes_finish(&((struct names *)data)->left);
}

static const char *names_kind(const struct room *room)
{
    return room->modes & ROOM_SECRET ? "@" : "=";
}

static void flush_names(struct reply *r, const struct room *room, struct bytes *line)
{
    if (line->len) {
        reply_numeric(r, RPL_NAMREPLY, "%s %s :%s", names_kind(room), room->name, line->data);
        bytes_clear(line);
    }
}

/* Sends members from where the answer is, as far as there is space. True: these were the last. */
static bool names_lines(struct reply_stream *a, const struct room *room)
{
    struct reply *r = &a->reply;
    const struct user *asker = r->user;
    size_t head = strlen(": 353  = :") + strlen(r->world->config->name) + strlen(user_name(asker)) +
                  strlen(room->name) + RANK_BYTES;
    bool inside = room_has(room, asker);
    struct bytes line = {0};
    const struct member *m = room->members;
    for (; m && (line.len || reply_stream_has_room(a)); m = m->next) {
        if (m->id >= a->after || (!inside && (m->user->modes & USER_INVISIBLE))) {
            continue;
        }
        char prefix[RANK_BYTES];
        rank_prefix(m->ranks, r->session->caps & CAP(MULTI_PREFIX), prefix);
        const char *name =
            r->session->caps & CAP(USERHOST_IN_NAMES) ? m->user->mask : m->user->nick;
        if (head + line.len + strlen(name) + strlen(prefix) > LINE_BODY_MAX) {
            flush_names(r, room, &line);
            if (!reply_stream_has_room(a)) {
                break;
            }
        }
        bytes_format(&line, "%s%s%s", line.len ? " " : "", prefix, name);
        a->after = m->id;
    }
    flush_names(r, room, &line);
    bytes_finish(&line);
    return !m;
}

/* Moves on to the next room; false: there is none. */
static bool next_room(struct reply_stream *a)
{
    struct names *n = a->data;
    bytes_string(&n->left);
    char *left = n->left.data, *name = n->left.len ? command_item(&left) : NULL;
    copy_text(n->now, sizeof n->now, name ? name : "");
    bytes_cut(&n->left, 0, name ? (size_t)(left - n->left.data) : n->left.len);
    a->after = UINT64_MAX;
    return name;
}

static bool names_step(struct reply_stream *a, struct world *w)
{
    const struct names *n = a->data;
    if (n->now[0]) {
        const struct room *room = world_room(w, n->now);
        if (room && room_visible(room, a->reply.session) && !names_lines(a, room)) {
            return true;
        }
        if (!n->end[0]) {
            reply_numeric(&a->reply, RPL_ENDOFNAMES, "%s",
                          room && room_visible(room, a->reply.session) ? room->name
                                                                       : reply_word(n->now));
        }
    }
    if (next_room(a)) {
        return true;
    }
    if (n->end[0]) {
        reply_numeric(&a->reply, RPL_ENDOFNAMES, "%s", n->end);
    }
    return false;
}

/* The session's last stream if it is NAMES of this same command and takes more, or NULL. */
static struct reply_stream *open_names(const struct reply *r)
{
    struct reply_stream *a = r->session->stream;
    while (a && a->next) {
        a = a->next;
    }
    bool fits = a && a->step == names_step && !((struct names *)a->data)->end[0] &&
                strcmp(a->reply.batch, r->batch) == 0;
    return fits ? a : NULL;
}

void command_names(struct reply *r, const char *name)
{
    struct reply_stream *a = open_names(r);
    if (!a) {
        a = reply_stream_new(r, names_step, sizeof(struct names));
        a->finish = names_finish;
    }
    struct names *n = a->data;
    bytes_format(&n->left, "%s%s", n->left.len ? "," : "", name);
}

void cmd_names(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    const char *names = *message_param(m, 0) ? m->params[0] : "*";
    (void)w, (void)u;
    command_names(r, names);
    if (strchr(names, ',')) { /* one end for all of them, as they were asked for */
        struct names *n = open_names(r)->data;
        copy_text(n->end, sizeof n->end, reply_word(names));
    }
}

/* --- LIST --- */

/* Compares `value` with the number after '<' or '>'; false: it is not such a condition. */
static bool compare(const char *condition, int64_t value, bool *fits)
{
    char *end;
    if ((*condition != '<' && *condition != '>') || !condition[1]) {
        return false;
    }
    long long limit = strtoll(condition + 1, &end, 10);
    *fits = *condition == '<' ? value < limit : value > limit;
    return *end == '\0';
}

/* One condition of ELIST: members, minutes since the topic or creation, or a mask of the name. */
static bool fits_condition(const struct world *w, const struct room *room, const char *condition)
{
    enum { MINUTE_MS = 60000 };
    bool fits = false;
    if (compare(condition, room->member_count, &fits)) {
        return fits;
    }
    if (*condition == 'C' && compare(condition + 1, (w->wall - room->created) / MINUTE_MS, &fits)) {
        return fits;
    }
    if (*condition == 'T' &&
        compare(condition + 1, (w->wall - room->topic_at) / MINUTE_MS, &fits)) {
        return fits && room->topic;
    }
    if (*condition == '!') {
        return !names_match(condition + 1, room->name);
    }
    return names_match(condition, room->name);
}

/* Whether every condition holds; of several names and masks, one. */
static bool listed(const struct world *w, const struct room *room, const char *conditions)
{
    char copy[LINE_BODY_MAX + 1];
    bool named = false, named_fits = false;
    copy_text(copy, sizeof copy, conditions);
    char *left = copy, *one;
    while ((one = command_item(&left))) {
        bool fits = fits_condition(w, room, one);
        if (*one == '#' || strpbrk(one, "*?") == one) {
            named = true;
            named_fits = named_fits || fits;
        } else if (!fits) {
            return false;
        }
    }
    return !named || named_fits;
}

static bool list_step(struct reply_stream *a, struct world *w)
{
    const struct room *room = w->rooms;
    while (room && room->id <= a->after) {
        room = room->hh.next;
    }
    for (; room && reply_stream_has_room(a); room = room->hh.next) {
        a->after = room->id;
        if (room_visible(room, a->reply.session) && listed(w, room, a->data)) {
            reply_numeric(&a->reply, RPL_LIST, "%s %d :%s", room->name, room->member_count,
                          room->topic ? room->topic : "");
        }
    }
    if (!room) {
        reply_numeric(&a->reply, RPL_LISTEND, "%s", "");
    }
    return room;
}

void cmd_list(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    enum { CONDITIONS_MOST = 10, FREE = 2000 }; /* FREE: comparisons per flood control token */
    char conditions[LINE_BODY_MAX + 1];
    int count = 1;
    copy_text(conditions, sizeof conditions, message_param(m, 0));
    (void)u;
    for (char *comma = strchr(conditions, ','); comma; comma = strchr(comma + 1, ',')) {
        if (count++ == CONDITIONS_MOST) {
            *comma = '\0';
            break;
        }
    }
    flood_spend_sync(&r->session->flood, w->config, w->now,
                     count * (int)HASH_COUNT(w->rooms) / FREE);
    reply_numeric(r, RPL_LISTSTART, "Channel");
    struct reply_stream *a = reply_stream_new(r, list_step, sizeof conditions);
    memcpy(a->data, conditions, sizeof conditions);
}
