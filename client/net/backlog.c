#include "client/net/backlog.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "client/base/archive_row.h"
#include "client/base/client.h"
#include "client/chat/chat.h"
#include "client/chat/info.h"
#include "client/net/backlog_page.h"
#include "client/net/memory.h"
#include "client/net/network.h"
#include "client/net/notify.h"
#include "client/net/redact.h"
#include "client/net/tags.h"
#include "client/text/text.h"
#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/stamp.h"

enum {
    PAGE = 100,           /* lines per request */
    OPEN_MAX = 32,        /* answers coming in at the same time */
    PEOPLE_MAX = 30,      /* conversations restored */
    PEOPLE_DAYS = 30,     /* from this many days back */
    TARGET_MAX = 256,     /* bytes of a name */
    ANSWER_MS = 30000,    /* then no answer is expected any more */
    REFUSED_MS = 30000,   /* then we may ask again */
    AGAIN_MAX = 20,       /* pages without messages that are skipped in a row */
    KEEP_FREE = 2 * PAGE, /* a chat with less room than that gets no more history */
};

/* An answer that is coming in. */
struct backlog {
    char ref[64];
    char target[TARGET_MAX];
    enum { BACKLOG_PAGE, BACKLOG_PEOPLE, BACKLOG_FOUND } kind;
    struct backlog_page page;
    struct backlog *next;
};

bool backlog_can_ask(const struct network *s)
{
    return s->state == NETWORK_READY && (s->caps & CAP(CHATHISTORY)) && (s->caps & CAP(BATCH));
}

/* Whether an answer is pending, and may still come. */
static bool is_waiting(const struct client *client, const struct chat *c)
{
    return c->backlog.asking && client->now < c->backlog.asked_at + ANSWER_MS;
}

static bool has_room(const struct chat *c)
{
    return c->count <= CHAT_LINES_MAX - KEEP_FREE;
}

bool backlog_can_fill(const struct client *client, const struct network *s, const struct chat *c)
{
    return backlog_can_ask(s) && has_room(c) && client->now >= c->backlog.ask_again_at;
}

static bool may_ask(const struct client *client, const struct network *s, const struct chat *c)
{
    return backlog_can_ask(s) && !is_waiting(client, c) && c->kind != CHAT_SERVER &&
           client->now >= c->backlog.ask_again_at;
}

static void start_asking(const struct client *client, struct chat *c, enum ask what)
{
    c->backlog.asking = what;
    c->backlog.asked_at = client->now;
}

void backlog_ask_latest(struct client *client, struct network *s, struct chat *c)
{
    c->backlog.wants_latest = backlog_can_ask(s);
    if (may_ask(client, s, c)) {
        start_asking(client, c, ASK_LATEST);
        network_send(client, s, "CHATHISTORY LATEST %s * %d", c->name, PAGE);
    }
}

/* Requests the page on one side of a time, or of a line if the server accepts msgids. A deleted
 * message cannot be referred to by id. */
static void ask_from(struct client *client, struct network *s, struct chat *c, const char *way,
                     const struct line *line, int64_t time)
{
    struct bytes ref = {0};
    if (line && s->isupport.msgid_refs && !c->backlog.by_time && line->time == time) {
        bytes_format(&ref, "msgid=%s", line->id);
    } else {
        /* other lines may have the same time: ids show which are here already */
        char stamp[STAMP_CAP];
        stamp_format(time + (*way == 'B' ? line != NULL : *way == 'A' && line ? -1 : 0), stamp);
        bytes_format(&ref, "timestamp=%s", stamp);
    }
    network_send(client, s, "CHATHISTORY %s %s %s %d", way, c->name, ref.data, PAGE);
    bytes_finish(&ref);
}

/* The nearest line from `index` on that the server knows by msgid; -1: none. It does not know
 * deleted ones any more. */
static int line_to_ask_from(const struct chat *c, int index, int step)
{
    while (index >= 0 && index < c->count &&
           (!c->lines[index]->id || c->lines[index]->kind > LINE_NOTICE)) {
        index += step;
    }
    return index < c->count ? index : -1;
}

void backlog_ask_before(struct client *client, struct network *s, struct chat *c, int index)
{
    int from = line_to_ask_from(c, index, 1);
    if (from < 0 && !c->backlog.seen) {
        backlog_ask_latest(client, s, c);
    } else if (from < 0) {
        c->lines[index]->gap = c->backlog.older = false; /* nothing here to begin from */
    } else if (may_ask(client, s, c) && has_room(c)) {
        const struct line *line = c->lines[from];
        start_asking(client, c, ASK_BEFORE);
        c->backlog.asked_seq = c->dropped + (uint64_t)index;
        c->backlog.asked_time = line->time;
        ask_from(client, s, c, "BEFORE", line, line->time);
    }
}

