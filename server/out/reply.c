#include "server/out/reply.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/check.h"
#include "irc/line.h"
#include "irc/message.h"
#include "irc/numerics.h"
#include "irc/utf8.h"
#include "server/core/config.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/wire/outbox.h"

void reply_start(struct reply *r, struct session *s, const char *label)
{
    *r = (struct reply){.world = s->world, .session = s, .user = s->user};
    uint64_t need = CAP(LABELED_RESPONSE) | CAP(BATCH); /* the one is of no use without the other */
    if (label && (s->caps & need) == need) {
        struct bytes escaped = {0};
        message_escape(&escaped, label);
        if (strlen(label) <= LABEL_BYTES_MAX) {
            copy_text(r->label, sizeof r->label, bytes_string(&escaped));
        }
        bytes_finish(&escaped);
    }
}

static void send_line(struct session *s, const char *tags, const char *body)
{
    size_t len = utf8_cut(body, strlen(body), LINE_BODY_MAX);
    struct outline *line = outline_new(tags, body, len);
    session_send(s, line);
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
        bool inner = strncmp(tags, "batch=", 6) == 0; /* its batch is itself inside ours */
        bytes_format(&all, "%s%s%s", inner ? "" : first, *tags && !inner ? ";" : "", tags);
        send_line(r->session, all.data, body);
        bytes_finish(&all);
    }
}

void reply_open_batch(struct reply *r, const char *tags, const char *format, ...)
{
    reply_close_batch(r);
    if (!(r->session->caps & CAP(BATCH))) {
        return;
    }
    struct bytes line = {0};
    char id[BATCH_BYTES], all[LABEL_MAX + 64];
    world_stamp(r->world, id);
    bytes_format(&line, ":%s BATCH +%s ", r->world->config->name, id);
    va_list args;
    va_start(args, format);
    bytes_vformat(&line, format, args);
    va_end(args);
    if (r->label[0] && r->count == 0) {
        snprintf(all, sizeof all, "label=%s%s%s", r->label, *tags ? ";" : "", tags);
        r->label[0] = '\0';
        send_line(r->session, all, line.data);
    } else {
        reply_line(r, tags, line.data);
    }
    memcpy(r->batch, id, sizeof r->batch);
    bytes_finish(&line);
}

void reply_open_inner(struct reply *r, const char *tags, const char *format, ...)
{
    struct bytes line = {0};
    char id[BATCH_BYTES];
    CHECK(r->batch[0] && !r->outer[0]);
    world_stamp(r->world, id);
    bytes_format(&line, ":%s BATCH +%s ", r->world->config->name, id);
    va_list args;
    va_start(args, format);
    bytes_vformat(&line, format, args);
    va_end(args);
    reply_line(r, tags, line.data);
    memcpy(r->outer, r->batch, sizeof r->outer);
    memcpy(r->batch, id, sizeof r->batch);
    bytes_finish(&line);
}

void reply_close_inner(struct reply *r)
{
    char line[CONFIG_TEXT + 64];
    snprintf(line, sizeof line, ":%s BATCH -%s", r->world->config->name, r->batch);
    memcpy(r->batch, r->outer, sizeof r->batch);
    r->outer[0] = '\0';
    reply_line(r, "", line);
}

void reply_close_batch(struct reply *r)
{
    if (r->batch[0]) {
        char line[CONFIG_TEXT + 64];
        snprintf(line, sizeof line, ":%s BATCH -%s", r->world->config->name, r->batch);
        r->batch[0] = '\0';
        reply_line(r, "", line);
    }
}

void reply_hand_over(struct reply *to, struct reply *from)
{
    if (from->label[0]) {
        int count = from->count; /* held lines would keep the label off the batch */
        from->count = 0;
        reply_open_batch(from, "", "labeled-response");
        from->count = count;
        char inside[BATCH_BYTES + 8];
        snprintf(inside, sizeof inside, "batch=%s", from->batch);
        send_held(from, inside);
        bytes_clear(&from->held);
        from->count = 0;
    }
    *to = (struct reply){.world = from->world, .session = from->session, .user = from->user};
    memcpy(to->batch, from->batch, sizeof to->batch);
    from->lent = true;
}

