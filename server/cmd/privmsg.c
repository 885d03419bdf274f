#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/check.h"
#include "irc/format.h"
#include "irc/message.h"
#include "irc/numerics.h"
#include "irc/own_tags.h"
#include "server/cmd/command.h"
#include "server/cmd/amend.h"
#include "server/cmd/speech.h"
#include "server/core/account.h"
#include "server/core/config.h"
#include "server/core/history.h"
#include "server/core/oper.h"
#include "server/core/persist.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/core/user.h"
#include "server/core/world.h"
#include "server/limits/throttle.h"
#include "server/log.h"
#include "server/out/monitor.h"
#include "server/out/relay.h"
#include "server/out/relay_keep.h"
#include "server/out/reply.h"
#include "server/store.h"

/* --- a message, written out for its readers --- */

/* A message as plain lines and, if it is multiline, as a batch for clients that know it: batch[0]
 * opens it and the last one closes it. */
struct said {
    struct relay *plain, *batch;
    int plain_count, batch_count;
};

static bool is_notice(const struct speech *s)
{
    return s->verb[0] == 'N';
}

static void write_line(struct relay *relay, const struct user *u, const struct speech *s,
                       const char *target, const struct speech_line *line)
{
    if (line->text) {
        relay_start(relay, u->world, u, NULL, "%s %s :%s", s->verb, target, line->text);
    } else {
        relay_start(relay, u->world, u, NULL, "%s %s", s->verb, target);
    }
}

static void write_batch(struct said *said, const struct user *u, const struct speech *s,
                        const char *target, const char *id)
{
    char batch[BATCH_BYTES];
    world_stamp(u->world, batch);
    said->batch = xcalloc((size_t)s->count + 2, sizeof *said->batch);
    said->batch_count = s->count + 2;
    relay_start(&said->batch[0], u->world, u, NULL, "BATCH +%s draft/multiline %s", batch, target);
    relay_tag(&said->batch[0], id, bytes_string(&s->tags));
    for (int i = 0; i < s->count; i++) {
        write_line(&said->batch[i + 1], u, s, target, &s->lines[i]);
        relay_put_inside(&said->batch[i + 1], batch, s->lines[i].joined);
    }
    relay_start(&said->batch[s->count + 1], u->world, u, NULL, "BATCH -%s", batch);
    relay_put_inside(&said->batch[s->count + 1], NULL, false);
}

static void said_start(struct said *said, const struct user *u, const struct speech *s,
                       const char *target)
{
    char id[RELAY_ID];
    *said = (struct said){.plain = xcalloc((size_t)s->count, sizeof *said->plain)};
    world_stamp(u->world, id);
    for (int i = 0; i < s->count; i++) {
        if (s->multiline && !*s->lines[i].text) {
            continue; /* clients without batches would see an empty message */
        }
        struct relay *relay = &said->plain[said->plain_count++];
        write_line(relay, u, s, target, &s->lines[i]);
        relay_tag(relay, said->plain_count == 1 ? id : "", bytes_string(&s->tags));
    }
    if (s->multiline) {
        write_batch(said, u, s, target, id);
    }
}

/* A typing notification alone is not worth keeping. */
static bool worth_keeping(const struct speech *s)
{
    const char *tags = bytes_string(&s->tags);
    size_t len = strcspn(tags, ";");
    return s->lines[0].text || (*tags && (tags[len] || strncmp(tags, "+typing", 7) != 0));
}

/* Packs the lines of a multiline message as a record holds them. */
static void pack_lines(struct bytes *out, const struct speech *s)
{
    for (int i = 0; i < s->count; i++) {
        bytes_format(out, "%s%c%s", i ? "\n" : "", s->lines[i].joined ? '+' : ' ',
                     s->lines[i].text);
    }
}

/* Keeps a message, or instead of the one it edits; returns how many messages that adds to the
 * place. */
