#include "client/net/redact.h"

#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/draw/icon.h"
#include "client/net/memory.h"
#include "client/net/network.h"
#include "irc/bytes.h"

void redact_message(struct client *client, struct network *s, struct chat *c, const char *id,
                    const char *by, const char *reason)
{
    int at = chat_find_id(c, id);
    memory_forget(client, s, c, id);
    chat_note_deleted(c, id);
    if (at < 0 || !c->lines[at]->nick) {
        return;
    }
    struct line *old = c->lines[at];
    struct bytes text = {0};
    bool own = names_equal(s->isupport.casemap, by, old->nick);
    words_fill(&text, client->lang,
               own       ? W_DELETED_OWN
               : *reason ? W_DELETED_WHY
                         : W_DELETED,
               "op", by, "a", old->nick, "reason", reason, NULL);
    struct line *line = line_new(LINE_INFO, old->time, NULL, text.data);
    line->icon = ICON_TRASH;
    line->gap = old->gap;
    line->id = old->id;
    old->id = NULL;
    c->lines[at] = line;
    line_free(old);
    bytes_finish(&text);
    client->dirty = true;
}
