#include "server/reply.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/check.h"
#include "irc/line.h"
#include "irc/message.h"
#include "irc/numerics.h"
#include "irc/utf8.h"
#include "server/config.h"
#include "server/outbox.h"
#include "server/user.h"
#include "server/world.h"

void reply_start(struct reply *r, struct world *w, struct user *u, const char *label)
{
    *r = (struct reply){.world = w, .user = u};
    uint64_t need = CAP(LABELED_RESPONSE) | CAP(BATCH); /* the one is of no use without the other */
    if (label && (u->caps & need) == need) {
        struct bytes escaped = {0};
        message_escape(&escaped, label);
        if (escaped.len <= LABEL_MAX) {
            copy_text(r->label, sizeof r->label, bytes_string(&escaped));
        }
        bytes_finish(&escaped);
    }
    w->reply = r;
}

static void send_line(struct user *u, const char *tags, const char *body)
{
    size_t len = utf8_cut(body, strlen(body), LINE_BODY_MAX);
    struct outline *line = outline_new(tags, body, len);
    user_send(u, line);
    outline_drop(line);
}

/* Sends the held lines, each with `first` before its own tags. */
static void send_held(const struct reply *r, const char *first)
{
    const char *at = bytes_string(&r->held);
    for (int i = 0; i < r->count; i++) {
        const char *tags = at;
        const char *body = tags + strlen(tags) + 1;
        at = body + strlen(body) + 1;
        struct bytes all = {0};
        bytes_format(&all, "%s%s%s", first, *tags ? ";" : "", tags);
        send_line(r->user, all.data, body);
        bytes_finish(&all);
    }
}

static void send_batch(const struct reply *r, const char *label)
{
    char id[32], line[CONFIG_TEXT + 64], inside[48];
    world_stamp(r->world, id);
    snprintf(line, sizeof line, ":%s BATCH +%s labeled-response", r->world->config->name, id);
    send_line(r->user, label, line);
    snprintf(inside, sizeof inside, "batch=%s", id);
    send_held(r, inside);
    snprintf(line, sizeof line, ":%s BATCH -%s", r->world->config->name, id);
    send_line(r->user, "", line);
}

void reply_end(struct reply *r)
{
    if (r->label[0]) {
        char label[LABEL_MAX + 8];
        snprintf(label, sizeof label, "label=%s", r->label);
        if (r->count == 0) {
            char line[CONFIG_TEXT + 8];
            snprintf(line, sizeof line, ":%s ACK", r->world->config->name);
            send_line(r->user, label, line);
        } else if (r->count == 1) {
            send_held(r, label);
        } else {
            send_batch(r, label);
        }
    }
    bytes_finish(&r->held);
    r->world->reply = NULL;
}

void reply_line(struct reply *r, const char *tags, const char *body)
{
    if (!r->label[0]) {
        send_line(r->user, tags, body);
        return;
    }
    bytes_add(&r->held, tags, strlen(tags) + 1);
    bytes_add(&r->held, body, strlen(body) + 1);
    r->count++;
}

void reply_text(struct reply *r, const char *format, ...)
{
    struct bytes line = {0};
    bytes_format(&line, ":%s ", r->world->config->name);
    va_list args;
    va_start(args, format);
    bytes_vformat(&line, format, args);
    va_end(args);
    reply_line(r, "", line.data);
    bytes_finish(&line);
}

void reply_numeric(struct reply *r, int code, const char *format, ...)
{
    struct bytes line = {0};
    bytes_format(&line, ":%s %03d %s ", r->world->config->name, code, user_name(r->user));
    va_list args;
    va_start(args, format);
    bytes_vformat(&line, format, args);
    va_end(args);
    const char *text = numeric_text(code);
    if (text) {
        bytes_format(&line, "%s:%s", line.data[line.len - 1] == ' ' ? "" : " ", text);
    }
    reply_line(r, "", line.data);
    bytes_finish(&line);
}

bool reply_too_much(struct reply *r, const char *verb)
{
    size_t waiting = r->user->out.bytes + r->held.len;
    if (!r->cut && waiting > (size_t)r->world->config->sendq_hard / 2) {
        r->cut = true;
        reply_numeric(r, ERR_TOOMANYMATCHES, "%s", verb);
    }
    return r->cut || r->user->doom;
}

void reply_fail(struct reply *r, const char *verb, const char *code, const char *context,
                const char *text)
{
    reply_text(r, "FAIL %s %s %s%s:%s", verb, code, context, *context ? " " : "", text);
}

const char *reply_word(const char *text)
{
    return *text && *text != ':' && !strchr(text, ' ') ? text : "*";
}
