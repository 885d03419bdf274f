#include <stdlib.h>
#include <string.h>

#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/chat/events.h"
#include "client/chat/info.h"
#include "client/net/handle.h"
#include "client/net/memory.h"
#include "client/net/network.h"
#include "client/net/notify.h"
#include "client/net/outgoing.h"
#include "client/net/tags.h"
#include "client/text/secrets.h"
#include "client/text/text.h"
#include "irc/bucket.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/own_tags.h"

/* Our line that the server has echoed: by its label, else by its text, else the oldest one pending
 * there, since servers change texts (filters, stripped colours). `c` may be NULL; `there` is the
 * conversation where it was said. */
static struct line *find_sent(const struct network *s, struct chat *c, const struct message *m,
                              const char *text, struct chat **there)
{
    *there = c;
    struct line *line = handle_labelled(s, message_tag(m, "label"), there), *oldest = NULL;
    bool labels = (s->caps & CAP(LABELED_RESPONSE)) != 0;
    struct bytes clean = {0};
    text_clean(&clean, text);
    for (int i = 0; !line && c && i < c->count; i++) {
        struct line *at = c->lines[i];
        if (at->state == LINE_SENDING) {
            line = strcmp(chat_words(at), bytes_string(&clean)) == 0 ? at : NULL;
            oldest = oldest ? oldest : at;
        }
    }
    bytes_finish(&clean);
    line = line || labels ? line : oldest;
    return line && line->state == LINE_SENDING ? line : NULL;
}

/* Our own line, echoed by the server: it has arrived, with the text and time the echo has. */
static bool confirm(struct client *client, struct network *s, struct chat *c,
                    const struct message *m, const char *text)
{
    struct chat *there;
    const char *target = message_param(m, 0);
    struct line *line = find_sent(s, c, m, text, &there);
    if (!line) {
        return false;
    }
    network_hear_clock(client, s, m);
    struct person *me = people_find(&there->people, s->isupport.casemap, s->nick);
    if (me) {
        me->spoke_at = tags_time(client, s, m);
    }
    line->state = LINE_DONE;
    line->time = tags_time(client, s, m);
    free(line->label);
    line->label = NULL;
    tags_take_ids(line, m);
    chat_change_words(there, line, text);
    chat_react_early(there, s->isupport.casemap, line);
    memory_keep(client, s, there, chat_index(there, line));
    const struct chat *named = network_find(s, target);
    if (there->kind == CHAT_PERSON && (!named || named == there) && !network_is_room(s, target) &&
        strcmp(there->name, target) != 0) {
        chat_rename(there, target,
                    s->isupport.casemap); /* their current name: replies will use it */
        network_sort(s);
    }
    outgoing_landed(client, s, line);
    client->dirty = true;
    return true;
}

/* Rate-limited, and without anything that could act as a command. */
static void answer_ctcp(struct client *client, struct network *s, const char *nick,
                        const char *text)
{
    enum { ARGUMENT_MAX = 40, BURST = 3, PER_MINUTE = 10 };
    size_t verb = strcspn(text, " \001"), len = 0;
    const char *argument = text + verb + (text[verb] == ' ');
    bool version = verb == 7 && strncmp(text, "VERSION", 7) == 0,
         ping = verb == 4 && strncmp(text, "PING", 4) == 0;
    while ((unsigned char)argument[len] >= ' ' && argument[len] != 0x7F && len < ARGUMENT_MAX) {
        len++;
    }
    if ((!version && !ping) || bucket_take(&s->ctcp_full_at, client->now, BURST, PER_MINUTE) > 0) {
        return;
    }
    if (version) {
        network_send(client, s, "NOTICE %s :\001VERSION tertulia " TERTULIA_VERSION "\001", nick);
    } else {
        network_send(client, s, "NOTICE %s :\001PING %.*s\001", nick, (int)len, argument);
    }
}

enum { LAST = 200 }; /* how many lines back replayed ones are compared and inserted */

/* Whether a page of history or a replay has already brought it: by msgid; for replays without one,
 * by time, sender and text. */
