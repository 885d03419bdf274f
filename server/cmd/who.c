/* WHO, plain and with the fields of WHOX. https://ircv3.net/specs/extensions/whox */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/names.h"
#include "irc/numerics.h"
#include "server/cmd/command.h"
#include "server/core/config.h"
#include "server/core/oper.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/out/reply.h"
#include "server/out/reply_stream.h"

/* What a WHO asks for. */
struct who {
    char mask[LINE_BODY_MAX + 1], flags[64];
    bool fields_chosen; /* WHOX */
    char fields[64], token[4];
};

static const struct who *who_of(const struct reply_stream *a)
{
    return a->data;
}

static void who_field(struct bytes *out, const struct reply_stream *a, char field,
                      const struct user *u, const struct member *m, const char *flags)
{
    const struct world *w = a->reply.world;
    switch (field) {
    case 't': bytes_format(out, " %s", who_of(a)->token); break;
    case 'c': bytes_format(out, " %s", m ? m->room->name : "*"); break;
    case 'u': bytes_format(out, " %s", u->ident); break;
    case 'i':
        bytes_format(out, " %s",
                     session_may_see_address(a->reply.session, u) ? u->address : "255.255.255.255");
        break;
    case 'h': bytes_format(out, " %s", u->host); break;
    case 's': bytes_format(out, " %s", w->config->name); break;
    case 'n': bytes_format(out, " %s", u->nick); break;
    case 'f': bytes_format(out, " %s", flags); break;
    case 'd': bytes_text(out, " 0"); break;
    case 'l': bytes_format(out, " %" PRId64, (w->now - u->spoke_at) / 1000); break;
    case 'a': bytes_format(out, " %s", u->account ? u->account : "0"); break;
    case 'o': bytes_text(out, " n/a"); break;
    case 'r': bytes_format(out, " :%s", u->realname); break;
    default: break;
    }
}

static void who_line(struct reply_stream *a, const struct user *u, const struct member *m)
{
    static const char order[] = "tcuihsnfdlaor";
    struct reply *r = &a->reply;
    char prefix[RANK_BYTES] = "", flags[RANK_BYTES + 8];
    if (m) {
        rank_prefix(m->ranks, r->session->caps & CAP(MULTI_PREFIX), prefix);
    }
    snprintf(flags, sizeof flags, "%c%s%s%s", u->away ? 'G' : 'H',
             u->modes & USER_OPERATOR ? "*" : "", u->modes & USER_BOT ? "B" : "", prefix);
    if (!who_of(a)->fields_chosen) {
        reply_numeric(r, RPL_WHOREPLY, "%s %s %s %s %s %s :0 %s", m ? m->room->name : "*", u->ident,
                      u->host, r->world->config->name, u->nick, flags, u->realname);
        return;
    }
    struct bytes line = {0};
    for (const char *field = order; *field; field++) {
        if (strchr(who_of(a)->fields, *field)) {
            who_field(&line, a, *field, u, m, flags);
        }
    }
    reply_numeric(r, RPL_WHOSPCRPL, "%s", *bytes_string(&line) ? line.data + 1 : "");
    bytes_finish(&line);
}

static bool wanted(const struct reply_stream *a, const struct user *u)
{
    return u->registered && (!strchr(who_of(a)->flags, 'o') || (u->modes & USER_OPERATOR));
}

/* Sends members. True: these were the last. */
static bool who_room(struct reply_stream *a, const struct room *room, const struct user *asker)
{
    bool inside = room_has(room, asker);
    const struct member *m = room->members;
    for (; m && reply_stream_has_room(a); m = m->next) {
        bool hidden = !inside && (m->user->modes & USER_INVISIBLE);
        if (m->id < a->after && !hidden && wanted(a, m->user)) {
            who_line(a, m->user, m);
        }
        a->after = m->id < a->after ? m->id : a->after;
    }
    return !m;
}

/* Marks everybody who shares a room with `u` with a new serial, which it returns. */
static unsigned mark_neighbours(struct world *w, struct user *u)
{
    unsigned serial = ++w->serial;
    u->seen = serial;
    for (const struct member *mine = u->rooms; mine; mine = mine->next_of_user) {
        for (struct member *m = mine->room->members; m; m = m->next) {
            m->user->seen = serial;
        }
    }
    return serial;
}

/* Whether `u` matches the mask in one of the fields that the flags name. */
static bool fits(const struct reply_stream *a, const struct user *u)
{
    const char *mask = who_of(a)->mask, *flags = who_of(a)->flags;
    bool any = strspn(flags, "o") == strlen(flags);
    const struct {
        char flag;
        const char *text;
    } places[] = {
        {'n', u->nick},
        {'u', u->ident},
        {'h', u->host},
        {'r', u->realname},
        {'a', u->account ? u->account : ""},
        {'s', u->world->config->name},
        {'m', u->mask},
    };
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        bool asked = any ? !strchr("sa", places[i].flag) : strchr(flags, places[i].flag) != NULL;
        if (asked && names_match(mask, places[i].text)) {
            return true;
        }
    }
    return strchr(flags, 'i') && session_may_see_address(a->reply.session, u) &&
           names_match(mask, u->address);
}

static bool who_mask(struct reply_stream *a, struct world *w, struct user *asker)
{
    unsigned near = mark_neighbours(w, asker);
    const struct user *u = w->users;
    for (; u && reply_stream_has_room(a); u = u->next) {
        bool open = !(u->modes & USER_INVISIBLE) || u->seen == near ||
                    (a->reply.session->powers & POWER_SPY);
        if (u->id < a->after && wanted(a, u) && open && fits(a, u)) {
            who_line(a, u, NULL);
        }
        a->after = u->id < a->after ? u->id : a->after;
    }
    return !u;
}

static bool who_step(struct reply_stream *a, struct world *w)
{
    struct user *u = a->reply.user;
    const char *mask = who_of(a)->mask;
    bool done = true;
    if (*mask == '#') {
        const struct room *room = world_room(w, mask);
        done = !room || !room_visible(room, a->reply.session) || who_room(a, room, u);
    } else {
        const struct user *exact = world_user(w, mask);
        if (!exact || !exact->registered) {
            done = who_mask(a, w, u);
        } else if (wanted(a, exact)) {
            who_line(a, exact, NULL);
        }
    }
    if (done) {
        reply_numeric(&a->reply, RPL_ENDOFWHO, "%s", reply_word(mask));
    }
    return !done;
}

void cmd_who(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)w, (void)u;
    const char *mask = *message_param(m, 0) ? m->params[0] : "*";
    struct reply_stream *a = reply_stream_new(r, who_step, sizeof(struct who));
    struct who *who = a->data;
    a->after = UINT64_MAX;
    copy_text(who->mask, sizeof who->mask, strcmp(mask, "0") == 0 ? "*" : mask);
    char *flags = m->count > 1 ? m->params[1] : NULL;
    char *fields = flags ? strchr(flags, '%') : NULL;
    if (fields) {
        *fields++ = '\0';
        char *token = strchr(fields, ',');
        if (token) {
            *token++ = '\0';
        }
        bool fine = token && *reply_word(token) != '*' && strlen(token) < sizeof who->token;
        who->fields_chosen = true;
        copy_text(who->fields, sizeof who->fields, fields);
        copy_text(who->token, sizeof who->token, fine ? token : "0");
    }
    copy_text(who->flags, sizeof who->flags, flags ? flags : "");
}