void backlog_ask_after(struct client *client, struct network *s, struct chat *c, int index)
{
    int before = line_to_ask_from(c, index - 1, -1);
    if (before >= 0 && may_ask(client, s, c) && has_room(c)) {
        start_asking(client, c, ASK_AFTER);
        c->backlog.asked_seq = c->dropped + (uint64_t)index;
        ask_from(client, s, c, "AFTER", c->lines[before], c->lines[before]->time);
    }
}

/* Shows the requested line, or requests it; `told`: the server has answered. */
static void follow_jump(struct client *client, struct network *s, struct chat *c, bool told)
{
    int at = chat_find_id(c, c->backlog.jump_to);
    int64_t time = c->backlog.jump_time;
    if (!c->backlog.jump_to || (at < 0 && is_waiting(client, c))) {
        return; /* wait for the pending answer */
    }
    if (at >= 0 && client->current == c) {
        client->port->jump(client, at);
    } else if (at < 0 && !told && backlog_can_ask(s) && has_room(c) &&
               ((s->isupport.msgid_refs && !c->backlog.by_time) || time)) {
        struct line line = {.id = c->backlog.jump_to, .time = time};
        start_asking(client, c, ASK_AROUND);
        ask_from(client, s, c, "AROUND", &line, time);
        return;
    } else if (at < 0) {
        info_add(client, c, ICON_INFO, W_MESSAGE_GONE, NULL);
    }
    free(c->backlog.jump_to);
    c->backlog.jump_to = NULL;
}

void backlog_jump(struct client *client, struct network *s, struct chat *c, const char *id,
                  int64_t time)
{
    char *kept = xstrdup(id);
    free(c->backlog.jump_to);
    c->backlog.jump_to = kept;
    c->backlog.jump_time = time;
    follow_jump(client, s, c, false);
}

void backlog_ask_people(struct client *client, struct network *s)
{
    const int64_t day = INT64_C(86400000);
    char from[STAMP_CAP], to[STAMP_CAP];
    if (backlog_can_ask(s)) {
        stamp_format(client->wall + day, to);
        stamp_format(client->wall - PEOPLE_DAYS * day, from);
        network_send(client, s, "CHATHISTORY TARGETS timestamp=%s timestamp=%s %d", to, from,
                     PEOPLE_MAX);
    }
}

/* --- receiving an answer --- */

static void free_page(struct backlog *p)
{
    backlog_page_finish(&p->page);
    free(p);
}

void backlog_forget(struct network *s)
{
    while (s->backlog) {
        struct backlog *p = s->backlog;
        s->backlog = p->next;
        free_page(p);
    }
    for (int i = 0; i < s->chat_count; i++) {
        struct chat *c = s->chats[i];
        c->backlog.asking = ASK_NOTHING;
        c->backlog.ask_again_at = 0;
        free(c->backlog.jump_to);
        c->backlog.jump_to = NULL;
    }
}

static struct backlog **find(struct network *s, const char *ref)
{
    struct backlog **link = &s->backlog;
    while (*link && strcmp((*link)->ref, ref) != 0) {
        link = &(*link)->next;
    }
    return link;
}

/* All open pages together may hold as much as one chat: a server might never close them. */
static bool holds_too_much(const struct network *s)
{
    size_t bytes = 0;
    for (const struct backlog *p = s->backlog; p; p = p->next) {
        bytes += p->page.bytes;
    }
    return bytes > CHAT_BYTES_MAX;
}

static void open_page(struct network *s, const struct message *m)
{
    static const char *const types[] = {[BACKLOG_PAGE] = "chathistory",
                                        [BACKLOG_PEOPLE] = "draft/chathistory-targets",
                                        [BACKLOG_FOUND] = "soju.im/search"};
    const char *ref = message_param(m, 0) + 1, *type = message_param(m, 1);
    size_t kind = 0;
    int open = 0;
    for (const struct backlog *p = s->backlog; p; p = p->next) {
        open++;
    }
    while (kind < COUNT_OF(types) && strcmp(types[kind], type) != 0) {
        kind++;
    }
    if (kind == COUNT_OF(types) || open >= OPEN_MAX || strlen(ref) > 63) {
        return;
    }
    struct backlog *p = xcalloc(1, sizeof *p);
    copy_text(p->ref, sizeof p->ref, ref);
    copy_text(p->target, sizeof p->target, message_param(m, 2));
    p->kind = kind;
    p->page.ended = message_tag(m, "draft/chathistory-end") != NULL;
    p->next = s->backlog;
    s->backlog = p;
}

