/* History: CHATHISTORY, SEARCH, REDACT, MARKREAD.
 * https://ircv3.net/specs/extensions/chathistory, .../message-redaction, .../read-marker */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "irc/caps.h"
#include "irc/check.h"
#include "irc/message.h"
#include "irc/names.h"
#include "irc/numerics.h"
#include "irc/stamp.h"
#include "server/cmd/command.h"
#include "server/core/config.h"
#include "server/core/history.h"
#include "server/core/room.h"
#include "server/core/session.h"
#include "server/core/world.h"
#include "server/out/job.h"
#include "server/out/relay.h"
#include "server/out/reply.h"
#include "server/out/reply_stream.h"
#include "server/store.h"

/* Where a target's records are, for this user. */
struct place {
    char key[PLACE_BYTES];
    char shown[ROOM_BYTES];  /* its name in answers */
    const struct room *room; /* NULL: a user */
};

/* False: there is no such place, or this user has no access to it. */
static bool find_place(struct world *w, const struct user *u, const char *target, struct place *p)
{
    char me[IDENTITY_BYTES], other[IDENTITY_BYTES];
    *p = (struct place){0};
    copy_text(p->shown, sizeof p->shown, target);
    if (*target == '#') {
        p->room = world_room(w, target);
        if (!p->room || !room_has(p->room, u)) {
            return false;
        }
        copy_text(p->shown, sizeof p->shown, p->room->name);
        history_room(p->room, p->key);
        return true;
    }
    history_identity(u, me);
    if (!history_find(w, target, other)) {
        return false;
    }
    history_pair(me, other, p->key);
    return true;
}

/* --- CHATHISTORY --- */

static void fail(struct reply *r, const char *code, const struct message *m, const char *text)
{
    struct bytes context = {0};
    bytes_text(&context, reply_word(m->params[0]));
    if (m->count > 1) {
        bytes_format(&context, " %s", reply_word(m->params[1]));
    }
    reply_fail(r, "CHATHISTORY", code, context.data, text);
    bytes_finish(&context);
}

static void record_tags(const struct session *s, const struct record *record, bool first,
                        struct bytes *tags)
{
    char time[STAMP_CAP];
    if (s->caps & CAP(SERVER_TIME)) {
        stamp_format(record->time, time);
        bytes_format(tags, "time=%s", time);
    }
    if (record->account && (s->caps & CAP(ACCOUNT_TAG))) {
        bytes_format(tags, "%saccount=", tags->len ? ";" : "");
        message_escape(tags, record->account);
    }
    if (s->caps & CAP(MESSAGE_TAGS)) {
        bytes_format(tags, "%s%s", tags->len && record->bot ? ";" : "", record->bot ? "bot" : "");
        if (first) {
            bytes_format(tags, "%smsgid=%s", tags->len ? ";" : "", record->msgid);
        }
        if (record->tags[0]) {
            bytes_format(tags, "%s%s", tags->len ? ";" : "", record->tags);
        }
    }
}

/* The lines of a multiline message: as an inner batch, or one by one without the blank ones. */
static void show_lines(struct reply *r, const struct record *record)
{
    bool batch =
        (r->session->caps & (CAP(MULTILINE) | CAP(BATCH))) == (CAP(MULTILINE) | CAP(BATCH));
    const char *target = strrchr(record->body, ' ') + 1;
    struct bytes tags = {0};
    bool first = true;
    if (batch) {
        record_tags(r->session, record, true, &tags);
        reply_open_inner(r, bytes_string(&tags), "draft/multiline %s", target);
    }
    for (const char *at = record->lines; *at;) {
        size_t len = strcspn(at, "\n");
        bool joined = *at == '+';
        struct bytes line = {0};
        bytes_format(&line, "%s :%.*s", record->body, (int)len - 1, at + 1);
        bytes_clear(&tags);
        if (batch) {
            reply_line(r, joined ? "draft/multiline-concat" : "", line.data);
        } else if (len > 1) {
            record_tags(r->session, record, first, &tags);
            reply_line(r, bytes_string(&tags), line.data);
            first = false;
        }
        bytes_finish(&line);
        at += len + (at[len] == '\n');
    }
    if (batch) {
        reply_close_inner(r);
    }
    bytes_finish(&tags);
}

