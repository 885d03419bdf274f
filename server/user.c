#include "server/user.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/check.h"
#include "irc/utf8.h"
#include "server/config.h"
#include "server/oper.h"
#include "server/world.h"

void user_send(struct user *u, struct outline *line)
{
    if (u->doom) {
        return;
    }
    outbox_push(&u->out, line);
    u->lines_out++;
    u->bytes_out += line->len;
    world_note_pending(u->world, u);
    if (u->out.bytes > (size_t)u->world->config->sendq_hard) {
        outbox_keep_started(&u->out);
        user_doom(u, "SendQ exceeded: too much was waiting to be read");
    }
}

void user_send_text(struct user *u, const char *body)
{
    struct outline *line = outline_new("", body, strlen(body));
    user_send(u, line);
    outline_drop(line);
}

void user_doom(struct user *u, const char *format, ...)
{
    if (u->doom) {
        return;
    }
    char reason[LINE_BODY_MAX];
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    reason[utf8_cut(reason, strlen(reason), (size_t)u->world->config->kick_len + 8)] = '\0';

    char body[LINE_BODY_MAX * 2];
    int len = snprintf(body, sizeof body, "ERROR :Closing link: (%s) [%s]", u->host, reason);
    struct outline *line = outline_new("", body, (size_t)len);
    outbox_push(&u->out, line);
    outline_drop(line);
    world_note_pending(u->world, u);

    u->doom = xstrdup(reason);
    u->next_doomed = u->world->doomed;
    u->world->doomed = u;
}

bool user_may_see_address(const struct user *u, const struct user *other)
{
    return u == other || (u->powers & POWER_SPY);
}

const char *user_name(const struct user *u)
{
    return u->nick[0] ? u->nick : "*";
}

void user_set_text(char **field, const char *text, size_t max)
{
    char *copy = text ? xstrndup(text, utf8_cut(text, strlen(text), max)) : NULL;
    free(*field);
    *field = copy;
}

bool user_wants_input(const struct user *u)
{
    bool much = line_waiting(&u->in) > (size_t)u->world->config->recvq_soft;
    return !u->doom && !u->stalled && (!much || u->world->now >= u->read_at);
}
