#include "client/chat/room_bans.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client/chat/person.h"
#include "irc/check.h"

enum {
    BANS_MAX = 2000,
    WHOLE_NAME = 512,
    MINUTES_MAX = 10 * 366 * 24 * 60 /* ten years: what is longer is no time */
};

static int find(const struct room_bans *b, char letter, const char *mask)
{
    int at = 0;
    while (at < b->count && (b->list[at].letter != letter ||
                             !names_equal(CASEMAP_UNICODE, b->list[at].mask, mask))) {
        at++;
    }
    return at < b->count ? at : -1;
}

void room_bans_add(struct room_bans *b, char letter, const char *mask, const char *by, int64_t at)
{
    if (find(b, letter, mask) >= 0 || b->count >= BANS_MAX) {
        return;
    }
    b->list = xrealloc(b->list, (size_t)(b->count + 1) * sizeof *b->list);
    b->list[b->count++] = (struct ban){letter, xstrdup(mask), xstrdup(by), at};
}

void room_bans_remove(struct room_bans *b, char letter, const char *mask)
{
    int at = find(b, letter, mask);
    if (at >= 0) {
        free(b->list[at].mask);
        free(b->list[at].by);
        b->count--;
        memmove(b->list + at, b->list + at + 1, (size_t)(b->count - at) * sizeof *b->list);
    }
}

void room_bans_clear(struct room_bans *b)
{
    for (int i = 0; i < b->count; i++) {
        free(b->list[i].mask);
        free(b->list[i].by);
    }
    free(b->list);
    *b = (struct room_bans){.asked = b->asked};
}

/* --- what a mask says --- */

/* What follows the letter of an extban, with or without the sign of some servers; NULL: another. */
static const char *after(const char *mask, char letter)
{
    mask += *mask == '~' || *mask == '$';
    return names_fold_char(CASEMAP_ASCII, mask[0]) == letter && mask[1] == ':' ? mask + 2 : NULL;
}

static const char *after_account(const char *mask)
{
    static const char long_name[] = "~account:";
    bool whole = strncmp(mask, long_name, sizeof long_name - 1) == 0;
    if (mask[0] == 'R' && mask[1] == ':') { /* InspIRCd; r: is a real name */
        return mask + 2;
    }
    return whole ? mask + sizeof long_name - 1 : after(mask, 'a');
}

/* What is in the t:MINUTES: and the m: (~q: on some servers) of a mask. */
static const char *unwrap(const char *mask, bool *mute, long *minutes)
{
    const char *timed = after(mask, 't');
    char *end;
    *minutes = timed ? strtol(timed, &end, 10) : 0;
    if (*minutes > 0 && *minutes <= MINUTES_MAX && *end == ':') {
        mask = end + 1;
    } else {
        *minutes = 0;
    }
    const char *muted = after(mask, *mask == '~' ? 'q' : 'm');
    *mute = muted != NULL;
    return muted ? muted : mask;
}

void ban_read(char letter, const char *mask, struct ban_sense *out)
{
    *out = (struct ban_sense){.kind = BAN_MASK};
    mask = unwrap(mask, &out->mute, &out->minutes);
    out->mute |= letter == 'q';
    const char *account = after_account(mask);
    const char *bang = strchr(mask, '!'), *at = strrchr(mask, '@');
    size_t nick = bang ? (size_t)(bang - mask) : 0;
    copy_text(out->what, sizeof out->what, account ? account : mask);
    if (account) {
        out->kind = BAN_ACCOUNT;
    } else if (bang && strcmp(bang, "!*@*") == 0 && nick < sizeof out->what) {
        out->kind = BAN_NICK;
        out->what[nick] = '\0';
    } else if (at && at > mask && nick == 1 && *mask == '*' && !strpbrk(at, "*?")) {
        out->kind = BAN_HOST;
        copy_text(out->what, sizeof out->what, at + 1);
    }
}