static void add_reaction(struct backlog *p, struct early_reaction r, const char *text)
{
    if (strlen(text) < REACTION_TEXT && p->page.reaction_count < CHAT_LINES_MAX) {
        p->page.reactions = xrealloc(p->page.reactions, (size_t)(p->page.reaction_count + 1) *
                                                            sizeof *p->page.reactions);
        r.id = xstrdup(r.id);
        r.nick = xstrdup(r.nick);
        copy_text(r.text, sizeof r.text, text);
        p->page.reactions[p->page.reaction_count++] = r;
    }
}

static void take_reaction(struct client *client, struct network *s, struct backlog *p,
                          struct message *m, char *nick)
{
    const char *id;
    bool gives;
    const char *text = tags_reaction(m, &id, &gives);
    if (text) {
        add_reaction(p,
                     (struct early_reaction){.time = tags_time(client, s, m),
                                             .id = (char *)(uintptr_t)id,
                                             .nick = nick,
                                             .gives = gives,
                                             .mine = network_is_me(s, nick)},
                     text);
    }
}

static bool has_room_for_more(const struct network *s, const struct backlog *p)
{
    return p->page.count < CHAT_LINES_MAX && !holds_too_much(s);
}

/* Adds a line, which the page then owns. `place`: where it was said, in search results. */
static void add_line(struct backlog *p, const struct network *s, struct line *line,
                     const char *place)
{
    p->page.bytes += strlen(line->text);
    line->mention = !line->mine && line->kind != LINE_NOTICE && text_mentions(line->text, s->nick);
    p->page.lines = xrealloc(p->page.lines, (size_t)(p->page.count + 1) * sizeof *p->page.lines);
    p->page.lines[p->page.count++] = line;
    if (p->kind == BACKLOG_FOUND) {
        p->page.places = xrealloc(p->page.places, (size_t)p->page.count * sizeof *p->page.places);
        p->page.places[p->page.count - 1] =
            xstrdup(network_is_room(s, place) || line->mine ? place : line->nick);
    }
}

/* Takes a line of a server's history. */
/* A message that is here already, as it was before it was edited. */
static void edit_known(struct client *client, const struct network *s, const struct backlog *p,
                       const struct line *line, const char *text)
{
    struct chat *c = line->edited ? network_find(s, p->target) : NULL;
    int at = c ? chat_find_id(c, line->id) : -1;
    if (at >= 0 && (!c->lines[at]->nick || chat_was_deleted(c, line->id))) {
        return; /* what is deleted stays so */
    }
    if (at >= 0 && strcmp(chat_words(c->lines[at]), chat_words(line)) != 0) {
        chat_edit(c, c->lines[at], text);
        memory_forget(client, s, c, line->id);
        memory_keep(client, s, c, at);
    } else if (at >= 0) {
        c->lines[at]->edited = true;
    }
}

static void take_line(struct client *client, struct network *s, struct backlog *p,
                      struct message *m)
{
    char nick[NICK_CAP], words[4096];
    enum line_kind kind = strcmp(m->verb, "NOTICE") == 0 ? LINE_NOTICE : LINE_SAID;
    const char *text = message_param(m, 1);
    int64_t time = tags_time(client, s, m);
    message_nick(m->source, nick);
    p->page.oldest = p->page.items == 0 || time < p->page.oldest ? time : p->page.oldest;
    p->page.newest = p->page.items == 0 || time > p->page.newest ? time : p->page.newest;
    p->page.items++;
    bool mine = network_is_me(s, nick);
    if (!mine && notify_ignores(client, s, m->source ? m->source : "")) {
        return;
    }
    if (strcmp(m->verb, "TAGMSG") == 0) {
        take_reaction(client, s, p, m, nick);
        return;
    }
    struct chat *c = strcmp(m->verb, "REDACT") == 0 ? network_find(s, p->target) : NULL;
    if (c) {
        redact_message(client, s, c, message_param(m, 1), nick, message_param(m, 2));
        return;
    }
    if ((kind == LINE_SAID && strcmp(m->verb, "PRIVMSG") != 0) || !nick[0] ||
        !has_room_for_more(s, p)) {
        return; /* joins and parts are not shown in history */
    }
    const char *act = tags_action(text, words, sizeof words);
    if (!act && text[0] == '\001') {
        return;
    }
    struct line *line = line_new(act ? LINE_ACTION : kind, time, nick, act ? act : text);
    tags_take_ids(line, m);
    line->edited = tags_edits(s, m);
    edit_known(client, s, p, line, act ? act : text);
    line->mine = mine;
    add_line(p, s, line, message_param(m, 0));
}