static void send_batch(const struct reply *r, const char *label)
{
    char id[BATCH_BYTES], line[CONFIG_TEXT + 64], inside[48];
    world_stamp(r->world, id);
    snprintf(line, sizeof line, ":%s BATCH +%s labeled-response", r->world->config->name, id);
    send_line(r->session, label, line);
    snprintf(inside, sizeof inside, "batch=%s", id);
    send_held(r, inside);
    snprintf(line, sizeof line, ":%s BATCH -%s", r->world->config->name, id);
    send_line(r->session, "", line);
}

void reply_end(struct reply *r)
{
    if (!r->lent) {
        reply_close_batch(r);
    }
    if (r->label[0]) {
        char label[LABEL_MAX + 8];
        snprintf(label, sizeof label, "label=%s", r->label);
        if (r->count == 0) {
            char line[CONFIG_TEXT + 8];
            snprintf(line, sizeof line, ":%s ACK", r->world->config->name);
            send_line(r->session, label, line);
        } else if (r->count == 1) {
            send_held(r, label);
        } else {
            send_batch(r, label);
        }
    }
    bytes_finish(&r->held);
}

void reply_line(struct reply *r, const char *tags, const char *body)
{
    struct bytes all = {0};
    if (r->batch[0]) {
        bytes_format(&all, "batch=%s%s", r->batch, *tags ? ";" : "");
    }
    bytes_text(&all, tags);
    if (r->label[0]) {
        bytes_add(&r->held, bytes_string(&all), all.len + 1);
        bytes_add(&r->held, body, strlen(body) + 1);
        r->count++;
    } else {
        send_line(r->session, bytes_string(&all), body);
    }
    bytes_finish(&all);
}

void reply_tagged(struct reply *r, const char *tag, const char *value, const char *format, ...)
{
    struct bytes line = {0}, tags = {0};
    va_list args;
    bytes_format(&line, ":%s ", r->world->config->name);
    va_start(args, format);
    bytes_vformat(&line, format, args);
    va_end(args);
    if (r->session->caps & CAP(MESSAGE_TAGS)) {
        bytes_format(&tags, "%s=", tag);
        message_escape(&tags, value);
    }
    reply_line(r, bytes_string(&tags), line.data);
    bytes_finish(&line);
    bytes_finish(&tags);
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

static void write_numeric(struct bytes *line, const struct user *u, int code, const char *format,
                          va_list args)
{
    bytes_format(line, ":%s %03d %s ", u->world->config->name, code, user_name(u));
    bytes_vformat(line, format, args);
    const char *text = numeric_text(code);
    if (text) {
        bytes_format(line, "%s:%s", line->data[line->len - 1] == ' ' ? "" : " ", text);
    }
}

void reply_numeric(struct reply *r, int code, const char *format, ...)
{
    struct bytes line = {0};
    va_list args;
    va_start(args, format);
    write_numeric(&line, r->user, code, format, args);
    va_end(args);
    reply_line(r, "", line.data);
    bytes_finish(&line);
}

void reply_tags_to_session(struct reply *r, struct session *s, const char *tags, const char *line)
{
    if (r && r->session == s) {
        reply_line(r, tags, line);
    } else {
        send_line(s, tags, line);
    }
}

void reply_raw_to_session(struct reply *r, struct session *s, const char *line)
{
    reply_tags_to_session(r, s, "", line);
}

void reply_raw_to(struct reply *r, struct user *u, const char *line)
{
    for (struct session *s = u->sessions; s; s = s->next_of_user) {
        reply_raw_to_session(r, s, line);
    }
}

void reply_to_session(struct reply *r, struct session *s, int code, const char *format, ...)
{
    struct bytes line = {0};
    va_list args;
    va_start(args, format);
    write_numeric(&line, s->user, code, format, args);
    va_end(args);
    reply_raw_to_session(r, s, line.data);
    bytes_finish(&line);
}

void reply_to(struct reply *r, struct user *u, int code, const char *format, ...)
{
    struct bytes line = {0};
    va_list args;
    va_start(args, format);
    write_numeric(&line, u, code, format, args);
    va_end(args);
    reply_raw_to(r, u, line.data);
    bytes_finish(&line);
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