static int keep(struct said *said, const struct user *u, const struct speech *s, const char *target,
                const char *place, struct amended *amended)
{
    if (!worth_keeping(s)) {
        return 0;
    }
    if (s->edits && !s->multiline) {
        amend_keep(&said->plain[0], place, NULL, amended);
        return 0;
    }
    enum record_kind kind = s->lines[0].text ? RECORD_MESSAGE : RECORD_TAGMSG;
    if (!s->multiline) {
        relay_keep(&said->plain[0], place, kind, NULL);
        return kind == RECORD_MESSAGE;
    }
    struct bytes lines = {0};
    struct relay head;
    pack_lines(&lines, s);
    relay_start(&head, u->world, u, NULL, "%s %s", s->verb, target);
    relay_tag(&head, said->plain[0].id, bytes_string(&s->tags));
    if (s->edits) {
        amend_keep(&head, place, bytes_string(&lines), amended);
    } else {
        relay_keep(&head, place, kind, bytes_string(&lines));
    }
    relay_end(&head);
    bytes_finish(&lines);
    return s->edits == NULL;
}

static void said_end(struct said *said)
{
    for (int i = 0; i < said->plain_count; i++) {
        relay_end(&said->plain[i]);
    }
    for (int i = 0; i < said->batch_count; i++) {
        relay_end(&said->batch[i]);
    }
    free(said->plain);
    free(said->batch);
}

static bool can_read(const struct session *to, const struct speech *s)
{
    return s->lines[0].text || (to->caps & CAP(MESSAGE_TAGS));
}

static void said_to_session(struct said *said, struct session *to, const struct speech *s)
{
    if (!can_read(to, s)) {
        return;
    }
    bool batch = said->batch && (to->caps & CAP(MULTILINE));
    struct relay *relays = batch ? said->batch : said->plain;
    int count = batch ? said->batch_count : said->plain_count;
    for (int i = 0; i < count; i++) {
        relay_to_session(&relays[i], to);
    }
}

/* To all sessions of a user but `except` (may be NULL). */
static void said_to(struct said *said, const struct user *to, const struct speech *s,
                    const struct session *except)
{
    for (struct session *one = to->sessions; one; one = one->next_of_user) {
        if (one != except) {
            said_to_session(said, one, s);
        }
    }
}

/* The echo for the sender's session; sent after everybody else, the sender's other sessions
 * included, has got it. */
static void echo(struct said *said, const struct speech *s, struct reply *r)
{
    struct session *to = r->session;
    if (!(to->caps & CAP(ECHO_MESSAGE)) || !can_read(to, s)) {
        return;
    }
    if (said->batch && (to->caps & CAP(MULTILINE)) && r->label[0]) {
        relay_to_labelled(&said->batch[0], r); /* the label belongs on the batch itself */
        for (int i = 1; i < said->batch_count; i++) {
            relay_to_session(&said->batch[i], to);
        }
        return;
    }
    for (int i = 0; i < said->plain_count; i++) {
        said->plain[i].reply = r;
    }
    said_to_session(said, to, s);
}

/* Refuses a message to `target` for now, because of `why`. */
static void too_fast(struct reply *r, const struct speech *s, int numeric, const char *target,
                     const char *why)
{
    if (!is_notice(s)) {
        reply_text(r, "%03d %s %s :%s", numeric, r->user->nick, reply_word(target), why);
    }
}

/* The seconds are in a tag, too, for clients that say it in their own words. */
static void refuse_slow(struct reply *r, const struct speech *s, const struct room *room, long wait)
{
    char seconds[24];
    snprintf(seconds, sizeof seconds, "%ld", wait);
    if (!is_notice(s)) {
        reply_tagged(r, TAG_WAIT, seconds,
                     "%d %s %s :Slow mode: you can write again in %ld seconds",
                     ERR_CANNOTSENDTOCHAN, r->user->nick, room->name, wait);
    }
}

/* --- to a room --- */

/* The ranks that "@#room" or "+#room" addresses: that one and the stronger ones; 0: everybody. */
static unsigned ranks_of(const char *target)
{
    const char *sign = *target ? strchr(ROOM_RANK_SIGNS, *target) : NULL;
    return sign ? (2u << (sign - ROOM_RANK_SIGNS)) - 1 : 0;
}

static bool is_ctcp(const char *text)
{
    return text && text[0] == '\1' && strncmp(text + 1, "ACTION", 6) != 0;
}

