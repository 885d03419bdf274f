#include "server/cmd/amend.h"

#include <stdio.h>
#include <string.h>

#include "irc/check.h"
#include "irc/message.h"
#include "server/cmd/speech.h"
#include "server/core/config.h"
#include "server/core/world.h"
#include "server/out/relay.h"
#include "server/out/relay_keep.h"
#include "server/out/reply.h"
#include "server/store.h"

static const char tag[] = "+draft/edit=";

/* The tags of the first message stay, but for the mark of an earlier edit. */
static void keep_tags(struct bytes *out, const char *tags, const char *msgid)
{
    for (size_t len; *tags; tags += len + (tags[len] == ';')) {
        len = strcspn(tags, ";");
        if (strncmp(tags, tag, sizeof tag - 1) != 0) {
            bytes_format(out, "%.*s;", (int)len, tags);
        }
    }
    bytes_text(out, tag);
    message_escape(out, msgid);
}

/* Whether the body ":source VERB target :text" has that verb. */
static bool has_verb(const char *body, const char *verb)
{
    const char *own = body + strcspn(body, " ") + 1;
    size_t len = strlen(verb);
    return strncmp(own, verb, len) == 0 && own[len] == ' ';
}

static void refuse(struct reply *r, const char *code, const char *target, const char *msgid,
                   const char *why)
{
    char context[2 * 200 + 2], first[100];
    copy_text(first, sizeof first, reply_word(target));
    snprintf(context, sizeof context, "%s %.100s", first, reply_word(msgid));
    reply_fail(r, "EDIT", code, context, why);
}

bool amend_take(struct reply *r, const struct speech *s, const char *target, const char *place,
                struct amended *out)
{
    struct world *w = r->world;
    struct record record;
    char me[IDENTITY_BYTES], context[96];
    history_identity(r->user, me);
    *out = (struct amended){0};
    if (!store_find_record(w->store, place, s->edits, &record) || record.kind != RECORD_MESSAGE) {
        refuse(r, "UNKNOWN_MSGID", target, s->edits, "There is no such message, or no more");
    } else if (!record.sender || strcmp(record.sender, me) != 0) {
        refuse(r, "EDIT_FORBIDDEN", target, s->edits, "That message is not yours");
    } else if (!has_verb(record.body, s->verb)) {
        refuse(r, "EDIT_FORBIDDEN", target, s->edits,
               "A message stays what it is, PRIVMSG or NOTICE");
    } else if (w->wall - record.time > w->config->edit_ms) {
        long seconds = w->config->edit_ms / 1000;
        snprintf(context, sizeof context, "Messages can be edited for %ld %s",
                 seconds < 60     ? seconds
                 : seconds < 7200 ? seconds / 60
                                  : seconds / 3600,
                 seconds < 60     ? "seconds"
                 : seconds < 7200 ? "minutes"
                                  : "hours");
        refuse(r, "EDIT_TOO_LATE", target, s->edits, context);
    } else {
        out->time = record.time;
        copy_text(out->msgid, sizeof out->msgid, record.msgid);
        keep_tags(&out->tags, record.tags, record.msgid);
        if (store_remove_record(w->store, record.seq)) {
            return true;
        }
        amend_finish(out);
        refuse(r, "INTERNAL_ERROR", target, s->edits, "It cannot be edited now");
    }
    return false;
}

void amend_keep(const struct relay *line, const char *place, const char *lines, struct amended *e)
{
    relay_keep_as(line, place, RECORD_MESSAGE, lines, e->time, e->msgid, e->tags.data);
    amend_finish(e);
}

void amend_finish(struct amended *e)
{
    bytes_finish(&e->tags);
}