static bool is_known(const struct network *s, const struct chat *c, const char *id,
                     int64_t replayed, const char *nick, const char *text)
{
    enum { CLOCK_MS = 2000 };
    struct bytes clean = {0};
    bool known = false;
    if (!id && replayed) {
        text_clean(&clean, text);
    }
    for (int i = c->count - 1; (id || replayed) && !known && i >= 0 && i >= c->count - LAST; i--) {
        const struct line *line = c->lines[i];
        bool near = line->time - replayed < CLOCK_MS && replayed - line->time < CLOCK_MS;
        known = id ? line->id && strcmp(line->id, id) == 0
                   : near && line->nick && names_equal(s->isupport.casemap, line->nick, nick) &&
                         strcmp(chat_words(line), bytes_string(&clean)) == 0;
    }
    bytes_finish(&clean);
    return known;
}

/* Where a line with that time belongs: a replayed one goes before what was said since. */
static int place_of(const struct chat *c, int64_t time)
{
    int at = c->count;
    while (at > 0 && c->count - at < LAST && c->lines[at - 1]->time > time) {
        at--;
    }
    return at;
}

static void hear(struct client *client, struct network *s, struct chat *c, const struct message *m,
                 const char *nick, enum line_kind kind, const char *text)
{
    bool mine = network_is_me(s, nick), replay = tags_is_replay(client, s, m);
    int64_t time = tags_time(client, s, m);
    if (is_known(s, c, message_tag(m, "msgid"), replay ? time : 0, nick, text)) {
        return;
    }
    struct person *p = people_find(&c->people, s->isupport.casemap, nick);
    chat_trim(c);
    int at = replay ? place_of(c, time) : c->count;
    struct line *line;
    if (at < c->count) {
        line = line_new(kind, time, nick, text);
        chat_put(c, at, line);
    } else {
        line = chat_add(c, kind, time, nick, text);
    }
    tags_take_ids(line, m);
    chat_react_early(c, s->isupport.casemap, line);
    line->mine = mine;
    bool everybody = message_param(m, 0)[0] == '$'; /* on the server: it is urgent */
    line->mention =
        !mine && (everybody || (kind != LINE_NOTICE && text_mentions(line->text, s->nick)));
    if (everybody && !mine && !replay) {
        bytes_clear(&s->announcement);
        bytes_text(&s->announcement, line->text);
        copy_text(s->announced_by, sizeof s->announced_by, nick);
    }
    memory_keep(client, s, c, chat_index(c, line));
    typists_heard(&c->typists, s->isupport.casemap, nick, false, client->now);
    if (p) {
        p->spoke_at = line->time;
    }
    if (!mine) {
        notify_heard(client, c, line);
    }
    client->dirty = true;
}

/* A message that takes the place of one said before. If that is not here, its page of history will
 * have the new text. */
static void take_edit(struct client *client, struct network *s, struct chat *c,
                      const struct message *m, const char *nick, const char *text)
{
    int at = chat_find_id(c, tags_edits(s, m));
    struct line *line = at >= 0 ? c->lines[at] : NULL;
    bool same =
        line && line->nick &&
        (line->mine ? network_is_me(s, nick) : names_equal(s->isupport.casemap, line->nick, nick));
    /* under another nickname since: the server has checked that, and nobody else has the old one */
    bool renamed = line && line->nick && !line->mine && !network_is_me(s, nick) &&
                   (s->caps & CAP(MESSAGE_EDIT)) &&
                   !people_find(&c->people, s->isupport.casemap, line->nick);
    bool theirs = same || renamed;
    if (theirs) {
        chat_edit(c, line, text);
        line->mention = line->mention || (!line->mine && text_mentions(line->text, s->nick));
        memory_forget(client, s, c, line->id);
        memory_keep(client, s, c, at);
    }
    typists_heard(&c->typists, s->isupport.casemap, nick, false, client->now);
    client->dirty = true;
}

