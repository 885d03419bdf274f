#include "server/core/session.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/utf8.h"
#include "server/core/config.h"
#include "server/core/world.h"

void session_send(struct session *d, struct outline *line)
{
    if (d->doom) {
        return;
    }
    outbox_push(&d->out, line);
    d->lines_out++;
    d->bytes_out += line->len;
    world_note_pending(d->world, d);
    if (d->out.bytes > (size_t)d->world->config->sendq_hard) {
        outbox_keep_started(&d->out);
        session_doom(d, "SendQ exceeded: too much was waiting to be read");
    }
}

void session_send_text(struct session *d, const char *body)
{
    struct outline *line = outline_new("", body, strlen(body));
    session_send(d, line);
    outline_drop(line);
}

void session_ping(struct session *d)
{
    char body[CONFIG_TEXT + 16];
    snprintf(body, sizeof body, "PING :%s", d->world->config->name);
    session_send_text(d, body);
    d->pinged_at = d->asked_at = d->world->now;
}

void session_doom(struct session *d, const char *format, ...)
{
    if (d->doom) {
        return;
    }
    char reason[LINE_BODY_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    reason[utf8_cut(reason, strlen(reason), (size_t)d->world->config->kick_len + 8)] = '\0';

    char body[LINE_BODY_MAX * 2];
    int len = snprintf(body, sizeof body, "ERROR :Closing link: (%s) [%s]", d->user->host, reason);
    struct outline *line = outline_new("", body, (size_t)len);
    outbox_push(&d->out, line);
    outline_drop(line);
    world_note_pending(d->world, d);

    d->doom = xstrdup(reason);
    d->next_doomed = d->world->doomed;
    d->world->doomed = d;
}

bool session_has_room(const struct session *d)
{
    /* a long answer wants half of it: not to begin anew at every byte that drains */
    return !d->doom && d->out.bytes <= (size_t)d->world->config->sendq_soft / (d->stream ? 2 : 1);
}

bool session_wants_input(const struct session *d)
{
    bool much = line_waiting(&d->in) > (size_t)d->world->config->recvq_soft;
    return !d->doom && !d->stalled && (!much || d->world->now >= d->read_at);
}
