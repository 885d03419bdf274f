#include "client/net/tags.h"

#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/net/network.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/stamp.h"

int64_t tags_time(const struct client *client, const struct network *s, const struct message *m)
{
    int64_t time = network_wall(client, s);
    const char *tag = message_tag(m, "time");
    if (tag) {
        stamp_parse(tag, &time);
    }
    return time;
}

bool tags_is_replay(const struct client *client, const struct network *s, const struct message *m)
{
    enum { REPLAY_MS = 60000 };
    return message_tag(m, "time") && tags_time(client, s, m) < network_wall(client, s) - REPLAY_MS;
}

/* The value of a tag by its final or its draft name; NULL: neither is there. */
static const char *client_tag(const struct message *m, const char *name, const char *draft)
{
    const char *value = message_tag(m, name);
    return value && *value ? value : message_tag(m, draft);
}

/* A copy of an id that can be sent back to a server; NULL: it cannot be. */
static char *copy_id(const char *text)
{
    enum { ID_MAX = 200 };
    bool fine = text && *text && *text != ':' && strlen(text) <= ID_MAX;
    for (const char *at = text; fine && *at; at++) {
        fine = (unsigned char)*at > ' ';
    }
    return fine ? xstrdup(text) : NULL;
}

void tags_take_ids(struct line *line, const struct message *m)
{
    free(line->id);
    line->id = copy_id(message_tag(m, "msgid"));
    if (!line->reply_to) {
        line->reply_to = copy_id(client_tag(m, "+reply", "+draft/reply"));
    }
}

const char *tags_edits(const struct network *s, const struct message *m)
{
    const char *id = s->caps & CAP(MESSAGE_EDIT) ? message_tag(m, "+draft/edit") : NULL;
    return id && *id ? id : NULL;
}

const char *tags_reaction(const struct message *m, const char **id, bool *gives)
{
    const char *given = client_tag(m, "+react", "+draft/react");
    const char *taken = client_tag(m, "+unreact", "+draft/unreact");
    const char *text = given && *given ? given : taken;
    *gives = text == given;
    *id = client_tag(m, "+reply", "+draft/reply");
    return text && *text && *id && **id ? text : NULL;
}

const char *tags_action(const char *text, char *out, size_t cap)
{
    if (strncmp(text, "\001ACTION ", 8) != 0) {
        return NULL;
    }
    copy_text(out, cap, text + 8);
    out[strcspn(out, "\001")] = '\0';
    return out;
}