/* Counts what no device has read as unread; `marks`: puts the marker at the first such line. */
static void count_unread(struct client *client, struct chat *c, bool marks)
{
    int first = -1, news = 0, mentions = 0;
    if (!c->read_until) {
        return;
    }
    for (int i = 0; i < c->count; i++) {
        const struct line *line = c->lines[i];
        if (line->time > c->read_until && !line->mine && line->kind <= LINE_NOTICE) {
            first = first < 0 ? i : first;
            news++;
            mentions += line->mention || c->kind == CHAT_PERSON;
        }
    }
    if (first >= 0 && marks) {
        c->marker = c->dropped + (uint64_t)first;
        c->marker_new = news;
    }
    bool watched = client->current == c && c->at_end && client->focused;
    c->unread = watched ? 0 : news;
    c->mentions = watched ? 0 : mentions;
}

/* The answer had nothing new: what is missing there is unavailable, unless it only held lines that
 * are not shown. */
static void mend_empty(struct client *client, struct network *s, struct chat *c,
                       const struct backlog *p, enum ask asked)
{
    uint64_t seq = c->backlog.asked_seq;
    bool there = seq >= c->dropped && seq < c->dropped + (uint64_t)c->count;
    int index = there ? (int)(seq - c->dropped) : -1;
    bool more = p->page.items > 0 && p->page.count == 0 && !p->page.ended &&
                c->backlog.asked_again < AGAIN_MAX;
    c->backlog.asked_again += more;
    if (more && asked == ASK_AFTER) {
        start_asking(client, c, ASK_AFTER);
        ask_from(client, s, c, "AFTER", NULL, p->page.newest);
        return;
    }
    if (more &&
        (asked == ASK_LATEST || (asked == ASK_BEFORE && p->page.oldest < c->backlog.asked_time))) {
        start_asking(client, c, ASK_BEFORE);
        c->backlog.asked_seq = asked == ASK_LATEST ? UINT64_MAX : c->backlog.asked_seq;
        c->backlog.asked_time = p->page.oldest;
        ask_from(client, s, c, "BEFORE", NULL, p->page.oldest);
        return;
    }
    c->backlog.asked_again = 0;
    if ((asked == ASK_BEFORE || asked == ASK_AFTER) && index >= 0) {
        c->lines[index]->gap = false;
        memory_keep(client, s, c, index);
    }
    if (asked == ASK_LATEST ||
        (asked == ASK_BEFORE && backlog_page_known_line(c, index - 1, -1) < 0)) {
        c->backlog.older = false;
    }
}

/* The page's own reactions first: those that waited for its lines are later. */
static void put_reactions(struct client *client, struct network *s, struct chat *c,
                          const struct backlog *p, const struct span_of_page *at)
{
    for (int i = 0; i < p->page.reaction_count; i++) {
        const struct early_reaction *r = &p->page.reactions[i];
        chat_react(c, s->isupport.casemap, r->id, r->time, r->nick, r->text, r->gives, r->mine);
        if (!p->page.own && chat_find_id(c, r->id) >= 0) {
            memory_react(client, s, c, r->id, r->nick, r->text, r->gives, r->mine);
        }
    }
    for (int i = at->low; i >= 0 && i <= at->high; i++) {
        chat_react_early(c, s->isupport.casemap, c->lines[i]);
    }
}

/* After a lost connection: adds to what was unread before. */
static void add_unread(const struct client *client, struct chat *c, const struct backlog_news *news)
{
    if (c->marker == UINT64_MAX || c->marker_new == 0) {
        c->marker = news->first;
        c->marker_new = 0;
    }
    c->marker_new += news->count;
    if (!(client->current == c && c->at_end && client->focused)) {
        c->unread += news->count;
        c->mentions += news->mentions;
    }
}

