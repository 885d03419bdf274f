#include "client/net/trouble.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/base/endpoint.h"
#include "client/base/prefs.h"
#include "client/base/words.h"
#include "client/net/network.h"
#include "irc/caps.h"
#include "irc/check.h"

struct explanation {
    enum word title, body;
    bool stops; /* connecting again by ourselves would not help, or is not wanted */
};

/* Anything not listed counts as TROUBLE_CUT. */
static const struct explanation explanations[] = {
    [TROUBLE_REFUSED] = {W_ERR_REFUSED, W_ERR_REFUSED_DO, false},
    [TROUBLE_TIMEOUT] = {W_ERR_TIMEOUT, W_ERR_TIMEOUT_DO, false},
    [TROUBLE_NO_HOST] = {W_ERR_NO_HOST, W_ERR_NO_HOST_DO, false},
    [TROUBLE_NO_NETWORK] = {W_ERR_NO_NETWORK, W_ERR_NO_NETWORK_DO, false},
    [TROUBLE_NOT_CHAT] = {W_ERR_NOT_CHAT, W_ERR_NOT_CHAT_DO, false},
    [TROUBLE_NICK_TAKEN] = {W_ERR_NICK_TAKEN, W_ERR_NICK_TAKEN_DO, false},
    [TROUBLE_NICK_BAD] = {W_ERR_NICK_BAD, W_ERR_NICK_BAD_DO, false},
    [TROUBLE_PASSWORD] = {W_ERR_PASSWORD, W_ERR_PASSWORD_DO, true},
    [TROUBLE_SERVER_PASSWORD] = {W_ERR_SERVER_PASSWORD, W_ERR_SERVER_PASSWORD_DO, true},
    [TROUBLE_LIAR] = {W_ERR_LIAR, W_ERR_LIAR_DO, true},
    [TROUBLE_REGISTER] = {W_ERR_REGISTER, W_ERR_REGISTER_DO, false},
    [TROUBLE_NOT_TLS] = {W_ERR_NOT_TLS, W_ERR_NOT_TLS_DO, false},
    [TROUBLE_NO_TLS] = {W_ERR_NO_TLS, W_ERR_NO_TLS_DO, false},
    [TROUBLE_STRICT] = {W_ERR_STRICT, W_ERR_STRICT_DO, true},
    [TROUBLE_REVEALS] = {W_ERR_REVEALS, W_ERR_REVEALS_DO, true},
    [TROUBLE_READABLE] = {W_ERR_READABLE, W_ERR_READABLE_DO, true},
    [TROUBLE_TOO_MUCH] = {W_ERR_TOO_MUCH, W_ERR_TOO_MUCH_DO, true},
    [TROUBLE_CERTIFICATE] = {W_ERR_CERTIFICATE, W_ERR_CERTIFICATE_DO, false},
    [TROUBLE_CHANGED] = {W_ERR_CHANGED, W_ERR_CHANGED_DO, true},
    [TROUBLE_WANTS_TLS] = {W_ERR_WANTS_TLS, W_ERR_WANTS_TLS_DO, false},
    [TROUBLE_FULL] = {W_ERR_FULL, W_ERR_FULL_DO, false},
    [TROUBLE_STRANGER] = {W_TRUST_TITLE, W_TRUST_BODY, true},
    [TROUBLE_KILLED] = {W_ERR_KILLED, W_ERR_KILLED_DO, true},
    [TROUBLE_LOGGED_OUT] = {W_ERR_LOGGED_OUT, W_ERR_LOGGED_OUT_DO, true},
    [TROUBLE_BANNED] = {W_ERR_BANNED, W_ERR_BANNED_DO, true},
};

static struct explanation explain(enum network_trouble trouble)
{
    bool known = (size_t)trouble < COUNT_OF(explanations) && explanations[trouble].body;
    return known ? explanations[trouble] : (struct explanation){W_ERR_CUT, W_ERR_CUT_DO, false};
}

bool trouble_stops(enum network_trouble trouble)
{
    return explain(trouble).stops;
}

/* "ana" -> "ana2" -> "ana3": one that may be free. */
void trouble_suggest_nick(const char *nick, char *out, size_t cap)
{
    size_t len = strlen(nick);
    size_t base = len;
    while (base > 1 && nick[base - 1] >= '0' && nick[base - 1] <= '9') {
        base--;
    }
    long n = base < len && len - base < 6 ? strtol(nick + base, NULL, 10) : 1;
    if (base + 6 > NETWORK_NICK_MAX) {
        base = NETWORK_NICK_MAX - 6;
    }
    snprintf(out, cap, "%.*s%ld", (int)base, nick, n + 1);
}

bool trouble_offers_register(const struct network *s)
{
    return s->trouble == TROUBLE_PASSWORD && (s->cap_offer & CAP(ACCOUNT_REGISTRATION));
}

void trouble_words(const struct client *client, const struct network *s, struct bytes *title,
                   struct bytes *body)
{
    struct explanation why = explain(s->trouble);
    char port[16], other[NICK_CAP];
    snprintf(port, sizeof port, "%d", s->port);
    trouble_suggest_nick(s->wanted, other, sizeof other);
    words_fill(title, client->lang, why.title, "host", s->host, "port", port, "nick", s->wanted,
               NULL);
    bool here = s->trouble == TROUBLE_REFUSED && endpoint_is_here(s->host);
    words_fill(body, client->lang,
               trouble_offers_register(s) ? W_ERR_PASSWORD_OR
               : here                     ? W_ERR_REFUSED_HERE
                                          : why.body,
               "host", s->host, "nick", s->wanted, "other", other, NULL);
}

enum network_trouble trouble_exposes(const struct client *client, const struct network *s)
{
    char server[NETWORK_TEXT + 8];
    network_server(s, server);
    bool proved = !s->registering && prefs_has(&client->prefs.scram, server),
         readable = !s->tls && !endpoint_is_here(s->host);
    return s->may_reveal ? TROUBLE_NONE
           : proved      ? TROUBLE_REVEALS
           : readable    ? TROUBLE_READABLE
                         : TROUBLE_NONE;
}
