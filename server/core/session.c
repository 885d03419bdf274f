#include "server/core/session.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/utf8.h"
#include "server/core/config.h"
#include "server/core/oper.h"
#include "server/core/persist.h"
#include "server/core/world.h"

void session_send(struct session *s, struct outline *line)
{
    if (s->doom) {
        return;
    }
    outbox_push(&s->out, line);
    s->lines_out++;
    s->bytes_out += line->len;
    world_note_pending(s->world, s);
    if (s->out.bytes > (size_t)s->world->config->sendq_hard) {
        outbox_keep_started(&s->out);
        session_doom(s, "SendQ exceeded: too much was waiting to be read");
    }
}

/* Puts a line without tags into the outbox. */
static void session_send_text(struct session *s, const char *body)
{
    struct outline *line = outline_new("", body, strlen(body));
    session_send(s, line);
    outline_drop(line);
}

void session_ping(struct session *s)
{
    char body[CONFIG_TEXT + 16];
    snprintf(body, sizeof body, "PING :%s", s->world->config->name);
    session_send_text(s, body);
    s->pinged_at = s->asked_at = s->world->now;
}

void session_doom(struct session *s, const char *format, ...)
{
    if (s->doom) {
        return;
    }
    char reason[LINE_BODY_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    reason[utf8_cut(reason, strlen(reason), (size_t)s->world->config->kick_len + 8)] = '\0';

    char body[LINE_BODY_MAX * 2];
    int len = snprintf(body, sizeof body, "ERROR :Closing link: (%s) [%s]", s->user->host, reason);
    struct outline *line = outline_new("", body, (size_t)len);
    outbox_push(&s->out, line);
    outline_drop(line);
    world_note_pending(s->world, s);

    s->doom = xstrdup(reason);
    s->next_doomed = s->world->doomed;
    s->world->doomed = s;
}

bool session_has_room(const struct session *s)
{
    /* a long answer resumes only when half of it is free: not at every byte that drains */
    return !s->doom && s->out.bytes <= (size_t)s->world->config->sendq_soft / (s->stream ? 2 : 1);
}

bool session_wants_input(const struct session *s)
{
    bool much = line_waiting(&s->in) > (size_t)s->world->config->recvq_soft;
    return !s->doom && !s->stalled && (!much || s->world->now >= s->read_at);
}

bool session_may_see_address(const struct session *s, const struct user *other)
{
    return s->user == other || (s->powers & POWER_SPY);
}

void session_detach(struct session *s)
{
    struct session **link = &s->user->sessions;
    while (*link != s) {
        link = &(*link)->next_of_user;
    }
    *link = s->next_of_user;
    s->next_of_user = NULL;
}

void session_attach(struct session *s, struct user *u)
{
    struct user *before = s->user;
    CHECK(before != u && !before->registered && !u->gone && !u->buried && !s->buried);
    session_detach(s);
    s->user = u;
    s->next_of_user = u->sessions;
    u->sessions = s;
    if (u->parted) {
        u->parted = false;
        u->left_at = 0;
        persist_user(u);
    }
    world_remove_user(s->world, before);
}

void session_set_due(struct session *s, int64_t at)
{
    CHECK(!s->buried); /* it is freed soon */
    deadlines_set(&s->world->deadlines, &s->due, at);
}

struct session *session_first_due(const struct world *w)
{
    struct deadline *first = deadlines_first(&w->deadlines);
    return first ? (struct session *)((char *)first - offsetof(struct session, due)) : NULL;
}
