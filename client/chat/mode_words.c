#include "client/chat/mode_words.h"

#include <stdio.h>
#include <stdlib.h>

#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/draw/icon.h"
#include "irc/bytes.h"
#include "irc/check.h"

/* Whom a mask is about, as well as is known here. */
static void whom(const struct chat *c, const struct ban_sense *sense, const char *mask,
                 struct bytes *out)
{
    int count = 0;
    for (int i = 0; sense->kind != BAN_NICK && i < c->people.count && count < 2; i++) {
        if (ban_is_on(mask, c->people.list[i])) {
            bytes_clear(out);
            bytes_text(out, c->people.list[i]->nick);
            count++;
        }
    }
    if (count != 1) {
        bytes_clear(out);
        bytes_text(out, sense->what);
    }
}

/* "10 min", "2 h", "7 days" */
static void lasts(const struct client *client, long minutes, struct bytes *out)
{
    char number[24];
    if (minutes % (24 * 60) == 0 && minutes > 24 * 60) {
        snprintf(number, sizeof number, "%ld", minutes / (24 * 60));
        words_fill(out, client->lang, W_DAYS_LONG, "n", number, NULL);
    } else {
        client_lasted(client, minutes * 60, out);
    }
}

/* A ban or a mute; `by` "": nobody lifted it, its time is over. */
static void add_ban(struct client *client, struct chat *c, const char *by,
                    const struct mode_change *change)
{
    struct ban_sense sense;
    struct bytes name = {0}, time = {0}, text = {0};
    ban_read(change->letter, change->param, &sense);
    whom(c, &sense, change->param, &name);
    lasts(client, sense.minutes, &time);
    bool mute = sense.mute, ended = !change->adding && !*by;
    enum word words = ended             ? (mute ? W_MODE_MUTE_ENDED : W_MODE_BAN_ENDED)
                      : !change->adding ? (mute ? W_MODE_MUTE_NO : W_MODE_BAN_NO)
                      : sense.minutes   ? (mute ? W_MODE_MUTE_TIME : W_MODE_BAN_TIME)
                      : mute            ? W_MODE_MUTE
                                        : W_MODE_BAN;
    words_fill(&text, client->lang, words, "a", by, "text", bytes_string(&name), "time",
               bytes_string(&time), NULL);
    bytes_format(&text, " (%c%c)", change->adding ? '+' : '-', change->letter);
    info_add_text(client, c, mute ? ICON_MESSAGE_OFF : ICON_BAN, text.data);
    bytes_finish(&name);
    bytes_finish(&time);
    bytes_finish(&text);
}

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
        {'j', false, ICON_USERS, W_MODE_STORM, W_MODE_STORM_NO},
        {'M', false, ICON_SHIELD, W_MODE_ACCOUNTS_SPEAK, W_MODE_ACCOUNTS_SPEAK_NO},
        {'R', false, ICON_LOCK, W_MODE_ACCOUNTS, W_MODE_ACCOUNTS_NO},
        {'W', false, ICON_CLOCK, W_MODE_SLOW, W_MODE_SLOW_NO},
        {'i', false, ICON_LOCK, W_MODE_INVITE, W_MODE_INVITE_NO},
        {'k', false, ICON_LOCK, W_MODE_KEY, W_MODE_KEY_NO},
        {'l', false, ICON_USERS, W_MODE_LIMIT, W_MODE_LIMIT_NO},
        {'m', false, ICON_SHIELD, W_MODE_MODERATED, W_MODE_MODERATED_NO},
        {'n', false, ICON_SHIELD, W_MODE_INSIDE, W_MODE_INSIDE_NO},
        {'s', false, ICON_EYE, W_MODE_SECRET, W_MODE_SECRET_NO},
        {'t', false, ICON_EDIT, W_MODE_TOPIC, W_MODE_TOPIC_NO},
    };
    if ((change->letter == 'b' || change->letter == 'q') && change->param && !rank) {
        add_ban(client, c, by, change);
        return true;
    }
    size_t i = 0;
    while (i < COUNT_OF(known) && (known[i].letter != change->letter || known[i].rank != rank)) {
        i++;
    }
    if (i == COUNT_OF(known) || (change->wants_param && !change->param)) {
        return false;
    }
    struct bytes text = {0}, lasts = {0};
    const char *param = change->param ? change->param : "";
    if (change->letter == 'W') {
        c->may_write_at = change->adding ? c->may_write_at : 0;
        client_lasted(client, strtol(param, NULL, 10), &lasts);
        param = lasts.data;
    }
    words_fill(&text, client->lang, change->adding ? known[i].on : known[i].off, "a",
               rank ? param : by, "text", param, NULL);
    bytes_format(&text, " (%c%c)", change->adding ? '+' : '-', change->letter);
    info_add_text(client, c, known[i].icon, text.data);
    bytes_finish(&text);
    bytes_finish(&lasts);
    return true;
}
