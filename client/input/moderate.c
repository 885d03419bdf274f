#include "client/input/moderate.h"

#include <stdio.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/net/network.h"
#include "client/net/outgoing.h"
#include "irc/bytes.h"
#include "irc/check.h"

static const struct person *person(const struct network *s, const struct chat *c, const char *nick)
{
    return people_find(&c->people, s->isupport.casemap, nick);
}

bool moderate_may(const struct network *s, const struct chat *c)
{
    return s->state == NETWORK_READY && c->kind == CHAT_ROOM &&
           (s->operates || outgoing_moderates(s, c));
}

int moderate_rank(const struct network *s, const struct person *who)
{
    const char *chars = s->isupport.prefix_chars;
    const char *at = who && who->prefixes[0] ? strchr(chars, who->prefixes[0]) : NULL;
    return at ? (int)(at - chars) : (int)strlen(chars);
}

int moderate_own_rank(const struct network *s, const struct chat *c)
{
    return s->operates ? 0 : moderate_rank(s, person(s, c, s->nick));
}

bool moderate_may_on(const struct network *s, const struct chat *c, const char *nick)
{
    const struct person *who = person(s, c, nick);
    return who && moderate_may(s, c) && !network_is_me(s, nick) &&
           moderate_own_rank(s, c) <= moderate_rank(s, who);
}

bool moderate_rank_words(char letter, enum word *out)
{
    static const struct {
        char letter;
        enum word words;
    } known[] = {{'q', W_ROLE_FOUNDER},
                 {'a', W_ROLE_PROTECTED},
                 {'o', W_ROLE_OPERATOR},
                 {'h', W_ROLE_HELPER},
                 {'v', W_ROLE_VOICE}};
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (known[i].letter == letter) {
            *out = known[i].words;
            return true;
        }
    }
    return false;
}

void moderate_set_rank(struct app *app, struct chat *c, const char *nick, int rank)
{
    struct network *s = c->network;
    const struct person *who = person(s, c, nick);
    int none = (int)strlen(s->isupport.prefix_modes), was = moderate_rank(s, who);
    if (!who || rank == was || rank < 0 || rank > none) {
        return;
    }
    char letters[8];
    char to = rank < none ? s->isupport.prefix_modes[rank] : '\0';
    char from = was < none ? s->isupport.prefix_modes[was] : '\0';
    snprintf(letters, sizeof letters, "%s%.1s%s%.1s", from ? "-" : "", (char[]){from, '\0'},
             to ? "+" : "", (char[]){to, '\0'});
    network_send(&app->client, s, from && to ? "MODE %s %s %s %s" : "MODE %s %s %s", c->name,
                 letters, nick, nick);
}

/* --- bans and mutes --- */

/* How the server writes an extban of this letter; 0: not at all. */
static bool knows(const struct network *s, char letter)
{
    return strchr(s->isupport.extbans, letter) && letter;
}

bool moderate_has_times(const struct network *s)
{
    return knows(s, 't') && (s->isupport.extban_sign == '~' || !s->isupport.extban_sign);
}

/* What stands in front of the mask of a mute; NULL: no such ban. */
static const char *mute_prefix(const struct network *s)
{
    return !s->isupport.extban_sign && knows(s, 'm')         ? "m:"
           : s->isupport.extban_sign == '~' && knows(s, 'q') ? "~q:"
                                                             : NULL;
}

/* A list of its own, as some servers have: +q, where it is no rank. */
static bool has_quiet_list(const struct network *s)
{
    return strchr(s->isupport.list_modes, 'q') != NULL;
}

bool moderate_has_mutes(const struct network *s)
{
    return mute_prefix(s) || has_quiet_list(s);
}

/* What stands in front of an account; NULL: no such masks. */
static const char *account_prefix(const struct network *s)
{
    bool ours = !s->isupport.extban_sign && knows(s, 'a') && knows(s, 't');
    return ours                                              ? "a:"
           : s->isupport.extban_sign == '~' && knows(s, 'a') ? "~account:"
           : s->isupport.extban_sign == '$' && knows(s, 'a') ? "$a:"
           : !s->isupport.extban_sign && knows(s, 'R')       ? "R:"
                                                             : NULL;
}

int moderate_ban_masks(const struct chat *c, const char *nick, enum ban_by by,
                       struct bytes out[BAN_MASKS])
{
    const struct network *s = c->network;
    return room_bans_choose(&c->people, s->isupport.casemap, nick, by, account_prefix(s), out);
}

void moderate_ban(struct app *app, struct chat *c, const char *nick, enum ban_by by, long minutes,
                  bool mute)
{
    struct network *s = c->network;
    struct bytes masks[BAN_MASKS] = {0}, line = {0};
    const char *prefix = mute ? mute_prefix(s) : "";
    char letter = mute && !prefix ? 'q' : 'b';
    int count = moderate_ban_masks(c, nick, by, masks);
    for (int i = 0; i < count; i++) {
        bytes_char(&line, ' ');
        if (minutes > 0 && moderate_has_times(s)) {
            bytes_format(&line, "%st:%ld:", s->isupport.extban_sign ? "~" : "", minutes);
        }
        bytes_format(&line, "%s%s", prefix ? prefix : "", masks[i].data);
    }
    char letters[BAN_MASKS + 1] = {letter, letter};
    letters[count] = '\0';
    network_send(&app->client, s, "MODE %s +%s%s", c->name, letters, bytes_string(&line));
    for (int i = 0; i < BAN_MASKS; i++) {
        bytes_finish(&masks[i]);
    }
    bytes_finish(&line);
}

void moderate_lift(struct app *app, struct chat *c, char letter, const char *mask)
{
    network_send(&app->client, c->network, "MODE %s -%c %s", c->name, letter, mask);
}

void moderate_kick(struct app *app, struct chat *c, const char *nick, const char *reason)
{
    bool why = reason && *reason;
    network_send(&app->client, c->network, why ? "KICK %s %s :%s" : "KICK %s %s", c->name, nick,
                 reason);
}

static const struct ban *next_mute(const struct chat *c, const struct person *who, int *at)
{
    struct ban_sense sense;
    for (; who && *at < c->bans.count; (*at)++) {
        const struct ban *ban = &c->bans.list[*at];
        ban_read(ban->letter, ban->mask, &sense);
        if (sense.mute && ban_is_on(ban->mask, who)) {
            (*at)++;
            return ban;
        }
    }
    return NULL;
}

const struct ban *moderate_mute_of(const struct network *s, const struct chat *c, const char *nick)
{
    int at = 0;
    return next_mute(c, person(s, c, nick), &at);
}

void moderate_unmute(struct app *app, struct chat *c, const char *nick)
{
    const struct person *who = person(c->network, c, nick);
    const struct ban *ban;
    for (int at = 0; (ban = next_mute(c, who, &at));) {
        moderate_lift(app, c, ban->letter, ban->mask);
    }
}
