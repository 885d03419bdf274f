#include "client/chat/mode_words.h"

#include <stddef.h>

#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/info.h"
#include "client/draw/icon.h"
#include "irc/bytes.h"
#include "irc/check.h"

bool mode_words_add(struct client *client, struct chat *c, const char *by, bool rank,
                    const struct mode_change *change)
{
    static const struct {
        char letter;
        bool rank; /* of a member; elsewhere the letter may mean something else */
        enum icon icon;
        enum word on, off;
    } known[] = {
        {'q', true, ICON_SHIELD, W_RANK_FOUNDER, W_RANK_FOUNDER_NO},
        {'a', true, ICON_SHIELD, W_RANK_PROTECTED, W_RANK_PROTECTED_NO},
        {'o', true, ICON_SHIELD, W_MADE_OP, W_RANK_OP_NO},
        {'h', true, ICON_SHIELD, W_RANK_HALFOP, W_RANK_HALFOP_NO},
        {'v', true, ICON_SHIELD, W_RANK_VOICE, W_RANK_VOICE_NO},
        {'b', false, ICON_STOP, W_MODE_BAN, W_MODE_BAN_NO},
        {'i', false, ICON_LOCK, W_MODE_INVITE, W_MODE_INVITE_NO},
        {'k', false, ICON_LOCK, W_MODE_KEY, W_MODE_KEY_NO},
        {'l', false, ICON_USERS, W_MODE_LIMIT, W_MODE_LIMIT_NO},
        {'m', false, ICON_SHIELD, W_MODE_MODERATED, W_MODE_MODERATED_NO},
        {'n', false, ICON_SHIELD, W_MODE_INSIDE, W_MODE_INSIDE_NO},
        {'s', false, ICON_EYE, W_MODE_SECRET, W_MODE_SECRET_NO},
        {'t', false, ICON_EDIT, W_MODE_TOPIC, W_MODE_TOPIC_NO},
    };
    size_t i = 0;
    while (i < COUNT_OF(known) && (known[i].letter != change->letter || known[i].rank != rank)) {
        i++;
    }
    if (i == COUNT_OF(known) || (change->wants_param && !change->param)) {
        return false;
    }
    struct bytes text = {0};
    const char *param = change->param ? change->param : "";
    words_fill(&text, client->lang, change->adding ? known[i].on : known[i].off, "a",
               rank ? param : by, "text", param, NULL);
    bytes_format(&text, " (%c%c)", change->adding ? '+' : '-', change->letter);
    info_add_text(client, c, known[i].icon, text.data);
    bytes_finish(&text);
    return true;
}
