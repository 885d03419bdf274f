#include "client/text/secrets.h"

#include <string.h>

#include "irc/bytes.h"
#include "irc/check.h"
#include "irc/names.h"

/* What follows `word` and blanks, whatever its case; NULL: the text does not begin with it. */
static const char *after(const char *text, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i < len; i++) {
        if (names_fold_char(CASEMAP_ASCII, text[i]) != word[i]) {
            return NULL;
        }
    }
    return text[len] == ' ' ? text + len + strspn(text + len, " ") : NULL;
}

/* Whether NickServ (in short too, if `brief`) is one of those in "bob,NickServ@services.example",
 * which ends at a blank. */
static bool names_service(const char *to, bool brief)
{
    static const char *const services[] = {"nickserv", "ns"};
    for (size_t len; *to && *to != ' '; to += len + (to[len] == ',')) {
        len = strcspn(to, ", ");
        size_t nick = strcspn(to, "@, ");
        for (size_t i = 0; i < COUNT_OF(services) - !brief; i++) {
            size_t same = 0;
            while (same < nick && names_fold_char(CASEMAP_ASCII, to[same]) == services[i][same]) {
                same++;
            }
            if (same == nick && !services[i][same]) {
                return true;
            }
        }
    }
    return false;
}

static const char *after_any(const char *text, const char *const *words, size_t count)
{
    const char *found = NULL;
    for (size_t i = 0; i < count && !found; i++) {
        found = after(text, words[i]);
    }
    return found;
}

static const char *skip_word(const char *text)
{
    text += strcspn(text, " ");
    return text + strspn(text, " ");
}

/* In "raw" commands too. Sets *text to what is said to NickServ, if that is what the command does.
 */
static const char *in_command(const char **text)
{
    static const char *const
        whole[] = {"register", "pass", "authenticate", "set server.password", "set password"},
        *const raw[] = {"raw", "quote"}, *const says[] = {"msg", "query", "privmsg", "notice"};
    const char *at = *text, *next = after_any(at, raw, COUNT_OF(raw));
    at = next ? next : at;
    next = after_any(at, whole, COUNT_OF(whole));
    if (next) {
        return next;
    }
    next = after(at, "oper");
    if (next) {
        return skip_word(next);
    }
    const char *to = after_any(at, says, COUNT_OF(says));
    to = to ? to : at;
    next = skip_word(to);
    *text = names_service(to, true) ? next + (*next == ':') : "";
    return NULL;
}

size_t secrets_start(const char *text, bool to_service)
{
    static const char *const verbs[] = {"identify",     "register", "passwd", "login",
                                        "set password", "ghost",    "regain", "recover",
                                        "release",      "claim",    "drop",   "sapasswd"};
    const char *said = to_service ? text : "", *found = NULL;
    if (*text == '/') {
        said = text + 1;
        found = in_command(&said);
    }
    found = found ? found : after_any(said, verbs, COUNT_OF(verbs));
    return found ? (size_t)(found - text) : strlen(text);
}

bool secrets_any(const char *text, bool to_service)
{
    return secrets_start(text, to_service) < strlen(text);
}

void secrets_mask(const char *text, bool to_service, struct bytes *out)
{
    size_t start = secrets_start(text, to_service), len = strlen(text);
    bytes_add(out, text, start);
    for (size_t i = start; i < len; i++) {
        bytes_char(out, '*');
    }
}

bool secrets_is_service(const char *nick)
{
    return names_service(nick, false);
}