/* Why this may not be said here, as a numeric; 0: it may. */
static int refuse_speech(const struct room *room, const struct session *by, const struct speech *s)
{
    int refusal = room_refuses_speech(room, by);
    for (int i = 0; !refusal && (room->modes & ROOM_NO_CTCP) && i < s->count; i++) {
        refusal = is_ctcp(s->lines[i].text) ? ERR_CANNOTSENDTOCHAN : 0;
    }
    return refusal;
}

/* A copy without formatting codes; its lines and their texts are freed by free_plain. */
static struct speech make_plain(const struct speech *s)
{
    struct speech plain = *s;
    struct speech_line *lines = xcalloc((size_t)s->count, sizeof *lines);
    for (int i = 0; i < s->count; i++) {
        struct bytes text = {0};
        lines[i].joined = s->lines[i].joined;
        if (s->lines[i].text) {
            format_strip(&text, s->lines[i].text);
            lines[i].text = xstrdup(bytes_string(&text));
        }
        bytes_finish(&text);
    }
    plain.lines = lines;
    return plain;
}

static bool is_blank(const struct speech *s)
{
    int i = 0;
    while (i < s->count && !*s->lines[i].text) {
        i++;
    }
    return i == s->count;
}

static void free_plain(struct speech *s)
{
    for (int i = 0; i < s->count; i++) {
        free((char *)(uintptr_t)s->lines[i].text);
    }
    free((struct speech_line *)(uintptr_t)s->lines);
}

static void deliver(struct user *u, const struct speech *s, struct reply *r, struct room *room,
                    const char *shown, unsigned ranks)
{
    struct said said;
    struct amended amended = {0};
    char place[PLACE_BYTES];
    history_room(room, place);
    if (s->edits && !amend_take(r, s, shown, ranks ? "" : place, &amended)) {
        return; /* what only some heard is not in the history: there is nothing to edit */
    }
    if (s->lines[0].text) {
        room_take_turn(room, r->session);
    }
    said_start(&said, u, s, shown);
    if (ranks == 0 &&
        !room->forgetful) { /* a message for some only must not be in everybody's history */
        room->said += keep(&said, u, s, shown, place, &amended);
        if (!room->told_few && room_is_for_few(room)) {
            room->told_few = true;
            persist_room(room);
        }
    }
    for (const struct member *m = room->members; m; m = m->next) {
        bool meant = ranks == 0 || (m->ranks & ranks);
        if (m->next) {
            __builtin_prefetch(
                m->next->user); /* in a large room few members are in the processor's cache */
        }
        if (meant && m->user != u) {
            said_to(&said, m->user, s, NULL);
        }
    }
    said_to(&said, u, s, r->session); /* the user's other sessions see it too */
    echo(&said, s, r);
    said_end(&said);
    amend_finish(&amended);
}

static void say_in_room(struct user *u, const struct speech *s, struct reply *r, const char *target)
{
    unsigned ranks = ranks_of(target);
    const char *name = target + (ranks != 0);
    struct room *room = world_room(u->world, name);
    int refusal = room ? refuse_speech(room, r->session, s) : ERR_NOSUCHCHANNEL;
    if (refusal) {
        bool muted = room && refusal == ERR_CANNOTSENDTOCHAN && room_mutes(room, r->session);
        if (muted && !is_notice(s)) {
            reply_tagged(r, TAG_FACT, "muted", "%d %s %s :You are muted in this room", refusal,
                         u->nick, room->name);
        } else if (!is_notice(s)) {
            reply_numeric(r, refusal, "%s", room ? room->name : reply_word(name));
        }
        return;
    }
    long wait = s->lines[0].text ? room_slow_wait(room, r->session) : 0;
    if (wait) {
        refuse_slow(r, s, room, wait);
        return;
    }
    char shown[ROOM_BYTES + 1];
    snprintf(shown, sizeof shown, "%.*s%s", ranks != 0, target, room->name);
    if ((room->modes & ROOM_TO_OPERATORS) && room_level(room, r->session) == LEVEL_NONE) {
        ranks = ranks_of("%");
    }
    if ((room->modes & ROOM_PLAIN_TEXT) && s->lines[0].text) {
        struct speech plain = make_plain(s);
        if (is_blank(&plain)) {
            reply_numeric(r, ERR_NOTEXTTOSEND, "%s", "");
        } else {
            deliver(u, &plain, r, room, shown, ranks);
        }
        free_plain(&plain);
    } else {
        deliver(u, s, r, room, shown, ranks);
    }
}