static void merge(struct client *client, struct network *s, struct backlog *p)
{
    struct chat *c = network_find(s, p->target);
    if (!c) {
        return;
    }
    enum ask asked = c->backlog.asking;
    struct backlog_news news = {.first = UINT64_MAX};
    struct span_of_page at;
    bool first = !c->backlog.seen;
    if (asked == ASK_LATEST) {
        chat_make_way(c, p->page.count);
        c->backlog.wants_latest = false;
        news.read_until = s->lost_at > c->read_until ? s->lost_at : c->read_until;
    }
    c->backlog.asking = ASK_NOTHING;
    c->backlog.seen = true;
    int fresh = backlog_page_put(c, &p->page, asked, &news, &at);
    if (fresh > 0 || (at.high >= 0 && asked != ASK_BEFORE && asked != ASK_AFTER)) {
        c->backlog.asked_again = 0;
        backlog_page_mend(c, &p->page, asked, &at);
    } else {
        mend_empty(client, s, c, p, asked);
    }
    put_reactions(client, s, c, p, &at);
    int after =
        at.high >= 0 ? backlog_page_known_line(c, at.high + 1, 1) : -1; /* its gap may differ now */
    int last = after >= 0 ? after : at.high;
    while (last >= 0 && last + 1 < c->count && c->lines[last + 1]->time == c->lines[last]->time) {
        last++; /* their order may differ now too */
    }
    for (int i = at.low; i >= 0 && i <= last; i++) {
        memory_keep(client, s, c, i);
    }
    if (asked == ASK_LATEST && first) {
        count_unread(client, c, true);
    } else if (news.count > 0) {
        add_unread(client, c, &news);
    }
    follow_jump(client, s, c, asked == ASK_AROUND);
    client->dirty = true;
}

/* The server refuses to answer, with FAIL instead of a page. */
bool backlog_refused(struct client *client, struct network *s, const struct message *m)
{
    if (strcmp(m->verb, "FAIL") == 0 && strcmp(message_param(m, 0), "SEARCH") == 0) {
        client->port->not_found(client, s);
        return true;
    }
    if (strcmp(m->verb, "FAIL") != 0 || strcmp(message_param(m, 0), "CHATHISTORY") != 0) {
        return false;
    }
    for (int i = 1; i < s->chat_count; i++) {
        struct chat *c = s->chats[i];
        bool meant = false;
        for (int k = 2; k < m->count; k++) {
            meant |= names_equal(s->isupport.casemap, m->params[k], c->name);
        }
        if (meant && c->backlog.asking) { /* may be temporary, or due to the msgid */
            c->backlog.by_time = true;
            c->backlog.ask_again_at = client->now + REFUSED_MS;
            enum ask asked = c->backlog.asking;
            c->backlog.asking = ASK_NOTHING;
            follow_jump(client, s, c, asked == ASK_AROUND);
        }
    }
    return true;
}

static void take_person(struct client *client, struct network *s, struct backlog *p,
                        const struct message *m)
{
    const char *name = message_param(m, 1);
    if (strcmp(m->verb, "CHATHISTORY") != 0 || strcmp(message_param(m, 0), "TARGETS") != 0 ||
        ++p->page.items > PEOPLE_MAX || !*name || network_is_room(s, name) ||
        network_is_me(s, name)) {
        return;
    }
    struct chat *c = network_open(client, s, CHAT_PERSON, name);
    if (s->caps & CAP(READ_MARKER)) {
        network_send(client, s, "MARKREAD %s", c->name);
    }
    backlog_ask_latest(client, s, c);
}

void backlog_marker(struct client *client, struct network *s, const struct message *m)
{
    struct chat *c = network_find(s, message_param(m, 0));
    const char *text = message_param(m, 1);
    int64_t time;
    if (!c || strncmp(text, "timestamp=", 10) != 0 || !stamp_parse(text + 10, &time) ||
        time <= c->read_until) {
        return;
    }
    c->read_until = time;
    if (c->backlog.seen) {
        count_unread(client, c, false); /* read on another device */
        client->dirty = true;
    }
}

/* --- from the archive --- */

/* Restores what the user was writing there when the program ended. */
static void take_draft(struct chat *c, const char *text)
{
    if (!c->draft_kept && !c->draft.text.len) {
        edit_insert(&c->draft, text, strlen(text));
        c->draft_kept = xstrdup(text);
    }
}

