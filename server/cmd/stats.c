/* STATS and TRACE: how the server is doing, for its operators. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "irc/check.h"
#include "irc/bytes.h"
#include "irc/message.h"
#include "irc/numerics.h"
#include "irc/own_tags.h"
#include "server/cmd/command.h"
#include "server/cmd/services.h"
#include "server/core/bans.h"
#include "server/core/config.h"
#include "server/core/oper.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/out/reply.h"
#include "server/out/reply_stream.h"

static void uptime(struct reply *r)
{
    int64_t seconds = (r->world->wall - r->world->born) / 1000;
    reply_numeric(r, RPL_STATSUPTIME,
                  ":Server up %" PRId64 " days %" PRId64 ":%02" PRId64 ":%02" PRId64,
                  seconds / 86400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
}

static void operators(struct reply *r)
{
    for (const struct config_named *one = r->world->config->opers; one; one = one->next) {
        int class = (int)strcspn(one->value, " ");
        reply_numeric(r, RPL_STATSOLINE, "O * * %s %.*s", one->name, class, one->value);
    }
}

static void one_ban(struct reply *r, const struct ban *ban)
{
    static const char letters[] = "KDXR";
    char until[64] = "for good";
    if (ban->until) {
        snprintf(until, sizeof until, "for %" PRId64 " more minutes",
                 (ban->until - r->world->wall) / 60000 + 1);
    }
    struct bytes fact = {0};
    bytes_format(&fact, "ban %" PRId64 " %" PRId64 " %s %s", ban->set_at, ban->until, ban->by,
                 ban->reason);
    reply_tagged(r, TAG_FACT, fact.data, "%d %s %c %s * * :%s (by %s, %s)", RPL_STATSKLINE,
                 r->user->nick, letters[ban->kind], reply_word(ban->mask), ban->reason, ban->by,
                 until);
    bytes_finish(&fact);
}

/* After the fields of RFC 2812, the lag in milliseconds, * while it is unknown; asking for it also
 * measures it again. */
static void one_link(struct reply *r, struct session *s)
{
    enum { LAG_FRESH_MS = 30000 };
    int64_t now = r->world->now;
    char lag[16] = "*";
    if (s->lag_at) {
        snprintf(lag, sizeof lag, "%d", s->lag_ms);
    }
    reply_numeric(r, RPL_STATSLINKINFO,
                  "%s[%s@%s] %zu %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRIu64 " %" PRId64 " :%s",
                  user_name(s->user), s->user->ident[0] ? s->user->ident : "~", s->address,
                  s->out.bytes, s->lines_out, s->bytes_out / 1024, s->lines_in, s->bytes_in / 1024,
                  (now - s->connected_at) / 1000, lag);
    if (!s->need && !s->asked_at && (!s->lag_at || now - s->lag_at >= LAG_FRESH_MS)) {
        session_ping(s);
    }
}

/* Sends items in turn; `after`: how far it has got, by number (bans) or by id (sessions). */
static bool stats_step(struct reply_stream *a, struct world *w)
{
    struct reply *r = &a->reply;
    char letter = *(const char *)a->data;
    bool more = false;
    uint64_t n = 0;
    if (letter == 'k') {
        const struct ban *ban = w->bans;
        for (; ban && reply_stream_has_room(a); ban = ban->next) {
            if (++n > a->after) {
                one_ban(r, ban);
                a->after = n;
            }
        }
        more = ban;
    } else if (letter == 'l') {
        struct session *one = w->sessions;
        for (; one && reply_stream_has_room(a); one = one->next) {
            if (one->id < UINT64_MAX - a->after) {
                one_link(r, one);
                a->after = UINT64_MAX - one->id;
            }
        }
        more = one;
    } else if (letter == 'm') {
        for (int i = 0; i < command_count; i++) {
            if (w->uses[i]) {
                reply_numeric(r, RPL_STATSCOMMANDS, "%s %" PRIu64, commands[i].verb, w->uses[i]);
            }
        }
    } else if (letter == 'u') {
        uptime(r);
    } else if (letter == 'o') {
        operators(r);
    }
    if (!more) {
        reply_numeric(r, RPL_ENDOFSTATS, "%c", letter);
    }
    return more;
}

void cmd_stats(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u, (void)w;
    const char *what = message_param(m, 0);
    if (!*what) {
        reply_numeric(r, ERR_NEEDMOREPARAMS, "STATS");
        return;
    }
    char letter = *what >= 'A' && *what <= 'Z' ? (char)(*what + 32) : *what;
    if (!command_meant_for_us(r, message_param(m, 1)) ||
        (letter != 'u' && !command_may(r, POWER_SPY))) {
        return;
    }
    struct reply_stream *a = reply_stream_new(r, stats_step, sizeof letter);
    *(char *)a->data = *reply_word(what) == '*' || *what < 0 ? '*' : letter;
}

/* There is no path through servers to show: one user, or nothing. */
void cmd_trace(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)u;
    const char *target = message_param(m, 0);
    if (!command_may(r, POWER_SPY) || !command_meant_for_us(r, target)) {
        return;
    }
    const struct user *who = world_user(w, target);
    if (who && who->registered) {
        reply_numeric(r, RPL_TRACEUSER, "User users %s[%s] %" PRId64, who->nick, who->address,
                      (w->now - who->spoke_at) / 1000);
    }
    reply_numeric(r, RPL_TRACEEND, "%s", w->config->name);
}