static void show_record(struct reply *r, const struct record *record)
{
    if (record->lines) {
        show_lines(r, record);
        return;
    }
    struct bytes tags = {0};
    record_tags(r->session, record, true, &tags);
    reply_line(r, bytes_string(&tags), record->body);
    bytes_finish(&tags);
}

static bool page_step(struct reply_stream *a, struct world *w)
{
    struct record record;
    const struct page *page = a->data;
    uint64_t count = (uint64_t)page->count;
    while (a->after < count && reply_stream_has_room(a)) {
        if (store_get_record(w->store, page->seqs[a->after++],
                             &record)) { /* it may have been deleted meanwhile */
            show_record(&a->reply, &record);
        }
    }
    return a->after < count;
}

static void page_finish(void *page)
{
    free(((struct page *)page)->seqs);
}

/* Streams the page, which it takes over, into the batch that `r` has open. */
static void show_page(struct reply *r, struct page *page)
{
    struct reply_stream *a = reply_stream_new(r, page_step, sizeof *page);
    memcpy(a->data, page, sizeof *page);
    a->finish = page_finish;
    *page = (struct page){0};
}

/* Reads "msgid=..." or "timestamp=..."; false: it is neither, and is refused. */
static bool read_reference(struct reply *r, const struct message *m, int param,
                           struct reference *out)
{
    const char *text = message_param(m, param);
    *out = (struct reference){0};
    if (strncmp(text, "msgid=", 6) == 0) {
        /* an empty msgid is one that does not exist */
        copy_text(out->msgid, sizeof out->msgid, text[6] ? text + 6 : " ");
        return true;
    }
    bool known = strncmp(text, "timestamp=", 10) == 0;
    if (known && stamp_parse(text + 10, &out->time)) {
        return true;
    }
    fail(r, known ? "INVALID_PARAMS" : "INVALID_MSGREFTYPE", m,
         "A reference is timestamp=... or msgid=...");
    return false;
}

static bool read_limit(const struct world *w, struct reply *r, const struct message *m, int param,
                       int *limit)
{
    char *end;
    long value = strtol(message_param(m, param), &end, 10);
    if (m->count <= param || *end || value < 1) {
        fail(r, "INVALID_PARAMS", m, "The limit is a number of messages");
        return false;
    }
    *limit = (int)(value < w->config->history_max ? value : w->config->history_max);
    return true;
}

static void show_targets(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    struct reference a, b;
    int limit;
    if (!read_limit(w, r, m, 3, &limit) || !read_reference(r, m, 1, &a) ||
        !read_reference(r, m, 2, &b)) {
        return;
    }
    if (a.msgid[0] || b.msgid[0]) {
        fail(r, "INVALID_PARAMS", m, "TARGETS goes by timestamp=...");
        return;
    }
    bool forwards = a.time <= b.time;
    struct target_list list = {.after = forwards ? a.time : b.time,
                               .before = forwards ? b.time : a.time};
    char me[IDENTITY_BYTES], key[PLACE_BYTES];
    history_identity(u, me);
    store_list_met(w->store, me, &list);
    for (const struct member *at = u->rooms; at; at = at->next_of_user) {
        history_room(at->room, key);
        store_list_room(w->store, key, at->room->name, &list);
    }
    target_list_sort(&list);
    reply_open_batch(r, "", "draft/chathistory-targets");
    int from = !forwards && list.count > limit ? list.count - limit : 0;
    for (int i = from; i < list.count && i < from + limit; i++) {
        char time[STAMP_CAP];
        stamp_format(list.items[i].time, time);
        reply_text(r, "CHATHISTORY TARGETS %s %s", list.items[i].name, time);
    }
    reply_close_batch(r);
    free(list.items);
}

