#include "server/out/relay.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/check.h"
#include "irc/line.h"
#include "irc/message.h"
#include "irc/utf8.h"
#include "server/core/config.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/out/monitor.h"
#include "server/out/reply.h"
#include "server/wire/outbox.h"

void relay_start(struct relay *r, struct world *w, const struct user *from, struct reply *reply,
                 const char *format, ...)
{
    *r = (struct relay){.world = w, .from = from, .reply = reply, .client_tags = ""};
    stamp_format(w->wall, r->time);
    bytes_format(&r->body, ":%s ", from ? from->mask : w->config->name);
    va_list args;
    va_start(args, format);
    bytes_vformat(&r->body, format, args);
    va_end(args);
    size_t len = utf8_cut(r->body.data, r->body.len, LINE_BODY_MAX);
    bytes_cut(&r->body, len, r->body.len - len);
}

void relay_end(struct relay *r)
{
    for (int i = 0; i < RELAY_DIALECTS; i++) {
        outline_drop(r->made[i]);
    }
    bytes_finish(&r->body);
}

void relay_tag(struct relay *r, const char *id, const char *client_tags)
{
    copy_text(r->id, sizeof r->id, id);
    r->client_tags = client_tags;
}

void relay_put_inside(struct relay *r, const char *batch, bool joined)
{
    r->inside = true;
    if (batch) {
        snprintf(r->batch_tags, sizeof r->batch_tags, "batch=%s%s", batch,
                 joined ? ";draft/multiline-concat" : "");
    }
}

static int dialect_of(const struct relay *r, const struct session *s)
{
    const struct user *from = r->from;
    if (r->inside) {
        return 0;
    }
    int dialect = s->caps & CAP(SERVER_TIME) ? DIALECT_TIME : 0;
    if ((s->caps & CAP(MESSAGE_TAGS)) &&
        (r->id[0] || r->client_tags[0] || (from && (from->modes & USER_BOT)))) {
        dialect |= DIALECT_TAGS;
    }
    if (from && from->account && (s->caps & CAP(ACCOUNT_TAG))) {
        dialect |= DIALECT_ACCOUNT;
    }
    if (from && (from->modes & USER_OPERATOR) && (s->caps & CAP(OPER_TAG))) {
        dialect |= DIALECT_OPER;
    }
    return dialect;
}

static void put_tag(struct bytes *tags, const char *key, const char *value)
{
    bytes_format(tags, "%s%s%s%s", tags->len ? ";" : "", key, value ? "=" : "", value ? value : "");
}

static void write_tags(const struct relay *r, int dialect, struct bytes *tags)
{
    bytes_text(tags, r->batch_tags);
    if (dialect & DIALECT_TIME) {
        put_tag(tags, "time", r->time);
    }
    if (dialect & DIALECT_ACCOUNT) {
        bytes_format(tags, "%saccount=", tags->len ? ";" : "");
        message_escape(tags, r->from->account); /* a backslash is fine in a nickname */
    }
    if (dialect & DIALECT_OPER) {
        put_tag(tags, "draft/oper", NULL);
    }
    if (dialect & DIALECT_TAGS) {
        if (r->from && (r->from->modes & USER_BOT)) {
            put_tag(tags, "bot", NULL);
        }
        if (r->id[0]) {
            put_tag(tags, "msgid", r->id);
        }
        if (r->client_tags[0]) {
            put_tag(tags, r->client_tags, NULL);
        }
    }
}

static struct outline *make(struct relay *r, int dialect)
{
    if (!r->made[dialect]) {
        struct bytes tags = {0};
        write_tags(r, dialect, &tags);
        r->made[dialect] = outline_new(bytes_string(&tags), r->body.data, r->body.len);
        bytes_finish(&tags);
    }
    return r->made[dialect];
}

void relay_to_session(struct relay *r, struct session *to)
{
    const uint64_t matters =
        CAP(SERVER_TIME) | CAP(MESSAGE_TAGS) | CAP(ACCOUNT_TAG) | CAP(OPER_TAG);
    struct reply *reply = r->reply;
    bool answers = reply && reply->session == to;
    if (r->last && !answers && (to->caps & matters) == r->last_caps) {
        session_send(to, r->last);
        return;
    }
    int dialect = dialect_of(r, to);
    if (answers && (reply->label[0] || reply->batch[0])) {
        struct bytes tags = {0};
        write_tags(r, dialect, &tags);
        reply_line(reply, bytes_string(&tags), r->body.data);
        bytes_finish(&tags);
    } else {
        r->last = make(r, dialect);
        r->last_caps = to->caps & matters;
        session_send(to, r->last);
    }
}

void relay_to_able(struct relay *r, struct user *to, uint64_t mask, uint64_t caps)
{
    for (struct session *s = to->sessions; s; s = s->next_of_user) {
        if ((s->caps & mask) == caps) {
            relay_to_session(r, s);
        }
    }
}

void relay_to(struct relay *r, struct user *to)
{
    relay_to_able(r, to, 0, 0);
}

void relay_to_labelled(struct relay *r, struct reply *reply)
{
    struct bytes tags = {0};
    bytes_format(&tags, "label=%s", reply->label);
    reply->label[0] = '\0';
    write_tags(r, dialect_of(r, reply->session), &tags);
    struct outline *line = outline_new(tags.data, r->body.data, r->body.len);
    session_send(reply->session, line);
    outline_drop(line);
    bytes_finish(&tags);
}

void relay_room(struct relay *r, const struct room *room, const struct user *except, uint64_t mask,
                uint64_t caps)
{
    for (const struct member *m = room->members; m; m = m->next) {
        if (m->user != except) {
            relay_to_able(r, m->user, mask, caps);
        }
    }
}

static void visit_neighbours(struct world *w, struct user *u,
                             void (*visit)(void *context, struct user *to), void *context)
{
    unsigned serial = ++w->serial;
    u->seen = serial;
    for (const struct member *mine = u->rooms; mine; mine = mine->next_of_user) {
        for (const struct member *m = mine->room->members; m; m = m->next) {
            if (m->user->seen != serial) {
                m->user->seen = serial;
                visit(context, m->user);
            }
        }
    }
}

void relay_visit(struct world *w, struct user *u, void (*visit)(void *context, struct user *to),
                 void *context)
{
    visit_neighbours(w, u, visit, context);
    monitor_visit(w, u, visit, context);
}

struct neighbours {
    struct relay *relay;
    uint64_t mask, caps;
};

static void relay_to_neighbour(void *context, struct user *to)
{
    const struct neighbours *n = context;
    relay_to_able(n->relay, to, n->mask, n->caps);
}

void relay_neighbours(struct relay *r, struct user *u, uint64_t mask, uint64_t caps)
{
    visit_neighbours(r->world, u, relay_to_neighbour, &(struct neighbours){r, mask, caps});
}