/* Takes a row of the archive; `c`: the chat it is for, NULL for search results. */
static void take_row(struct client *client, struct network *s, struct backlog *p, struct chat *c,
                     const struct archive_row *r)
{
    if (c && r->kind == ARCHIVE_DRAFT) {
        take_draft(c, r->text);
        return;
    }
    if (!r->nick || !r->nick[0] || (!r->mine && notify_ignores(client, s, r->nick))) {
        return;
    }
    if (r->kind == ARCHIVE_REACTION) {
        add_reaction(p,
                     (struct early_reaction){.time = client->wall,
                                             .id = (char *)(uintptr_t)r->id,
                                             .nick = (char *)(uintptr_t)r->nick,
                                             .gives = true,
                                             .mine = r->mine},
                     r->text);
    } else if (r->kind == ARCHIVE_MESSAGE && has_room_for_more(s, p)) {
        struct line *line = line_new(r->action   ? LINE_ACTION
                                     : r->notice ? LINE_NOTICE
                                                 : LINE_SAID,
                                     r->time, r->nick, r->text);
        line->id = r->id && *r->id ? xstrdup(r->id) : NULL;
        line->reply_to = r->reply_to && *r->reply_to ? xstrdup(r->reply_to) : NULL;
        line->mine = r->mine;
        line->gap = r->gap;
        add_line(p, s, line, r->name);
    }
}

static void take_answer(struct client *client, struct network *s, struct backlog *p, struct chat *c,
                        const struct archive_answer *a)
{
    p->page.own = true;
    for (int i = 0; i < a->count; i++) {
        take_row(client, s, p, c, a->rows[i]);
    }
}

void backlog_recalled(struct client *client, struct network *s, const struct archive_answer *a)
{
    struct backlog *p = xcalloc(1, sizeof *p);
    struct span_of_page at;
    struct chat *c = network_find(s, a->chat);
    if (c) {
        take_answer(client, s, p, c, a);
        bool older = c->count > 0; /* the page is before the loaded lines */
        c->backlog.asked_seq = older && !c->backlog.asking ? c->dropped : c->backlog.asked_seq;
        c->backlog.older |= p->page.count > 0 && (s->state != NETWORK_READY || backlog_can_ask(s));
        struct backlog_news news = {.first = UINT64_MAX};
        int fresh = backlog_page_put(
            c, &p->page, older && !c->backlog.asking ? ASK_BEFORE : ASK_NOTHING, &news, &at);
        c->backlog.recall_more = p->page.count >= MEMORY_PAGE && fresh > 0;
        put_reactions(client, s, c, p, &at);
        client->dirty = true;
    }
    free_page(p);
}

void backlog_found(struct client *client, struct network *s, const struct archive_answer *a)
{
    struct backlog *p = xcalloc(1, sizeof *p);
    p->kind = BACKLOG_FOUND;
    take_answer(client, s, p, NULL, a);
    client->port->found(client, s, p->page.lines, p->page.places, p->page.count);
    free_page(p);
}

void backlog_batch(struct client *client, struct network *s, struct message *m)
{
    const char *sign = message_param(m, 0);
    if (*sign == '+') {
        open_page(s, m);
        return;
    }
    struct backlog **link = find(s, sign + (*sign == '-')), *p = *link;
    if (p) {
        *link = p->next;
        if (p->kind == BACKLOG_FOUND) {
            client->port->found(client, s, p->page.lines, p->page.places, p->page.count);
        } else if (p->kind == BACKLOG_PAGE) {
            merge(client, s, p);
        }
        free_page(p);
    }
}

bool backlog_line(struct client *client, struct network *s, struct message *m, const char *batch)
{
    struct backlog *p = *find(s, batch);
    if (p && p->kind == BACKLOG_PEOPLE) {
        take_person(client, s, p, m);
    } else if (p) {
        take_line(client, s, p, m);
    }
    return p;
}

/* --- read markers --- */

void backlog_mark_read(struct client *client, struct network *s, struct chat *c)
{
    char time[STAMP_CAP];
    int last = c->count - 1;
    while (last >= 0 && !c->lines[last]->id) {
        last--;
    }
    if (s->state == NETWORK_READY && (s->caps & CAP(READ_MARKER)) && last >= 0 &&
        c->lines[last]->time > c->read_until) {
        c->read_until = c->lines[last]->time;
        stamp_format(c->read_until, time);
        network_send(client, s, "MARKREAD %s timestamp=%s", c->name, time);
    }
}

void backlog_read(struct client *client, struct chat *c)
{
    c->unread = c->mentions = 0;
    backlog_mark_read(client, c->network, c);
    client->dirty = true;
}