struct page_job {
    struct page_request request;                                       /* the query */
    char sub[16], target[LINE_BODY_MAX + 1], shown[LINE_BODY_MAX + 1]; /* for the answer */
    enum page_result result;
    struct page page;
};

static void page_job_finish(void *data)
{
    page_finish(&((struct page_job *)data)->page);
}

/* The tag is the draft's: https://github.com/ircv3/ircv3-specifications/pull/598 */
static void open_page(struct reply *r, const char *shown, enum page_result result)
{
    bool tags = r->session->caps & CAP(MESSAGE_TAGS);
    reply_open_batch(r, tags && result == PAGE_LAST ? "draft/chathistory-end" : "",
                     "chathistory %s", shown);
}

static void find_page(struct job *j)
{
    struct page_job *p = j->data;
    p->result = history_page(j->store, &p->request, &p->page);
    history_warm(j->store, &p->page);
}

static void tell_page(struct world *w, struct user *u, struct job *j, struct reply *r)
{
    struct page_job *p = j->data;
    (void)w, (void)u;
    if (p->result != PAGE_UNKNOWN) {
        open_page(r, p->shown, p->result);
        show_page(r, &p->page);
    } else {
        char *params[] = {p->sub, p->target};
        struct message m = {.count = 2};
        memcpy(m.params, params, sizeof params);
        fail(r, "MESSAGE_ERROR", &m, "There is no such message");
    }
}

static void ask_page(struct world *w, struct reply *r, const struct message *m,
                     const struct place *place, struct page_request *p)
{
    memcpy(p->place, place->key, sizeof p->place);
    if (p->open && place->room && place->room->said >= p->limit) {
        struct page page = {0}; /* written recently: read without the worker */
        open_page(r, place->shown, history_page(w->store, p, &page));
        show_page(r, &page);
        return;
    }
    struct job *j = job_new(r, find_page, tell_page, sizeof(struct page_job));
    struct page_job *job = j->data;
    j->reads = true;
    j->finish = page_job_finish;
    job->request = *p;
    copy_text(job->sub, sizeof job->sub, m->params[0]);
    copy_text(job->target, sizeof job->target, m->params[1]);
    copy_text(job->shown, sizeof job->shown, place->shown);
    job_start(w, j);
}

/* Reads the limit and the references of a subcommand. */
static bool read_request(const struct world *w, struct reply *r, const struct message *m,
                         struct page_request *p)
{
    p->open = p->kind == PAGE_LATEST && strcmp(message_param(m, 2), "*") == 0;
    p->kinds = RECORD_MESSAGE;
    p->kinds |= r->session->caps & CAP(EVENT_PLAYBACK) ? RECORD_TAGMSG | RECORD_EVENT : 0;
    return read_limit(w, r, m, m->count - 1, &p->limit) &&
           (p->open || read_reference(r, m, 2, &p->from)) &&
           (p->kind != PAGE_BETWEEN || read_reference(r, m, 3, &p->to));
}

