#include "client/chat/events.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/info.h"
#include "client/draw/icon.h"
#include "irc/check.h"

enum { PIECE = 512 };

/* Which placeholder each of an event's words fills: a, b, r(eason), or none. */
static const struct event_kind {
    const char *event;
    const char *fills;
    enum icon icon;
    enum word key;
    enum word without; /* without a reason worth saying; where there is one */
} kinds[] = {
    {"came", "a", ICON_ENTER_LEAVE, W_EVENT_CAME, W_EVENT_CAME},
    {"left", "ar", ICON_ENTER_LEAVE, W_EVENT_LEFT, W_EVENT_LEFT_ONLY},
    {"nick", "ab", ICON_EDIT, W_NICK_CHANGED, W_NICK_CHANGED},
    {"room", "ab", ICON_HASH, W_EVENT_ROOM, W_EVENT_ROOM},
    {"wrong-password", "a", ICON_WARNING, W_EVENT_WRONG_PASSWORD, W_EVENT_WRONG_PASSWORD},
    {"not-oper", "ab", ICON_WARNING, W_EVENT_NOT_OPER, W_EVENT_NOT_OPER},
    {"oper", "ab", ICON_SHIELD, W_EVENT_OPER, W_EVENT_OPER},
    {"kill", "abr", ICON_SHIELD, W_EVENT_KILL, W_EVENT_KILL_ONLY},
    {"ban", "a-br", ICON_SHIELD, W_EVENT_BAN, W_EVENT_BAN_ONLY},
    {"unban", "a-b", ICON_SHIELD, W_EVENT_UNBAN, W_EVENT_UNBAN},
    {"lockdown", "ab", ICON_LOCK, W_EVENT_LOCKED, W_EVENT_LOCKED},
    {"setting", "ab", ICON_GEAR, W_EVENT_SETTING, W_EVENT_SETTING},
};

/* Takes the next word of `*at`; the last one is all that is left. */
static void take(const char **at, bool last, char *out)
{
    size_t len = last ? strlen(*at) : strcspn(*at, " ");
    snprintf(out, PIECE, "%.*s", (int)(len < PIECE ? len : PIECE - 1), *at);
    *at += len + ((*at)[len] == ' ');
}

/* What the settings page calls it. */
static const char *setting_name(const struct words *lang, const char *key)
{
    static const struct {
        const char *key;
        enum word name;
    } names[] = {{"server.network", W_SERVER_SET_NAME},
                 {"server.motd", W_SERVER_SET_MOTD},
                 {"server.autojoin", W_SERVER_SET_ROOMS},
                 {"server.password", W_SERVER_SET_PASSWORD}};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (strcmp(key, names[i].key) == 0) {
            return words_text(lang, names[i].name);
        }
    }
    return key;
}

bool events_add(struct client *client, struct chat *c, const char *event)
{
    char word[PIECE], where[PIECE], a[PIECE] = "", b[PIECE] = "", reason[PIECE] = "";
    char none[PIECE] = ""; /* what is read and not said */
    const struct event_kind *k = kinds, *end = kinds + COUNT_OF(kinds);
    take(&event, false, word);
    take(&event, false, where);
    while (k < end && strcmp(word, k->event) != 0) {
        k++;
    }
    if (k == end) {
        return false;
    }
    for (const char *fill = k->fills; *fill; fill++) {
        if (!*event) {
            return false;
        }
        take(&event, !fill[1], *fill == 'a' ? a : *fill == 'b' ? b : *fill == 'r' ? reason : none);
    }
    enum word key = k->key;
    bool said = strcmp(reason, "no reason given") != 0 && strcmp(reason, "Quit") != 0;
    if (k->key == W_EVENT_LOCKED) {
        key = strcmp(b, "on") == 0 ? W_EVENT_LOCKED : W_EVENT_UNLOCKED;
    } else if (!said) {
        key = k->without;
    }
    info_add(client, c, k->icon, key, "a", a, "b",
             k->key == W_EVENT_SETTING ? setting_name(client->lang, b) : b, "host", where, "reason",
             reason, NULL);
    return true;
}