/* --- to a person --- */

enum { CALLER_NOTE_MS = 60000 }; /* a user with +g is told of callers once a minute */

static bool accepts(const struct user *to, const struct session *by)
{
    return to == by->user || by->powers || masks_has(&to->accepted, by->user->nick);
}

/* Whether `to` hears `u`; otherwise it is refused. */
static bool may_reach(struct user *u, const struct speech *s, struct reply *r, struct user *to)
{
    if (accepts(to, r->session)) {
        return true;
    }
    if ((to->modes & USER_ACCOUNTS_ONLY) && !u->account) {
        if (!is_notice(s)) {
            reply_numeric(r, ERR_NEEDREGGEDNICK, "%s", to->nick);
        }
        return false;
    }
    if (!(to->modes & USER_CALLER_ID)) {
        return true;
    }
    if (!is_notice(s)) {
        reply_numeric(r, ERR_TARGUMODEG, "%s", to->nick);
        int64_t now = u->world->now;
        if (s->lines[0].text && now >= to->caller_again_at) {
            to->caller_again_at = now + CALLER_NOTE_MS;
            reply_numeric(r, RPL_TARGNOTIFY, "%s", to->nick);
            reply_to(r, to, RPL_UMODEGMSG, "%s %s@%s", u->nick, u->ident, u->host);
        }
    }
    return false;
}

static void place_of(const struct user *u, const struct user *to, char *place)
{
    char me[IDENTITY_BYTES], other[IDENTITY_BYTES];
    history_identity(u, me);
    history_identity(to, other);
    history_pair(me, other, place);
}

static void keep_direct(struct said *said, struct user *u, const struct speech *s, struct user *to,
                        struct amended *amended)
{
    char place[PLACE_BYTES];
    if (!s->edits && user_is_covered(u, &to->silenced, true)) {
        return; /* what is edited they both have since before */
    }
    place_of(u, to, place);
    keep(said, u, s, to->nick, place, amended);
    if (s->lines[0].text && !s->edits) {
        history_met(u->world, u, to);
    }
}

static void say_to(struct user *u, const struct speech *s, struct reply *r, struct user *to)
{
    struct amended amended = {0};
    char place[PLACE_BYTES];
    place_of(u, to, place);
    if (!may_reach(u, s, r, to) || (s->edits && !amend_take(r, s, to->nick, place, &amended))) {
        return;
    }
    if ((u->modes & (USER_CALLER_ID | USER_ACCOUNTS_ONLY)) && to != u &&
        u->accepted.count < u->world->config->ignore_entries) {
        masks_add(&u->accepted, to->nick, u->nick, u->world->wall); /* so that they may answer */
    }
    struct said said;
    said_start(&said, u, s, to->nick);
    keep_direct(&said, u, s, to, &amended);
    if (to == u || !user_is_covered(u, &to->silenced, true)) {
        said_to(&said, to, s, NULL);
    }
    if (to != u) {
        said_to(&said, u, s, r->session);
    }
    echo(&said, s, r);
    said_end(&said);
    amend_finish(&amended);
    if (to->away && !s->edits && s->lines[0].text && !is_notice(s)) {
        reply_numeric(r, RPL_AWAY, "%s :%s", to->nick, to->away);
    }
}

/* To an account: to its user under another nickname, or into the history. False: there is no such
 * account, or no history. */