void cmd_chathistory(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    enum { TARGETS = PAGE_BETWEEN + 1 };
    static const struct {
        const char *name;
        int params;
    } subcommands[] = {
        [PAGE_LATEST] = {"LATEST", 4}, [PAGE_BEFORE] = {"BEFORE", 4},   [PAGE_AFTER] = {"AFTER", 4},
        [PAGE_AROUND] = {"AROUND", 4}, [PAGE_BETWEEN] = {"BETWEEN", 5}, [TARGETS] = {"TARGETS", 4}};
    struct place place;
    struct page_request p = {0};
    size_t i = 0;
    while (i < COUNT_OF(subcommands) &&
           !names_equal(CASEMAP_ASCII, subcommands[i].name, m->params[0])) {
        i++;
    }
    p.kind = (enum page_kind)i;
    if (i == COUNT_OF(subcommands)) {
        fail(r, "INVALID_PARAMS", m, "LATEST, BEFORE, AFTER, AROUND, BETWEEN or TARGETS");
    } else if (m->count != subcommands[i].params) {
        fail(r, "INVALID_PARAMS", m, "That is not the number of parameters it takes");
    } else if (i == TARGETS) {
        show_targets(w, u, m, r);
    } else if (!find_place(w, u, m->params[1], &place)) {
        fail(r, "INVALID_TARGET", m, "There is no history of that for you");
    } else if (read_request(w, r, m, &p)) {
        ask_page(w, r, m, &place, &p);
    }
}

/* --- SEARCH: https://soju.im/search, which draft/search follows --- */

/* Reads one field of "in=#room;from=ana;text=...", unescaped like a tag. */
static void read_attribute(struct bytes *out, const char *attributes, const char *name)
{
    size_t len = strlen(name);
    for (const char *at = attributes; *at;) {
        size_t end = strcspn(at, ";");
        if (end > len && at[len] == '=' && strncmp(at, name, len) == 0) {
            message_unescape(out, at + len + 1, end - len - 1);
        }
        at += end + (at[end] == ';');
    }
}

static void add_place(struct bytes *json, const char *key)
{
    bytes_text(json, json->len > 1 ? ",\"" : "\"");
    for (; *key; key++) {
        if (*key == '"' || *key == '\\') {
            bytes_char(json, '\\');
        }
        bytes_char(json, *key);
    }
    bytes_char(json, '"');
}

/* The places to search: one, or all that this user may read. False: they may not read that one. */
static bool choose_places(struct world *w, const struct user *u, const char *in, struct bytes *json,
                          char *identity)
{
    struct place p;
    bytes_char(json, '[');
    identity[0] = '\0';
    if (*in) {
        if (!find_place(w, u, in, &p)) {
            return false;
        }
        add_place(json, p.key);
    } else {
        history_identity(u, identity);
        for (const struct member *m = u->rooms; m; m = m->next_of_user) {
            char key[PLACE_BYTES];
            history_room(m->room, key);
            add_place(json, key);
        }
    }
    bytes_char(json, ']');
    return true;
}

struct search_job {
    struct word_query query; /* its texts are the fields below */
    char words[LINE_BODY_MAX + 1], sender[LINE_BODY_MAX + 1], identity[IDENTITY_BYTES];
    char *places; /* owned */
    struct page page;
};

static void search_job_finish(void *data)
{
    struct search_job *s = data;
    free(s->places);
    page_finish(&s->page);
}

static void find_words(struct job *j)
{
    struct search_job *s = j->data;
    history_search(j->store, &s->query, &s->page);
    history_warm(j->store, &s->page);
}

static void tell_found(struct world *w, struct user *u, struct job *j, struct reply *r)
{
    (void)w, (void)u;
    reply_open_batch(r, "", "soju.im/search");
    show_page(r, &((struct search_job *)j->data)->page);
}

static void search(struct world *w, struct reply *r, const struct word_query *q, const char *in)
{
    struct bytes json = {0};
    char identity[IDENTITY_BYTES];
    if (!choose_places(w, r->user, in, &json, identity)) {
        reply_fail(r, "SEARCH", "INVALID_PARAMS", "in", "There is no history of that for you");
    } else {
        struct job *j = job_new(r, find_words, tell_found, sizeof(struct search_job));
        struct search_job *s = j->data;
        j->reads = j->slow = true;
        j->finish = search_job_finish;
        copy_text(s->words, sizeof s->words, q->words);
        copy_text(s->sender, sizeof s->sender, q->sender);
        copy_text(s->identity, sizeof s->identity, identity);
        s->places = xstrdup(json.data);
        s->query = *q;
        s->query.words = s->words;
        s->query.sender = s->sender;
        s->query.identity = s->identity;
        s->query.places = s->places;
        job_start(w, j);
    }
    bytes_finish(&json);
}

