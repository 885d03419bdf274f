#include <stdio.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/message.h"
#include "irc/numerics.h"
#include "server/cmd/command.h"
#include "server/config.h"
#include "server/monitor.h"
#include "server/relay.h"
#include "server/reply.h"
#include "server/room.h"
#include "server/user.h"
#include "server/world.h"

/* One thing said: how it is said decides who gets it and whether refusals are answered. */
struct speech {
    const char *verb;
    const char *text; /* NULL: TAGMSG */
    bool quiet;       /* NOTICE: no refusals, no away replies */
    struct bytes tags;
};

/* What the sender's client tagged for other clients, written out again. */
static void gather_tags(struct bytes *out, const struct message *m)
{
    for (int i = 0; i < m->tag_count; i++) {
        if (m->tags[i].key[0] != '+') {
            continue;
        }
        bytes_format(out, "%s%s", out->len ? ";" : "", m->tags[i].key);
        if (m->tags[i].value[0]) {
            bytes_char(out, '=');
            message_escape(out, m->tags[i].value);
        }
    }
}

static void start(struct relay *relay, const struct user *u, const struct speech *s,
                  const char *target)
{
    if (s->text) {
        relay_start(relay, u->world, u, "%s %s :%s", s->verb, target, s->text);
    } else {
        relay_start(relay, u->world, u, "%s %s", s->verb, target);
    }
    relay_tag(relay, bytes_string(&s->tags));
}

static void echo(struct relay *relay, struct user *u, const struct speech *s)
{
    if ((u->caps & CAP(ECHO_MESSAGE)) && (s->text || (u->caps & CAP(MESSAGE_TAGS)))) {
        relay_to(relay, u);
    }
}

/* The ranks that "@#room" or "+#room" speaks to: those and the stronger ones; 0: everybody. */
static unsigned ranks_of(const char *target)
{
    return *target == '@' ? RANK_OPERATOR : *target == '+' ? RANK_OPERATOR | RANK_VOICE : 0;
}

static void say_in_room(struct user *u, const struct speech *s, struct reply *r,
                        const char *target)
{
    unsigned ranks = ranks_of(target);
    const char *name = target + (ranks != 0);
    const struct room *room = world_room(u->world, name);
    if (!room || !room_may_speak(room, u)) {
        if (!s->quiet) {
            reply_numeric(r, room ? ERR_CANNOTSENDTOCHAN : ERR_NOSUCHCHANNEL, "%s",
                          room ? room->name : reply_word(name));
        }
        return;
    }
    struct relay relay;
    uint64_t need = s->text ? 0 : CAP(MESSAGE_TAGS);
    char shown[ROOM_BYTES + 1];
    snprintf(shown, sizeof shown, "%.*s%s", ranks != 0, target, room->name);
    start(&relay, u, s, shown);
    relay_ranks(&relay, room, u, ranks, need);
    echo(&relay, u, s);
    relay_end(&relay);
}

static void say_to_person(struct user *u, const struct speech *s, struct reply *r,
                          const char *nick)
{
    struct user *to = world_user(u->world, nick);
    if (!to || !to->registered) {
        if (!s->quiet) {
            reply_numeric(r, ERR_NOSUCHNICK, "%s", reply_word(nick));
        }
        return;
    }
    struct relay relay;
    start(&relay, u, s, to->nick);
    if (s->text || (to->caps & CAP(MESSAGE_TAGS))) {
        u->world->reply = to == u ? NULL : r; /* what reaches oneself is not the answer */
        relay_to(&relay, to);
        u->world->reply = r;
    }
    echo(&relay, u, s);
    relay_end(&relay);
    if (to->away && s->text && !s->quiet) {
        reply_numeric(r, RPL_AWAY, "%s :%s", to->nick, to->away);
    }
}

static void say(struct world *w, struct user *u, const struct message *m, struct reply *r,
                struct speech *s)
{
    gather_tags(&s->tags, m);
    u->spoke_at = w->now;
    char *list = m->params[0];
    char *target;
    for (int i = 0; (target = command_item(&list)); i++) {
        if (i == w->config->targets) {
            reply_numeric(r, ERR_TOOMANYTARGETS, "%s", reply_word(target));
            break;
        }
        if (*target == '#' || (ranks_of(target) && target[1] == '#')) {
            say_in_room(u, s, r, target);
        } else {
            say_to_person(u, s, r, target);
        }
    }
    bytes_finish(&s->tags);
}

void cmd_privmsg(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    if (!*message_param(m, 0)) {
        reply_numeric(r, ERR_NORECIPIENT, ":No recipient given (PRIVMSG)");
    } else if (!*message_param(m, 1)) {
        reply_numeric(r, ERR_NOTEXTTOSEND, "%s", "");
    } else {
        say(w, u, m, r, &(struct speech){.verb = "PRIVMSG", .text = m->params[1]});
    }
}

void cmd_notice(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    if (*message_param(m, 0) && *message_param(m, 1)) {
        say(w, u, m, r,
            &(struct speech){.verb = "NOTICE", .text = m->params[1], .quiet = true});
    }
}

void cmd_tagmsg(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    if (u->caps & CAP(MESSAGE_TAGS)) {
        say(w, u, m, r, &(struct speech){.verb = "TAGMSG"});
    } else {
        reply_numeric(r, ERR_UNKNOWNCOMMAND, "TAGMSG");
    }
}

void cmd_away(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    const char *text = message_param(m, 0);
    user_set_text(&u->away, *text ? text : NULL, (size_t)w->config->away_len);
    reply_numeric(r, u->away ? RPL_NOWAWAY : RPL_UNAWAY, "%s", "");
    struct relay change;
    relay_start(&change, w, u, u->away ? "AWAY :%s" : "AWAY", u->away);
    relay_neighbours(&change, u, CAP(AWAY_NOTIFY));
    monitor_relay(&change, u, CAP(AWAY_NOTIFY) | CAP(EXTENDED_MONITOR));
    relay_end(&change);
}
