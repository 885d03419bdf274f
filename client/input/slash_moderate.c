#include "client/input/slash_moderate.h"

#include <stdlib.h>
#include <string.h>

#include "client/app.h"
#include "client/base/client.h"
#include "client/base/words.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/input/moderate.h"
#include "client/net/network.h"
#include "client/panel/room_page.h"

enum { MUTE_MINUTES = 10, MINUTES_MAX = 10 * 366 * 24 * 60 };

static void tell(struct app *app, enum word words, const char *name)
{
    info_add(&app->client, app->client.current, ICON_INFO, words, "name", name, NULL);
}

/* The room and the nickname of a command; returns the rest, NULL: one is missing, which was said.
 */
static const char *whom(struct app *app, const struct typed *t, struct chat **c,
                        char nick[NICK_CAP])
{
    char room[NETWORK_TEXT];
    const char *rest = typed_room(app, t, room, sizeof room);
    if (!rest) {
        return NULL;
    }
    rest = typed_word(rest, nick, NICK_CAP);
    *c = network_find(app->client.network, room);
    if (!nick[0]) {
        typed_usage(app, t);
    } else if (!*c) {
        tell(app, W_NOT_IN_ROOM, "");
    }
    return nick[0] && *c ? rest : NULL;
}

static void change_rank(struct app *app, const struct typed *t, const char *change)
{
    struct chat *c;
    char nick[NICK_CAP];
    if (whom(app, t, &c, nick)) {
        network_send(&app->client, c->network, "MODE %s %s %s", c->name, change, nick);
    }
}

void slash_op(struct app *app, const struct typed *t)
{
    change_rank(app, t, "+o");
}

void slash_deop(struct app *app, const struct typed *t)
{
    change_rank(app, t, "-o");
}

void slash_voice(struct app *app, const struct typed *t)
{
    change_rank(app, t, "+v");
}

void slash_devoice(struct app *app, const struct typed *t)
{
    change_rank(app, t, "-v");
}

/* "90", "10m", "2h", "7d" in minutes; "0": until it is lifted; -1: no time. */
static long minutes_of(const char *text)
{
    char *end;
    long n = strtol(text, &end, 10);
    long unit = *end == 'h' ? 60 : *end == 'd' ? 24 * 60 : *end == 'w' ? 7 * 24 * 60 : 1;
    bool fine = end > text && n >= 0 && n <= MINUTES_MAX / unit &&
                (!*end || (strchr("mhdw", *end) && !end[1]));
    return fine ? n * unit : -1;
}

static void keep_away(struct app *app, const struct typed *t, bool mute)
{
    struct chat *c;
    char nick[NICK_CAP], time[16];
    const char *rest = whom(app, t, &c, nick);
    if (!rest) {
        return;
    }
    const char *after = typed_word(rest, time, sizeof time);
    bool times = moderate_has_times(c->network);
    long typed = minutes_of(time), minutes = typed < 0 && mute && times ? MUTE_MINUTES : typed;
    const struct network *s = c->network;
    if (typed < 0 && time[0] >= '0' && time[0] <= '9') {
        typed_usage(app, t); /* "30s" is no time, and no reason either */
        return;
    }
    if (mute && !moderate_has_mutes(s)) {
        tell(app, W_MUTE_UNKNOWN, nick);
        return;
    }
    if (minutes > 0 && !times) {
        tell(app, W_BAN_NO_TIMES, nick);
        return;
    }
    moderate_ban(app, c, nick, BAN_BY_PERSON, minutes > 0 ? minutes : 0, mute);
    if (!mute && people_find(&c->people, s->isupport.casemap, nick)) {
        moderate_kick(app, c, nick, typed >= 0 ? after : rest);
    }
}

void slash_ban(struct app *app, const struct typed *t)
{
    keep_away(app, t, false);
}

void slash_mute_person(struct app *app, const struct typed *t)
{
    keep_away(app, t, true);
}

/* Lifts what was set on somebody, or names them: all of it, or only mutes. A wider mask that covers
 * them with others stays, and is named. */
static void lift(struct app *app, const struct typed *t, bool only_mutes)
{
    struct chat *c;
    char nick[NICK_CAP];
    const char *wider = NULL;
    int lifted = 0;
    if (!whom(app, t, &c, nick)) {
        return;
    }
    enum casemap map = c->network->isupport.casemap;
    const struct person *who = people_find(&c->people, map, nick);
    for (int i = 0; i < c->bans.count; i++) {
        const struct ban *ban = &c->bans.list[i];
        struct ban_sense sense;
        ban_read(ban->letter, ban->mask, &sense);
        bool named = names_equal(map, sense.what, nick) || names_equal(map, ban->mask, nick);
        if (only_mutes && !sense.mute) {
            continue;
        }
        if (named || (who && ban_names(ban->mask, who))) {
            moderate_lift(app, c, ban->letter, ban->mask);
            lifted++;
        } else if (who && ban_is_on(ban->mask, who)) {
            wider = ban->mask;
        }
    }
    if (wider) {
        info_add(&app->client, app->client.current, ICON_INFO, W_BAN_WIDER, "name", nick, "mask",
                 wider, NULL);
    } else if (!lifted && strpbrk(nick, "!@:*?")) { /* one that is not known here */
        moderate_lift(app, c, 'b', nick);
    } else if (!lifted) {
        tell(app, W_BAN_NONE_OF, nick);
    }
}

void slash_unban(struct app *app, const struct typed *t)
{
    lift(app, t, false);
}

void slash_unmute(struct app *app, const struct typed *t)
{
    lift(app, t, true);
}

void slash_bans(struct app *app, const struct typed *t)
{
    char room[NETWORK_TEXT];
    const char *rest = typed_room(app, t, room, sizeof room);
    struct chat *c = rest ? network_find(app->client.network, room) : NULL;
    if (c) {
        room_page_ban(app, c, "");
    }
}

void slash_oper(struct app *app, const struct typed *t)
{
    char name[NETWORK_TEXT], password[NETWORK_TEXT];
    typed_word(typed_word(t->rest, name, sizeof name), password, sizeof password);
    if (password[0]) {
        network_send(&app->client, app->client.network, "OPER %s %s", name, password);
    } else {
        typed_usage(app, t);
    }
}
