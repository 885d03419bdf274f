#include "client/chat/profile.h"

#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/info.h"
#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/message.h"

static void add_idle(struct client *client, struct chat *c, const struct message *m)
{
    struct bytes idle = {0}, since = {0};
    long seconds = strtol(message_param(m, 2), NULL, 10);
    long long signon = strtoll(message_param(m, 3), NULL, 10);
    bool known = m->count > 4 && signon > 0 && signon < INT64_MAX / 1000;
    client_lasted(client, seconds, &idle);
    client_since(client, known ? signon * 1000 : client->wall, &since);
    info_add(client, c, ICON_CLOCK, known ? W_WHOIS_IDLE_SINCE : W_WHOIS_IDLE, "time",
             bytes_string(&idle), "since", bytes_string(&since), NULL);
    bytes_finish(&idle);
    bytes_finish(&since);
}

bool profile_add(struct client *client, struct chat *c, const struct message *m)
{
    static const struct {
        const char *verb;
        enum icon icon;
        enum word words;
        int text; /* the parameter it names; some servers leave out user@host before an address */
    } lines[] = {
        {"312", ICON_SERVER, W_WHOIS_SERVER, 2},  {"313", ICON_SHIELD, W_WHOIS_OPERATOR, 1},
        {"319", ICON_HASH, W_WHOIS_ROOMS, 2},     {"330", ICON_USER, W_WHOIS_ACCOUNT, 2},
        {"760", ICON_USER, W_WHOIS_PROFILE, 4},   {"335", ICON_INFO, W_WHOIS_BOT, 1},
        {"338", ICON_SERVER, W_WHOIS_ADDRESS, 3}, {"671", ICON_LOCK, W_WHOIS_ENCRYPTED, 1},
    };
    const char *nick = message_param(m, 1);
    bool said = strcmp(m->verb, "311") == 0 || strcmp(m->verb, "317") == 0;
    if (strcmp(m->verb, "311") == 0) {
        bool named = strcmp(nick, message_param(m, 5)) != 0;
        info_add(client, c, ICON_USER, named ? W_WHOIS_USER : W_WHOIS_FROM, "a", nick, "text",
                 message_param(m, 5), "host", message_param(m, 3), NULL);
    } else if (strcmp(m->verb, "317") == 0) {
        add_idle(client, c, m);
    }
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        if (strcmp(m->verb, lines[i].verb) == 0) {
            int at = lines[i].text - (lines[i].words == W_WHOIS_ADDRESS && m->count == 4);
            info_add(client, c, lines[i].icon, lines[i].words, "a", nick, "text",
                     message_param(m, at), NULL);
            said = true;
        }
    }
    return said;
}