static bool leave_word(struct user *u, const struct speech *s, struct reply *r, const char *nick)
{
    char mine[IDENTITY_BYTES], theirs[IDENTITY_BYTES], place[PLACE_BYTES];
    struct world *w = u->world;
    struct account account;
    if (!s->lines[0].text || !account_find(w, nick, &account) || (account.flags & ACCOUNT_GONE)) {
        return false;
    }
    for (struct user *to = w->users; to; to = to->next) {
        if (to->registered && to->account && strcmp(to->account, account.name) == 0) {
            say_to(u, s, r, to); /* online under another nickname */
            return true;
        }
    }
    if (!w->config->history) {
        return false;
    }
    struct said said;
    struct amended amended = {0};
    history_identity(u, mine);
    snprintf(theirs, sizeof theirs, "@%s", account.key);
    history_pair(mine, theirs, place);
    if (s->edits && !amend_take(r, s, account.name, place, &amended)) {
        return true;
    }
    said_start(&said, u, s, account.name);
    keep(&said, u, s, account.name, place, &amended);
    store_met(w->store, mine, theirs, account.name, w->wall);
    store_met(w->store, theirs, mine, u->nick, w->wall);
    said_to(&said, u, s, r->session);
    echo(&said, s, r);
    said_end(&said);
    if (!is_notice(s)) {
        reply_numeric(r, RPL_AWAY, "%s :%s is not here, and will read it when they are",
                      account.name, account.name);
    }
    return true;
}

static void say_to_nobody(struct user *u, const struct speech *s, struct reply *r, const char *nick)
{
    const char *service = command_service(nick);
    if (service && s->lines[0].text) {
        command_tell_service(r, service, s->lines[0].text);
    } else if (!(u->account && leave_word(u, s, r, nick)) && !is_notice(s)) {
        reply_numeric(r, ERR_NOSUCHNICK, "%s", reply_word(nick));
    }
}

/* The seconds until the user may write to that nickname; 0: now. */
static int write_to(const struct session *by, const char *nick)
{
    char key[NAME_KEY];
    precis_key(nick, key);
    return throttle_write_to(by, key);
}

static void say_to_person(struct user *u, const struct speech *s, struct reply *r, const char *nick)
{
    struct user *to = world_user(u->world, nick);
    char why[64];
    int wait = to == u || command_service(nick) ? 0 : write_to(r->session, nick);
    if (wait) {
        snprintf(why, sizeof why, "You write to many people: wait %d seconds", wait);
        too_fast(r, s, ERR_TARGETTOOFAST, nick, why);
    } else if (to && to->registered) {
        say_to(u, s, r, to);
    } else {
        say_to_nobody(u, s, r, nick);
    }
}

/* "$*": an operator writes to everybody. */
static void say_to_everybody(struct user *u, const struct speech *s, struct reply *r)
{
    if (!command_may(r, POWER_WALLOPS)) {
        return;
    }
    for (int i = 0; i < s->count && s->lines[i].text; i++) {
        struct relay all;
        relay_start(&all, u->world, u, r, "%s $* :%s", s->verb, s->lines[i].text);
        for (struct user *to = u->world->users; to; to = to->next) {
            if (to->registered && (to != u || (r->session->caps & CAP(ECHO_MESSAGE)))) {
                relay_to(&all, to);
            }
        }
        relay_end(&all);
    }
    log_line(LOG_INFO, "%s told everybody something", u->nick);
}

void speech_say(struct user *u, const struct speech *s, struct reply *r, char *targets)
{
    char *target;
    if (s->lines[0].text && throttle_repeats(r->session, s->lines[0].text)) {
        target = command_item(&targets);
        too_fast(r, s, target && *target == '#' ? ERR_CANNOTSENDTOCHAN : ERR_CANTSENDTOUSER,
                 target ? target : "*", "You have said that often enough: wait a minute");
        return;
    }
    u->spoke_at = u->world->now;
    for (int i = 0; (target = command_item(&targets)); i++) {
        if (i == u->world->config->targets) {
            reply_numeric(r, ERR_TOOMANYTARGETS, "%s", reply_word(target));
            break;
        }
        if (*target == '#' || (ranks_of(target) && target[1] == '#')) {
            say_in_room(u, s, r, target);
        } else if (strcmp(target, "$*") == 0 || strcmp(target, "$$*") == 0) {
            say_to_everybody(u, s, r);
        } else {
            say_to_person(u, s, r, target);
        }
    }
}

/* --- the commands --- */