int64_t ban_until(const struct ban *ban)
{
    struct ban_sense sense;
    ban_read(ban->letter, ban->mask, &sense);
    return sense.minutes && ban->at ? ban->at + sense.minutes * INT64_C(60000) : 0;
}

bool ban_is_on(const char *mask, const struct person *who)
{
    bool mute;
    long minutes;
    char whole[WHOLE_NAME];
    mask = unwrap(mask, &mute, &minutes);
    const char *account = after_account(mask);
    if (account) {
        return who->account && *who->account && names_match(account, who->account);
    }
    snprintf(whole, sizeof whole, "%s!%s@%s", who->nick, who->ident ? who->ident : "?",
             who->host ? who->host : "?");
    return names_match(mask, whole);
}

bool ban_names(const char *mask, const struct person *who)
{
    struct ban_sense sense;
    ban_read('b', mask, &sense);
    return ban_is_on(mask, who) && sense.kind != BAN_MASK && !strpbrk(sense.what, "*?");
}

int64_t room_bans_until(const struct room_bans *b, const struct person *who, bool mute)
{
    int64_t last = 0;
    for (int i = 0; i < b->count; i++) {
        struct ban_sense sense;
        ban_read(b->list[i].letter, b->list[i].mask, &sense);
        if (sense.mute == mute && ban_is_on(b->list[i].mask, who)) {
            int64_t until = ban_until(&b->list[i]);
            if (!until) {
                return 0;
            }
            last = until > last ? until : last;
        }
    }
    return last;
}

bool room_bans_bar(const struct room_bans *b, const struct person *who)
{
    bool bars = false;
    for (int i = 0; i < b->count && !bars; i++) {
        struct ban_sense sense;
        ban_read(b->list[i].letter, b->list[i].mask, &sense);
        bars = !sense.mute && ban_is_on(b->list[i].mask, who);
    }
    return bars;
}

/* --- whom to keep out --- */

static bool shared(const struct people *p, const struct person *who, bool ident)
{
    for (int i = 0; i < p->count; i++) {
        const struct person *other = p->list[i];
        bool host = !other->host || strcmp(other->host, who->host) == 0;
        bool same = !ident || !other->ident || strcmp(other->ident, who->ident) == 0;
        if (other != who && host && same) {
            return true;
        }
    }
    return false;
}

int room_bans_choose(const struct people *p, enum casemap map, const char *nick, enum ban_by by,
                     const char *account, struct bytes out[BAN_MASKS])
{
    const struct person *who = people_find(p, map, nick);
    int count = 0;
    for (int i = 0; i < BAN_MASKS; i++) {
        bytes_clear(&out[i]);
    }
    if (by == BAN_BY_PERSON && account && who && who->account && *who->account) {
        bytes_format(&out[count++], "%s%s", account, who->account);
    }
    if (by != BAN_BY_NICK && who && who->host && (by == BAN_BY_ADDRESS || !shared(p, who, false))) {
        bytes_format(&out[count++], "*!*@%s", who->host);
    } else if (by == BAN_BY_PERSON && who && who->host && who->ident && !shared(p, who, true)) {
        bytes_format(&out[count++], "*!%s@%s", who->ident, who->host);
    } else if (!count) {
        bytes_format(&out[count++], strpbrk(nick, "!@:*?") ? "%s" : "%s!*@*", nick);
    }
    return count;
}

int room_bans_hit(const struct people *p, enum casemap map, const char *nick,
                  const struct bytes masks[BAN_MASKS], int count, struct bytes *names)
{
    const struct person *who = people_find(p, map, nick);
    int hits = 0;
    for (int i = 0; i < p->count; i++) {
        bool hit = false;
        for (int k = 0; k < count && p->list[i] != who; k++) {
            hit |= ban_is_on(masks[k].data, p->list[i]);
        }
        if (hit) {
            bytes_format(names, "%s%s", hits++ ? ", " : "", p->list[i]->nick);
        }
    }
    return hits;
}
