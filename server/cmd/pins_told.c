#include "server/cmd/pins_told.h"

#include <stdlib.h>
#include <string.h>

#include "irc/bytes.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/names.h"
#include "irc/utf8.h"
#include "server/core/config.h"
#include "server/core/history.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/out/reply.h"
#include "server/store.h"

enum { QUOTED = 200 }; /* bytes of a message that are said again */

static bool has_word(const char *words, const char *word, size_t len)
{
    for (size_t n; words && *words; words += n + (words[n] == ' ')) {
        n = strcspn(words, " ");
        if (n == len && memcmp(words, word, len) == 0) {
            return true;
        }
    }
    return false;
}

/* "<luis> what he said", as far as it is kept. */
static void quote(struct world *w, const struct room *room, const char *msgid, struct bytes *out)
{
    struct record record;
    struct message m;
    char place[PLACE_BYTES], nick[NICK_CAP];
    history_room(room, place);
    if (!store_find_record(w->store, place, msgid, &record) || record.kind != RECORD_MESSAGE) {
        bytes_text(out, "a message");
        return;
    }
    char *line = xstrdup(record.body);
    message_parse(&m, line); /* it was one */
    const char *text = record.lines ? record.lines + 1 : message_param(&m, 1);
    static const char action[] = "\001ACTION ";
    bool acts = strncmp(text, action, sizeof action - 1) == 0;
    text += acts ? sizeof action - 1 : 0;
    size_t len = strcspn(text, "\n\001"), cut = utf8_cut(text, len, QUOTED);
    bool more = text[cut] && text[cut] != '\001';
    message_nick(m.source ? m.source : "", nick);
    bytes_format(out, acts ? "* %s %.*s%s" : "<%s> %.*s%s", nick, (int)cut, text,
                 more ? " ..." : "");
    free(line);
}

static void tell(struct reply *r, const struct room *room, const char *line)
{
    for (const struct member *m = room->members; m; m = m->next) {
        for (struct session *s = m->user->sessions; s; s = s->next_of_user) {
            if (!(s->caps & (CAP(METADATA_2) | CAP(METADATA_3)))) {
                reply_raw_to_session(s == r->session ? r : NULL, s, line);
            }
        }
    }
}

void pins_told(struct reply *r, struct room *room, const char *before, const char *now)
{
    struct bytes line = {0};
    for (size_t n; now && *now; now += n + (now[n] == ' ')) {
        char msgid[MSGID_BYTES];
        n = strcspn(now, " ");
        if (n == 0 || n >= sizeof msgid || has_word(before, now, n)) {
            continue;
        }
        memcpy(msgid, now, n);
        msgid[n] = '\0';
        bytes_format(&line, ":%s NOTICE %s :%s pinned ", r->world->config->name, room->name,
                     user_name(r->user));
        quote(r->world, room, msgid, &line);
        tell(r, room, line.data);
        break; /* one is said; who sets many at once is not repeated to everybody */
    }
    bytes_finish(&line);
}