/* Whether server.deny_client_tags denies a tag ("+name"): the list has names without the plus, '*'
 * for all, and '-' before exceptions. */
static bool denied(const char *list, const char *tag)
{
    bool found = false;
    size_t tag_len = strlen(tag + 1);
    while (*list) {
        size_t len = strcspn(list, ",");
        bool allows = *list == '-';
        bool same = len - allows == tag_len && strncmp(list + allows, tag + 1, tag_len) == 0;
        found = allows ? found && !same : found || same || (len == 1 && *list == '*');
        list += len + (list[len] == ',');
    }
    return found;
}

const char *speech_edits(const struct session *from, const struct message *m)
{
    bool may = (from->caps & CAP(MESSAGE_EDIT)) && strcmp(m->verb, "TAGMSG") != 0 &&
               !denied(from->world->config->deny_client_tags, "+draft/edit");
    const char *edits = may ? message_tag(m, "+draft/edit") : NULL;
    return edits && *edits ? edits : NULL;
}

void speech_tags(struct bytes *out, const struct session *from, const struct message *m)
{
    const char *list = from->world->config->deny_client_tags;
    const char *edits = speech_edits(from, m);
    for (int i = 0; i < m->tag_count; i++) {
        const char *key = m->tags[i].key;
        if (key[0] != '+' || denied(list, key) || strcmp(key, "+draft/edit") == 0) {
            continue;
        }
        bytes_format(out, "%s%s", out->len ? ";" : "", m->tags[i].key);
        if (m->tags[i].value[0]) {
            bytes_char(out, '=');
            message_escape(out, m->tags[i].value);
        }
    }
    if (edits) { /* the one that is checked, once */
        bytes_format(out, "%s+draft/edit=", out->len ? ";" : "");
        message_escape(out, edits);
    }
}

static void say(struct user *u, const struct message *m, struct reply *r, const char *verb,
                const char *text)
{
    struct speech_line line = {text, false};
    struct speech s = {.verb = verb, .lines = &line, .count = 1};
    s.edits = text ? speech_edits(r->session, m) : NULL;
    speech_tags(&s.tags, r->session, m);
    speech_say(u, &s, r, m->params[0]);
    bytes_finish(&s.tags);
}

void cmd_privmsg(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)w;
    if (batch_takes(r, m)) {
        return;
    }
    if (!*message_param(m, 0)) {
        reply_numeric(r, ERR_NORECIPIENT, ":No recipient given (PRIVMSG)");
    } else if (!*message_param(m, 1)) {
        reply_numeric(r, ERR_NOTEXTTOSEND, "%s", "");
    } else {
        say(u, m, r, "PRIVMSG", m->params[1]);
    }
}

void cmd_notice(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)w;
    if (!batch_takes(r, m) && *message_param(m, 0) && *message_param(m, 1)) {
        say(u, m, r, "NOTICE", m->params[1]);
    }
}

void cmd_tagmsg(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    (void)w;
    if (r->session->caps & CAP(MESSAGE_TAGS)) {
        say(u, m, r, "TAGMSG", NULL);
    } else {
        reply_numeric(r, ERR_UNKNOWNCOMMAND, "TAGMSG");
    }
}

void cmd_away(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    const char *text = message_param(m, 0);
    if (!u->registered && !(r->session->caps & CAP(PRE_AWAY))) {
        reply_numeric(r, ERR_NOTREGISTERED, "%s", "");
        return;
    }
    command_set_away(w, u, *text ? text : NULL, r);
    reply_numeric(r, u->away ? RPL_NOWAWAY : RPL_UNAWAY, "%s", "");
}

void command_set_away(struct world *w, struct user *u, const char *text, struct reply *r)
{
    struct relay change;
    user_set_text(&u->away, text, (size_t)w->config->away_len);
    if (!u->registered) {
        return;
    }
    relay_start(&change, w, u, r, u->away ? "AWAY :%s" : "AWAY", u->away);
    relay_neighbours(&change, u, CAP(AWAY_NOTIFY), CAP(AWAY_NOTIFY));
    monitor_relay(&change, u, CAP(AWAY_NOTIFY) | CAP(EXTENDED_MONITOR));
    relay_end(&change);
}
