/* MONITOR. https://ircv3.net/specs/extensions/monitor */
#include <string.h>

#include "irc/message.h"
#include "irc/numerics.h"
#include "server/cmd/command.h"
#include "server/core/config.h"
#include "server/core/precis.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/out/monitor.h"
#include "server/out/reply.h"

enum { TARGETS_LINE = 300 }; /* bytes of nicknames or masks in one answer */

/* A line of targets that is sent when it is full. */
struct targets {
    struct reply *reply;
    int code;
    struct bytes list;
};

static void flush(struct targets *t)
{
    if (t->list.len) {
        reply_numeric(t->reply, t->code, ":%s", t->list.data);
        bytes_clear(&t->list);
    }
}

static void put(struct targets *t, const char *target)
{
    if (t->list.len + strlen(target) > TARGETS_LINE) {
        flush(t);
    }
    bytes_format(&t->list, "%s%s", t->list.len ? "," : "", target);
}

static void finish(struct targets *t)
{
    flush(t);
    bytes_finish(&t->list);
}

/* Nicknames by state, in two lists. */
struct states {
    struct targets here, away;
};

static void put_state(struct states *s, struct world *w, const char *nick)
{
    const struct user *who = world_user(w, nick);
    if (who && who->registered) {
        put(&s->here, who->mask);
    } else {
        put(&s->away, nick);
    }
}

static struct states start_states(struct reply *r)
{
    return (struct states){{r, RPL_MONONLINE, {0}}, {r, RPL_MONOFFLINE, {0}}};
}

static void add(struct world *w, struct user *u, struct reply *r, char *list)
{
    struct states states = start_states(r);
    char *nick;
    while ((nick = command_item(&list))) {
        char tidy[NICK_BYTES];
        if (!precis_nick(nick, NICK_BYTES - 1, tidy, sizeof tidy)) {
            continue; /* nobody can have that name */
        }
        if (!monitor_add(w, u, tidy)) {
            reply_numeric(r, ERR_MONLISTFULL, "%ld %s :Monitor list is full", w->config->monitor,
                          nick);
            break;
        }
        put_state(&states, w, tidy);
    }
    finish(&states.here);
    finish(&states.away);
}

static void show(struct user *u, struct reply *r)
{
    struct targets list = {r, RPL_MONLIST, {0}};
    for (const struct watching *one = u->watching; one; one = one->next_of_user) {
        put(&list, monitor_nick(one));
    }
    finish(&list);
    reply_numeric(r, RPL_ENDOFMONLIST, "%s", "");
}

static void show_states(struct world *w, struct user *u, struct reply *r)
{
    struct states states = start_states(r);
    for (const struct watching *one = u->watching; one; one = one->next_of_user) {
        put_state(&states, w, monitor_nick(one));
    }
    finish(&states.here);
    finish(&states.away);
}

void cmd_monitor(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    char *list = m->count > 1 ? m->params[1] : NULL;
    char *nick;
    switch (m->params[0][0]) {
    case '+':
        if (list) {
            add(w, u, r, list);
            return;
        }
        break;
    case '-':
        while (list && (nick = command_item(&list))) {
            monitor_remove(w, u, nick);
        }
        return;
    case 'C':
    case 'c': monitor_clear(w, u); return;
    case 'L':
    case 'l': show(u, r); return;
    case 'S':
    case 's': show_states(w, u, r); return;
    default: break;
    }
    reply_numeric(r, ERR_NEEDMOREPARAMS, "MONITOR");
}