static void say(struct client *client, struct network *s, struct message *m, enum line_kind kind)
{
    char nick[NICK_CAP], words[4096];
    const char *target = message_param(m, 0);
    const char *text = message_param(m, 1);
    message_nick(m->source, nick);
    if (!nick[0] || !*target || strpbrk(target, " ,\a") || s->state != NETWORK_READY) {
        return;
    }
    bool mine = network_is_me(s, nick);
    if (!mine && notify_ignores(client, s, m->source)) {
        return;
    }
    size_t status = strspn(target, s->isupport.prefix_chars);
    if (network_is_room(s, target + status)) {
        target += status; /* only for the operators of a room */
    }
    const char *act = tags_action(text, words, sizeof words);
    if (act) {
        kind = LINE_ACTION;
        text = act;
    } else if (text[0] == '\001') {
        if (kind == LINE_SAID && !mine) {
            answer_ctcp(client, s, nick, text + 1);
        }
        return;
    }
    bool everybody = target[0] == '$'; /* on the server: not a nickname */
    if (mine && everybody) {
        return; /* the console has reported it */
    }
    const char *with = mine ? target : nick;
    struct chat *c = network_find(s, network_is_room(s, target) ? target : with);
    if (c && tags_edits(s, m) && !everybody) {
        take_edit(client, s, c, m, nick, text);
        return;
    }
    if (mine && confirm(client, s, c, m, text)) {
        return;
    }
    if (mine && secrets_is_service(target) && (!c || secrets_any(text, true))) {
        return; /* said by the program, on another device, or with a password */
    }
    if (!c && !network_is_room(s, target)) {
        bool stays =
            everybody || (kind == LINE_NOTICE && !mine) || !network_has_place(s, CHAT_PERSON);
        c = network_open(client, s, stays ? CHAT_SERVER : CHAT_PERSON,
                         stays ? network_name(s) : with);
    }
    if (c) {
        hear(client, s, c, m, nick, kind, text);
    }
}

void handle_privmsg(struct client *client, struct network *s, struct message *m)
{
    say(client, s, m, LINE_SAID);
}

/* "offer ana #aula": a room that we may take over, says ChanServ. */
static void take_offer(struct client *client, struct network *s, const struct message *m)
{
    static const char head[] = "offer ";
    const char *fact = message_tag(m, TAG_FACT);
    char from[NICK_CAP];
    message_nick(m->source ? m->source : "", from);
    if (s->state != NETWORK_READY || !names_equal(CASEMAP_ASCII, from, "ChanServ")) {
        return;
    }
    const char *space = fact && strncmp(fact, head, sizeof head - 1) == 0
                            ? strchr(fact + sizeof head - 1, ' ')
                            : NULL;
    bool whole = space && !strpbrk(space + 1, " ,") && strlen(space + 1) < sizeof s->offered;
    if (whole && network_is_room(s, space + 1)) {
        fact += sizeof head - 1;
        size_t len = (size_t)(space - fact);
        copy_text(s->offered_by, len < sizeof s->offered_by ? len + 1 : sizeof s->offered_by, fact);
        copy_text(s->offered, sizeof s->offered, space + 1);
        client->dirty = true;
    }
}

void handle_notice(struct client *client, struct network *s, struct message *m)
{
    if (m->source && s->state == NETWORK_READY && client->port->answered(client, s, m)) {
        return; /* a service answers a page */
    }
    take_offer(client, s, m);
    if (m->source && strchr(m->source, '!')) {
        say(client, s, m, LINE_NOTICE);
    } else if (s->state == NETWORK_READY) {
        struct chat *c = network_open(client, s, CHAT_SERVER, network_name(s));
        const char *text = message_param(m, 1);
        const char *event = message_tag(m, TAG_EVENT);
        if (!event || !events_add(client, c, event)) {
            bool news = strncmp(text, "*** ", 4) == 0;
            info_add_text(client, c, ICON_SERVER, text + (news ? 4 : 0));
        }
        notify_heard(client, c, c->lines[c->count - 1]);
    }
}