static bool read_bound(struct reply *r, const char *text, const char *name, int64_t *time)
{
    if (*text && !stamp_parse(text, time)) {
        reply_fail(r, "SEARCH", "INVALID_PARAMS", name,
                   "A moment is written as 2026-11-21T10:00:00.000Z");
        return false;
    }
    return true;
}

void cmd_search(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    static const char *const names[] = {"in", "from", "after", "before", "text", "limit"};
    enum { IN, FROM, AFTER, BEFORE, TEXT, LIMIT, FIELDS };
    enum { DEFAULT_LIMIT = 100 };
    struct bytes fields[FIELDS] = {{0}};
    (void)u;
    for (int i = 0; i < FIELDS; i++) {
        read_attribute(&fields[i], m->params[0], names[i]);
    }
    long limit = fields[LIMIT].len ? strtol(fields[LIMIT].data, NULL, 10) : DEFAULT_LIMIT;
    struct word_query q = {.words = bytes_string(&fields[TEXT]),
                           .sender = bytes_string(&fields[FROM]),
                           .after = {INT64_MIN, 0},
                           .before = {INT64_MAX, INT64_MAX}};
    q.limit = (int)(limit < w->config->history_max ? limit : w->config->history_max);
    if (!*q.words || limit < 1) {
        reply_fail(r, "SEARCH", "INVALID_PARAMS", *q.words ? "limit" : "text", "What to look for?");
    } else if (read_bound(r, bytes_string(&fields[AFTER]), "after", &q.after.time) &&
               read_bound(r, bytes_string(&fields[BEFORE]), "before", &q.before.time)) {
        search(w, r, &q, bytes_string(&fields[IN]));
    }
    for (int i = 0; i < FIELDS; i++) {
        bytes_finish(&fields[i]);
    }
}

/* --- REDACT --- */

static void tell_redaction(struct world *w, struct user *u, const struct place *p, const char *nick,
                           const char *msgid, const char *reason, struct reply *r)
{
    struct relay news;
    struct bytes tail = {0};
    if (*reason) {
        bytes_format(&tail, " :%s", reason);
    }
    relay_start(&news, w, u, r, "REDACT %s %s%s", p->room ? p->room->name : nick, msgid,
                bytes_string(&tail));
    if (p->room) {
        relay_room(&news, p->room, NULL, CAP(REDACTION), CAP(REDACTION));
    } else {
        struct user *to = world_user(w, nick);
        if (to && to != u) {
            relay_to_able(&news, to, CAP(REDACTION), CAP(REDACTION));
        }
        relay_to_able(&news, u, CAP(REDACTION), CAP(REDACTION));
    }
    relay_end(&news);
    bytes_finish(&tail);
}

void cmd_redact(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    const char *target = m->params[0], *msgid = m->params[1];
    struct place p;
    struct record record;
    char context[2 * 200 + 2], me[IDENTITY_BYTES];
    char first[100], second[100];
    copy_text(first, sizeof first, reply_word(target));
    copy_text(second, sizeof second, reply_word(msgid));
    snprintf(context, sizeof context, "%s %s", first, second);
    history_identity(u, me);
    if (!(r->session->caps & CAP(REDACTION))) {
        reply_numeric(r, ERR_UNKNOWNCOMMAND, "REDACT");
    } else if (!find_place(w, u, target, &p)) {
        reply_fail(r, "REDACT", "INVALID_TARGET", reply_word(target),
                   "You cannot delete messages there");
    } else if (!store_find_record(w->store, p.key, msgid, &record) || record.kind == RECORD_EVENT) {
        reply_fail(r, "REDACT", "UNKNOWN_MSGID", context, "There is no such message, or no more");
    } else if (!(record.sender && strcmp(record.sender, me) == 0) &&
               !(p.room && room_level(p.room, r->session) >= LEVEL_HALFOP)) {
        reply_fail(r, "REDACT", "REDACT_FORBIDDEN", context, "That message is not yours");
    } else if (!store_remove_record(w->store, record.seq) || !store_commit(w->store)) {
        reply_fail(r, "REDACT", "INTERNAL_ERROR", context, "It cannot be deleted now");
    } else {
        tell_redaction(w, u, &p, p.shown, msgid, message_param(m, 2), r);
    }
}

/* --- MARKREAD --- */

static void show_marker(struct reply *r, struct session *s, const char *target, int64_t time)
{
    char text[STAMP_CAP];
    struct bytes line = {0};
    stamp_format(time, text);
    bytes_format(&line, ":%s MARKREAD %s %s%s", s->world->config->name, target,
                 time ? "timestamp=" : "*", time ? text : "");
    reply_raw_to_session(r, s, line.data);
    bytes_finish(&line);
}

/* A room the user is in, or an existing user: anything else would mean endless markers. */
static bool has_marker(struct world *w, const struct user *u, const char *target)
{
    char key[PLACE_BYTES];
    const struct room *room = *target == '#' ? world_room(w, target) : NULL;
    return room ? room_has(room, u) : *target != '#' && history_find(w, target, key);
}

static void marker_key(struct world *w, const char *target, char *key)
{
    const struct room *room = *target == '#' ? world_room(w, target) : NULL;
    if (room) {
        history_room(room, key);
    } else if (*target == '#' || !history_find(w, target, key)) {
        precis_key(target, key);
    }
}

void command_show_marker(struct reply *r, const char *target)
{
    char me[IDENTITY_BYTES], key[PLACE_BYTES];
    if (r->session->caps & CAP(READ_MARKER)) {
        history_identity(r->user, me);
        marker_key(r->world, target, key);
        show_marker(r, r->session, target, store_marker(r->world->store, me, key));
    }
}

/* Tells the user's other sessions, which have then read it as well. */
static void show_marker_elsewhere(const struct reply *r, const char *target, int64_t time)
{
    for (struct session *s = r->user->sessions; s; s = s->next_of_user) {
        if (s != r->session && (s->caps & CAP(READ_MARKER))) {
            show_marker(NULL, s, target, time);
        }
    }
}

void cmd_markread(struct world *w, struct user *u, const struct message *m, struct reply *r)
{
    char me[IDENTITY_BYTES], key[PLACE_BYTES];
    int64_t time;
    if (m->count == 0) {
        reply_fail(r, "MARKREAD", "NEED_MORE_PARAMS", "", "Which room or person?");
        return;
    }
    if (*reply_word(m->params[0]) == '*' || strlen(m->params[0]) >= ROOM_BYTES) {
        reply_fail(r, "MARKREAD", "INVALID_PARAMS", "*", "That is no room and no person");
        return;
    }
    history_identity(u, me);
    marker_key(w, m->params[0], key);
    if (m->count > 1) {
        const char *text = m->params[1];
        if (strncmp(text, "timestamp=", 10) != 0 || !stamp_parse(text + 10, &time)) {
            reply_fail(r, "MARKREAD", "INVALID_PARAMS", reply_word(m->params[0]),
                       "A marker is timestamp=...");
            return;
        }
        if (!has_marker(w, u, m->params[0])) {
            reply_fail(r, "MARKREAD", "INVALID_PARAMS", reply_word(m->params[0]),
                       "There is nothing of yours to be read");
            return;
        }
        if (time > store_marker(w->store, me, key)) {
            store_set_marker(w->store, me, key, time);
            u->guest_rows |= !u->account;
            show_marker_elsewhere(r, m->params[0], time);
        }
    }
    show_marker(r, r->session, m->params[0], store_marker(w->store, me, key));
}
